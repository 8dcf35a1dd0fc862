# SPDX-License-Identifier: GPL-3.0-or-later
"""Things on tables and in hands: mugs, books, tools, balls, boxes, machines."""
from .base import (AMBER_M, CORAL, CORAL_M, INK, LINE, MARSH, MARSH_M, PAPER, PLUM_M, SEA,
                   SEA_L, SEA_M, SLATE, SUN, WHITE, WOOD, WOOD_D, WOOD_L, circ, dots, ell,
                   group, line, path, rect, shade, tint)


def mug(x, y, c=SEA, s=1.0, steam=True, flip=False):
    o = line("M12-18q12 0 10 9t-12 7", c, 5) + path("M-13-24H13V-5Q13 2 6 2H-6Q-13 2-13-5Z", c) + ell(0, -24, 13, 3.6, shade(c, 0.4))
    if steam:
        o += line("M-4-34q-5-6 0-11t0-11M6-34q5-6 0-11", WHITE, 2.6, 0.8)
    return group(o, x, y, s, flip)


def teapot(x, y, c=CORAL, s=1.0, flip=False):
    o = line("M-26-30q-20-2-18 14t22 10", c, 6) + path("M24-26C38-28 38-46 50-50L54-44C46-38 46-14 22-10Z", c)
    o += path("M-28-18C-30-48 30-48 28-18C28 4-28 4-28-18Z", c) + path("M-16-40Q0-52 16-40Z", shade(c, 0.2)) + circ(0, -48, 4.5, shade(c, 0.2)) + line("M-20-26Q-16-36-8-38", tint(c, 0.5), 3)
    return group(o, x, y, s, flip)


def cake(x, y, s=1.0, c=CORAL_M):
    o = ell(0, 0, 48, 8, WHITE) + path("M-34-34H34V-2Q0 6-34-2Z", "#e9c48d") + path("M-35-36Q0-46 35-36V-24q-6 10-12 0-6 12-12 0-5 8-11 0-6 10-12 0-6 10-11 1-6 8-12 0Z", c) + ell(0, -37, 35, 7, tint(c, 0.3))
    return group(o + dots([(-18, -38), (0, -40), (17, -38)], 4.5, CORAL), x, y, s)


def plate(x, y, food="", r=34):
    return ell(x, y, r, r * 0.26, shade(WHITE, 0.08)) + ell(x, y - 2, r, r * 0.25, WHITE) + ell(x, y - 2, r * 0.66, r * 0.15, "#eee7dc") + (food and group(food, x, y - 4))


def vase(x, y, c=SEA, blooms=(CORAL, AMBER_M, PLUM_M), s=1.0):
    o = line("M0-30Q-4-60-18-74M0-30V-84M0-30Q6-60 20-70", MARSH, 3) + path("M-10-34H10Q8-24 14-12Q16 2 0 2T-14-12Q-8-24-10-34Z", c)
    for (px, py), b in zip(((-19, -78), (0, -90), (21, -74)), blooms):
        o += dots([(px - 6, py), (px + 6, py), (px, py - 6), (px, py + 6)], 5.5, b) + circ(px, py, 4, SUN)
    return group(o, x, y, s)


def table(x, y, w, c=WOOD, cloth=None, depth=30, legs=True, floor=None, panel=False):
    """A table seen a little from above: front edge Y, width W, centred on X."""
    o = ""
    if legs and not cloth:
        f = floor or y + 120
        o += line(f"M{x - w / 2 + 26} {y}V{f}M{x + w / 2 - 26} {y}V{f}", shade(c, 0.28), 13, cap="butt")
    if panel:
        o += rect(x - w / 2 + 40, y, w - 80, (floor or y + 120) - y - 16, shade(c, 0.12))
    o += path(f"M{x - w / 2 + 24} {y - depth}H{x + w / 2 - 24}L{x + w / 2} {y + 2}H{x - w / 2}Z", tint(cloth or c, 0.22))
    if cloth:
        b = (floor or y + 110)
        o += path(f"M{x - w / 2} {y}H{x + w / 2}L{x + w / 2 - 6} {b}H{x - w / 2 + 6}Z", cloth)
        o += line("".join(f"M{x - w / 2 + w * k / 8} {y + 12}L{x - w / 2 + w * k / 8 + (4 - k) * 1.2} {b}" for k in range(1, 8)), shade(cloth, 0.16), 3, 0.5, cap="butt")
    else:
        o += rect(x - w / 2, y, w, 15, c, 3)
    return o


