# SPDX-License-Identifier: GPL-3.0-or-later
"""Outlines that share their borders: rings of points become arcs that neighbours have in common.

Points are pairs of whole numbers. A border that two wards share is one arc, so that it is simplified
once and no gap opens between them. An arc's reference is 2 × its number, plus 1 when it is walked
backwards.
"""

import heapq
from collections import defaultdict


def edge(a, b):
    return (a, b) if a < b else (b, a)


def clean(ring):
    """The ring without its repeated last point and without doubled points."""
    points = [p for i, p in enumerate(ring) if p != ring[i - 1]]
    return points[:-1] if points[0] == points[-1] else points


def users_of(rings):
    """{edge: [ring numbers that use it]}"""
    users = defaultdict(list)
    for number, ring in enumerate(rings):
        for i, point in enumerate(ring):
            users[edge(ring[i - 1], point)].append(number)
    return users


def junctions(users, extra):
    """The points where an arc ends: not two edges meet there, or what lies beside them changes."""
    around = defaultdict(list)
    for (a, b), rings in users.items():
        around[a].append(tuple(rings))
        around[b].append(tuple(rings))
    return {point for point, sides in around.items()
            if len(sides) != 2 or sorted(sides[0]) != sorted(sides[1])} | set(extra)


def cut(ring, ends):
    """The ring as arcs from junction to junction; a ring without one is a single closed arc."""
    starts = [i for i, point in enumerate(ring) if point in ends]
    if not starts:
        first = ring.index(min(ring))
        return [tuple(ring[first:] + ring[:first + 1])]
    ring = ring[starts[0]:] + ring[:starts[0]]
    arcs, arc = [], [ring[0]]
    for point in ring[1:] + ring[:1]:
        arc.append(point)
        if point in ends:
            arcs.append(tuple(arc))
            arc = [point]
    return arcs


class Topology:
    """arcs: tuples of points. sides: for each arc, the numbers of the rings beside it."""

    def __init__(self, rings, extra_ends=()):
        rings = [clean(ring) for ring in rings]
        users = users_of(rings)
        ends = junctions(users, extra_ends)
        self.arcs, self.sides, self.rings, known = [], [], [], {}
        for ring in rings:
            refs = []
            for arc in cut(ring, ends):
                back = tuple(reversed(arc))
                if arc in known:
                    refs.append(2 * known[arc])
                elif back in known:
                    refs.append(2 * known[back] + 1)
                else:
                    known[arc] = len(self.arcs)
                    refs.append(2 * len(self.arcs))
                    self.arcs.append(arc)
                    self.sides.append(sorted(users[edge(arc[0], arc[1])]))
            self.rings.append(refs)

    def ends_of(self, ref):
        arc = self.arcs[ref // 2]
        return (arc[-1], arc[0]) if ref & 1 else (arc[0], arc[-1])

    def merge(self, numbers):
        """The outline of several rings together, as rings of references."""
        numbers = set(numbers)
        free = [ref for number in sorted(numbers) for ref in self.rings[number]
                if len(numbers & set(self.sides[ref // 2])) == 1]
        by_start, merged = defaultdict(list), []
        for ref in free:
            by_start[self.ends_of(ref)[0]].append(ref)
        for first in free:
            if first not in by_start[self.ends_of(first)[0]]:
                continue
            ring, ref = [], first
            while True:
                start, end = self.ends_of(ref)
                by_start[start].remove(ref)
                ring.append(ref)
                if end == self.ends_of(first)[0]:
                    break
                ref = by_start[end][0]
            merged.append(ring)
        return merged


def weights(arc, across):
    """Visvalingam and Whyatt (1993): for every point of the arc the area, in squares of a step to
    the north, of the smallest triangle that would be lost with it; never less than what was lost
    before. The two ends weigh infinitely much. across: how wide a step to the east is."""
    def area(a, b, c):
        return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) * across / 2

    count = len(arc)
    before, after = list(range(-1, count - 1)), list(range(1, count + 1))
    weight = [float("inf")] * count
    heap = [(area(arc[i - 1], arc[i], arc[i + 1]), i) for i in range(1, count - 1)]
    current = {i: value for value, i in heap}
    heapq.heapify(heap)
    highest = 0.0
    while heap:
        value, i = heapq.heappop(heap)
        if i not in current or value != current[i]:
            continue
        highest = max(highest, value)
        weight[i] = highest
        del current[i]
        after[before[i]], before[after[i]] = after[i], before[i]
        for k in (before[i], after[i]):
            if k in current:
                current[k] = area(arc[before[k]], arc[k], arc[after[k]])
                heapq.heappush(heap, (current[k], k))
    return weight
