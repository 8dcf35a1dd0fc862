# SPDX-License-Identifier: GPL-3.0-or-later
"""The four pictures of the programmes on the home screen."""
from .base import *  # noqa: F403
from .nature import (barge, bush, butterfly, cloud, dinghy, flowers, gulls, hill, poplar,
                     ripples, sky, sun, tree, tuft)
from .people import person, wheelchair_user
from .places import (bunting, church, cottage, curtains, frame, hut, plant, room, view_window,
                     windmill)
from .things import ball, cake, mug, plate, round_table, spade, teapot, vase, watering_can


def creek_land(sky_c=SKY):
    """Marsh with a creek that winds to the sea, seen from a low bank."""
    o = sky(sky_c) + sun(650, 118, 42) + cloud(170, 110, 1.0) + cloud(470, 70, 0.7) + gulls([(330, 130), (368, 148), (560, 178)])
    o += path("M-4 292C120 276 260 284 400 280S680 270 804 284V330H-4Z", mix(SEA_M, SKY, 0.35))
    o += dinghy(120, 288, 0.45) + barge(560, 292, 0.3)
    o += path("M-4 306C100 292 200 300 320 304C380 306 420 312 470 310C600 304 700 292 804 300V604H-4Z", MARSH_M)
    o += path("M430 308C520 318 600 326 560 346C500 372 330 366 250 392C180 420 240 446 130 470H-4V420C60 404 60 392 150 370C280 344 440 340 450 326C452 318 420 312 430 308Z", SEA_M)
    return o + ripples([(200, 392), (330, 362), (470, 344), (60, 436)], op=0.5, w=2.4)


def volunteer():
    o = creek_land() + poplar(70, 330, 0.6) + poplar(108, 334, 0.5) + tree(730, 350, 0.9) + bush(640, 352, 0.6)
    o += hill("M-4 452C160 424 300 446 420 438S700 412 804 430", MARSH)
    o += hill("M-4 520C160 500 320 520 470 506S720 486 804 500", shade(MARSH, 0.25))
    o += path("M345 470Q400 446 458 470Q440 484 400 484T345 470Z", WOOD_D)
    sapling = line("M400 470C398 420 404 380 400 318M400 400L424 376M400 380L378 354M401 350L420 328", WOOD_D, 6)
    sapling += "".join(ell(x, y, 15, 10, c) for x, y, c in ((426, 368, MARSH), (374, 346, "#557f45"), (424, 322, "#557f45"), (398, 306, MARSH), (384, 324, MARSH), (412, 344, MARSH), (392, 372, "#557f45")))
    o += person(298, 482, 1.04, skin="brown", hair="crop", hair_c="black", beard="black", top=SEA, kind="shirt", short=True, bottom="#7a5b3a", look=0.6,
                left=(20, 58), right=(50, 26), lprop=group(spade(1.15), 16, 40, rot=-22), lean=8)
    o += sapling
    o += person(497, 478, 1.0, flip=True, skin="tan", hijab=AMBER_M, top=CORAL, kind="plain", bottom=INK, look=0.7, right=(68, 44), left=(58, 66), back_left=True, mouth="open", skirt=SLATE)
    o += wheelchair_user(602, 506, 0.98, flip=True, chair=PLUM, skin="pale", hair="bob", hair_c="silver", old=True, glasses=True, top=PLUM_M, kind="cardigan", top2=PAPER,
                         bottom=SLATE, look=0.5, right=(60, 36), left=(24, 66), rover=watering_can(14, 24, 0.75))
    o += person(196, 500, 0.76, hs=1.18, skin="rosy", hair="fringe", hair_c="auburn", top=SUN, kind="stripes", top2=PAPER, short=True, bottom=SEA, look=0.5, left=(-34, 40), right=(48, -34), mouth="open")
    return o + flowers([(90, 540), (118, 552), (690, 536), (716, 548), (330, 548), (470, 556)], WHITE) + tuft(60, 520, 1, MARSH_M) + tuft(760, 512, 1, MARSH_M) + tuft(540, 548, 1, MARSH_M) + butterfly(244, 330, 0.8, CORAL_M, 12)


