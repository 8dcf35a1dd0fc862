# SPDX-License-Identifier: GPL-3.0-or-later
"""Caring for places and for each other: the shed, the forest, paths, gardens, nature."""
from .base import *  # noqa: F403
from .nature import (barge, bush, butterfly, cloud, dinghy, dog, flowers, ground, gulls, heron, hill, poplar, reeds, ripples, sky,
                     sun, tree, tuft)
from .people import STICK, person, wheelchair_user
from .places import (boards, bunting, church, cottage, curtains, floorboards, frame, hall, hut, lighthouse, pane, pendant,
                     pier, plant, room, view_window, windmill)
from .things import ball, book_stack, cake, loppers, mug, plate, rake, saw, spade, table, teapot, watering_can


def birdhouse(x, y, s=1.0, c=SUN):
    """A bird box on a bench."""
    return group(path("M-30 0V-48L0-76 30-48V0Z", c) + circ(0, -38, 11, INK) + line("M0-22v8", WOOD_D, 5) + line("M-40-44L0-80 40-44", CORAL, 9) + line("M-30-12H30", shade(c, 0.2), 2), x, y, s)


def tool_wall(x, y, w, h):
    """Tools hung on a board."""
    o = rect(x, y, w, h, "#c9955c", 5) + rect(x + 6, y + 6, w - 12, h - 12, "#ddb27c", 3)
    o += group(saw(0.95), x + 26, y + 34)
    o += group(line("M0 0V60", WOOD_D, 7) + path("M-18-10H14Q22-8 24 0H-18Z", SLATE), x + 146, y + 26)
    o += group(line("M0 28V62", CORAL, 8) + line("M0-8V28", "#8a95a3", 4), x + 184, y + 26) + group(line("M0 28V56", AMBER, 8) + line("M0-4V28", "#8a95a3", 4), x + 206, y + 26)
    o += group(line("M-8 56L6 12M8 56L-6 12", SEA, 6) + path("M-7 14Q-10-8 0-10Q10-8 7 14L0 6Z", SLATE), x + 240, y + 26)
    o += f'<circle cx="{x + 284}" cy="{y + 46}" r="18" fill="none" stroke="{SUN}" stroke-width="9"/>'
    o += group(path("M-8-14H8V14H-8Z", AMBER_M) + path("M-9 14H9V36H-9Z", INK) + rect(-5, 36, 10, 8, AMBER_M), x + 326, y + 36)
    return o


def shed():
    o = rect(-4, -4, 808, 608, "#e9cfa6") + boards(-4, -4, 808, 480, 44, WOOD, 0.35) + rect(-4, 468, 808, 140, "#b98a58") + floorboards(468, WOOD_D, 0.35)
    o += path("M-4-4H804V30L400-40-4 30Z", WOOD_D, 0.25)
    o += view_window(70, 132, 120, 120, "tree", WOOD_D) + tool_wall(224, 120, 350, 106) + pendant(400, 56, SEA)
    o += rect(622, 118, 124, 14, WOOD_D) + "".join(rect(632 + i * 28, 118 - h, 20, h, c, 2) for i, (h, c) in enumerate(((32, CORAL), (24, SEA), (36, AMBER), (26, PLUM_M))))
    o += rect(622, 200, 124, 14, WOOD_D) + birdhouse(652, 200, 0.55, SEA_M) + birdhouse(712, 200, 0.55, PLUM_M)
    o += person(258, 520, 1.12, skin="deep", hair="crop", hair_c="grey", beard="grey", glasses=True, old=True, top=SEA, kind="shirt", apron=AMBER_M, look=0.6, left=(24, 60), right=(52, 52), lean=6,
                rover=line("M-6 8L20-14", CORAL, 7) + line("M20-14L34-26", "#8a95a3", 4))
    o += person(412, 512, 1.12, skin="pale", hair="receding", hair_c="white", moustache="white", hearing=True, old=True, hat="flatcap", hat_c=SLATE, top=MARSH, kind="vneck", top2=WHITE, look=0.2, bottom="#6b5a48", left=(-20, 68), right=(44, 8), mouth="open",
                rover=mug(4, 6, CORAL, 0.9))
    o += person(556, 518, 1.1, flip=True, skin="rosy", hair="bun", hair_c="auburn", top=CORAL, kind="stripes", top2=PAPER, apron=SEA, look=0.6, left=(26, 66), right=(58, 48), lean=5,
                rover=line("M4 2L26 14", WOOD_D, 8) + path("M20 4L40 16 34 28 14 16Z", "#e8d3a4"))
    o += table(400, 434, 560, WOOD, None, 34, True, 572)
    o += birdhouse(350, 424, 1.0, SUN) + group(path("M-70 0L-52-16H70V0Z", WOOD_L) + line("M-44-8H62", shade(WOOD_L), 2), 500, 428)
    o += group(rect(-34, -8, 68, 8, WOOD_L) + rect(-30, -15, 60, 7, shade(WOOD_L, 0.1)), 214, 426) + mug(606, 428, SEA_M, 0.85) + line("M430 426q8-8 14 0t12-2", WOOD_L, 4)
    return o + rect(150, 516, 74, 56, WOOD_L, 4) + line("M150 540H224", shade(WOOD_L), 3) + dots([(300, 568), (320, 574), (470, 570), (498, 576), (390, 576)], 3, WOOD_L)


