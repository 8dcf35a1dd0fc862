# SPDX-License-Identifier: GPL-3.0-or-later
"""Rooms: homes, halls, libraries, museums, clubs round a table."""
from .base import *  # noqa: F403
from .nature import cloud, gulls, sky, sun, tree
from .people import back_view, chair, person, wheelchair_user
from .places import (bookshelf, bunting, curtains, floorboards, frame, library_front, pendant,
                     plant, room, rug, view_window)
from .things import (armchair, armchair_arms, ball, book_back, book_stack, cat, crate, easel,
                     heart, laptop, mug, note, plate, round_table, sewing_machine, speech, star,
                     table, tins, vase, yarn)

TINY_BARGE = path("M-34 20H34L24 32H-26ZM-2-30V16H-30ZM4-22L30 16H4Z", CORAL)
TINY_TREE = rect(-4, 4, 8, 26, WOOD_D) + circ(0, -8, 22, MARSH)
TINY_SUN = circ(16, -12, 14, SUN) + path("M-44 12Q-10-8 16 8T44 4V34H-44Z", MARSH_M)


def befriending():
    o = room("#f2e2d0", "#cfa57c", 462, "#e2ccb4") + floorboards(462, WOOD_D, 0.25) + rug(400, 524, 330, 56, CORAL_L, CORAL_M)
    o += view_window(316, 94, 168, 146, "sea") + curtains(316, 94, 168, 146, SEA_M)
    o += frame(116, 136, 84, 66, WOOD, CORAL_L, heart(0, 2, 1.1)) + frame(600, 120, 66, 84, SEA, MARSH_L, group(TINY_TREE, 0, 0, 0.8)) + frame(680, 140, 56, 56, AMBER, SEA_L, group(TINY_SUN, 0, 0, 0.5))
    o += line("M86 500V300", WOOD_D, 7) + ell(86, 504, 34, 8, WOOD_D) + path("M48 304L66 244H106L124 304Z", SUN) + plant(728, 492, 1.2, SEA)
    o += armchair(268, 520, 1.12, SEA_M)
    o += person(268, 512, 1.1, pose="front", skin="pale", hair="curls", hair_c="white", glasses=True, old=True, top=PLUM, kind="cardigan", top2=CORAL_L, skirt="#4c6f93", look=0.5, left=(-34, 56), right=(42, 22), mouth="open", shoes=PLUM, rover=mug(2, 8, CORAL, 0.85))
    o += armchair_arms(268, 520, 1.12, SEA_M)
    o += chair(536, 522, 1.14, True, WOOD) + person(536, 522, 1.12, flip=True, pose="sit", skin="deep", hair="afro", hair_c="black", top=SUN, kind="jumper", bottom=SEA, look=0.6, right=(56, 26), left=(42, 58), back_left=True, rover=mug(2, 8, SEA, 0.85), mouth="smile", earring=CORAL)
    o += round_table(402, 444, 54, WOOD_L, 500, 13) + plate(396, 440, dots([(-10, -3), (0, -5), (9, -3)], 6, "#c98f4e"), 24) + vase(424, 440, CORAL_M, s=0.5)
    return o + cat(410, 556, 1.0)


