#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the counting of ./check itself: what must not be taken for a pass; prints TAP."""

import sys

import source_tree  # noqa: F401 — puts tests/support on the path
from tap import Tap
from tap_count import count_program

CASES = (
    # what, text, meson's word, passed, failed, skipped
    ("two passes", "ok 1 /a\nok 2 /b\n1..2\n", "OK", 2, 0, 0),
    ("a failure", "1..2\nok 1 /a\nnot ok 2 /b\n", "FAIL", 1, 1, 0),
    ("a skipped test", "1..2\nok 1 /a # SKIP no npm\nok 2 /b\n", "OK", 1, 0, 1),
    ("a program that leaves all out", "1..0 # SKIP no npm\n", "SKIP", 0, 0, 1),
    ("a crash half way", "1..3\nok 1 /a\n", "ERROR", 1, 1, 0),
    ("a leak after the last test", "1..1\nok 1 /a\n", "ERROR", 1, 1, 0),
    ("a time-out", "", "TIMEOUT", 0, 1, 0),
    ("a program that says nothing", "", "OK", 0, 1, 0),
    ("tests that never ran, with a happy end", "1..3\nok 1 /a\n", "OK", 1, 1, 0),
    ("noise between the lines", "# hello\nok 1 - a\nokay then\n    ok 2 - nested\n1..1\n", "OK", 1, 0, 0),
)


def main():
    tap = Tap()
    for what, text, result, passed, failed, skipped in CASES:
        count = count_program(text, result)
        seen = (count.passed, len(count.failed), len(count.skipped))
        tap.ok(seen == (passed, failed, skipped), f"{what}: {passed} passed, {failed} failed, {skipped} skipped", [seen])
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