def youth():
    o = sky(AMBER_L) + sun(140, 130, 46) + cloud(330, 96, 0.9) + cloud(640, 130, 1.0)
    o += hill("M-4 330C120 268 220 262 330 300S560 262 660 276S760 300 804 290", mix(AMBER_M, AMBER_L, 0.4))
    o += windmill(712, 296, 0.66) + tree(90, 336, 0.62, MARSH_M) + tree(140, 338, 0.5, MARSH) + poplar(560, 312, 0.5, MARSH_M)
    o += hill("M-4 372C200 334 400 360 560 350S740 340 804 346", AMBER_M)
    o += hill("M-4 440C200 424 420 440 804 426", MARSH_M) + path("M-4 520C260 502 540 512 804 500V520C540 532 260 522-4 540Z", WHITE, 0.55)
    o += bunting(-10, 150, 318, 206, 34, 8) + bunting(318, 206, 810, 160, 40, 11) + line("M318 198V440", WOOD_D, 8)
    o += wheelchair_user(232, 492, 1.02, chair=SEA, skin="olive", hair="quiff", hair_c="black", top=CORAL, kind="hoodie", bottom=INK, look=0.7, mouth="open",
                         right=(56, -54), left=(40, -62), back_left=True, rprop=circ(-4, -26, 25, "#e0762c") + line("M-28-26H20M-4-50V-2M-20-44Q-8-26-20-8M12-44Q0-26 12-8", INK, 2.2))
    o += person(412, 488, 1.06, skin="deep", hair="braids", hair_c="black", top=SEA, kind="stripes", top2=WHITE, short=True, shorts=True, bottom=INK, shoes=CORAL, look=0.6, pose="walk",
                feet=((-22, -14), (50, -36)), left=(-62, 34), right=(56, 14), lean=-6, mouth="open")
    o += ball(502, 460, 23)
    guitar = path("M-30 14C-44 0-34-20-16-16C-6-14 0-22 10-20C26-16 24 6 10 10C0 14-2 26-12 26Q-24 26-30 14Z", "#d8923f") + circ(-8, 2, 8, WOOD_D) + line("M0-4L76-44", WOOD_D, 8) + line("M68-40L84-48", INK, 12)
    o += person(614, 482, 1.04, flip=True, skin="pale", hair="long", hair_c="auburn", hat="beanie", hat_c=PLUM, top=SEA_M, kind="jumper", bottom=PLUM, shoes=INK, look=0.4,
                chest=group(guitar, 2, 58, 1.5), left=(-16, 62), right=(66, 24))
    return o + tuft(70, 470, 1.1) + tuft(720, 470, 1.1) + tuft(330, 560, 1.1) + flowers([(110, 566), (140, 576), (680, 560), (706, 570)], PAPER, AMBER)


def retirement():
    o = room(PLUM_L, "#d9b9cf", 470) + rect(-4, 380, 808, 81, "#ead2e3") + line("M-4 380H804", WHITE, 5, cap="butt")
    o += view_window(292, 96, 216, 150, "marsh") + curtains(292, 96, 216, 150, PLUM_M)
    o += frame(96, 130, 96, 76, WOOD, CORAL_L, path("M-30 18H30L20 28H-22ZM-2-24V14H-26ZM3-18L26 14H3Z", CORAL)) + frame(616, 118, 78, 98, WOOD, MARSH_L, circ(0, -8, 20, MARSH) + rect(-3, 8, 6, 26, WOOD_D))
    o += bunting(-10, 40, 400, 56, 24, 12) + bunting(400, 56, 810, 40, 24, 12)
    o += plant(64, 470, 1.3, AMBER_M) + plant(748, 474, 1.1, CORAL_M)
    o += person(316, 500, 1.08, skin="deep", hair="curls", hair_c="grey", top=SEA, kind="blouse", top2=AMBER_M, look=0.3, legs=False, left=(-30, 74), right=(22, 60), mouth="open", old=True, earring=SUN)
    o += person(476, 502, 1.08, skin="tan", hat="turban", hat_c=CORAL, hair="bald", beard="white", top=MARSH, kind="vneck", top2=WHITE, look=-0.4, legs=False, left=(-24, 58), right=(32, 70), old=True)
    o += wheelchair_user(172, 530, 1.14, skin="pale", hair="receding", hair_c="white", glasses=True, hearing=True, old=True, top=AMBER_M, kind="cardigan", top2=SEA_L, bottom=SLATE,
                         chair=SEA, look=0.75, right=(72, 20), left=(22, 66), mouth="smile", rover=mug(6, 8, CORAL, 0.9))
    o += group(line("M-26-118L-22-40", WOOD, 9) + rect(-34, -126, 13, 60, WOOD_D, 6) + rect(-30, -52, 62, 11, WOOD, 4) + line("M-24-42L-28 0M28-42L30 0", WOOD_D, 8), 622, 530, 1.14, True)
    o += person(622, 530, 1.14, flip=True, pose="sit", skin="rosy", hair="bob", hair_c="white", top=PLUM, kind="jumper", skirt="#4c6f93", look=0.7, right=(66, 34), left=(40, 52), mouth="open", old=True, scarf=SUN)
    o += round_table(398, 424, 168, WHITE, 556, 36)
    o += teapot(398, 426, CORAL, 0.95) + cake(486, 420, 0.82) + mug(330, 440, AMBER_M, 0.9) + mug(452, 450, SEA, 0.9, flip=True) + plate(400, 448, "", 22)
    o += mug(300, 416, PLUM_M, 0.8, flip=True) + vase(392, 402, SEA_M, s=0.62)
    return o