def library():
    o = sky(SKY) + sun(688, 112, 40) + cloud(120, 100, 0.9) + cloud(560, 70, 0.7) + gulls([(226, 92), (262, 110)])
    o += rect(-4, 396, 808, 212, "#dcd5c6") + rect(-4, 396, 808, 14, MARSH_M) + tree(96, 440, 1.5, MARSH) + tree(716, 440, 1.4, "#4f7f45")
    o += library_front(400, 428, 1.14, "#b9694c") + path("M310 450H490L560 604H240Z", "#eee8da")
    o += wheelchair_user(238, 508, 0.98, chair=SEA, skin="tan", hair="short", hair_c="black", top=MARSH, kind="shirt", bottom=INK, look=0.6, right=(46, 46), left=(20, 60), rover=book_stack(16, -4, (CORAL, SUN, SEA), 0.62))
    o += person(352, 500, 0.98, skin="pale", hair="wave", hair_c="silver", old=True, glasses=True, top=PLUM, kind="cardigan", top2=PAPER, skirt=SEA, look=-0.3, left=(-52, 60), right=(44, 80), mouth="open", rprop=path("M-16 2H18L22 46H-20Z", CORAL) + rect(-10, -8, 8, 16, SEA) + rect(2, -6, 8, 14, SUN))
    o += person(424, 508, 0.68, hs=1.18, skin="pale", hair="pigtails", hair_c="blond", top=SUN, kind="stripes", top2=CORAL, skirt=CORAL, look=0.2, left=(-14, 46), right=(14, 46), rover=book_back(-14, 0, 0.9, MARSH), mouth="open")
    o += person(556, 508, 0.98, flip=True, skin="brown", hijab=SEA_M, top=CORAL, kind="plain", skirt=INK, look=0.5, left=(-40, 80), right=(52, 8), mouth="open", back_left=True)
    return o + rect(96, 504, 70, 30, WOOD, 4) + path("M92 508C100 470 120 486 130 470C142 488 164 470 170 508Z", MARSH) + dots([(112, 488), (130, 480), (150, 490)], 6, CORAL) + rect(650, 504, 70, 30, WOOD, 4) + path("M646 508C654 470 674 486 684 470C696 488 718 470 724 508Z", MARSH) + dots([(666, 488), (684, 480), (704, 490)], 6, SUN)


def reading_children():
    o = room(AMBER_L, "#dcb987", 452, "#f1dba8") + bookshelf(20, 150, 190, 302, 3, 2, WOOD_L) + bookshelf(590, 150, 190, 302, 3, 5, WOOD_L)
    o += view_window(306, 92, 188, 124, "tree") + bunting(-10, 46, 400, 58, 24, 11) + bunting(400, 58, 810, 46, 24, 11)
    o += rug(400, 528, 340, 58, SEA_M, SEA_L)
    o += armchair(400, 500, 1.06, CORAL_M)
    o += person(400, 494, 1.06, pose="front", skin="pale", hair="receding", hair_c="white", beard="white", glasses=True, old=True, top=MARSH, kind="vneck", top2=WHITE, bottom=SLATE, eyes="dot", look=-0.3, left=(-26, 48), right=(26, 48), mouth="open", lover=book_back(26, 2, 1.15, CORAL))
    o += armchair_arms(400, 500, 1.06, CORAL_M)
    o += person(222, 534, 0.82, hs=1.16, pose="floor", skin="deep", hair="curls", hair_c="black", top=SUN, kind="tee", short=True, bottom=PLUM, look=0.7, left=(-30, 56), right=(30, 56), mouth="open")
    o += person(318, 560, 0.82, hs=1.16, pose="floor", skin="pale", hair="pigtails", hair_c="auburn", top=PLUM_M, kind="stripes", top2=PAPER, bottom=SEA, look=0.3, left=(-26, 58), right=(26, 58), mouth="smile", eyes="happy")
    o += person(484, 562, 0.82, hs=1.16, pose="floor", skin="tan", hair="fringe", hair_c="black", top=CORAL, kind="hoodie", bottom=INK, look=-0.4, left=(-30, 56), right=(40, -34), mouth="open")
    o += person(580, 534, 0.82, hs=1.16, pose="floor", skin="brown", hijab="#f0dfe9", top=SEA, kind="plain", bottom=MARSH, look=-0.7, left=(-26, 58), right=(26, 58))
    return o + star(300, 232, 0.8) + star(500, 238, 0.8, CORAL_M) + book_stack(690, 540, (PLUM, AMBER_M, SEA), 0.9)


