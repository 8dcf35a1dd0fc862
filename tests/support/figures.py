# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of figures to reach: which tests reach them, and whether they did.

Tests say what they reached in TAP diagnostics, and are only believed when every test of their program passed:

    # figure NAME reached COUNT/WHAT gate WHAT       a count, and what came of it
    # figure load reached 3.1s-40ms-35MB gate 60s-250ms-128MB
    # control NAME red                               a weakened variant that was noticed
    # fuzz TARGET 81234 runs 10 s 0 crashes
"""

import collections
import re

# name, count in each ./check, count in the long run, what must come of it
COUNTED = (
    ("power-cut-images", 100000, 5000000, "0-lost"),
    ("kill-both-ends", 10000, 500000, "0-lost-0-doubled"),
    ("io-faults", 5000, 50000, "0-lost-0-doubled"),
    ("chaos-proxy", 2000, 100000, "0-lost-0-doubled"),
    ("random-histories", 300, 20000, "equals-the-model"),
    ("single-byte-changes", 50000, 50000, "0-accepted"),
    ("key-chords", 2000, 10000, "only-our-own-windows"),
    ("canaries", 200, 4000, "0-found"),
    ("soak", 200, 4000, "5-MB-drift"),
    # As many as fit in a minute beside everything else.
    ("monkey", 300, 1000000, "no-crash-no-warning-no-window"),
    # Screens times looks of one orientation (tests/display/screens.c): three of its nine a screen, or all 54.
    ("accessibility-landscape", 165, 3000, "0-unnamed-0-under-16-mm-all-by-keys-all-spoken"),
    ("accessibility-portrait", 165, 3000, "0-unnamed-0-under-16-mm-all-by-keys-all-spoken"),
)
CONTROLS = ("sync-normal", "no-id-key", "acknowledge-before-commit", "ignore-tombstone", "undo-on", "inspector-on",
            "unsigned-receipt")
FUZZED = ("feed-page", "bundle", "record-batch", "receipt", "config", "code", "markup", "router", "importers")
FUZZ_SECONDS = {False: 10, True: 1800}
LOAD_GATE = (60.0, 250.0, 128.0)  # seconds in all, ms at the 99th percentile, MB of memory
FIGURE = re.compile(r"^# figure (\S+) reached (\S+) gate (\S+)\s*$", re.M)
CONTROL = re.compile(r"^# control (\S+) red\s*$", re.M)
FUZZ = re.compile(r"^# fuzz (\S+) (\d+) runs ([\d.]+) s (\d+) crashes\s*$", re.M)
LOAD = re.compile(r"^([\d.]+)s-([\d.]+)ms-([\d.]+)MB$")

Row = collections.namedtuple("Row", "name reached gate verdict")


class Figures:
    """Collects what programs say; rows() is the table."""

    def __init__(self, is_long=False):
        self.is_long = is_long
        self.reached = {}
        self.controls = set()
        self.fuzzed = {}

    def take(self, text, is_whole):
        """text: what a program printed; is_whole: all its tests passed."""
        if not is_whole:
            return
        self.reached.update({name: reached for name, reached, _gate in FIGURE.findall(text)})
        self.controls.update(CONTROL.findall(text))
        for name, runs, seconds, crashes in FUZZ.findall(text):
            if int(runs) > 0 and int(crashes) == 0:
                self.fuzzed[name] = float(seconds)

    def rows(self):
        table = [self._counted(*row) for row in COUNTED[:5]]
        table += [self._controls(), self._load(), self._fuzz()]
        table += [self._counted(*row) for row in COUNTED[5:]]
        return table

    def _counted(self, name, each, in_long_run, outcome):
        needed = in_long_run if self.is_long else each
        reached = self.reached.get(name, "-")
        count, _, what = reached.partition("/")
        is_ok = count.isdigit() and int(count) >= needed and what == outcome
        return Row(name, reached, f"{needed}/{outcome}", "ok" if is_ok else "short")

    def _controls(self):
        missing = [name for name in CONTROLS if name not in self.controls]
        reached = f"{len(CONTROLS) - len(missing)}/red" + "".join(f",not-{name}" for name in missing)
        return Row("negative-controls", reached, f"{len(CONTROLS)}/red", "short" if missing else "ok")

    def _load(self):
        reached = self.reached.get("load", "-")
        match = LOAD.match(reached)
        is_ok = match and all(float(value) <= most for value, most in zip(match.groups(), LOAD_GATE))
        return Row("load", reached, "60s-250ms-128MB", "ok" if is_ok else "short")

    def _fuzz(self):
        seconds = FUZZ_SECONDS[self.is_long]
        missing = [name for name in FUZZED if self.fuzzed.get(name, 0) < seconds]
        done = sum(1 for spent in self.fuzzed.values() if spent >= seconds)
        reached = f"{done}x{seconds}s-0-crashes" + "".join(f",not-{name}" for name in missing)
        return Row("fuzz", reached, f"{len(FUZZED)}x{seconds}s-0-crashes", "short" if missing else "ok")


def lines(rows):
    return [f"{row.name} reached {row.reached} gate {row.gate} {row.verdict}" for row in rows]
