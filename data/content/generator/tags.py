# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives each listing its tags, by the rules in written/tags.json."""

import re

from .common import fail

# A price counts as low when every amount named is at most this many pounds.
LOW_COST_POUNDS = 2


def pattern(word):
    """'driv*' finds drive and driver; 'call' finds call, not recall or calls."""
    core = re.escape(word.rstrip("*").lower())
    return re.compile(r"(?<![\w-])" + core + ("" if word.endswith("*") else r"(?![\w-])"))


class Tagger:
    def __init__(self, written, programmes):
        self.written = written
        self.facets = {p["id"]: [o["tag"] for f in p["facets"] for o in f["options"]]
                       for p in programmes}
        self.themes = list(written["themes"])
        self.facts = {rule["tag"]: rule["programmes"] for rule in written["from_facts"]}
        self.rules = [(r["programme"], r["tag"], [pattern(w) for w in r["words"]])
                      for r in written["rules"]]

    def vocabulary(self, programme):
        return self.facets[programme] + self.themes

    def tags_of(self, record, programme, free, cost_text, age_min):
        """The tags of one directory record, in the order of the facets, then of the themes."""
        text = " | ".join([record["title"], record["summary"], record["schedule_text"],
                           *record["tags"]]).lower()
        tags = {tag for scope, tag, words in self.rules
                if scope in (programme, "*") and any(w.search(text) for w in words)}
        tags |= self.tags_from_facts(programme, free, cost_text, age_min)
        tags |= set(self.written["add"].get(record["id"], {}))
        for tag in self.written["remove"].get(record["id"], {}):
            if tag not in tags:
                fail(record["id"], f"tags.json removes '{tag}', which it does not have")
            tags.discard(tag)
        order = self.vocabulary(programme)
        for tag in sorted(tags):
            if tag not in order:
                fail(record["id"], f"tag '{tag}' is neither a facet of {programme} nor a theme")
        return [tag for tag in order if tag in tags]

    def tags_from_facts(self, programme, free, cost_text, age_min):
        prices = [float(p) for p in re.findall(r"£(\d+(?:\.\d\d)?)", cost_text or "")]
        facts = {
            "free": free is True,
            "low-cost": bool(prices) and max(prices) <= LOW_COST_POUNDS,
            "under-18": age_min is not None and age_min < 18,
        }
        return {tag for tag, true in facts.items()
                if true and programme in self.facts.get(tag, ())}
