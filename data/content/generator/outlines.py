# SPDX-License-Identifier: GPL-3.0-or-later
"""The map of Essex as `map.bin`, laid out as FORMAT.md says: wards and districts of 2013 with shared
borders, the coast, settlements, and a rough hand-drawn sketch of the land around.
"""

import struct
from collections import defaultdict

from .common import fail, read_csv, read_json
from .topology import Topology, weights

MAGIC = b"FOYERMP1"
DEGREES = 100000        # whole numbers in a degree while we work
WEST, SOUTH = -70000, 5090000
STEP = 4                # of those: 2.8 m to the east, 4.4 m to the north
ACROSS = 0.6188         # a degree to the east is so much of one to the north, in the middle of Essex
SQUARE_METRES = 1.2365  # in a square of one hundred-thousandth of a degree to the north
# From how many square metres on a point is drawn at the level; below the last it is left out.
LEVELS = (20000, 3000, 300, 30)
WARD, DISTRICT, LAND, COAST, AROUND = range(5)  # what a line is
HEADER = struct.Struct("<8siiHHHHHHIHH")
ARC = struct.Struct("<IHBx")
POINT = struct.Struct("<HHB")
RING = struct.Struct("<IHxx")
SHAPE = struct.Struct("<64sHHHHHxx")
PLACE = struct.Struct("<64sHHBx")
NAME_BYTES = 63
NO_DISTRICT = 0xFFFF
RANKS = {"Town": 2, "Village": 3}  # of OS Open Names; all others 4
NEAR_KM = 1.5


def whole(point):
    return round(point[0] * DEGREES), round(point[1] * DEGREES)


def step(point):
    x, y = round((point[0] - WEST) / STEP), round((point[1] - SOUTH) / STEP)
    if not (0 <= x <= 0xFFFF and 0 <= y <= 0xFFFF):
        fail("map.bin", f"a point lies outside of it: {point}")
    return x, y


def name_bytes(name):
    data = name.encode()
    if not data or len(data) > NAME_BYTES:
        fail(name, f"a name on the map has at most {NAME_BYTES} bytes")
    return data


def outer_and_inner(geometry):
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return [ring for polygon in polygons for ring in polygon]


def read_wards(shared):
    """[(name, district, rings of points)] in the order of the source."""
    source = read_json(shared / "data/geo/essex_wards_2013.geojson")
    return [(f["properties"]["WD13NM"], f["properties"]["LADNM"],
             [[whole(point) for point in ring] for ring in outer_and_inner(f["geometry"])])
            for f in source["features"]]


def middle(ring):
    """Where a name would stand: the centre of gravity of the ring, and its area."""
    area = x = y = 0
    for (ax, ay), (bx, by) in zip(ring[-1:] + ring[:-1], ring):
        cross = ax * by - bx * ay
        area += cross
        x += (ax + bx) * cross
        y += (ay + by) * cross
    return (x / (3 * area), y / (3 * area)), abs(area)


def nearest(points, wanted):
    return min(points, key=lambda p: ((p[0] - wanted[0]) * ACROSS) ** 2 + (p[1] - wanted[1]) ** 2)