def round_table(x, y, rx, c, floor=None, ry=None):
    """A round table with a cloth; Y is the middle of its top."""
    ry = ry or rx * 0.24
    b = (floor or y + 130)
    o = path(f"M{x - rx} {y}L{x - rx * 0.9} {b}Q{x} {b + ry * 1.5} {x + rx * 0.9} {b}L{x + rx} {y}Z", shade(c, 0.16))
    o += line("".join(f"M{x + rx * k} {y + ry * (1 - k * k) ** 0.5}L{x + rx * k * 0.93} {b + ry * 0.5 * (1 - k * k)}" for k in (-0.75, -0.4, 0, 0.4, 0.75)), shade(c, 0.34), 3, 0.6)
    return o + ell(x, y, rx, ry, c) + ell(x, y - 1, rx * 0.96, ry * 0.93, tint(c, 0.08))


def open_book(x=0, y=0, s=1.0, c=CORAL, rot=0):
    o = path("M-36 6V-24Q-18-32 0-24Q18-32 36-24V6Q18-2 0 6Q-18-2-36 6Z", c) + path("M-32 0V-27Q-16-33 0-25Q16-33 32-27V0Q16-6 0 2Q-16-6-32 0Z", PAPER)
    return group(o + line("M0-25V2", LINE, 2) + line("M-26-19q10-4 20 0M-26-12q10-4 20 0M6-19q10-4 20 0M6-12q10-4 20 0", "#b9b1a2", 2), x, y, s, rot=rot)


def book_back(x=0, y=0, s=1.0, c=CORAL):
    """An open book seen from its cover side, held up by a reader."""
    return group(path("M-34-22Q-16-28 0-20Q16-28 34-22V14Q16 8 0 16Q-16 8-34 14Z", c) + line("M0-20V16", shade(c, 0.3), 3) + rect(10, -14, 14, 9, tint(c, 0.5), 2), x, y, s)


def book_stack(x, y, colours=(SEA, CORAL, AMBER_M), s=1.0):
    o = ""
    for i, c in enumerate(colours):
        d = (i % 2) * 6
        o += rect(-30 + d, -12 * (i + 1), 58, 11, c, 2) + rect(-26 + d, -12 * (i + 1) + 3, 50, 2.4, tint(c, 0.5))
    return group(o, x, y, s)


def ball(x, y, r=20):
    o = circ(0, 0, 20, WHITE) + path("M0-8L8-2 5 7H-5L-8-2Z", INK) + path("M-6-19Q0-21 6-19L4-14H-4ZM19-6L14-7 12-1 17 8Q20 2 19-6ZM-19-6L-14-7-12-1-17 8Q-20 2-19-6ZM11 17L7 12 11 8 15 13ZM-11 17L-7 12-11 8-15 13Z", INK)
    return group(o + line("M0-8V-14M8-2L13-4M-8-2L-13-4M5 7L8 10M-5 7L-8 10", INK, 1.6), x, y, r / 20)


def crate(x, y, s=1.0, c=WOOD_L, food=True):
    """A box of food: bread, tins, carrots, a milk bottle."""
    o = ""
    if food:
        o += path("M-40-44Q-40-70-24-66Q-10-74-6-54V-40H-40Z", "#d79b52") + rect(0, -66, 22, 30, CORAL, 3) + rect(0, -58, 22, 10, PAPER)
        o += path("M26-40L34-84Q40-90 44-82L44-40Z", "#f39a3e") + line("M39-86L34-100M40-86L44-102", MARSH, 3.4) + path("M-12-40V-74h6v-10h10v10h6v34Z", WHITE, 0.0)
        o += path("M-22-40C-30-58-14-74-2-62C8-58 6-44 2-40Z", MARSH_M)
    o += rect(-50, -44, 100, 44, c, 3) + line("M-50-22H50", shade(c, 0.25), 3, cap="butt") + rect(-50, -44, 12, 44, shade(c, 0.12)) + rect(38, -44, 12, 44, shade(c, 0.12)) + rect(-14, -36, 28, 9, shade(c, 0.4), 4)
    return group(o, x, y, s)


