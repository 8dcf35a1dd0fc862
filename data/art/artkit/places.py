# SPDX-License-Identifier: GPL-3.0-or-later
"""Buildings and rooms of Essex: weatherboard, brick, huts, windmill, pier, shops, and insides."""
from .base import (AMBER_M, BRICK, CORAL, CORAL_M, CREAM, INK, MARSH, MARSH_M, PAPER, PLUM,
                   PLUM_M, SEA, SEA_L, SEA_M, SKY, SLATE, STONE, SUN, WHITE, WOOD, WOOD_D,
                   WOOD_L, circ, dots, ell, group, line, path, rect, shade, tint)


def pane(x, y, w, h, glass=SEA_L, frame=WHITE, bars=(1, 1)):
    """A window with BARS (across, down) glazing bars."""
    o = rect(x - 3, y - 3, w + 6, h + 6, frame, 2) + rect(x, y, w, h, glass)
    d = "".join(f"M{x + w * (i + 1) / (bars[0] + 1)} {y}v{h}" for i in range(bars[0]))
    d += "".join(f"M{x} {y + h * (i + 1) / (bars[1] + 1)}h{w}" for i in range(bars[1]))
    return o + (line(d, frame, 3, cap="butt") if d else "")


def boards(x, y, w, h, step, c, op=0.35):
    """The lines of weatherboarding over a wall."""
    n = int(h // step)
    return line("".join(f"M{x} {y + step * (i + 1)}h{w}" for i in range(n)), c, 2, op, cap="butt")


def cottage(x, y, s=1.0, wall=WHITE, roof=BRICK, door=SEA):
    """A weatherboard cottage, foot of its wall at X,Y (middle), about 150 wide."""
    o = rect(40, -150, 20, 46, shade(BRICK)) + rect(37, -154, 26, 8, BRICK)
    o += rect(-70, -84, 140, 84, wall) + boards(-70, -84, 140, 84, 11, shade(wall, 0.3), 0.3)
    o += path("M-82-80L-54-134H54L82-80Z", roof) + line("M-64-108H64M-74-92H74", shade(roof), 2, 0.5)
    o += rect(-12, -52, 26, 52, door, 2) + circ(9, -26, 2, SUN)
    o += pane(-58, -62, 32, 30) + pane(30, -62, 32, 30)
    return group(o, x, y, s)


def hut(x, y, s, c, door=WHITE, roof=None):
    """A striped beach hut."""
    o = rect(-30, -66, 60, 66, c) + line("M-20-66V0M-10-66V0M0-70V0M10-66V0M20-66V0", WHITE, 3, 0.4, cap="butt")
    o += path("M-30-66L0-96 30-66Z", c) + line("M-36-62L0-99 36-62", roof or WHITE, 7)
    o += rect(-15, -48, 30, 48, door, 1) + line("M0-48V0", shade(door, 0.3), 2) + rect(-34, 0, 68, 8, WOOD_D)
    return group(o, x, y, s)


def windmill(x, y, s=1.0, turn=14):
    """A white post mill on a brick roundhouse."""
    o = path("M-40 0L-34-46H34L40 0Z", BRICK) + path("M-44-44L0-66 44-44Z", SLATE) + rect(-9, -30, 18, 30, WOOD_D)
    o += path("M-30-58L-34-130 0-158 34-130 30-58Z", WHITE) + boards(-32, -132, 64, 74, 12, SLATE, 0.4) + path("M-38-128L0-162 38-128Q0-150-38-128Z", SLATE)
    o += rect(-8, -96, 16, 20, INK, 2)
    sail = line("M0 0V-96", WOOD_D, 5) + path("M3-22H22V-94H3Z", PAPER) + line("M3-34H22M3-46H22M3-58H22M3-70H22M3-82H22M12-22V-94M3-22H22V-94H3", SLATE, 1.8)
    o += group("".join(group(sail, rot=turn + 90 * i) for i in range(4)), 0, -122) + circ(0, -122, 7, WOOD_D)
    return group(o, x, y, s)


def church(x, y, s=1.0):
    """A flint church with a shingled spire."""
    o = rect(-26, -96, 44, 96, STONE) + path("M-26-96L-4-190 18-96Z", SLATE) + rect(18, -58, 84, 58, shade(STONE, 0.06)) + path("M12-56L26-92H100L110-56Z", BRICK)
    o += rect(-12, -76, 16, 22, INK, 8) + "".join(rect(34 + i * 24, -40, 12, 26, INK, 6) for i in range(3))
    return group(o, x, y, s)


def hall(x, y, s=1.0, wall="#f3e4cb"):
    """A village hall with a porch and a clock; about 330 wide."""
    o = rect(-160, -110, 320, 110, wall) + path("M-176-106L-130-176H130L176-106Z", BRICK) + line("M-150-142H150", shade(BRICK), 2, 0.5)
    o += path("M-56-104L0-168 56-104Z", WHITE) + rect(-46, -106, 92, 106, tint(wall, 0.4)) + circ(0, -126, 13, PAPER) + line("M0-133v7l5 4", INK, 2.4)
    o += rect(-26, -74, 52, 74, SEA, 3) + line("M0-74V0", PAPER, 2) + dots([(-5, -36), (5, -36)], 2, SUN)
    o += "".join(pane(i, -82, 40, 46, SEA_L, WHITE, (1, 1)) for i in (-140, -90, 52, 102))
    return group(o, x, y, s)


def shop(x, y, w, h, wall, awning, s=1.0, floors=2, door=INK, roof=SLATE):
    """A shop with a striped awning, left foot at X,Y."""
    o = rect(0, -h, w, h, wall) + path(f"M-4 {-h}L10 {-h - 30}H{w - 10}L{w + 4} {-h}Z", roof)
    gap = w / 2
    for i in range(2):
        o += pane(gap * i + gap / 2 - 13, -h + 22, 26, 36, SEA_L, WHITE, (0, 1))
    o += rect(8, -84, w - 16, 84, INK) + rect(13, -72, w - 50, 60, SEA_L) + rect(w - 32, -72, 20, 72, door)
    n = max(4, int(w // 16))
    o += path(f"M2-100H{w - 2}L{w + 6}-76H-6Z", awning)
    st = (w + 12) / n
    for i in range(0, n, 2):
        a, b = 2 + (w - 4) * i / n, 2 + (w - 4) * (i + 1) / n
        o += path(f"M{a}-100H{b}L{-6 + st * (i + 1)}-76H{-6 + st * i}Z", PAPER)
    return group(o, x, y, s)


def library_front(x, y, s=1.0, wall=BRICK):
    """A brick library with tall arched windows and an open door; about 420 wide."""
    o = rect(-210, -190, 420, 190, wall) + rect(-218, -204, 436, 18, STONE) + path("M-80-204L0-250 80-204Z", STONE)
    o += path("M-16-222q16-8 16 4q0-12 16-4v-14q-16-6-16 4q0-10-16-4Z", SEA)
    for i in (-176, -112, 68, 132):
        o += path(f"M{i - 3}-34V-124a25 25 0 0 1 50 0V-34Z", STONE) + path(f"M{i + 2}-38V-122a20 20 0 0 1 40 0V-38Z", SEA_L) + line(f"M{i + 22}-142V-38M{i + 2}-104h40M{i + 2}-70h40", WHITE, 3, cap="butt")
        o += "".join(rect(i + 5 + 6 * k, -68, 5, 30, c) for k, c in enumerate((CORAL, AMBER_M, SEA, PLUM, MARSH, CORAL_M)))
    o += path("M-40 0V-128a40 40 0 0 1 80 0V0Z", STONE) + path("M-30 0V-126a30 30 0 0 1 60 0V0Z", "#4a3340") + path("M-30 0V-110L-16-100V0ZM30 0V-110L16-100V0Z", SEA)
    o += rect(-60, -4, 120, 12, STONE) + rect(-74, 6, 148, 12, shade(STONE, 0.1))
    return group(o, x, y, s)


def pier(x, y, s=1.0, length=420):
    """A pleasure pier running right from X,Y (deck level), with a pavilion at its end."""
    n = int(length // 42)
    o = line("".join(f"M{i * 42 + 12} 0V64" for i in range(n)), WOOD_D, 6, cap="butt") + line("".join(f"M{i * 42 + 12} 60L{i * 42 + 54} 8" for i in range(n - 1)), WOOD_D, 2.4, 0.7)
    o += rect(-10, -6, length + 10, 10, WOOD_L) + line(f"M-10-24H{length}", WHITE, 3) + line("".join(f"M{i * 21}-6v-18" for i in range(n * 2)), WHITE, 2.4, cap="butt")
    e = length - 130
    o += rect(e, -62, 120, 56, CREAM) + path(f"M{e - 10}-60Q{e + 60}-108 {e + 130}-60Z", CORAL) + line(f"M{e + 60}-86v-24", INK, 3) + path(f"M{e + 60}-110h22l-6 6 6 6h-22Z", SUN)
    o += "".join(rect(e + 14 + k * 34, -48, 22, 42, SEA_M, 11) for k in range(3))
    return group(o, x, y, s)


def lighthouse(x, y, s=1.0):
    o = path("M-20 0L-13-130H13L20 0Z", WHITE) + path("M-18-26L-16-58H16L18-26ZM-15-84L-13.5-112H13.5L15-84Z", CORAL) + rect(-12, -152, 24, 22, SUN) + path("M-16-150L0-172 16-150Z", INK) + rect(-18, -134, 36, 6, INK)
    return group(o, x, y, s)


def bunting(x0, y0, x1, y1, sag=40, n=11, colours=(CORAL, AMBER_M, SEA, PLUM, MARSH_M)):
    """A string of flags between two points."""
    mx, my = (x0 + x1) / 2, (y0 + y1) / 2 + sag * 2
    pt = lambda t: ((1 - t) ** 2 * x0 + 2 * t * (1 - t) * mx + t * t * x1, (1 - t) ** 2 * y0 + 2 * t * (1 - t) * my + t * t * y1)
    by = {}
    for i in range(n):
        (ax, ay), (bx, by_) = pt((i + 0.14) / n), pt((i + 0.86) / n)
        by.setdefault(colours[i % len(colours)], []).append(f"M{ax} {ay}L{bx} {by_} {(ax + bx) / 2} {(ay + by_) / 2 + abs(bx - ax) * 0.95}Z")
    return "".join(path("".join(d), c) for c, d in by.items()) + line(f"M{x0} {y0}Q{mx} {my} {x1} {y1}", INK, 2.4)


def room(wall, floor, y=450, skirting=None):
    """A plain wall and floor that fill the picture."""
    return rect(-4, -4, 808, 608, wall) + rect(-4, y, 808, 604 - y, floor) + rect(-4, y - 9, 808, 9, skirting or shade(wall, 0.1))


def floorboards(y, c, op=0.4):
    return line("".join(f"M-4 {y + dy}H804" for dy in (26, 62, 108)) + f"M140 {y}v26M420 {y}v26M660 {y}v26M60 {y + 26}v36M300 {y + 26}v36M560 {y + 26}v36M180 {y + 62}v46M470 {y + 62}v46", c, 2, op, cap="butt")


def rug(x, y, rx, ry, c, ring):
    return ell(x, y, rx, ry, c) + f'<ellipse cx="{x}" cy="{y}" rx="{rx - 16}" ry="{ry - 6}" fill="none" stroke="{ring}" stroke-width="4"/>'


def view_window(x, y, w, h, scene="marsh", frame=WHITE):
    """A window on a wall, with a small view of Essex through it."""
    o = rect(x - 9, y - 9, w + 18, h + 18, frame, 4) + rect(x, y, w, h, SKY)
    if scene == "marsh":
        o += circ(x + w * 0.74, y + h * 0.3, h * 0.12, SUN) + path(f"M{x} {y + h * 0.62}Q{x + w * 0.5} {y + h * 0.5} {x + w} {y + h * 0.6}V{y + h}H{x}Z", MARSH_M) + path(f"M{x} {y + h * 0.82}Q{x + w * 0.4} {y + h * 0.7} {x + w} {y + h * 0.86}V{y + h}H{x}Z", SEA_M)
    elif scene == "sea":
        o += rect(x, y + h * 0.6, w, h * 0.4, SEA_M) + path(f"M{x + w * 0.3} {y + h * 0.2}v{h * 0.4}h{-w * 0.13}ZM{x + w * 0.32} {y + h * 0.26}l{w * 0.14} {h * 0.34}h{-w * 0.14}Z", CORAL) + path(f"M{x + w * 0.15} {y + h * 0.61}h{w * 0.34}l{-w * 0.05} {h * 0.08}h{-w * 0.24}Z", INK)
    elif scene == "tree":
        o += rect(x, y + h * 0.72, w, h * 0.28, MARSH_M) + rect(x + w * 0.63, y + h * 0.5, w * 0.05, h * 0.3, WOOD_D) + circ(x + w * 0.66, y + h * 0.4, h * 0.22, MARSH) + circ(x + w * 0.2, y + h * 0.7, h * 0.12, MARSH)
    o += line(f"M{x + w / 2} {y}v{h}M{x} {y + h * 0.42}h{w}", frame, 6, cap="butt")
    return o + rect(x - 16, y + h + 7, w + 32, 9, shade(frame, 0.08), 3)


def curtains(x, y, w, h, c):
    o = path(f"M{x - 34} {y - 14}H{x + 18}Q{x + 16} {y + h * 0.6} {x - 10} {y + h + 26}H{x - 38}Z", c) + path(f"M{x + w + 34} {y - 14}H{x + w - 18}Q{x + w - 16} {y + h * 0.6} {x + w + 10} {y + h + 26}H{x + w + 38}Z", c)
    return o + line(f"M{x - 46} {y - 16}H{x + w + 46}", WOOD_D, 6)


BOOKS = (SEA, CORAL, AMBER_M, PLUM, MARSH, CORAL_M, SEA_M, "#8a5a35", PLUM_M, INK)


def bookshelf(x, y, w, h, rows=3, seed=1, wood=WOOD, back=None):
    """A shelf of books, top left at X,Y; SEED varies the books."""
    o = [rect(x, y, w, h, wood, 3), rect(x + 8, y + 8, w - 16, h - 16, back or shade(wood, 0.3))]
    rh = (h - 8) / rows
    by = {}
    k = seed * 7 + 3
    for r in range(rows):
        base = y + rh * (r + 1)
        px = x + 12
        while px < x + w - 22:
            k = (k * 73 + 41) % 997
            bw, bh = 8 + k % 8, rh * (0.56 + (k % 5) * 0.06)
            if k % 9 == 0:
                px += 14
            if px + bw > x + w - 10:
                break
            by.setdefault(BOOKS[k % len(BOOKS)], []).append(f"M{px} {base}v{-bh}h{bw}v{bh}Z")
            px += bw + 1.5
    o += [path("".join(d), c) for c, d in by.items()]
    o += [rect(x, y + rh * (r + 1), w, 8, wood) for r in range(rows)]
    return "".join(o)


def pendant(x, y, c=AMBER_M):
    return line(f"M{x}-4V{y}", INK, 3) + path(f"M{x - 34} {y + 30}Q{x - 30} {y} {x} {y - 2}Q{x + 30} {y} {x + 34} {y + 30}Z", c) + ell(x, y + 31, 14, 6, "#fff3cf")


def plant(x, y, s=1.0, pot=CORAL_M, c=MARSH):
    o = path("M0-30C-10-60-40-66-46-84C-20-86-4-66 0-40C2-74 14-92 36-100C36-74 20-56 4-34C16-52 36-56 48-52C40-36 20-30 4-28Z", c) + path("M-20-30H22L16 0H-14Z", pot) + rect(-24, -36, 50, 10, shade(pot, 0.1), 3)
    return group(o, x, y, s)


def frame(x, y, w, h, c=WOOD, inner=SEA_L, art=""):
    return rect(x, y, w, h, c, 3) + rect(x + 7, y + 7, w - 14, h - 14, inner) + (art and group(art, x + w / 2, y + h / 2))
