#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the starter content against data/content/FORMAT.md and prints TAP.

    check-content.py [SOURCE-ROOT] [--self-test]

Every rule is a function from the content to a list of problems. The rules run on the real files;
then copies are spoilt in memory, one way at a time, and the rule concerned must notice. With
--self-test only the second part is run. Set FOYER_SHARED to the folder with the collected facts
to check as well that the files are what the generator makes of them. Exit code 1 on any failure.
"""

import copy
import os
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True  # leaves no cache folders in the source tree

import content_rules as rules  # noqa: E402
from content_rules import items  # noqa: E402

# -- spoilt copies: (what, rule that must notice, how to spoil) --------------------------------

def first(content, kind, **wanted):
    return next(i for i in items(content, kind) if all(i[k] == v for k, v in wanted.items()))


def spoil_bytes(content, at, value):
    data = bytearray(content["postcodes"])
    data[at] = value
    content["postcodes"] = bytes(data)


def swap_units(content):
    data = content["postcodes"]
    at = len(data) - 7
    content["postcodes"] = data[:at - 7] + data[at:] + data[at - 7:at]


def drop_tag(content, tag):
    for item in items(content, "listings"):
        item["tags"] = [t for t in item["tags"] if t != tag]


SPOIL = (
    ("another format", rules.rule_files, lambda c: c["places"].update(format="foyer-content-2")),
    ("a changed item", rules.rule_files, lambda c: items(c, "pages")[0].update(title="Other")),
    ("a bad id", rules.rule_items, lambda c: items(c, "places")[0].update(id="Lib Aveley")),
    ("an id that stands twice", rules.rule_items,
     lambda c: items(c, "stories")[0].update(id=items(c, "stories")[1]["id"])),
    ("a missing member", rules.rule_items, lambda c: items(c, "listings")[0].pop("gain")),
    ("a library too few", rules.rule_counts, lambda c: items(c, "places").pop()),
    ("a listing in another programme", rules.rule_counts,
     lambda c: items(c, "listings")[0].update(programme="youth")),
    ("an unknown colour", rules.rule_programmes,
     lambda c: items(c, "programmes")[0].update(colour="teal")),
    ("a closed library shown as open", rules.rule_places,
     lambda c: first(c, "places", id="lib-friars").update(status="open", year_closed=None)),
    ("hours that are invented", rules.rule_places,
     lambda c: first(c, "places", id="lib-lamarsh").update(hours=[[["09:00", "17:00"]]] * 7)),
    ("hours that run backwards", rules.rule_hours,
     lambda c: first(c, "places", id="lib-chelmsford")["hours"].__setitem__(
         0, [["17:00", "09:00"]])),
    ("six days", rules.rule_hours,
     lambda c: first(c, "places", id="lib-chelmsford")["hours"].pop()),
    ("a listing without its source", rules.rule_listings,
     lambda c: items(c, "listings")[0].update(source=None)),
    ("a listing not marked as demonstration", rules.rule_listings,
     lambda c: items(c, "listings")[0].update(demonstration=False)),
    ("a role that tells nothing", rules.rule_roles,
     lambda c: items(c, "listings")[0].update(role=dict.fromkeys(rules.ROLE))),
    ("a role with a member of its own", rules.rule_roles,
     lambda c: first(c, "listings", id="ess-014")["role"].update(salary="None.")),
    ("a day that is none", rules.rule_rhythm,
     lambda c: first(c, "listings", id="ess-034")["rhythm"].update(days=["wednesday"])),
    ("every month without a week", rules.rule_rhythm,
     lambda c: first(c, "listings", id="ess-052")["rhythm"].pop("weeks")),
    ("a position for the whole county", rules.rule_positions,
     lambda c: first(c, "listings", precision="county").update(lat=51.7, lon=0.5)),
    ("a listing in the North Sea", rules.rule_positions,
     lambda c: first(c, "listings", id="ess-029").update(lon=2.5)),
    ("a date that is none", rules.rule_confirmed,
     lambda c: items(c, "listings")[0].update(last_confirmed="undated")),
    ("a month 13", rules.rule_confirmed,
     lambda c: items(c, "listings")[0].update(last_confirmed="2024-13")),
    ("a facet that selects nothing", rules.rule_tags, lambda c: drop_tag(c, "games")),
    ("a tag out of the air", rules.rule_tags,
     lambda c: items(c, "listings")[0]["tags"].append("fun")),
    ("a listing nobody is led to", rules.rule_match,
     lambda c: items(c, "listings")[0]["match"].update(motives=[])),
    ("expenses that nobody promised", rules.rule_match,
     lambda c: first(c, "listings", id="ess-001")["match"]["fits"].append("expenses")),
    ("a time of the week that is none", rules.rule_match,
     lambda c: first(c, "listings", id="ess-034")["match"].update(slots=["wed-noon"])),
    ("a picture nobody drew", rules.rule_art,
     lambda c: items(c, "stories")[0].update(art="scene-moon")),
    ("a story that leads nowhere", rules.rule_stories, lambda c: drop_tag(c, "mens-shed")),
    ("a story that is too short", rules.rule_stories,
     lambda c: items(c, "stories")[0].update(body=["Too short."])),
    ("a quotation", rules.rule_stories,
     lambda c: items(c, "stories")[0]["body"].append("\u201cI love it\u201d")),
    ("a page too few", rules.rule_pages, lambda c: items(c, "pages").pop()),
    ("a helpline too few", rules.rule_pages,
     lambda c: first(c, "pages", id="help-now").update(sections=[])),
    ("a support body of no programme", rules.rule_pathways,
     lambda c: items(c, "pathways")[0].update(programmes=["other"])),
    ("another magic", rules.rule_postcodes, lambda c: spoil_bytes(c, 7, 0x32)),
    ("postcodes cut short", rules.rule_postcodes,
     lambda c: c.update(postcodes=c["postcodes"][:-1])),
    ("postcodes in the wrong order", rules.rule_postcodes, swap_units),
    ("a district that moved", rules.rule_known_postcodes,
     lambda c: first(c, "places", id="lib-chelmsford").update(district="Harlow")),
    ("a postcode nobody knows", rules.rule_known_postcodes,
     lambda c: first(c, "places", id="lib-chelmsford").update(postcode="CM1 9ZZ")),
    ("a long sentence", rules.rule_words,
     lambda c: items(c, "stories")[0]["body"].append("and so " * 20 + "on.")),
    ("click here", rules.rule_words,
     lambda c: items(c, "pages")[0].update(standfirst="Click here to begin.")),
    ("a path of a machine", rules.rule_words,
     lambda c: items(c, "places")[0].update(address="/wo" "rk/shared")),
    ("a made-up number", rules.rule_numbers,
     lambda c: items(c, "listings")[0].update(contact_phone="01206 555123")),
    ("a caption that is too long", rules.rule_scripts,
     lambda c: c["scripts"]["mens-sheds"]["scenes"][0]["lines"].append("word " * 13)),
    ("an attribution too few", rules.rule_documents,
     lambda c: c["documents"].update({"ATTRIBUTION.md": "none"})),
)


def notices(content, rule, spoil):
    """Whether the rule finds nothing in the content and something in its spoilt copy."""
    if rule(content):
        return False
    spoilt = copy.deepcopy(content)
    spoil(spoilt)
    return bool(rule(spoilt))


class Tap:
    def __init__(self):
        self.number = self.failed = 0

    def result(self, good, name, problems=()):
        self.number += 1
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.number} - {name}")
        for problem in list(problems)[:20]:
            print(f"# {problem}")


def generator_agrees(tap, root):
    shared = os.environ.get("FOYER_SHARED")
    name = "the files are what make-content.py makes of the sources"
    if not shared:
        tap.result(True, name + " # SKIP FOYER_SHARED is not set")
        return
    run = subprocess.run([sys.executable, str(root / "data/content/make-content.py"),
                          "--shared", shared, "--check"],
                         capture_output=True, text=True, timeout=120, check=False)
    tap.result(run.returncode == 0, name, run.stderr.splitlines())


def main(argv):
    only_self_test = "--self-test" in argv
    paths = [a for a in argv if not a.startswith("--")]
    root = pathlib.Path(paths[0] if paths else pathlib.Path(__file__).resolve().parents[2])
    tap = Tap()
    print(f"1..{len(SPOIL) + (0 if only_self_test else len(rules.RULES) + 1)}")
    content = rules.load(root)
    if not only_self_test:
        for name, rule in rules.RULES.items():
            problems = rule(content)
            tap.result(not problems, name, problems)
        generator_agrees(tap, root)
    for what, rule, spoil in SPOIL:
        tap.result(notices(content, rule, spoil), f"self-test: notices {what}")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
