# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives each listing the facts of "Help me choose", by the rules in written/match-rules.json."""

from .common import DAYS, fail
from .tags import pattern

TIMES = ("ten-minutes", "hour", "day", "regular")
PARTS = ("am", "pm", "eve")
SLOTS = tuple(f"{day}-{part}" for day in DAYS for part in PARTS)
MOTIVES = ("values", "understanding", "social", "career", "enhancement", "protective")
FITS = ("seated", "quiet", "little-reading", "transport", "child", "companion", "expenses",
        "no-dbs", "from-home")
ORDER = {"time": TIMES, "slots": SLOTS, "motives": MOTIVES, "fits": FITS, "not": FITS}
CONDITIONS = ("programme", "types", "tags", "words", "listing_time")
# Only the very words of an entry may give these.
NEEDS_WORDS = ("transport", "expenses", "no-dbs")


def minutes(text):
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def slots_of(word):
    """'tue-am' is one part of one day, 'tue' the whole day, 'am' every morning, 'any' all."""
    found = [s for s in SLOTS if word in ("any", s, *s.split("-"))]
    if not found:
        fail("match-rules.json", f"'{word}' is no time of the week")
    return found


class Matcher:
    def __init__(self, written):
        self.written = written
        self.rules = [(self.checked(rule), [pattern(w) for w in rule.get("words", ())])
                      for rule in written["rules"]]
        for item, correction in written["corrections"].items():
            self.check_facts(item, {k: v for k, v in correction.items()
                                    if k not in ("reason", "remove")})
            if not correction.get("reason"):
                fail(item, "is corrected in match-rules.json without a reason")

    def check_facts(self, what, facts):
        for key, values in facts.items():
            if key not in ORDER:
                fail(what, f"match-rules.json has the unknown member '{key}'")
            for value in values:
                if key != "slots" and value not in ORDER[key]:
                    fail(what, f"match-rules.json: '{value}' is no {key}")

    def checked(self, rule):
        """The rule, if it can be read; a costly promise needs the words that make it."""
        facts = {k: v for k, v in rule.items() if k not in CONDITIONS and k != "why"}
        self.check_facts(rule.get("why", "a rule"), facts)
        if not rule.get("why"):
            fail("match-rules.json", "a rule does not say why")
        if not rule.get("words") and any(f in NEEDS_WORDS for f in rule.get("fits", ())):
            fail(rule["why"], "a rule without words must not promise this")
        return rule

    def applies(self, rule, patterns, listing, text):
        return ((rule.get("programme") in (None, listing["programme"]))
                and (not rule.get("types") or listing["type"] in rule["types"])
                and (not rule.get("tags") or any(t in listing["tags"] for t in rule["tags"]))
                and (not rule.get("listing_time") or listing["time"] in rule["listing_time"])
                and (not patterns or any(p.search(text) for p in patterns)))

    def from_rhythm(self, rhythm, facts):
        """The times of the week, and how long a meeting takes where both ends are known."""
        if rhythm is None:
            return
        starts, ends = rhythm["start"], rhythm["end"]
        for day in rhythm["days"]:
            parts = PARTS if starts is None else self.parts_of(starts, ends)
            facts["slots"].update(f"{day}-{part}" for part in parts)
        if starts is None or ends is None:
            return
        length = (minutes(ends) - minutes(starts)) % (24 * 60)
        if length <= self.written["longest_hour_minutes"]:
            facts["time"].add("hour")
        elif length >= self.written["shortest_day_minutes"]:
            facts["time"].add("day")

    def parts_of(self, starts, ends):
        """Every part of the day that a meeting begins in, or has a full hour in."""
        begin, found, at = 0, [], minutes(starts)
        until = minutes(ends) if ends is not None else at
        for part, limit in self.written["parts"]:
            inside = min(until, minutes(limit)) - max(at, begin)
            if begin <= at < minutes(limit) or inside >= 60:
                found.append(part)
            begin = minutes(limit)
        return found

    def add(self, facts, given):
        for key in ORDER:
            for value in given.get(key, ()):
                facts[key].update(slots_of(value) if key == "slots" else (value,))

    def correct(self, item, facts):
        correction = self.written["corrections"].get(item, {})
        for key, values in correction.get("remove", {}).items():
            for value in values:
                gone = slots_of(value) if key == "slots" else [value]
                if not facts[key].intersection(gone):
                    fail(item, f"match-rules.json removes '{value}', which it does not have")
                facts[key].difference_update(gone)
        self.add(facts, correction)

    def match_of(self, listing, record):
        """The `match` of a listing, each list in the order of FORMAT.md."""
        text = " | ".join([record["title"], record["summary"], record["schedule_text"],
                           *record["tags"]]).lower()
        facts = {key: set() for key in ORDER}
        self.from_rhythm(listing["rhythm"], facts)
        for rule, patterns in self.rules:
            if self.applies(rule, patterns, listing, text):
                self.add(facts, rule)
        self.correct(listing["id"], facts)
        for both in facts["fits"] & facts["not"]:
            fail(listing["id"], f"is both '{both}' and not; put it right in match-rules.json")
        for key in ("time", "motives"):
            if not facts[key]:
                fail(listing["id"], f"no rule in match-rules.json gives it a {key}")
        return {"time": in_list(facts, "time"), "slots": shortest(facts["slots"]),
                "motives": in_list(facts, "motives"), "fits": in_list(facts, "fits"),
                "not": in_list(facts, "not")}


def in_list(facts, key):
    return [word for word in ORDER[key] if word in facts[key]]


def shortest(slots):
    """'any', whole days, else single parts; None when nothing is known."""
    if not slots:
        return None
    if len(slots) == len(SLOTS):
        return ["any"]
    out = []
    for day in DAYS:
        parts = [f"{day}-{part}" for part in PARTS if f"{day}-{part}" in slots]
        out += [day] if len(parts) == len(PARTS) else parts
    return out