def food_bank():
    o = room("#e6efdf", "#cbbd9f", 456, MARSH_M)
    for sy in (190, 262):
        o += rect(70, sy, 660, 10, WOOD) + line(f"M110 {sy + 10}v14M400 {sy + 10}v14M690 {sy + 10}v14", WOOD_D, 8)
    o += tins(84, 190, (CORAL, SEA, AMBER_M, CORAL, MARSH)) + tins(210, 190, (SEA_L, CORAL_M, SUN), 24, 42) + tins(540, 190, (MARSH, SUN, CORAL, SEA, PLUM_M, CORAL, AMBER_M)) + tins(310, 190, (AMBER_M, CREAM, AMBER_M, CREAM, AMBER_M), 26, 36) + tins(84, 262, (PLUM_M, SUN, MARSH, SEA)) + tins(640, 262, (CORAL_M, SEA_M, SUN), 24, 40)
    o += bunting(60, 96, 740, 96, 26, 15)
    o += person(258, 508, 1.1, skin="brown", hair="bun", hair_c="black", top=SEA, kind="shirt", apron=MARSH, look=0.5, legs=False, left=(-28, 66), right=(42, 52), mouth="open")
    o += person(414, 506, 1.1, skin="pale", hair="bob", hair_c="grey", glasses=True, old=True, top=CORAL, kind="stripes", top2=PAPER, apron=MARSH, look=0.5, legs=False, left=(-36, 62), right=(40, 54))
    o += table(340, 436, 480, WOOD_L, MARSH_M, 34, floor=566) + heart(340, 502, 2.0, PAPER)
    o += crate(216, 428, 0.9, WOOD_L) + crate(344, 430, 0.98, "#c9955c")
    o += person(608, 540, 1.1, flip=True, skin="rosy", hair="short", hair_c="auburn", beard="auburn", top=PLUM, kind="hoodie", bottom=SLATE, look=0.6, right=(44, 44), left=(32, 50), back_left=True, mouth="smile", rprop=crate(10, 26, 0.66, WOOD_L))
    o += person(694, 542, 0.66, hs=1.2, flip=True, skin="rosy", hair="fringe", hair_c="auburn", top=SUN, kind="tee", short=True, bottom=SEA, look=0.4, right=(40, 30), mouth="open", rover=circ(0, -9, 10, CORAL) + line("M0-18l3-7", MARSH, 3))
    return o


def museum():
    o = room("#efe6da", "#b98f6a", 462, "#ddcdb8") + floorboards(462, WOOD_D, 0.3) + rect(-4, 380, 808, 6, "#ddcdb8")
    o += frame(64, 122, 142, 112, AMBER, SEA_L, group(TINY_BARGE, 0, 4, 1.1) + path("M-64 36H64V49H-64Z", SEA_M)) + frame(312, 96, 172, 132, AMBER, "#f3d9b0", path("M-78 24Q-30-10 10 14T78 0V58H-78Z", MARSH_M) + circ(36, -28, 14, SUN) + rect(-40, -10, 30, 34, WHITE) + path("M-46-8L-25-28-4-8Z", BRICK) + path("M-78 40Q0 20 78 44V58H-78Z", MARSH)) + frame(604, 120, 108, 118, AMBER, PLUM_L, circ(0, -10, 20, "#dca878") + path("M-32 52Q-28 14 0 14T32 52Z", SEA) + path("M-22-14C-24-44 24-44 22-14Q0-26-22-14Z", "#45291d"))
    o += "".join(path(f"M{x - 26}-4H{x + 26}L{x + 12} 24H{x - 12}Z", INK) for x in (136, 398, 658))
    glass = rect(-56, -110, 112, 104, WHITE, 2, 0.42) + line("M-56-110H56V-6H-56Z", SEA_M, 3)
    o += group(rect(-64, -6, 128, 14, WOOD_D, 2) + rect(-54, 8, 108, 96, WOOD) + path("M-30-10C-44-40-34-60-14-64V-76H14V-64C34-60 44-40 30-10Z", "#c76a3d") + line("M-34-44H34M-36-34H36", INK, 3) + line("M-14-70Q-34-66-30-48M14-70Q34-66 30-48", "#c76a3d", 6) + glass, 166, 420)
    ship = path("M-40-18H42L32-4H-32Z", INK) + line("M-4-18V-84", WOOD_D, 4) + path("M0-80L34-26H0ZM-8-70V-26H-34Z", CORAL)
    o += group(rect(-64, -6, 128, 14, WOOD_D, 2) + rect(-54, 8, 108, 96, WOOD) + ship + glass, 640, 420)
    o += person(286, 516, 1.08, skin="tan", hair="bob", hair_c="black", top=SEA, kind="shirt", skirt=INK, look=0.5, left=(-54, 4), right=(36, 56), mouth="open", scarf=SUN)
    o += person(402, 530, 0.74, hs=1.18, skin="deep", hair="locs", hair_c="black", top=CORAL, kind="stripes", top2=PAPER, bottom=SEA_M, look=-0.7, left=(-46, -14), right=(34, 60), mouth="open")
    o += person(498, 518, 1.06, flip=True, skin="pale", hair="bald", hair_c="white", beard="white", old=True, hearing=True, top=PLUM, kind="cardigan", top2=AMBER_L, bottom=SLATE, look=0.6, right=(46, 74), left=(-40, 78), rprop=group(line("M-8-2Q-2-10 4-2L4 94", WOOD_D, 6)))
    return o + line("M240 560V520M560 560V520", AMBER, 7) + circ(240, 518, 6, AMBER) + circ(560, 518, 6, AMBER) + line("M240 524Q400 566 560 524", CORAL, 5)