def laptop(x, y, s=1.0, c=SLATE, back=True):
    """A laptop on a table: seen from behind (BACK) or with its screen to us."""
    if back:
        o = rect(-38, -50, 76, 50, c, 5) + circ(0, -26, 6, tint(c, 0.5)) + rect(-44, -4, 88, 6, shade(c, 0.2), 3)
    else:
        o = rect(-42, -56, 84, 54, INK, 5) + rect(-37, -51, 74, 44, SEA_L) + path("M-37-20Q-10-40 10-24T37-28V-7H-37Z", MARSH_M) + circ(20, -40, 6, SUN) + path("M-50 4L-42-4H42L50 4Z", c)
    return group(o, x, y, s)


def tablet(c=INK):
    return rect(-24, -32, 48, 40, c, 5)


def saw(s=1.0):
    return group(path("M8-6L84-12V6L8 8Z", "#cfd5dc") + line("M12 9l4 4 4-5 4 5 4-5 4 5 4-5 4 4 4-5 4 5 4-5 4 5 4-5 4 5 4-5", "#9aa4b0", 2) + path("M14-14H-8Q-18-12-16 4T0 14H14ZM-4-4H4V4H-4Z", WOOD_D), s=s)


def spade(s=1.0):
    return group(line("M0-60V44", WOOD, 6) + line("M-9-62H9", WOOD_D, 7) + path("M-14 40H14V66Q12 78 0 84Q-12 78-14 66Z", "#9aa4b0"), s=s)


def rake(s=1.0):
    return group(line("M0-70V64", WOOD, 6) + line("M-22 64H22M-22 64v14M-11 64v14M0 64v14M11 64v14M22 64v14", SLATE, 4), s=s)


def loppers(s=1.0):
    return group(line("M-14 30L2-18M14 30L-2-18", CORAL, 6) + path("M-3-18Q-14-34-6-50Q2-38 3-18Z", "#9aa4b0") + path("M-3-18Q0-34 12-42Q10-26 3-18Z", SLATE), s=s)


def watering_can(x, y, s=1.0, c=SEA_M, flip=False):
    o = line("M-20-26Q-34-46-4-48T20-30", c, 5) + rect(-22, -34, 40, 36, c, 5) + path("M16-10L46-36L50-30L18 0Z", c) + path("M40-44L58-30L54-24L38-38Z", shade(c))
    return group(o, x, y, s, flip)


def flag(x, y, c=CORAL, s=1.0):
    return group(line("M0 0V-110", WOOD_D, 5) + path("M2-108Q24-118 44-106T82-104L66-84 82-64Q60-58 44-68T2-66Z", c), x, y, s)


def speech(x, y, w, h, c=WHITE, tail=-1, inner=""):
    """A speech bubble centred on X,Y with its tail to the lower left (-1) or right (1)."""
    o = rect(-w / 2, -h / 2, w, h, c, 16) + path(f"M{tail * w * 0.1} {h / 2 - 4}L{tail * w * 0.34} {h / 2 + 20} {tail * w * 0.36} {h / 2 - 4}Z", c)
    return group(o + inner, x, y)


def heart(x, y, s=1.0, c=CORAL):
    return group(path("M0 16C-26-2-20-20-9-20Q-2-20 0-12Q2-20 9-20C20-20 26-2 0 16Z", c), x, y, s)


def star(x, y, s=1.0, c=SUN):
    return group(path("M0-16L5-5 16-4 8 4 10 15 0 9-10 15-8 4-16-4-5-5Z", c), x, y, s)


