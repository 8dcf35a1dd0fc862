#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that every word on the screen is there in every language; prints TAP.

The words are taken out of the sources anew, so a new sentence without its translations is found here. Each
rule is also given something wrong on purpose and must notice.
"""

import collections
import json
import re
import shutil
import subprocess
import sys
import tempfile

from po_file import read_po
from source_tree import ROOT, read_tree, strip_comments
from tap import Tap

LANGUAGES = ("bn", "pl", "ro", "uk", "ur")
RIGHT_TO_LEFT = ("ur",)
PLACE = re.compile(r"%(?:(\d)\$)?([-+ 0#]*\d*(?:\.\d+)?(?:hh|h|ll|l|z)?[diouxXsc%])")
USED = re.compile(r"\b(?:_|N_|C_|NC_|ngettext|g_dpgettext2)\s*\(\s*\"")
TRANSLATABLE = re.compile(r'translatable="yes"|l10n="messages"')
XGETTEXT = ["xgettext", "--from-code=UTF-8", "--sort-by-file", "--no-location", "-o", "-", "--keyword=_", "--keyword=N_",
            "--keyword=C_:1c,2", "--keyword=NC_:1c,2", "--keyword=g_dpgettext2:2c,3"]


def listed(files):
    return [line for line in files["po/POTFILES.in"].splitlines() if line and not line.startswith("#")]


def wanted(files):
    """What stands in the sources now."""
    done = subprocess.run([*XGETTEXT, *listed(files)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return read_po(done.stdout)[1]


def places(text):
    """What printf puts in, by the number of its argument: {1: "s", …}; %% is a letter."""
    found, position = collections.Counter(), 0
    for number, kind in PLACE.findall(text):
        if kind.endswith("%"):
            found["%"] += 1
            continue
        position += 1
        found[(int(number) if number else position, kind)] += 1
    return found


def rule_listed(files):
    for path, text in files.items():
        used = (path.startswith("src/kiosk/") or path.startswith("src/core/")) and path.endswith(".c") and USED.search(strip_comments(text))
        if (used or (path.startswith("data/ui/") and TRANSLATABLE.search(text))) and path not in listed(files):
            yield f"{path}: has words and is not in po/POTFILES.in"
    for path in listed(files):
        if path not in files:
            yield f"po/POTFILES.in: {path} is not there"
    if sorted(l for l in files["po/LINGUAS"].splitlines() if not l.startswith("#")) != sorted(LANGUAGES):
        yield "po/LINGUAS: not the languages that are shipped"


def rule_live(files):
    """GLib's own look-up decides in the first language whether it translates at all, and never again."""
    for path, text in files.items():
        if path.startswith(("src/kiosk/", "src/core/")) and re.search(r"gi18n-lib\.h|\bg_dn?gettext\b|\bstatic\b[^;{]*=\s*_\s*\(", text):
            yield f"{path}: words that would stay in the first language"


def rule_complete(wanted_entries, entries):
    for key, entry in wanted_entries.items():
        found = entries.get(key)
        if found is None:
            yield f"not there: {entry.ident[:70]}"
        elif found.is_fuzzy:
            yield f"fuzzy: {entry.ident[:70]}"
        elif not all(text.strip() for text in found.words.values()):
            yield f"empty: {entry.ident[:70]}"
    for key in entries.keys() - wanted_entries.keys():
        yield f"nobody says this any more: {key[1][:70]}"


def rule_plurals(header, entries):
    match = re.search(r"nplurals=(\d); plural=(.+);", header)
    if match is None:
        yield "no Plural-Forms"
        return
    for entry in entries.values():
        if entry.plural is not None and sorted(entry.words) != list(range(int(match[1]))):
            yield f"not {match[1]} forms: {entry.ident[:70]}"


def rule_places(entries):
    for entry in entries.values():
        own = places(entry.ident)
        for text in entry.words.values():
            if text and "%" in entry.ident + text and places(text) != own and entry.plural is None:
                yield f"other places: {entry.ident[:50]} → {text[:50]}"
            elif entry.plural is not None and places(text) != places(entry.plural):
                yield f"other places: {entry.plural[:50]} → {text[:50]}"


def rule_header(code, text, header):
    if f"Language: {code}\n" not in header:
        yield "the header does not say which language it is"
    if "X-Foyer-Review: needs review\n" not in header or "Machine-made" not in text.split("msgid", 1)[0]:
        yield "the header does not say that a machine made it and that it needs review"


def rule_switches(code, entries):
    """Messages that are not words but say how the language is written."""
    allowed = {"direction of reading": ("rtl",) if code in RIGHT_TO_LEFT else ("ltr",), "hours on the clock": ("12", "24")}
    for entry in entries.values():
        if entry.context in allowed and entry.words[0] not in allowed[entry.context]:
            yield f"{entry.context}: {entry.words[0]}"


