# SPDX-License-Identifier: GPL-3.0-or-later
"""Sky, land and water of Essex: hills, trees, reeds, creeks, birds, boats."""
from .base import (AMBER_M, CORAL, INK, MARSH, PAPER, SUN, WHITE, WOOD, WOOD_D, circ, dots,
                   group, line, path, rect, shade, tint)


def sky(c):
    """A whole sheet of colour, larger than the picture so that rounding never shows an edge."""
    return rect(-4, -4, 808, 608, c)


def sun(x, y, r=44, c=SUN):
    return circ(x, y, r * 1.55, c, 0.22) + circ(x, y, r, c)


def cloud(x, y, s=1.0, c=WHITE, op=0.85):
    return group(path("M-58 16A20 20 0 0 1-42-14A30 30 0 0 1 12-24A24 24 0 0 1 44-8A14 14 0 0 1 52 16Z", c, op), x, y, s)


def gulls(points, c=INK):
    return line("".join(f"M{x - 12} {y - 3}q7-6 12 3q5-9 12-3" for x, y in points), c, 2.6)


def hill(d, c):
    """Land from the curve D (a path from the left edge to the right) down to the bottom."""
    return path(d + "V604H-4Z", c)


def ground(y, c, bump=10):
    return hill(f"M-4 {y}C200 {y - bump} 330 {y + bump} 480 {y}S700 {y - bump} 804 {y}", c)


def tree(x, y, s=1.0, c=MARSH, trunk=WOOD_D):
    """A round, friendly tree with its foot at X,Y, about 150 tall."""
    light = tint(c, 0.16)
    o = (path("M-7 0C-4-30-5-50-6-70H6C5-50 4-30 8 0Z", trunk) + line("M0-52L18-74M0-44L-16-66", trunk, 5)
         + path("M-46-84C-56-118-26-150 2-148C36-152 58-118 46-86C42-60-38-58-46-84Z", c)
         + path("M-34-98C-36-124-10-142 10-136C-6-130-16-112-16-94C-22-86-32-88-34-98Z", light))
    return group(o, x, y, s)


def poplar(x, y, s=1.0, c=MARSH):
    return group(rect(-4, -20, 8, 20, WOOD_D) + path("M0-150C24-110 24-50 12-16Q0-8-12-16C-24-50-24-110 0-150Z", c)
                 + path("M-2-140C-18-104-18-60-10-24Q-4-60-2-140Z", tint(c, 0.15)), x, y, s)


def bush(x, y, s=1.0, c=MARSH, berries=None):
    o = path("M-60 0C-72-26-48-44-34-38C-28-60 8-62 16-44C34-56 58-40 54-24C70-18 66 0 60 0Z", c)
    o += path("M-46-14C-50-30-36-36-28-30C-32-22-36-14-34-8C-40-6-45-8-46-14Z", tint(c, 0.16))
    if berries:
        o += dots([(-20, -22), (-6, -38), (10, -20), (28, -30), (40, -14), (-38, -10)], 3.4, berries)
    return group(o, x, y, s)


def tuft(x, y, s=1.0, c=MARSH):
    return group(line("M-8 0Q-10-12-15-18M-2 0Q-3-16-5-24M4 0Q6-14 11-22M9 0Q12-8 18-12", c, 3), x, y, s)


def reeds(x, y, s=1.0, c=MARSH):
    o = line("M-18 0Q-20-40-28-62M-8 0Q-8-46-10-78M4 0Q6-42 12-70M14 0Q18-30 30-52", c, 3.4)
    o += line("M-28-58l-2-12M-10-70v-16M12-64l3-16", WOOD_D, 7)
    return group(o, x, y, s)


def flowers(points, c, centre=SUN, stem=MARSH):
    """Small daisies: stems up from each point."""
    o = line("".join(f"M{x} {y}v-16" for x, y in points), stem, 2.6)
    o += dots([(x + dx, y - 18 + dy) for x, y in points for dx, dy in ((-4, 0), (4, 0), (0, -4), (0, 4))], 3.4, c)
    return o + dots([(x, y - 18) for x, y in points], 2.6, centre)


def ripples(points, c=WHITE, w=3, op=0.6):
    return line("".join(f"M{x} {y}q12-7 24 0t24 0" for x, y in points), c, w, op)