def lunch():
    o = room("#e4f0ee", "#d8c39c", 452, SEA_M) + view_window(120, 102, 150, 120, "sea") + view_window(530, 102, 150, 120, "sea") + bunting(-10, 50, 400, 64, 24, 11) + bunting(400, 64, 810, 50, 24, 11) + pendant(400, 64, CORAL)
    o += person(400, 470, 1.12, skin="brown", hair="short", hair_c="black", hat="beanie", hat_c=WHITE, top=CORAL, kind="shirt", apron=WHITE, look=0.3, left=(-34, 60), right=(44, 46), mouth="open", legs=False)
    o += person(212, 512, 1.08, skin="pale", hair="wave", hair_c="white", glasses=True, old=True, top=PLUM_M, kind="blouse", top2=PAPER, look=0.5, legs=False, left=(-30, 70), right=(26, 60))
    o += person(312, 512, 1.08, skin="tan", hat="turban", hat_c=SEA, hair="bald", beard="silver", old=True, top=AMBER_M, kind="vneck", top2=WHITE, look=-0.2, legs=False, left=(-28, 64), right=(30, 60), mouth="open")
    o += person(496, 512, 1.08, skin="deep", hair="curls", hair_c="grey", old=True, top=MARSH, kind="cardigan", top2=CORAL_L, look=-0.5, legs=False, left=(-26, 60), right=(34, 66), earring=SUN)
    o += person(598, 512, 1.08, skin="rosy", hair="receding", hair_c="silver", moustache="silver", hearing=True, old=True, top=SEA, kind="shirt", look=-0.5, legs=False, left=(-28, 62), right=(32, 70), mouth="open")
    o += table(404, 446, 580, WHITE, "#f7f1e6", 40, floor=580)
    pie = path("M-22-3Q-18-16 0-16T22-3Z", "#d9a35c") + line("M-8-13l4 6M4-14l4 7", WOOD, 2)
    peas = dots([(-14, -4), (-8, -7), (-4, -3)], 3.4, MARSH) + path("M0-2Q4-14 18-6L20-1Z", "#d9a35c") + dots([(-2, -9)], 4, "#f39a3e")
    o += plate(206, 432, peas, 36) + plate(312, 436, peas, 36) + plate(498, 436, peas, 36) + plate(602, 432, peas, 36)
    o += group(ell(0, 2, 44, 10, SEA_M) + path("M-40-4H40Q36 14 0 14T-40-4Z", SEA) + pie, 404, 428, 1.1) + mug(258, 442, CORAL, 0.7, False) + mug(548, 442, PLUM, 0.7, False) + vase(452, 424, SUN, (CORAL, WHITE, PLUM_M), 0.5)
    return o