def note(x, y, s=1.0, c=INK):
    return group(line("M-6 10V-18L14-24V4", c, 4) + ell(-12, 11, 8, 6, c) + ell(8, 5, 8, 6, c), x, y, s)


def armchair(x, y, s=1.0, c=SEA_M, flip=False):
    """The back and seat of an armchair facing us; the arms are ARMS in front of the sitter."""
    return group(rect(-62, -150, 124, 140, c, 34) + rect(-50, -138, 100, 100, shade(c, 0.1), 26) + rect(-54, -58, 108, 40, tint(c, 0.15), 12) + line("M-50-10V0M50-10V0", WOOD_D, 9), x, y, s, flip)


def armchair_arms(x, y, s=1.0, c=SEA_M):
    return group(rect(-78, -92, 32, 84, shade(c, 0.06), 15) + rect(46, -92, 32, 84, shade(c, 0.16), 15) + rect(-60, -24, 120, 16, shade(c, 0.16), 4), x, y, s)


def bench(x, y, w=240, s=1.0, c=WOOD):
    """A park bench from the front, seat 58 above Y."""
    h = w / 2
    o = line(f"M{-h + 18}-120V0M{h - 18}-120V0", shade(c, 0.35), 9) + "".join(rect(-h, -118 + i * 20, w, 13, c, 4) for i in range(3))
    return group(o + rect(-h - 4, -60, w + 8, 13, tint(c, 0.15), 4) + line(f"M{-h + 8}-46V0M{h - 8}-46V0", shade(c, 0.35), 9), x, y, s)


def car(x, y, s=1.0, c=CORAL, inside=""):
    """A small car going right, wheels on Y; INSIDE is drawn behind its windows."""
    o = path("M-128-92C-112-150-92-172-50-174H26C66-172 92-140 108-98Z", c) + path("M-104-98C-96-136-80-156-50-158H-18V-98ZM-8-98V-158H24C54-156 74-132 86-98Z", "#e4f2f3")
    o += inside
    o += path("M-104-98C-96-136-80-156-50-158H-18V-98Z", WHITE, 0.12)
    o += path("M-164-40C-168-84-150-98-120-100H104C142-96 166-84 170-46Q172-28 160-26H-152Q-162-28-164-40Z", c)
    o += path("M-164-50H170Q172-28 160-26H-152Q-164-28-164-50Z", shade(c, 0.16)) + line("M-13-98V-34M-18-98V-158", shade(c, 0.25), 3) + line("M-44-82h16M22-82h16", shade(c, 0.4), 4)
    o += path("M150-80Q168-76 169-60H150Z", SUN) + rect(-166, -76, 12, 18, "#7d1f1a", 4) + line("M92-104q14-2 14 8", c, 7)
    for i in (-96, 98):
        o += circ(i, -26, 31, INK) + circ(i, -26, 16, "#c9ced6") + circ(i, -26, 5, SLATE)
    return group(o, x, y, s)


def wheelbarrow(x, y, s=1.0, c=SEA, load=""):
    o = load + line("M-70-58L10-34L44-14M-44-44L-30-2", WOOD_D, 6) + path("M-38-62H52L34-24H-18Z", c) + path("M-38-62H52L50-54H-35Z", shade(c))
    return group(o + circ(46, -14, 15, INK) + circ(46, -14, 6, "#c9ced6"), x, y, s)


def bicycle(x, y, s=1.0, c=CORAL):
    o = "".join(f'<circle cx="{i}" cy="-28" r="27" fill="none" stroke="{INK}" stroke-width="5"/>' for i in (-46, 46))
    return group(o + line("M-46-28L-20-70H30L2-28H-46M2-28L-24-82M46-28L26-86", c, 5) + line("M-36-84H-12M26-86L12-94M26-86L40-88", INK, 6), x, y, s)


