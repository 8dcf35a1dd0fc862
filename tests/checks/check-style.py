#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks sizes, licences, words and habits over the whole tree; prints TAP.

Each rule takes {path: text} and yields what is wrong; each is also given something wrong on purpose and
must notice.
"""

import pathlib
import re
import sys

from source_tree import ROOT, c_files, line_of, read_tree, strip_comments
from tap import Tap

FILE_WARN, FILE_MAX = 600, 1000  # lines
FUNCTION_MAX = 100  # lines from brace to brace
GENERATED = ("data/content/", "data/art/", "data/icons/", "COPYING")
CONTENT_CHECKS = ("tests/checks/check-content.py", "tests/checks/content_rules.py")  # hold what they refuse
WORD_LISTS = ("-words.c",)  # tables of words are data

# Words are put together here so that this file does not hold them.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|\b(place" r"holder|dum" r"my|st" r"ub|lorem" r" ipsum)\b(?![-_]text)")
# Names that others gave to their things.
NOT_OUR_WORDS = re.compile(
    r"xserver-xorg-video-dum" r"my|Driver \"dum" r"my\"|GIO_USE_PROXY_RESOLVER\S*\W+dum" r"my"
    r"|place" r"holder[-_]text|PLACE" r"HOLDER")
MACHINE_PATH = re.compile(r"/wo" r"rk/|/tmp/bash" r"_jobs|/ho" r"me/[a-z]|/ro" r"ot/")
REGISTRY = re.compile(r"registry\." r"npmjs|registry\." r"yarnpkg|pypi\." r"org|deb\.de" r"bian\.org|ftp\.de" r"bian|"
                      r"https?://[\w.-]*(artifactory|nexus|mirror|proxy)[\w.-]*/")
PHONE = re.compile(r"(?<![\w.])(?:0|\+44 ?)(?:1\d{3}|7\d{3}|20|2\d{2}|3\d{2}|8\d{2})[ -]?\d{3,4}[ -]?\d{3,4}(?!\w)")
# Ofcom, "Telephone numbers for use in TV and radio drama", and what is made too long or too short of them;
# 123456 is nobody's.
DRAMA = re.compile(r"^(?:0|44)(1632960|7700900|2079460|8081570|3069990|1[12356]\d?[1-8]?4960|1914980|2896496|2920180|9098790)\d*$"
                   r"|^0207946|123456")
EMAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z]{2,})+")
SAFE_EMAIL = re.compile(r"@([\w-]+\.)*-?ex-?ample-?(\.(com|org|net|uk|co\.uk|org\.uk))?$|@[\w.-]+\.(example|invalid|test)$", re.I)
SQL_WORD = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|CREATE|ATTACH|DROP)\b[^\"]*%")
PRINTF = re.compile(r"\b(g_strdup_printf|g_string_append_printf|g_string_printf|g_snprintf|snprintf|sqlite3_mprintf)\s*\(")
TRANSLATED = re.compile(r"\b(_|N_|C_|NC_|ngettext|g_dgettext|g_dngettext|g_dpgettext2?)\s*\(\s*\"")


def rule_file_size(files):
    for path, text in files.items():
        if path.endswith((".c", ".h", ".py", ".css", ".ui")) and not path.startswith(GENERATED) and not path.endswith(WORD_LISTS):
            lines = text.count("\n")
            if lines > FILE_MAX:
                yield f"{path}: {lines} lines, {FILE_MAX} at most"


def warn_file_size(files):
    for path, text in files.items():
        if path.endswith((".c", ".h", ".py")) and not path.startswith(GENERATED) and not path.endswith(WORD_LISTS):
            if text.count("\n") > FILE_WARN:
                yield f"{path}: {text.count(chr(10))} lines; {FILE_WARN} is the aim"


def rule_function_size(files):
    """In the house layout a function begins and ends with a brace in the first column."""
    for path, text in files.items():
        if not path.endswith(".c"):
            continue
        opened = None
        lines = text.splitlines()
        for number, line in enumerate(lines, 1):
            if line == "{" and number > 1 and lines[number - 2].rstrip().endswith(")"):
                opened = number
            elif line.startswith("}") and opened is not None:
                if number - opened - 1 > FUNCTION_MAX:
                    yield f"{path}:{opened}: a function of {number - opened - 1} lines, {FUNCTION_MAX} at most"
                opened = None


def rule_licence(files):
    for path, text in files.items():
        if path.endswith((".c", ".h", ".py", ".ui", ".css", ".build", ".in", ".8", ".1", ".gschema.xml", ".gresource.xml")) \
                or path in ("start", "check", ".ci/run", ".ci/install"):
            if path.endswith((".desktop.in",)):
                continue  # the desktop entry validator wants its own first line
            if "SPDX-License-Identifier: " not in "\n".join(text.splitlines()[:4]):
                yield f"{path}: no SPDX line at its top"


def rule_words(files):
    for path, text in files.items():
        if path.startswith(("COPYING", "data/content/")) or path.endswith((".json", ".po", ".svg")) \
                or path in CONTENT_CHECKS:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            rest = NOT_OUR_WORDS.sub("", line)
            for pattern, what in ((UNFINISHED, "unfinished"), (MACHINE_PATH, "a path of a machine"), (REGISTRY, "a registry")):
                found = pattern.search(rest)
                if found:
                    yield f"{path}:{number}: {what}: {found[0]}"


def rule_forbidden_calls(files):
    for path, text in c_files(files, "src/").items():
        plain = re.sub(r'"(?:\\.|[^"\\])*"', '""', strip_comments(text))
        for match in re.finditer(r"\bg_error\s*\(|\bgoto\b|\bg_assert\w*\s*\(", plain):
            if match[0].startswith("g_assert") and not path.startswith("src/kiosk/"):
                continue  # the core asserts its threads
            yield f"{path}:{line_of(plain, match.start())}: {match[0]}"


def argument_text(text, start):
    """The text of a call's arguments, from its opening bracket to the one that closes it."""
    depth, i = 0, start
    while i < len(text):
        if text[i] == '"':
            i = re.compile(r'"(?:\\.|[^"\\])*"').match(text, i).end() if re.compile(r'"(?:\\.|[^"\\])*"').match(text, i) else i + 1
            continue
        depth += {"(": 1, ")": -1}.get(text[i], 0)
        i += 1
        if depth == 0:
            break
    return text[start:i]


