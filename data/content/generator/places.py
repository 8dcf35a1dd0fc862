# SPDX-License-Identifier: GPL-3.0-or-later
"""The libraries of Essex, Southend and Thurrock as `places`."""

import re

from .common import DAYS, fail, known, read_csv

COLUMNS = ("authority", "name", "address", "postcode", "lat", "lon", "district", "type",
           "year_closed", "email", "url") + DAYS
RANGE = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
# What libraries write in words for a day without opening hours.
CLOSED_WORDS = ("closed", "-", "n/a")
TYPES = {"LAL": "council", "CRL": "community"}


def slug(name):
    """'Great Tarpots library' -> 'great-tarpots': the words 'library' and 'community' go."""
    name = re.sub(r"\b(community )?library\b", "", name, flags=re.IGNORECASE)
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def parse_day(item, day, text):
    """One day's cell: '' or 'Closed' -> [], '10:00-13:00,14:00-17:00' -> two ranges."""
    if not text or text.lower() in CLOSED_WORDS:
        return []
    ranges = []
    for part in re.split(r"\s*[,;&]\s*|\s+and\s+", text):
        match = RANGE.fullmatch(re.sub(r"\s+", "", part).replace("\u2013", "-").replace(".", ":"))
        if not match:
            fail(item, f"opening hours of {day} are not understood: '{text}'")
        opens, closes = part_times(match)
        if opens >= closes or (ranges and opens < ranges[-1][1]):
            fail(item, f"opening hours of {day} run backwards: '{text}'")
        ranges.append([opens, closes])
    return ranges


def part_times(match):
    return f"{match[1]}:{match[2]}", f"{match[3]}:{match[4]}"


def parse_hours(item, row):
    """Seven arrays, Monday first, or None when the list gives no hours at all."""
    hours = [parse_day(item, day, row[day]) for day in DAYS]
    return hours if any(hours) else None


def name_and_address(row):
    """'X Library within Y Hub' is the library X, in the building Y."""
    name = re.sub(r"\blibrary$", "Library", row["name"])
    address = row["address"]
    if " within " in name:
        name, building = name.split(" within ", 1)
        address = f"{building}, {address}"
    return name, address


def build(shared, written):
    rows = read_csv(shared / "data/libraries/essex_libraries_located.csv", COLUMNS)
    postcodes = {row["postcode"] for row in rows}
    for postcode in written["corrections"]:
        if postcode not in postcodes:
            fail(postcode, "corrected in places.json, but no library has this postcode")
    return sorted((place(row, written) for row in rows), key=lambda item: item["id"])


def place(row, written):
    fix = written["corrections"].get(row["postcode"], {})
    name, address = name_and_address(row)
    name, address = fix.get("name", name), fix.get("address", address)
    if row["type"] not in TYPES:
        fail(name, f"type '{row['type']}' is not known")
    closed = int(row["year_closed"]) if row["year_closed"] else None
    return {
        "id": fix.get("id") or "lib-" + slug(name),
        "name": name,
        "type": "library",
        "run_by": TYPES[row["type"]],
        "authority": written["authorities"].get(row["authority"], row["authority"]),
        "address": address,
        "postcode": row["postcode"],
        "lat": float(row["lat"]),
        "lon": float(row["lon"]),
        "district": row["district"],
        "status": "closed" if closed else "open",
        "year_closed": closed,
        "hours": parse_hours(name, row),
        "email": known(row["email"]),
        "url": known(row["url"]),
        "source": written["source"],
    }