def cat(x, y, s=1.0, c="#d78a3c", flip=False):
    o = line("M24-8Q44-10 40-30T50-46", c, 7) + path("M-22 0C-30-30-10-46 8-42C28-38 32-14 28 0Z", c)
    o += path("M-34-66L-30-48-12-50-6-66 2-50C10-30-4-22-14-22S-42-30-34-50Z", c) + dots([(-22, -42), (-6, -42)], 2, INK) + path("M-16-36h5l-2.500 3Z", CORAL) + line("M-14-33q-4 4-7 1M-14-33q4 4 7 1", INK, 1.4)
    return group(o + line("M6-40q4 6 2 12M16-36q4 6 2 12", shade(c), 3), x, y, s, flip)


def tent(x, y, s=1.0, c=SEA):
    o = path("M-90 0L-10-110 70 0Z", c) + path("M70 0L-10-110 20-112 106-6Z", shade(c)) + path("M-34 0L-10-86 14 0Z", shade(c, 0.5)) + path("M-10-86L14 0H26Z", tint(c, 0.3))
    return group(o, x, y, s)


def fire(x, y, s=1.0):
    o = ell(0, -2, 60, 12, SUN, 0.35) + line("M-36 4L34-12M36 4L-34-12", WOOD_D, 13) + path("M0-84C10-60 34-48 30-20Q26 0 0 0T-30-20C-32-38-18-44-16-60Q-6-56-4-46Q4-60 0-84Z", "#e8793a")
    return group(o + path("M2-52C8-38 18-32 16-16Q14-2 0-2T-15-16C-16-26-8-30-6-38Q0-34 2-52Z", SUN), x, y, s)


def easel(x, y, s=1.0, art="", flip=False):
    """An easel with its picture towards us."""
    o = line("M-30 0L-4-190M30 0L4-190M0-120L14 0", WOOD_D, 7) + rect(-62, -176, 124, 96, PAPER, 2) + rect(-56, -170, 112, 84, SEA_L) + group(art, 0, -128) + rect(-58, -80, 116, 9, WOOD, 2)
    return group(o, x, y, s, flip)


def sewing_machine(x, y, s=1.0, c=CORAL, flip=False):
    o = rect(-56, -12, 116, 13, shade(c, 0.12), 4) + path("M-52-66H44Q58-66 58-52V-10H32V-40H-26V-26H-48Q-54-28-54-40Z", c) + line("M-38-26V-12", "#c9ced6", 4) + circ(60, -46, 11, SLATE) + rect(22, -78, 11, 14, SUN, 2)
    return group(o + circ(-38, -52, 6, PAPER) + rect(-14, -58, 34, 8, tint(c, 0.35), 4), x, y, s, flip)


def yarn(x, y, c=PLUM_M, r=18):
    return circ(x, y, r, c) + line(f"M{x - r * 0.8} {y - r * 0.2}Q{x} {y - r} {x + r * 0.8} {y}M{x - r * 0.7} {y + r * 0.4}Q{x} {y - r * 0.4} {x + r * 0.6} {y + r * 0.6}M{x - r * 0.3} {y - r * 0.8}Q{x + r * 0.6} {y - r * 0.2} {x + r * 0.3} {y + r * 0.8}", shade(c, 0.25), 2)


def binoculars():
    return group(rect(-19, -9, 17, 20, INK, 5) + rect(2, -9, 17, 20, INK, 5) + rect(-5, -5, 10, 9, SLATE))


def clipboard(c=WOOD):
    return rect(-20, -26, 40, 50, c, 4) + rect(-15, -20, 30, 40, PAPER) + line("M-9-10h18M-9-2h18M-9 6h12", SEA_M, 3) + rect(-8, -30, 16, 8, SLATE, 3)


def song_sheet(c=PAPER):
    return rect(-26, -24, 52, 36, c, 2) + line("M-26-24V12", LINE, 2) + line("M-1-24V12", LINE, 2) + line("M-20-14h14M-20-6h14M6-14h14M6-6h14", SLATE, 2)


def tins(x, y, colours, w=18, h=26, gap=3):
    """A row of tins standing on Y."""
    o = ""
    for i, c in enumerate(colours):
        px = x + i * (w + gap)
        o += rect(px, y - h, w, h, c, 3) + rect(px, y - h * 0.68, w, h * 0.36, PAPER)
    return o
