# SPDX-License-Identifier: GPL-3.0-or-later
"""The listings: facts from the directory, words from written/listings-*.json."""

import re
from urllib.parse import urlsplit

from .common import DAYS, fail, known, read_csv

PROGRAMMES = ("volunteering", "youth", "retirement")
# How exact the directory's own geo_precision really is, in FORMAT.md's words.
PRECISIONS = {
    "postcode": "postcode",
    "nearest library in that place (approximate)": "place",
    "settlement (OS Open Names)": "town",
    "district centre (approximate)": "district",
    "county-wide": "county",
}
WHERE_NOTES = {
    "place": "Ask the organiser for the exact address.",
    "town": "Ask the organiser for the exact address.",
    "district": "Ask the organiser where you would go.",
    "county": "Ask the organiser where the nearest one is.",
}
WORDS = ("type", "summary", "what_you_do", "gain", "place_name", "venue", "where_note",
         "precision", "use_district_centre", "when_text", "time", "rhythm", "cost_text", "free",
         "contact_text", "art", "sign_up")
ROLE = ("meet", "first_day", "expenses", "access", "dbs", "training", "taster")
RHYTHM = ("every", "days", "weeks", "start", "end", "months", "not_months")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def last_confirmed(item, text):
    """'2024-06-06' and its shorter forms stay; a span of years gives its first; else None."""
    if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
        return text
    span = re.fullmatch(r"(\d{4})-\d{4}(?: plan)?", text)
    if span:
        return span[1]
    if text in ("", "undated"):
        return None
    fail(item, f"source_dated '{text}' is not understood")


def source_of(item, url):
    host = urlsplit(url).hostname
    if not host:
        fail(item, "has no source address")
    return {"title": re.sub(r"^www\.", "", host), "url": url}


def rhythm_of(item, given):
    """The rhythm with every member in place; refuses what the centre could not turn into dates."""
    if given is None:
        return None
    extra = [key for key in given if key not in RHYTHM]
    if extra:
        fail(item, f"rhythm has the unknown member '{extra[0]}'")
    if given.get("every") not in ("week", "month"):
        fail(item, "rhythm needs every: week or month")
    if not given.get("days") or any(day not in DAYS for day in given["days"]):
        fail(item, "rhythm needs days, mon to sun")
    if (given["every"] == "month") != bool(given.get("weeks")):
        fail(item, "rhythm needs weeks with every month, and only then")
    for key in ("start", "end"):
        if given.get(key) and not CLOCK.fullmatch(given[key]):
            fail(item, f"rhythm's {key} is not HH:MM")
    full = {"every": given["every"], "days": given["days"]}
    if given["every"] == "month":
        full["weeks"] = given["weeks"]
    return full | {key: given.get(key) for key in ("start", "end", "months", "not_months")}


def role_of(item, given):
    """The role with every member in place; what is not told is None."""
    for key, text in given.items():
        if key not in ROLE:
            fail(item, f"its role has the unknown member '{key}'")
        if not text:
            fail(item, f"its role says nothing about {key}: leave the member out")
    return {key: given.get(key) for key in ROLE}


def position(item, record, words, districts):
    """(lat, lon, precision): never more exact than what the directory or the words claim."""
    precision = PRECISIONS.get(record["geo_precision"])
    if precision is None:
        fail(item, f"geo_precision '{record['geo_precision']}' is not known")
    precision = words.get("precision", precision)
    if precision == "county":
        return None, None, precision
    lat, lon = record["lat"], record["lon"]
    if words.get("use_district_centre"):
        lat, lon = districts[record["district"]]
    if lat is None or lon is None:
        fail(item, f"is placed to the {precision}, but has no position")
    return round(lat, 6), round(lon, 6), precision


def read_district_centres(shared):
    rows = read_csv(shared / "data/geo/essex_districts.csv", ("name", "lat", "lon"))
    return {row["name"]: (float(row["lat"]), float(row["lon"])) for row in rows}


def build(shared, directory, words, roles, tagger, matcher):
    districts = read_district_centres(shared)
    records = [r for r in directory["records"] if r["kind"] in PROGRAMMES]
    ids = {r["id"] for r in records}
    for item in words:
        if item not in ids:
            fail(item, "has words, but is not in the directory")
    for item in roles:
        if item not in ids:
            fail(item, "has a role, but is not in the directory")
    for item in matcher.written["corrections"]:
        if item not in ids:
            fail(item, "is corrected in match-rules.json, but is not in the directory")
    return [with_role(with_match(listing(r, words, districts, tagger), r, matcher), roles)
            for r in sorted(records, key=lambda r: r["id"])]


def with_role(item, roles):
    """The listing, and its role where anything is told of it."""
    if item["id"] in roles:
        item["role"] = role_of(item["id"], roles[item["id"]])
    return item


def with_match(item, record, matcher):
    """The listing with what "Help me choose" asks about, after its tags."""
    out = {}
    for key, value in item.items():
        out[key] = value
        if key == "tags":
            out["match"] = matcher.match_of(item, record)
    return out


def listing(record, all_words, districts, tagger):
    item = record["id"]
    if item not in all_words:
        fail(item, f"'{record['title']}' has no words in written/listings-{record['kind']}.json")
    words = all_words[item]
    for key in words:
        if key not in WORDS:
            fail(item, f"its words have the unknown member '{key}'")
    for key in ("summary", "what_you_do", "gain", "art"):
        if not words.get(key):
            fail(item, f"its words have no {key}")
    lat, lon, precision = position(item, record, words, districts)
    venue = words.get("venue") or known(record["venue"])
    note = words.get("where_note", None if venue else WHERE_NOTES.get(precision))
    free = words.get("free")
    if record["cost"] and "cost_text" not in words:
        fail(item, "the directory names a cost, its words do not")
    return {
        "id": item,
        "programme": record["kind"],
        "type": words.get("type", "opportunity"),
        "title": record["title"],
        "organisation": record["organisation"],
        "summary": words["summary"],
        "what_you_do": words["what_you_do"],
        "gain": words["gain"],
        "place_name": words.get("place_name", record["place"]),
        "venue": venue,
        "address": None,
        "postcode": known(record["postcode"]),
        "district": known(record["district"]),
        "lat": lat,
        "lon": lon,
        "precision": precision,
        "where_note": note,
        "when_text": words.get("when_text"),
        "time": words.get("time"),
        "rhythm": rhythm_of(item, words.get("rhythm")),
        "cost_text": words.get("cost_text"),
        "free": free,
        "age_min": record["age_min"],
        "age_max": record["age_max"],
        "tags": tagger.tags_of(record, record["kind"], free, words.get("cost_text"),
                               record["age_min"]),
        "needs": [],
        "contact_text": words.get("contact_text"),
        "contact_phone": known(record["public_contact"]),
        "source": source_of(item, record["source_url"]),
        "last_confirmed": last_confirmed(item, record["source_dated"]),
        "art": words["art"],
        "sign_up": words.get("sign_up", True),
        "demonstration": True,
    }