def celebrating():
    o = sky(CORAL_L) + sun(600, 150, 56) + cloud(150, 96, 1.0, WHITE, 0.7) + cloud(690, 70, 0.8, WHITE, 0.7) + gulls([(190, 190), (228, 172), (640, 250), (560, 86)])
    o += path("M-4 330C90 300 190 306 300 330V360H-4Z", MARSH_M) + path("M804 322C720 300 640 312 560 334V360H804Z", MARSH_M)
    o += windmill(92, 318, 0.52) + cottage(180, 326, 0.42) + cottage(240, 332, 0.34, CREAM, SLATE, CORAL) + church(690, 324, 0.42)
    o += "".join(hut(592 + i * 26, 338, 0.4, c) for i, c in enumerate((SEA_M, SUN, CORAL_M)))
    o += rect(-4, 338, 808, 270, SEA_M) + path("M-4 392C120 380 240 404 380 392S640 380 804 394V604H-4Z", mix(SEA, SEA_M, 0.3)) + path("M-4 480C160 464 300 492 460 478S700 468 804 482V604H-4Z", SEA)
    o += dinghy(678, 372, 0.6, PLUM, PAPER) + ripples([(60, 372), (600, 402), (190, 440), (70, 470), (660, 452)], op=0.6)
    crew = person(52, -24, 0.36, skin="rosy", hair="short", hair_c="dark", top=SUN, right=(48, -50), mouth="open") + person(2, -24, 0.36, skin="deep", hair="afro", hair_c="black", top=SEA_M, left=(-48, -52)) + person(124, -24, 0.34, hat="cap", hat_c=CORAL, skin="pale", top=PAPER, kind="stripes", top2=INK)
    o += barge(402, 430, 1.0)
    crew = (("rosy", "short", "dark", SUN, -64), ("deep", "afro", "black", SEA_M, 4), ("pale", "bob", "auburn", PLUM_M, 52))
    o += "".join(person(402 + x, 404, 0.36, skin=a, hair=b, hair_c=c, top=t, mouth="open", **{"left" if x < 0 else "right": (-46 if x < 0 else 46, -54)}) for a, b, c, t, x in crew)
    o += path("M234 436Q400 452 566 436Q590 452 540 456H270Q220 452 234 436Z", PAPER, 0.5)
    o += path("M-4 520H300L270 604H-4Z", WOOD_D) + path("M-4 512H312V526H-4Z", WOOD) + line("M40 526V604M120 526V604M200 526V604M270 526V600", shade(WOOD_D), 12, cap="butt")
    o += person(140, 512, 0.92, skin="pale", hair="wave", hair_c="silver", top=PLUM, kind="cardigan", top2=PAPER, skirt=MARSH, look=0.6, left=(-42, -52), right=(30, 70), mouth="open", old=True, glasses=True)
    o += person(222, 512, 0.66, hs=1.18, skin="brown", hair="curls", hair_c="black", top=SUN, kind="tee", short=True, bottom=SEA_M, look=0.6, right=(38, -56), left=(-44, -40), mouth="open")
    return o + ripples([(420, 520), (610, 536), (500, 568), (690, 510)], op=0.35)


SCENES = {
    "programme-volunteer": ("Neighbours of all ages plant a tree beside an Essex creek", volunteer),
    "programme-youth": ("Young people play ball and make music in the park", youth),
    "programme-retirement": ("Four friends share tea and cake round a table", retirement),
    "programme-celebrating": ("A red-sailed Thames barge passes the quay while people wave", celebrating),
}