def u3a_talk():
    o = room("#e9e2ef", "#b59a86", 470, "#d5c9de") + rect(222, 84, 300, 214, INK, 6) + rect(232, 94, 280, 194, "#f9e3c9")
    o += path("M232 216Q300 196 370 212T512 204V288H232Z", SEA_M) + circ(470, 138, 20, SUN) + group(path("M-62 0H66Q60 22 46 22H-44Q-58 18-62 0Z", INK) + line("M-12 0V-96", WOOD_D, 4) + path("M-8-92L40-80 48-14-8-8ZM-16-86V-10L-60-4Z", CORAL), 360, 228) + gulls([(274, 140), (300, 126)])
    o += view_window(58, 100, 96, 180, "marsh") + curtains(58, 100, 96, 180, PLUM_M) + plant(716, 470, 1.5, SEA_M) + frame(640, 110, 92, 74, WOOD, MARSH_L, group(TINY_SUN, 0, 0, 0.7))
    o += person(588, 496, 1.06, flip=True, skin="brown", hair="bun", hair_c="grey", glasses=True, old=True, top=SEA, kind="cardigan", top2=SUN, skirt=PLUM, look=0.4, right=(60, -10), left=(24, 52), mouth="open", back_left=True, rprop=line("M0 0L34-30", WOOD_D, 4))
    people = ((150, 470, MARSH, "receding", "white", "pale", {}), (258, 458, PLUM, "bob", "silver", "rosy", {}), (366, 462, AMBER_M, "short", "dark", "brown", {"hearing": True}), (474, 458, CORAL, "curls", "white", "pale", {}))
    o += "".join(back_view(x, y, 0.96, t, h, hc, sk, seat=SLATE, **k) for x, y, t, h, hc, sk, k in people)
    row = ((96, 566, SEA, "bun", "grey", "olive", {}), (212, 572, CORAL_M, "afro", "grey", "deep", {}), (328, 566, SEA_M, "short", "grey", "pale", {}), (444, 572, SUN, "short", "grey", "tan", {"hijab": PLUM}), (560, 566, MARSH_M, "bob", "blond", "pale", {}))
    return o + "".join(back_view(x, y, 1.1, t, h, hc, sk, seat=SLATE, **k) for x, y, t, h, hc, sk, k in row)


def art_class():
    o = room("#f6ead7", "#c9a27a", 462, "#e6d3b5") + floorboards(462, WOOD_D, 0.28) + view_window(318, 84, 164, 136, "marsh")
    o += frame(70, 110, 92, 74, SEA, CORAL_L, group(TINY_BARGE, 0, 0, 0.8)) + frame(182, 96, 72, 92, WOOD, SEA_L, TINY_TREE) + frame(548, 100, 90, 70, CORAL, AMBER_L, group(TINY_SUN, 0, 0, 0.7)) + frame(660, 92, 70, 92, SEA, PLUM_L, heart(0, 0, 1.2, CORAL_M)) + frame(558, 186, 72, 56, AMBER, MARSH_L, circ(0, 0, 14, CORAL_M))
    o += person(372, 490, 1.02, skin="deep", hair="wave", hair_c="grey", old=True, top=CORAL, kind="blouse", top2=SUN, apron=WHITE, skirt=SEA, look=0.2, left=(-42, 34), right=(30, 36), mouth="open", lover=ell(-6, 0, 26, 17, WOOD_L) + dots([(-20, -4)], 4, CORAL) + dots([(-8, -9)], 4, SUN) + dots([(6, -6)], 4, SEA), rprop=line("M-4 10L10-26", WOOD_D, 4) + dots([(11, -28)], 4.5, SEA))
    o += round_table(410, 462, 72, SEA_M, 536, 15) + vase(428, 458, CORAL, (SUN, PLUM_M, CORAL_M), 1.0) + circ(372, 452, 11, "#e0762c") + circ(392, 456, 10, MARSH_M)
    o += person(276, 514, 1.08, flip=True, skin="olive", hair="long", hair_c="black", top=PLUM, kind="tee", apron=SUN, bottom=INK, look=0.7, right=(58, 0), left=(44, 60), back_left=True, rprop=line("M4 6L-2-12 30-20", WOOD_D, 4) + dots([(31, -20)], 5, CORAL))
    o += easel(172, 536, 1.08, vase(0, 36, CORAL, (SUN, PLUM_M, CORAL_M), 0.72))
    o += wheelchair_user(526, 524, 1.06, skin="pale", hair="receding", hair_c="white", beard="white", glasses=True, old=True, top=SEA, kind="shirt", apron="#e7d7b8", bottom="#6b5a48", look=0.6, right=(62, -6), left=(40, 56), back_left=True, chair=PLUM, rprop=line("M-4 6L28-18", WOOD_D, 4) + dots([(29, -19)], 5, MARSH), mouth="open")
    o += easel(648, 540, 1.04, vase(0, 36, SEA_M, (CORAL, CORAL, SUN), 0.72))
    return o