def rule_bound_sql(files):
    """SQL put together with printf. A comment "SQL of constants" on the line before lets one through:
    names of tables and columns cannot be bound."""
    for path, text in c_files(files, "src/").items():
        plain = strip_comments(text)
        for match in PRINTF.finditer(plain):
            arguments = re.sub(r'"\s*(?:G_G?U?INT64_FORMAT\s*)?"', "", argument_text(plain, match.end() - 1))
            before = text.splitlines()[max(0, line_of(plain, match.start()) - 3):line_of(plain, match.start())]
            if SQL_WORD.search(arguments) and "SQL of constants" not in "\n".join(before):
                yield f"{path}:{line_of(plain, match.start())}: {match[1]} makes SQL"


def rule_invented_people(files):
    """Phone numbers and addresses in code and tests that could be somebody's."""
    for path, text in files.items():
        if not path.startswith(("src/", "tests/", "flatpak/", "data/ui/", "po/")) or path.startswith("tests/fixtures/") \
                or path in CONTENT_CHECKS:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            for match in PHONE.finditer(line):
                digits = re.sub(r"\D", "", match[0])
                if len(digits) in (10, 11, 12) and not DRAMA.search(digits):
                    yield f"{path}:{number}: a phone number outside Ofcom's drama ranges: {match[0]}"
            for match in EMAIL.finditer(line):
                if not SAFE_EMAIL.search(match[0]) and not match[0].endswith((".service", ".conf")):
                    yield f"{path}:{number}: an email address that could be somebody's: {match[0]}"


def rule_potfiles(files):
    listed = {l.strip() for l in files.get("po/POTFILES.in", "").splitlines() if l.strip() and not l.startswith("#")}
    for path in sorted(listed):
        if path not in files:
            yield f"po/POTFILES.in: {path} does not exist"
    for path, text in files.items():
        if path in listed:
            continue
        if path.startswith("src/") and path.endswith(".c") and TRANSLATED.search(strip_comments(text)):
            yield f"po/POTFILES.in: {path} is missing"
        if path.startswith("data/") and path.endswith(".ui") and 'translatable="yes"' in text:
            yield f"po/POTFILES.in: {path} is missing"
        if path.startswith("data/") and path.endswith((".desktop.in", ".metainfo.xml.in", ".gschema.xml")):
            yield f"po/POTFILES.in: {path} is missing"