def barge(x, y, s=1.0, sail=CORAL, dark=None):
    """A Thames sailing barge under red sail; X,Y is the middle of its waterline; about 300 tall."""
    d = dark or shade(sail, 0.28)
    o = [line("M-30 0V-312M96-4V-124", WOOD_D, 6), line("M-40-310C-90-180-130-100-186-50", INK, 1.6, 0.5)]
    o.append(path("M-38-290L-44-150C-80-110-120-76-176-52C-120-120-70-200-38-290Z", tint(sail, 0.22)))   # jib
    o.append(path("M-36-182V-66C-66-52-96-44-124-38C-88-84-60-130-36-182Z", sail))                       # fore
    o.append(path("M-25-306C0-270 30-250 58-240L-25-186Z", d))                                           # top
    o.append(path("M-25-180L60-232C64-180 68-130 78-80C46-78 8-66-25-50Z", sail))                        # main
    o.append(path("M40-220L60-232C64-180 68-130 78-80C66-79 56-77 48-75C50-130 48-180 40-220Z", d, 0.45))
    o.append(line("M-28-54L62-238", WOOD_D, 4))
    o.append(path("M100-118C112-86 130-66 142-46L100-36Z", d))                                           # mizzen
    o.append(path("M-30-326h24l-7 7 7 7h-24Z", AMBER_M))
    o.append(path("M-148-32C-140-30-120-26-40-26H150C152-10 146 4 136 8H-116C-134 2-146-14-148-32Z", INK))
    o.append(path("M-147-30C-136-28-120-24-40-24H150v6H-40C-110-18-140-20-145-24Z", AMBER_M))
    o.append(rect(20, -38, 44, 14, WOOD, 3) + rect(-24, -36, 30, 12, shade(WOOD), 3))
    o.append(path("M30-18q22 2 26 26h-30q-6-16 4-26Z", shade(WOOD_D, 0.1)))                      # leeboard
    return group("".join(o), x, y, s)


def dinghy(x, y, s=1.0, hull=CORAL, sail=PAPER):
    o = line("M0-2V-92", WOOD_D, 4) + path("M5-90C30-66 42-40 46-18L5-12Z", sail) + path("M-4-84L-4-14-34-14C-28-40-16-64-4-84Z", shade(sail, 0.1))
    o += path("M-46-10H52C46 6 36 12 26 12H-26C-38 8-44 0-46-10Z", hull)
    return group(o, x, y, s)


def heron(x, y, s=1.0):
    g = "#8d9bab"
    o = line("M-4-30L-6 0M6-30L8 0", INK, 2.6) + path("M-24-40C-10-60 16-60 24-34C10-26-14-22-34-26Z", g)
    o += line("M20-42C30-54 14-66 22-84", tint(g, 0.4), 7) + circ(24, -88, 7, tint(g, 0.4)) + path("M28-92L52-86 29-84Z", AMBER_M)
    return group(o + line("M20-92Q10-96 4-92", INK, 3) + circ(26, -90, 1.6, INK), x, y, s)


def butterfly(x, y, s=1.0, c=AMBER_M, rot=0):
    return group(path("M0 0C-4-16-20-18-18-6C-17 2-8 3 0 0C-8 2-12 12-4 12Q0 8 0 0C4-16 20-18 18-6C17 2 8 3 0 0C8 2 12 12 4 12Q0 8 0 0Z", c) + line("M0-5V9", INK, 2.4), x, y, s, rot=rot)


def dog(x, y, s=1.0, flip=False, c="#8a5a35"):
    o = line("M-26-14V0M-18-14V0M20-14V0M27-14V0", shade(c), 6) + path("M-32-20C-34-40-14-38 0-38S26-40 30-30Q34-16 26-12H-24Q-30-12-32-20Z", c)
    o += line("M-30-30Q-42-36-40-48", c, 6) + circ(34, -42, 13, c) + path("M38-44h14q4 6-4 10h-12Z", tint(c, 0.3)) + circ(51, -43, 2.6, INK) + circ(37, -45, 2, INK)
    return group(o + path("M24-50q-6 2-5 18 8-2 11-14Z", shade(c, 0.3)) + path("M24-36l10 5-2 5-10-5Z", CORAL), x, y, s, flip)