def digital():
    o = room("#dcebed", "#c9b08a", 456, "#bfd6da") + bookshelf(24, 150, 150, 306, 3, 4, WOOD_L) + view_window(548, 96, 168, 136, "tree") + plant(742, 456, 1.2, CORAL_M)
    o += pendant(292, 40, SUN) + pendant(490, 40, CORAL)
    o += person(266, 508, 1.12, skin="pale", hair="curls", hair_c="white", glasses=True, old=True, top=CORAL, kind="cardigan", top2=PAPER, look=0.5, legs=False, left=(-22, 68), right=(34, 62), mouth="open", eyes="dot")
    o += person(392, 500, 1.14, skin="brown", hair="quiff", hair_c="black", top=MARSH, kind="hoodie", look=-0.6, legs=False, left=(-46, 46), right=(36, 64), mouth="smile")
    o += person(556, 510, 1.12, skin="tan", hijab=PLUM_M, old=True, top=SEA, kind="plain", look=-0.2, legs=False, left=(-24, 46), right=(26, 46), eyes="down", lover=group(rect(0, -34, 46, 62, INK, 6) + circ(23, 22, 2.5, WHITE)))
    o += table(400, 440, 560, WOOD_L, None, 38, True, 574, True)
    o += laptop(284, 434, 1.06, SLATE) + mug(452, 434, SEA, 0.9) + mug(626, 432, CORAL, 0.85, flip=True) + rect(352, 422, 60, 7, PAPER) + rect(346, 427, 72, 7, SUN)
    o += speech(322, 196, 88, 62, WHITE, 1, heart(0, 2, 1.0)) + speech(470, 190, 88, 62, WHITE, -1, circ(0, 0, 18, SEA_L) + circ(0, -5, 7, "#a06a45") + path("M-13 14Q-10 3 0 3T13 14Z", SEA))
    return o