def hornbeam(x, y, s=1.0, c="#7d6a58", top=-470):
    """An old pollarded hornbeam: a fluted trunk, then many limbs that leave the picture."""
    o = path(f"M-34 0C-26-40-30-90-34-150C-40-176-60-200-84-240L-120 {top} -96 {top}L-58-250C-40-230-32-220-26-214L-40 {top}H-14L-4-216 18 {top}H44L22-214C36-226 46-240 58-262L108 {top} 132 {top}L80-250C60-206 38-180 34-150C28-90 30-40 44 0Q24-8 10 0Q-10-10-34 0Z", c)
    o += line("M-16-10C-12-60-18-110-14-170M8-8C10-60 4-110 10-180M24-12C20-50 24-90 22-140", shade(c, 0.3), 4, 0.55)
    return group(o, x, y, s)


def forest():
    o = sky("#f6f2cf") + path("M-4-4H804V250C700 300 600 230 500 262C400 290 300 236 200 262C120 280 60 250-4 272Z", "#d3dda0")
    far = "#b9bf93"
    o += line("M60-4V380M150-4V372M232-4V366M318-4V362M470-4V362M548-4V366M640-4V372M742-4V380", far, 18, 0.7)
    o += path("M-4 372C120 352 240 350 400 350S700 352 804 372V604H-4Z", "#a9bb72")
    o += path("M380 350C400 352 418 352 430 350C446 392 420 420 470 470C520 520 560 560 580 604H180C220 550 300 500 340 460C390 412 384 380 380 350Z", "#ead3a2")
    bl = "#7d74b8"
    o += dots([(x, y) for x, y in ((40, 420), (66, 432), (96, 418), (130, 436), (160, 424), (196, 440), (226, 420), (252, 432), (560, 420), (590, 434), (622, 418), (650, 438), (684, 424), (716, 440), (748, 426), (120, 460), (180, 466), (630, 464), (690, 470), (540, 448))], 6, bl)
    o += hornbeam(96, 470, 1.05, "#6f5d4c") + hornbeam(700, 474, 1.1, "#6f5d4c") + hornbeam(236, 404, 0.6, "#8d7a64", -600) + hornbeam(560, 400, 0.58, "#8d7a64", -600)
    o += path("M-4-4H804V96C760 130 720 100 690 124C650 152 620 104 580 118C540 134 520 84 470 92C420 100 400 70 350 88C310 104 290 128 250 110C200 92 180 148 130 128C90 112 60 150-4 120Z", MARSH)
    o += path("M-4-4H804V50C740 84 700 52 650 70C600 88 560 44 500 52C430 60 400 30 340 48C280 66 250 70 200 56C140 40 90 92-4 66Z", "#2f5a2c")
    o += person(336, 500, 1.02, skin="olive", hair="long", hair_c="dark", top=CORAL, kind="gilet", sleeve=SEA, bottom="#3f4a63", pose="walk", look=0.5, left=(-40, 84), right=(44, 84), mouth="open", shoes=WOOD_D)
    o += person(450, 506, 1.02, flip=True, skin="pale", hair="short", hair_c="silver", hat="cap", hat_c=AMBER, top=PLUM, kind="plain", bottom=SLATE, pose="walk", look=0.3, old=True, glasses=True, scarf=SUN, right=(50, 60), left=(-36, 84), rprop=group(line("M0-14L14 104", WOOD_D, 6), 0, 0), shoes=WOOD_D)
    o += person(254, 512, 0.7, hs=1.18, skin="olive", hair="pigtails", hair_c="dark", top=SUN, kind="plain", bottom=SEA, pose="walk", look=0.6, right=(40, 30), shoes=CORAL, mouth="open", rover=path("M2 4Q16-18 34-14Q26 6 2 4Z", MARSH))
    o += dog(534, 524, 0.95, True)
    o += flowers([(70, 550), (110, 566), (160, 548), (640, 552), (690, 568), (736, 546)], bl, SUN) + tuft(40, 520, 1.1) + tuft(600, 540, 1) + tuft(760, 530, 1.2)
    return o + path("M600 500q-4-16 12-18t14 18Z", CORAL) + rect(608, 498, 10, 14, PAPER, 3) + dots([(608, 490), (618, 492), (613, 485)], 2, PAPER)


SCENES = {
    "scene-shed": ("Three people make bird boxes in a community shed", shed),
    "scene-forest": ("A family walks under old hornbeams in an Essex forest", forest),
}
