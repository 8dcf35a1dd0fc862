# SPDX-License-Identifier: GPL-3.0-or-later
"""What every part needs: reading the sources, naming an error, writing a native file.

Errors are raised as ContentError; their text begins with the item that is wrong, so that a
coordinator knows what to look at.
"""

import csv
import json
import re

FORMAT = "foyer-content-1"
ID_RULE = re.compile(r"[a-z0-9][a-z0-9._@:+-]{0,95}")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class ContentError(Exception):
    """Something in a source is wrong; the text says which item and what."""


def fail(item, what):
    raise ContentError(f"{item}: {what}")


def no_double_keys(path):
    def hook(pairs):
        seen = set()
        for key, _value in pairs:
            if key in seen:
                fail(path.name, f"'{key}' stands twice in one object")
            seen.add(key)
        return dict(pairs)

    return hook


def read_json(path):
    """A JSON file as Python values; a key given twice is an error, not a silent loss."""
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file, object_pairs_hook=no_double_keys(path))
    except OSError as error:
        raise ContentError(f"{path.name}: cannot be read ({error.strerror})") from error
    except json.JSONDecodeError as error:
        fail(path.name, f"not JSON, line {error.lineno}: {error.msg}")


def read_csv(path, columns):
    """The rows of a CSV file as dicts of stripped strings; every named column must be there."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [c for c in columns if c not in (reader.fieldnames or [])]
            if missing:
                fail(path.name, f"column {missing[0]} is missing")
            return [{k: (v or "").strip() for k, v in row.items()} for row in reader]
    except OSError as error:
        raise ContentError(f"{path.name}: cannot be read ({error.strerror})") from error


def known(text):
    """An empty string in a source means "not known", which is null in a native file."""
    return text if text else None


def native(kind, items):
    """The native file's object; refuses a bad or a repeated id."""
    seen = set()
    for item in items:
        if not ID_RULE.fullmatch(item["id"]):
            fail(item["id"], "not a valid id")
        if item["id"] in seen:
            fail(item["id"], "this id stands twice")
        seen.add(item["id"])
    return {"format": FORMAT, "kind": kind, "items": items}


def as_bytes(value):
    """Always the same bytes for the same value: key order as built, indent 1, final newline."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def in_order(item, order):
    """The members of an item in the order of FORMAT.md; an unknown member is an error."""
    extra = [key for key in item if key not in order]
    if extra:
        fail(item.get("id", "?"), f"member '{extra[0]}' is not in FORMAT.md")
    return {key: item[key] for key in order if key in item}
