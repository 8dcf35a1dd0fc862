#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words can be read: every colour the sheets write in, on every ground it stands on, in every theme.

WCAG 2.2, 1.4.3 and 1.4.6: 4.5:1 as usual, 7:1 in both sets of high contrast. 1.4.11: what marks focus, the
words being read and the scanned control, 3:1 on the paper.
"""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from tap import Tap  # noqa: E402

STYLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "style")
TABLES = {"colours.css": 4.5, "colours-contrast.css": 7.0, "colours-contrast-light.css": 7.0}
GROUNDS = ("paper", "card")
TINTS = ("sand_tint", "sea_tint", "marsh_tint", "amber_tint", "plum_tint", "coral_tint", "pressed", "keyboard_bed")
# A focus is two rings, ink and then its own colour: one of them is seen wherever it lies.
MARKS = (("ink", ("paper",)), ("reading", ("paper",)), ("scan", ("paper",)), ("focus", ("paper", "ink")))
MARK = 3.0
MAP_INKS, MAP_GROUNDS = ("map_ink", "map_quiet"), ("map_land", "map_chosen")
DEFINE = re.compile(r"@define-color\s+(\w+)\s+(#[0-9a-fA-F]{6})\s*;")
NAMED = re.compile(r"@define-color\s+(\w+)\s")
RULE = re.compile(r"\{([^{}]*)\}")
INK = re.compile(r"(?<![\w-])color:\s*@(\w+)")
GROUND = re.compile(r"(?<![\w-])background(?:-color)?:\s*@(\w+)\s*(?:;|$)")


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def read(name):
    with open(os.path.join(STYLE, name), encoding="utf-8") as file:
        return re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)


def used_pairs(sheets):
    """(ink, ground) as the rules say; an ink without a ground of its own stands on paper or a card."""
    pairs = {("ink", ground) for ground in GROUNDS + TINTS} | {("ink2", ground) for ground in GROUNDS}
    pairs |= {(ink, ground) for ink in MAP_INKS for ground in MAP_GROUNDS}
    own = {name for sheet in sheets for name in NAMED.findall(sheet)}
    for sheet in sheets:
        for body in RULE.findall(sheet):
            inks, grounds = INK.findall(body), GROUND.findall(body)
            for ink in inks:
                if ink in own or (not grounds and ink.startswith(("map_", "on_"))):
                    continue  # a scene's own colours, what a map is drawn in; on_…: on the ground of a rule above it
                pairs.update((ink, ground) for ground in (grounds or GROUNDS) if ground not in own)
    return sorted(pairs)


def problems(table, pairs, least):
    for ink, ground in pairs:
        if ink not in table or ground not in table:
            yield f"@{ink} on @{ground}: not in the table"
        elif ratio(table[ink], table[ground]) < least:
            yield f"@{ink} on @{ground}: {ratio(table[ink], table[ground]):.2f}:1, wanted {least}:1"


def faint_marks(table):
    for mark, grounds in MARKS:
        best = max(ratio(table[mark], table[ground]) for ground in grounds)
        if best < MARK:
            yield f"@{mark}: {best:.2f}:1, wanted {MARK}:1"


def main():
    tap = Tap()
    sheets = [read(name) for name in sorted(os.listdir(STYLE)) if name.endswith(".css") and name not in TABLES]
    pairs = used_pairs(sheets)
    names = None
    for name, least in TABLES.items():
        table = dict(DEFINE.findall(read(name)))
        worst = min(ratio(table[i], table[g]) for i, g in pairs if i in table and g in table)
        print(f"# {name}: {len(pairs)} pairs, the faintest {worst:.2f}:1")
        tap.empty(problems(table, pairs, least), f"{name}: words reach {least}:1")
        tap.empty(faint_marks(table), f"{name}: marks reach {MARK}:1")
        defined = set(NAMED.findall(read(name)))
        if names is not None:
            tap.empty(sorted(names ^ defined), f"{name}: defines what the others define")
        names = defined
        weak = dict(table, ink=table["paper"])
        tap.noticed(problems(weak, pairs, least), f"{name}: ink as pale as its paper")
    return tap.done()


sys.exit(main())
