# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the single tests in what a program wrote in TAP, and does not believe its last word alone."""

import collections
import re

Count = collections.namedtuple("Count", "passed failed skipped")

LINE = re.compile(r"^(?P<not>not )?ok\b *(?P<number>\d+)? *(?:- *)?(?P<name>[^#]*)(?:# *(?P<mark>SKIP)\b *(?P<why>.*))?",
                  re.I)
PLAN = re.compile(r"^1\.\.(\d+)(?: *# *SKIP\b *(.*))?", re.I)


def count_program(text, result):
    """text: standard output; result: meson's word for it (OK, FAIL, ERROR, TIMEOUT, SKIP …). Returns how
    many passed, and the names of those that failed or were skipped (with the reason)."""
    passed, failed, skipped = 0, [], []
    planned, whole_skip = None, None
    for line in text.splitlines():
        plan = PLAN.match(line)
        if plan:
            planned = int(plan[1])
            whole_skip = plan[2]
        match = LINE.match(line)
        if not match:
            continue
        name = match["name"].strip() or match["number"] or "a test without a name"
        if (match["mark"] or "").upper() == "SKIP":
            skipped.append(f"{name}: {match['why'].strip()}")
        elif match["not"]:
            failed.append(name)
        else:
            passed += 1
    seen = passed + len(failed) + len(skipped)
    if planned == 0 and seen == 0:
        skipped.append(whole_skip or "no reason given")
    elif result not in ("OK", "EXPECTEDFAIL", "SKIP") and not failed:
        failed.append(f"the program ended with {result}")
    elif result == "SKIP" and seen == 0:
        skipped.append("the program asked to be skipped")
    elif planned is None and not failed:
        failed.append("no TAP plan: it is not known how many tests there should have been")
    elif planned is not None and seen < planned and not failed:
        failed.append(f"{planned - seen} of {planned} tests never ran")
    return Count(passed, failed, skipped)
