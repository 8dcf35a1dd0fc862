# SPDX-License-Identifier: GPL-3.0-or-later
"""The postcodes of Essex as `postcodes.bin`, laid out as FORMAT.md says.

All sums are of whole numbers (degrees times 100,000), so that every machine writes the same bytes.
"""

import re
import struct
from collections import Counter, defaultdict
from decimal import ROUND_HALF_EVEN, Decimal

from .common import fail, read_csv

MAGIC = b"FOYERPC1"
SCALE = Decimal(100000)
POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) (\d)([A-Z])([A-Z])")
HEADER = struct.Struct("<8sHHI")
DISTRICT = struct.Struct("<24sii")
OUTWARD = struct.Struct("<4sIIiiB3x")
UNIT = struct.Struct("<HhhB")
FILES = ("essex_postcodes_codepoint_2014-08.csv", "essex_postcodes_osopennames_extra.csv")


def scaled(text):
    return int((Decimal(text) * SCALE).to_integral_value(rounding=ROUND_HALF_EVEN))


def mean(numbers):
    """The mean as a whole number, halves upwards."""
    return (2 * sum(numbers) + len(numbers)) // (2 * len(numbers))


def read_districts(shared):
    rows = read_csv(shared / "data/geo/essex_districts.csv", ("name", "type", "lat", "lon"))
    found = sorted((r["name"], scaled(r["lat"]), scaled(r["lon"]))
                   for r in rows if r["type"] != "County")
    for name, _lat, _lon in found:
        if len(name.encode()) > 24:
            fail(name, "a district's name has at most 24 bytes")
    return found


def read_units(shared, index):
    """{outward code: [(inward, lat, lon, district index)]}; a newer file adds, never replaces."""
    units, seen = defaultdict(list), set()
    for name in FILES:
        rows = read_csv(shared / "data/geo" / name, ("postcode", "lat", "lon", "lad_name"))
        for row in rows:
            match = POSTCODE.fullmatch(row["postcode"])
            if not match:
                fail(row["postcode"], f"not a postcode ({name})")
            if row["postcode"] in seen:
                fail(row["postcode"], f"stands twice ({name})")
            if row["lad_name"] not in index:
                fail(row["postcode"], f"district '{row['lad_name']}' is not known")
            seen.add(row["postcode"])
            inward = int(match[2]) * 676 + (ord(match[3]) - 65) * 26 + ord(match[4]) - 65
            units[match[1]].append(
                (inward, scaled(row["lat"]), scaled(row["lon"]), index[row["lad_name"]]))
    return units


def pack_units(code, units, lat, lon):
    out = bytearray()
    for inward, unit_lat, unit_lon, district in sorted(units):
        try:
            out += UNIT.pack(inward, unit_lat - lat, unit_lon - lon, district)
        except struct.error:
            fail(code, "a postcode lies too far from the middle of its outward code")
    return out


def build(shared):
    districts = read_districts(shared)
    units = read_units(shared, {d[0]: i for i, d in enumerate(districts)})
    codes = sorted(units, key=lambda code: code.ljust(4).encode())
    head = bytearray(HEADER.pack(MAGIC, len(districts), len(codes), sum(map(len, units.values()))))
    for name, lat, lon in districts:
        head += DISTRICT.pack(name.encode(), lat, lon)
    body, first = bytearray(), 0
    for code in codes:
        of_code = units[code]
        lat, lon = mean([u[1] for u in of_code]), mean([u[2] for u in of_code])
        share = Counter(u[3] for u in of_code)
        largest = min(share, key=lambda i: (-share[i], i))
        head += OUTWARD.pack(code.ljust(4).encode(), first, len(of_code), lat, lon, largest)
        body += pack_units(code, of_code, lat, lon)
        first += len(of_code)
    return bytes(head + body)