def get_subject(path, text):
    """What a file is part of: the header it includes first, without "-private"; itself when it has its own."""
    stem = pathlib.PurePath(path).stem
    first = re.search(r'#include "(?:core|sync)/(?:[\w-]+/)*([\w-]+)\.h"', text)
    return first[1].removesuffix("-private") if first else stem


def rule_tested(files):
    """Every file of the core and of sync is named by a test: by its header or by the test's own name. A
    part of a type (foyer-outbox-schema.c) is tested with its type."""
    tests = "\n".join(path + "\n" + text for path, text in files.items()
                      if path.startswith(("tests/core/", "tests/net/", "tests/display/", "tests/system/",
                                          "tests/fuzz/")))
    for path, text in files.items():
        if not path.startswith(("src/core/", "src/sync/")) or not path.endswith(".c"):
            continue
        names = {pathlib.PurePath(path).stem, get_subject(path, text)}
        if not any(re.search(rf"\b{re.escape(n)}\b|\btest-{re.escape(n.removeprefix('foyer-'))}\b", tests) for n in names):
            yield f"{path}: no test names it"


def lines(n, text="x = 1;\n"):
    return text * n


def main():
    tap = Tap()
    files = read_tree()
    c = "src/core/a.c"
    for warning in warn_file_size(files):
        print(f"# {warning}")

    tap.empty(rule_file_size(files), f"no file is longer than {FILE_MAX} lines")
    tap.noticed(rule_file_size({c: lines(FILE_MAX + 1)}), "a long file")
    tap.empty(rule_function_size(files), f"no function is longer than {FUNCTION_MAX} lines")
    tap.noticed(rule_function_size({c: "void\nf (void)\n{\n" + lines(FUNCTION_MAX + 1) + "}\n"}), "a long function")
    tap.empty(rule_licence(files), "every file has an SPDX line")
    tap.noticed(rule_licence({c: "int a;\n"}), "a file without a licence")
    tap.empty(rule_words(files), "no unfinished words, machine paths or registries")
    for bad in ("/* TO" "DO: later */", "a st" "ub", 'open ("/wo' 'rk/x")', "https://registry." "npm" "js.org/"):
        tap.noticed(rule_words({c: bad}), f"“{bad[:4]}…”")
    tap.empty(rule_forbidden_calls(files), "no g_error () and no jumps")
    tap.noticed(rule_forbidden_calls({c: 'g_error ("x");'}), "g_error ()")
    tap.noticed(rule_forbidden_calls({c: "  goto out;"}), "a jump")
    tap.empty(rule_bound_sql(files), "every query is bound")
    tap.noticed(rule_bound_sql({c: 'g_strdup_printf ("SELECT a "\n  "FROM b WHERE c = \'%s\'", d);'}), "SQL by printf")
    tap.empty(rule_invented_people(files), "phone numbers and addresses are nobody's")
    tap.noticed(rule_invented_people({"tests/core/t.c": '"01245' ' 000000"'}), "a real phone number")
    tap.noticed(rule_invented_people({"tests/core/t.c": '"ann@gm' 'ail.com"'}), "a real address")
    tap.ok(not list(rule_invented_people({"tests/core/t.c": '"07700 900123" "ann@example.org"'})),
           "control: drama numbers are let through")
    tap.empty(rule_potfiles(files), "po/POTFILES.in names every file with words on screen")
    tap.noticed(rule_potfiles({"src/kiosk/a.c": '_ ("Back")'}), "a file missing from POTFILES.in")
    tap.empty(rule_tested(files), "every file of core and sync is named by a test")
    tap.noticed(rule_tested({c: ""}), "a file without a test")
    tap.ok((ROOT / "COPYING").read_text(encoding="utf-8").lstrip().startswith("GNU GENERAL PUBLIC LICENSE"),
           "the licence is there")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