def sewing():
    o = room("#f7e7e3", "#c8a582", 458, "#e8cfc8")
    cs = (CORAL, SUN, SEA_M, PLUM_M, MARSH_M, CREAM)
    o += line("M262 92H538", WOOD_D, 7) + "".join(rect(276 + c * 42, 96 + r * 34, 42, 34, cs[(c * 2 + r * 3) % 6]) for r in range(4) for c in range(6)) + "".join(path(f"M{276 + c * 42 + 21} {96 + r * 34 + 6}l13 11-13 11-13-11Z", cs[(c * 2 + r * 3 + 3) % 6]) for r in range(4) for c in range(6) if (r + c) % 2 == 0)
    o += rect(62, 130, 150, 10, WOOD) + rect(62, 210, 150, 10, WOOD) + "".join(rect(72 + i * 34, 130 - h, 28, h, c, 3) for i, (h, c) in enumerate(((40, SEA), (28, CORAL_M), (46, SUN), (34, PLUM)))) + yarn(88, 194, CORAL, 16) + yarn(124, 194, SEA_M, 16) + yarn(160, 194, SUN, 16) + yarn(193, 196, MARSH_M, 14)
    o += view_window(606, 108, 132, 116, "marsh")
    o += person(254, 508, 1.12, skin="tan", hair="bun", hair_c="grey", glasses=True, old=True, top=MARSH, kind="blouse", top2=SUN, look=0.3, legs=False, left=(-24, 66), right=(40, 58), eyes="down")
    o += person(404, 500, 1.12, skin="pale", hair="quiff", hair_c="blond", top=PLUM, kind="stripes", top2=CORAL_L, look=-0.3, legs=False, left=(-22, 46), right=(22, 46), mouth="open", lover=path("M-6-6H50Q46 40 22 62Q0 40-6-6Z", SEA_M) + line("M-10-18L26 4M54-18L18 4", WOOD_D, 4), rover="")
    o += person(548, 508, 1.12, skin="deep", hijab=AMBER_M, top=CORAL, kind="plain", look=-0.3, legs=False, left=(-30, 60), right=(30, 62), mouth="open")
    o += table(400, 438, 560, WOOD, None, 36, True, 574, True)
    o += sewing_machine(268, 430, 0.98, SEA) + path("M180 434Q210 420 232 430L226 446Q204 470 186 452Z", SUN) + yarn(404, 424, SEA_M, 14) + path("M478 434Q520 410 600 420L640 434Q610 446 590 470Q560 440 478 434Z", PLUM_M) + dots([(510, 430), (540, 424), (572, 428), (600, 434)], 4, PAPER)
    return o + mug(448, 430, CORAL, 0.8, True) + rect(640, 416, 30, 18, CORAL, 4) + line("M648 414v-8M656 414v-12M663 414v-7", SLATE, 2)


def community_chest():
    o = sky(PLUM_L) + sun(640, 120, 44) + cloud(170, 100, 0.9) + cloud(430, 74, 0.7)
    o += path("M-4 330C160 290 300 300 420 318S680 296 804 316V604H-4Z", MARSH_M) + path("M-4 440C200 424 520 446 804 428V604H-4Z", MARSH)
    o += tree(80, 350, 0.8, "#4f7f45") + tree(728, 346, 0.9, "#4f7f45") + bunting(-10, 96, 400, 150, 50, 11) + bunting(400, 150, 810, 96, 50, 11)
    pop = group(line("M0 40V-24M0 0L-16-16M0-8L14-26", MARSH, 5) + ell(-20, -20, 14, 9, MARSH) + ell(18, -30, 14, 9, "#557f45") + ell(0, -34, 10, 14, MARSH), 336, 370)
    pop += ball(384, 364, 26) + group(line("M0 50L14-20", AMBER_M, 9) + path("M4-18L24-22 28-46Q14-56 6-44Z", SEA) + path("M4-18L24-22 22-30 4-26Z", "#c9ced6"), 432, 352) + note(474, 336, 1.3, PLUM) + heart(404, 296, 1.7) + star(330, 300, 1.0) + star(478, 284, 0.9) + heart(356, 260, 0.7, CORAL_M) + star(446, 246, 0.6)
    o += path("M302 380L322 322H478L498 380Z", shade(WOOD, 0.3)) + pop
    o += person(232, 520, 1.06, skin="brown", hair="wave", hair_c="black", top=SEA, kind="jumper", skirt=AMBER_M, look=0.6, right=(60, 44), left=(-36, 76), mouth="open")
    o += person(572, 520, 1.06, flip=True, skin="pale", hair="side", hair_c="silver", glasses=True, old=True, top=CORAL, kind="vneck", top2=WHITE, bottom=SLATE, look=0.6, right=(62, 40), left=(-38, 72), hearing=True)
    o += rect(296, 388, 208, 120, WOOD, 8) + path("M290 380H510V404H290Z", WOOD_D) + rect(296, 440, 208, 10, WOOD_D) + line("M330 404V508M470 404V508", SUN, 12, cap="butt") + rect(380, 394, 40, 40, SUN, 6) + heart(400, 416, 0.8)
    o += wheelchair_user(120, 552, 0.9, chair=CORAL, skin="olive", hair="pony", hair_c="dark", top=SUN, kind="tee", short=True, bottom=INK, look=0.7, right=(48, -42), left=(28, 60), mouth="open")
    o += person(660, 556, 0.7, hs=1.18, flip=True, skin="deep", hair="afro", hair_c="black", top=PLUM, kind="stripes", top2=SUN, bottom=SEA_M, look=0.6, right=(46, -30), left=(-40, 50), mouth="open")
    return o