def rule_content(programmes):
    """The programmes and the names of their choices are on the first pages: all of them, in every language."""
    for programme in programmes:
        for code in LANGUAGES:
            words = programme.get("translations", {}).get(code, {})
            for member in ("name", "title", "tagline", "about"):
                if not words.get(member) or (member == "about" and len(words[member]) != len(programme[member])):
                    yield f"{programme['id']} {code}: no {member}"
            for facet in programme["facets"]:
                translated = words.get("facets", {}).get(facet["id"], {})
                for name in [facet["label"]] if not translated.get("label") else []:
                    yield f"{programme['id']} {code}: no words for “{name}”"
                for option in facet["options"]:
                    if not translated.get("options", {}).get(option["tag"]):
                        yield f"{programme['id']} {code}: no words for “{option['label']}”"


def compiles(text):
    with tempfile.NamedTemporaryFile("w", suffix=".po", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        done = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", file.name], capture_output=True, text=True, check=False, timeout=60)
    return [] if done.returncode == 0 else done.stderr.splitlines()


def check_language(tap, code, text, wanted_entries):
    header, entries = read_po(text)
    tap.empty(compiles(text), f"{code}: msgfmt takes it")
    tap.empty(rule_complete(wanted_entries, entries), f"{code}: every sentence is translated, and none is left over")
    tap.empty(rule_plurals(header, entries), f"{code}: every plural has all its forms")
    tap.empty(rule_places(entries), f"{code}: what is put into a sentence stays in it")
    tap.empty(rule_header(code, text, header), f"{code}: the header says that it needs review")
    tap.empty(rule_switches(code, entries), f"{code}: how it is written is said in the two words there are for it")


def check_controls(tap, files, wanted_entries, programmes):
    text = files["po/pl.po"]
    header, entries = read_po(text)
    some = next(key for key, entry in entries.items() if "%s" in entry.ident and entry.plural is None)

    tap.noticed(rule_complete(wanted_entries, {k: e for k, e in entries.items() if k != some}), "a sentence without a translation")
    tap.noticed(rule_complete({k: e for k, e in wanted_entries.items() if k != some}, entries), "a translation of nothing")
    empty = read_po(text.replace(f'msgid "Back"\nmsgstr "{entries[(None, "Back")].words[0]}"', 'msgid "Back"\nmsgstr ""'))[1]
    tap.noticed(rule_complete(wanted_entries, empty), "an empty translation")
    fuzzy = read_po(text.replace('msgid "Back"\n', '#, fuzzy\nmsgid "Back"\n', 1))[1]
    tap.noticed(rule_complete(wanted_entries, fuzzy), "a fuzzy translation")
    tap.noticed(rule_plurals(header, read_po(re.sub(r'msgstr\[2\] ".*"\n', "", text, count=1))[1]), "a plural form too few")
    tap.noticed(rule_places(read_po(text.replace(entries[some].words[0], entries[some].words[0].replace("%s", "")))[1]), "a lost %s")
    tap.noticed(rule_header("pl", text, header.replace("needs review", "reviewed")), "a header that claims a review")
    tap.noticed(rule_header("ro", text, header), "a header of another language")
    tap.noticed(rule_switches("ur", entries), "Urdu from the left")
    tap.noticed(compiles(text + '\nmsgid "cut\n'), "a catalogue that msgfmt refuses")
    tap.noticed(rule_listed({**files, "src/kiosk/foyer-new.c": 'f (_ ("New"));'}), "a file that is not in POTFILES.in")
    tap.noticed(rule_live({"src/kiosk/foyer-new.c": "#include <glib/gi18n-lib.h>"}), "words that would stay in the first language")
    tap.noticed(rule_listed({**files, "po/LINGUAS": "pl\n"}), "a language that is not shipped")
    cut = json.loads(json.dumps(programmes))
    del cut[0]["translations"]["ur"]["facets"][cut[0]["facets"][0]["id"]]["options"][cut[0]["facets"][0]["options"][0]["tag"]]
    tap.noticed(rule_content(cut), "a choice without its name in Urdu")


def main():
    if shutil.which("xgettext") is None:
        print("1..0 # SKIP xgettext is not here")
        return 0
    tap = Tap()
    files = read_tree()
    wanted_entries = wanted(files)
    programmes = json.loads(files["data/content/programmes.json"])["items"]

    tap.ok(len(wanted_entries) > 400, "the sources have words", [f"only {len(wanted_entries)}"])
    tap.empty(rule_listed(files), "every file with words is in po/POTFILES.in")
    tap.empty(rule_live(files), "no word is kept from the first language")
    for code in LANGUAGES:
        check_language(tap, code, files[f"po/{code}.po"], wanted_entries)
    tap.empty(rule_content(programmes), "the programmes are in every language")
    check_controls(tap, files, wanted_entries, programmes)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
