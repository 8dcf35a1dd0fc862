#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the table of figures itself: what must not be taken for reached; prints TAP."""

import sys

import source_tree  # noqa: F401 — puts tests/support on the path
import figures
from tap import Tap


def row_of(name, text, is_whole=True, is_long=False):
    table = figures.Figures(is_long)
    table.take(text, is_whole)
    return next(row for row in table.rows() if row.name == name)


ALL_CONTROLS = "".join(f"# control {name} red\n" for name in figures.CONTROLS)
ALL_FUZZED = "".join(f"# fuzz {name} 812 runs 10 s 0 crashes\n" for name in figures.FUZZED)
CUTS = "# figure power-cut-images reached {} gate 0-lost\n"

CASES = (
    # what, row, text, options, verdict
    ("a count that is reached", "power-cut-images", CUTS.format("100000/0-lost"), {}, "ok"),
    ("too few", "power-cut-images", CUTS.format("99999/0-lost"), {}, "short"),
    ("something lost", "power-cut-images", CUTS.format("100000/1-lost"), {}, "short"),
    ("a program that failed elsewhere", "power-cut-images", CUTS.format("100000/0-lost"), {"is_whole": False}, "short"),
    ("the short count in the long run", "power-cut-images", CUTS.format("100000/0-lost"), {"is_long": True}, "short"),
    ("nothing said", "kill-both-ends", "", {}, "short"),
    ("a word in a sentence", "power-cut-images", "said: " + CUTS.format("100000/0-lost"), {}, "short"),
    ("every control red", "negative-controls", ALL_CONTROLS, {}, "ok"),
    ("a control that stayed green", "negative-controls", ALL_CONTROLS.replace("undo-on red", "undo-on green"), {}, "short"),
    ("the load within its gate", "load", "# figure load reached 3.2s-41ms-36.5MB gate 60s-250ms-128MB\n", {}, "ok"),
    ("a slow load", "load", "# figure load reached 3.2s-251ms-36MB gate 60s-250ms-128MB\n", {}, "short"),
    ("every target fuzzed", "fuzz", ALL_FUZZED, {}, "ok"),
    ("a crash", "fuzz", ALL_FUZZED.replace("code 812 runs 10 s 0", "code 812 runs 10 s 1"), {}, "short"),
    ("too little time", "fuzz", ALL_FUZZED.replace("code 812 runs 10 s", "code 812 runs 9 s"), {}, "short"),
    ("ten seconds in the long run", "fuzz", ALL_FUZZED, {"is_long": True}, "short"),
    ("a soak that is flat", "soak", "# figure soak reached 200/5-MB-drift gate 5-MB-drift\n", {}, "ok"),
)


def main():
    tap = Tap()
    for what, name, text, options, verdict in CASES:
        row = row_of(name, text, **options)
        tap.ok(row.verdict == verdict, f"{what}: {verdict}", figures.lines([row]))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