def holiday_meal():
    o = room("#fdeecb", "#e0c08c", 456, AMBER_M) + view_window(110, 104, 150, 116, "tree") + view_window(540, 104, 150, 116, "tree") + bunting(-10, 44, 400, 70, 26, 11) + bunting(400, 70, 810, 44, 26, 11)
    o += frame(338, 106, 124, 84, CORAL, WHITE, group(TINY_SUN, 0, 0, 1.0) + line("M-30 20v-10M-20 22v-12", MARSH, 3))
    o += person(400, 476, 1.1, skin="rosy", hair="bun", hair_c="brown", top=SEA, kind="stripes", top2=PAPER, apron=CORAL, look=-0.2, legs=False, left=(-40, 50), right=(44, 46), mouth="open")
    kids = ((210, 0.5, "brown", "curls", "black", SUN, "tee", {}), (308, 0.2, "pale", "fringe", "blond", MARSH, "stripes", {}), (492, -0.3, "tan", "short", "black", CORAL, "tee", {"hijab": PLUM_M}), (592, -0.5, "deep", "crop", "black", SEA_M, "hoodie", {}))
    for i, (x, lk, sk, h, hc, t, k, more) in enumerate(kids):
        o += person(x, 508, 0.94, hs=1.16, skin=sk, hair=h, hair_c=hc, top=t, kind=k, legs=False, look=lk, left=(-28, 54), right=(28, 54), mouth="open" if i % 2 else "smile", eyes="happy" if i == 2 else "dot", **more)
    o += table(400, 446, 560, SUN, CORAL_L, 40, floor=582)
    food = path("M-18-2Q-14-14 0-14T18-2Z", "#e8c07a") + path("M-20-3H20L18 1H-18Z", MARSH) + dots([(-22, -1), (22, -2)], 4.5, CORAL)
    o += "".join(plate(x, 436, food, 34) for x in (206, 308, 496, 596))
    o += group(path("M-48-8H48Q40 20 0 20T-48-8Z", SEA) + circ(-24, -14, 14, CORAL) + circ(2, -18, 15, MARSH_M) + circ(26, -14, 14, "#e0762c") + path("M-8-26Q14-40 34-28Q16-24-8-26Z", SUN) + path("M-48-8H48L46-2H-46Z", shade(SEA)), 402, 424, 1.0)
    return o + rect(254, 412, 18, 26, SEA_M, 4) + rect(534, 412, 18, 26, PLUM_M, 4) + rect(652, 414, 16, 24, CORAL_M, 4) + rect(146, 414, 16, 24, MARSH_M, 4)


SCENES = {
    "scene-befriending": ("Two people chat over tea in a living room", befriending),
    "scene-library": ("Readers of all ages outside a brick library", library),
    "scene-reading-children": ("An older man reads a story to four children on a rug", reading_children),
    "scene-food-bank": ("Volunteers hand out boxes of food", food_bank),
    "scene-museum": ("A guide shows a pot and a model barge to visitors", museum),
    "scene-lunch": ("Older people share a hot lunch by the sea", lunch),
    "scene-u3a-talk": ("A speaker tells an audience about sailing barges", u3a_talk),
    "scene-art-class": ("Three people paint flowers at easels", art_class),
    "scene-digital": ("A young man helps an older woman with a laptop", digital),
    "scene-sewing": ("Three people sew and knit together", sewing),
    "scene-community-chest": ("Neighbours round an open chest of good ideas", community_chest),
    "scene-holiday-meal": ("Children share lunch at a holiday club", holiday_meal),
}