class Outlines:
    """Arcs with their kinds, and the rings of shapes, from the wards and from the sketch."""

    def __init__(self, wards, written):
        self.rings, self.ring_ward = [], []
        for number, (_name, _district, rings) in enumerate(wards):
            self.rings += rings
            self.ring_ward += [number] * len(rings)
        self.wards = wards
        self.topology = Topology(self.rings)
        self.split_coast([whole(p) for p in written["coast"]])
        self.kinds = [self.kind_of(arc, sides)
                      for arc, sides in zip(self.topology.arcs, self.topology.sides)]
        self.arcs = list(self.topology.arcs)

    def split_coast(self, ends):
        """Cuts the border of the county where the coast begins and ends, and sorts its arcs."""
        border = [a for a, sides in zip(self.topology.arcs, self.topology.sides) if len(sides) == 1]
        points = [p for arc in border for p in arc]
        ends = [nearest(points, end) for end in ends]
        self.topology = Topology(self.rings, ends)
        outlines = self.topology.merge(range(len(self.rings)))
        longest = max(outlines, key=lambda ring: sum(len(self.topology.arcs[r // 2]) for r in ring))
        starts = [self.topology.ends_of(ref)[0] for ref in longest]
        at = starts.index(ends[0])
        longest = longest[at:] + longest[:at]
        length = [self.topology.ends_of(ref)[0] for ref in longest].index(ends[1])
        one, other = set(longest[:length]), set(longest[length:])
        east = max(range(len(longest)), key=lambda i: self.topology.ends_of(longest[i])[0][0])
        inland = other if longest[east] in one else one
        self.inland = {ref // 2 for ref in inland}
        self.county = outlines

    def kind_of(self, arc, sides):
        if len(sides) == 1:
            return LAND if self.topology.arcs.index(arc) in self.inland else COAST
        names = {self.wards[self.ring_ward[ring]][1] for ring in sides}
        return WARD if len(names) == 1 else DISTRICT

    def add_around(self, points):
        """A closed arc of the sketch; its ring."""
        points = [whole(p) for p in points]
        self.arcs.append(tuple(points + points[:1]))
        self.kinds.append(AROUND)
        return [2 * (len(self.arcs) - 1)]

    def outline(self, wanted):
        return self.topology.merge(i for i, ward in enumerate(self.ring_ward) if wanted(ward))


def shape_of(name, district, rings, outlines):
    def points(ring):
        found = []
        for ref in ring:
            arc = outlines.arcs[ref // 2]
            found += list(reversed(arc))[:-1] if ref & 1 else list(arc)[:-1]
        return found
    place, _area = max((middle(points(ring)) for ring in rings), key=lambda m: m[1])
    return name, district, step(place), rings


def shapes(wards, written, outlines):
    """The county, the land around, the districts, the wards."""
    names = sorted({district for _name, district, _rings in wards})
    made = [shape_of("Essex", NO_DISTRICT, outlines.county, outlines)]
    around = [outlines.add_around(points) for points in written["around"].values()]
    made.append(("around", NO_DISTRICT, (0, 0), around))
    for name in names:
        rings = outlines.outline(lambda ward, name=name: wards[ward][1] == name)
        made.append(shape_of(name, NO_DISTRICT, rings, outlines))
    for number, (name, district, _rings) in enumerate(wards):
        rings = [outlines.topology.rings[i] for i, w in enumerate(outlines.ring_ward) if w == number]
        made.append(shape_of(name, names.index(district), rings, outlines))
    return made, len(names)


def settlements(shared, written):
    """[(name, lat, lon, rank)], the largest first. A library stands for the settlement that it is
    named after; the ranks are drawn sizes, 0 the largest."""
    found = {}
    rows = read_csv(shared / "data/geo/essex_settlements_os_open_names_partial.csv",
                    ("name", "type", "lat", "lon"))
    for row in rows:
        rank = written["ranks"].get(row["name"], RANKS.get(row["type"], 4))
        found.setdefault(row["name"], (row["name"], float(row["lat"]), float(row["lon"]), rank))
    return found


def with_libraries(found, places, written):
    known = {place["id"]: place for place in places}
    for item, (name, rank) in written["libraries"].items():
        if item not in known:
            fail(item, "is on the map, but is no place")
        old = found.get(name)
        place = known[item]
        found[name] = (name, old[1], old[2], rank) if old else (name, place["lat"], place["lon"], rank)
    return found


def by_size(found, shared):
    """The settlements in the order of their ranks, then of how many postcodes lie near them."""
    rows = read_csv(shared / "data/geo/essex_postcodes_codepoint_2014-08.csv", ("lat", "lon"))
    cells = defaultdict(list)
    for row in rows:
        lat, lon = float(row["lat"]), float(row["lon"])
        cells[int(lat * 50), int(lon * 30)].append((lat, lon))

    def near(lat, lon):
        count = 0
        for i in range(int(lat * 50) - 1, int(lat * 50) + 2):
            for k in range(int(lon * 30) - 1, int(lon * 30) + 2):
                count += sum(1 for a, b in cells[i, k]
                             if ((a - lat) * 111.2) ** 2 + ((b - lon) * 68.8) ** 2 < NEAR_KM ** 2)
        return count
    return sorted(found.values(), key=lambda s: (s[3], -near(s[1], s[2]), s[0]))


def pack_arc(arc):
    """The points of an arc that are drawn at any level, packed. Its ends always are; a closed arc
    keeps four of them, so that an island never becomes a line."""
    weight = [w * SQUARE_METRES for w in weights(arc, ACROSS)]
    keep = sorted(range(len(arc)), key=lambda i: -weight[i])[:4 if arc[0] == arc[-1] else 2]
    packed = []
    for i, point in enumerate(arc):
        level = next((n for n, area in enumerate(LEVELS) if weight[i] >= area), None)
        if i in keep:
            level = 0
        if level is not None:
            packed.append(POINT.pack(*step(point), level))
    return packed


def pack(outlines, made, n_districts, places):
    arcs, points, rings, refs, shaped = [], [], [], [], []
    for arc, kind in zip(outlines.arcs, outlines.kinds):
        packed = pack_arc(arc)
        arcs.append(ARC.pack(len(points), len(packed), kind))
        points += packed
    for name, district, place, outline in made:
        shaped.append(SHAPE.pack(name_bytes(name), *place, district, len(rings), len(outline)))
        for ring in outline:
            rings.append(RING.pack(len(refs), len(ring)))
            refs += [struct.pack("<H", ref) for ref in ring]
    named = [PLACE.pack(name_bytes(name), *step(whole((lon, lat))), rank)
             for name, lat, lon, rank in places]
    header = HEADER.pack(MAGIC, WEST, SOUTH, STEP, len(arcs), len(rings), len(made), n_districts,
                         len(named), len(points), len(refs), 0)
    return b"".join([header] + arcs + rings + shaped + named + refs + points)


def build(shared, written, places):
    wards = read_wards(shared)
    outlines = Outlines(wards, written)
    made, n_districts = shapes(wards, written, outlines)
    found = with_libraries(settlements(shared, written), places, written)
    return pack(outlines, made, n_districts, by_size(found, shared))
