# SPDX-License-Identifier: GPL-3.0-or-later
"""Caring for places and for each other: the shed, the forest, paths, gardens, nature."""
from .base import *  # noqa: F403
from .nature import (barge, butterfly, cloud, dinghy, dog, flowers, gulls, heron, hill, poplar,
                     reeds, ripples, sky, sun, tree, tuft)
from .people import person, wheelchair_user
from .places import boards, church, cottage, floorboards, hut, pendant, pier, view_window, windmill
from .things import bench, binoculars, clipboard, heart, loppers, mug, rake, saw, table, watering_can, wheelbarrow


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


def path_care():
    o = sky(SEA_L) + sun(156, 110, 42) + cloud(330, 88, 0.9) + cloud(640, 110, 1.1) + gulls([(470, 130), (506, 146)])
    o += hill("M-4 320C160 286 300 296 440 304S680 280 804 296", mix(MARSH_M, SKY, 0.3)) + church(250, 310, 0.44) + cottage(330, 312, 0.36) + poplar(60, 330, 0.7) + poplar(100, 332, 0.6)
    o += hill("M-4 350C200 330 560 340 804 336", MARSH_M)
    o += path("M-4 372C140 352 260 366 330 392C390 420 330 470 200 512C120 540 40 560-4 566Z", SEA_M) + ripples([(70, 410), (200, 420), (110, 470), (30, 510)], op=0.55)
    o += path("M604 604C560 540 500 500 470 456C450 420 452 380 460 346H480C480 390 500 420 540 456C600 508 690 560 740 604Z", "#ead3a2")
    o += path("M804 260C760 250 744 262 720 268C690 262 668 282 660 298C636 300 616 312 612 330C590 334 574 352 576 372C560 390 566 412 590 420L804 508Z", MARSH) + dots([(640, 350), (676, 330), (700, 370), (730, 320), (650, 396), (752, 380), (772, 340), (700, 420)], 5, CORAL_M)
    o += path("M620 340C640 316 668 318 680 300C676 330 650 340 640 360Z", "#557f45") + reeds(60, 430, 0.8) + reeds(318, 404, 0.55) + reeds(120, 574, 1.0)
    o += person(520, 512, 1.04, skin="brown", hair="short", hair_c="black", hat="cap", hat_c=SEA, top=AMBER_M, kind="hivis", sleeve=SEA, bottom=INK, look=0.6, right=(60, 14), left=(44, 44), back_left=True, mouth="open", rprop=group(loppers(0.95), 14, -6, rot=58))
    o += person(390, 520, 1.04, skin="pale", hair="bun", hair_c="silver", glasses=True, old=True, top=CORAL, kind="gilet", sleeve=PLUM, bottom="#4c6f93", shoes=MARSH, look=-0.3, left=(-40, 36), right=(34, 52), mouth="open", lprop=group(rake(1.0), 0, 36, rot=8))
    o += person(276, 540, 1.0, skin="tan", hijab=SUN, top=MARSH, kind="plain", bottom=INK, shoes=CORAL, look=0.4, left=(-42, 80), right=(54, 46), mouth="smile", rprop=line("M0 0L30 62", SLATE, 4) + line("M24 64L30 62 36 68", SLATE, 4), lprop=path("M-18 2H18Q26 40 16 58H-18Q-26 36-18 2Z", "#5d87b5"))
    return o + wheelbarrow(660, 560, 1.05, CORAL, group(path("M-46-58Q-30-96 0-84Q30-104 56-58Z", MARSH) + path("M-20-60Q0-86 24-62Z", "#557f45"))) + dog(440, 560, 0.72, True)


def avocet(x, y, s=1.0, flip=False):
    """A black and white wader with a turned-up bill."""
    o = line("M-2-16L-4 0M6-16L8 0", "#6d8796", 2.6) + path("M-30-28C-16-44 10-42 20-30C14-16-14-12-30-28Z", WHITE) + path("M-30-28C-18-38-4-38 6-34Q-8-26-30-28Z", INK)
    return group(o + line("M16-32C24-38 18-46 24-52", WHITE, 7) + circ(25, -54, 6.5, WHITE) + path("M19-56Q24-64 31-56Z", INK) + line("M31-53Q42-50 50-58", INK, 2) + circ(27, -54, 1.4, INK), x, y, s, flip)


def nature_reserve():
    o = sky(SKY) + sun(640, 118, 42) + cloud(170, 90, 1.0) + cloud(460, 80, 0.8) + gulls([(250, 150), (288, 136), (330, 154), (560, 180)])
    o += rect(-4, 296, 808, 40, mix(SEA_M, SKY, 0.35)) + barge(150, 304, 0.28) + dinghy(620, 300, 0.4, PLUM)
    o += path("M-4 322C140 310 300 322 420 318S680 308 804 320V604H-4Z", "#a3b96c")
    o += path("M-4 362C120 346 240 362 330 350C400 342 470 338 500 330C540 334 600 340 804 336V360C700 372 600 366 560 380C530 396 620 408 804 402V452C640 446 520 440 470 420C400 410 320 420 250 408C160 396 80 408-4 414Z", SEA_M)
    o += path("M-4 356C120 340 240 356 330 344L332 352C240 366 120 350-4 368ZM804 396C640 402 560 392 556 380L548 386C560 404 640 412 804 408Z", MUD)
    o += ripples([(60, 386), (620, 352), (690, 426), (180, 384)], op=0.6) + dots([(40, 340), (90, 330), (210, 334), (690, 326), (740, 330), (560, 324)], 5, PLUM_M) + avocet(120, 402, 0.9) + avocet(210, 412, 0.8, True) + avocet(704, 432, 0.95, True) + heron(640, 400, 0.82)
    o += hill("M-4 452C160 428 320 440 420 436S680 424 804 446", MARSH_M) + path("M90 604L250 476H560L740 604Z", WOOD_L) + line("M214 504H596M176 534H640M132 568H690", WOOD, 3) + line("M250 476L90 604M560 476L740 604", WOOD, 7)
    o += line("M236 430V486M334 424V478M470 424V478M572 430V486M222 440H588", WOOD_D, 8)
    o += person(300, 514, 1.02, skin="pale", hair="wave", hair_c="grey", hat="straw", hat_c="#dcb55c", old=True, top=SEA, kind="gilet", sleeve=CREAM, bottom="#6b5a48", shoes=WOOD_D, look=0.3, right=(22, -38), left=(-16, -38), mouth="smile", rover=group(binoculars(), -20, -3))
    o += wheelchair_user(424, 530, 1.02, chair=AMBER_M, skin="deep", hair="crop", hair_c="black", beard="black", top=CORAL, kind="jumper", bottom=INK, look=0.7, right=(70, -20), left=(24, 60), mouth="open")
    o += person(526, 534, 0.72, hs=1.18, skin="deep", hair="pigtails", hair_c="black", top=SUN, kind="stripes", top2=PLUM, bottom=SEA, look=0.6, right=(60, -16), left=(-30, 66), mouth="open")
    return o + reeds(60, 560, 1.25) + reeds(730, 556, 1.25) + reeds(690, 500, 0.8) + reeds(120, 500, 0.8) + butterfly(600, 250, 0.8, CORAL_M, 14)


def raised_bed(x, y, w, plants=""):
    return group(plants + rect(-w / 2, -34, w, 36, WOOD, 3) + rect(-w / 2, -18, w, 3, WOOD_D, 0, 0.5) + rect(-w / 2 + 4, -38, w - 8, 6, WOOD_D, 2), x, y)


def cabbage(x):
    return circ(x, -46, 15, MARSH_M) + path(f"M{x - 15}-46Q{x - 8}-66 {x}-54Q{x + 8}-66 {x + 15}-46Q{x}-36 {x - 15}-46Z", "#a9cf8e")


def gardening():
    o = sky(SEA_L) + sun(640, 112, 42) + cloud(160, 100, 1.0) + cloud(400, 70, 0.8) + hill("M-4 340C160 300 320 312 460 314S700 296 804 316", MARSH_M)
    o += tree(60, 370, 1.0, "#4f7f45") + cottage(300, 336, 0.44) + cottage(240, 338, 0.4, "#f4dcc9", SLATE, CORAL)
    o += group(rect(-86, -110, 172, 110, "#dff0ee") + path("M-96-106L0-164 96-106Z", "#cfe7e6") + line("M-86 0V-110L0-160 86-110V0ZM-43-134V0M0-160V0M43-134V0M-86-56H86M-96-106H96", WHITE, 5) + path("M-76-4Q-66-40-56-4ZM-36-4Q-20-50-8-4ZM54-4Q66-46 78-4Z", MARSH_M) + dots([(-60, -26), (-24, -30), (-16, -20), (64, -28)], 5, CORAL), 630, 376, 1.1)
    o += rect(-4, 372, 808, 240, "#b8cf96") + line("".join(f"M{x} 372V338" for x in range(-2, 520, 26)), WHITE, 12) + line("M-4 352H508", WHITE, 7)
    o += person(262, 486, 1.02, skin="tan", hat="straw", hat_c="#dcb55c", hair="short", hair_c="black", moustache="black", top=SEA, kind="shirt", short=True, bottom="#6b5a48", look=0.5, right=(50, 56), left=(-34, 70), mouth="open", lean=5)
    tom = line("M-70-34V-104M-30-34V-100M10-34V-106", WOOD_D, 4) + path("M-90-40Q-94-96-70-98Q-50-92-54-40ZM-48-40Q-52-90-30-94Q-8-86-14-40ZM-8-40Q-12-92 10-100Q34-90 26-40Z", MARSH) + dots([(-78, -60), (-62, -76), (-64, -50), (-38, -68), (-24, -54), (-22, -80), (4, -62), (18, -80), (16, -52)], 6.5, CORAL)
    o += raised_bed(390, 486, 150, tom) + group(cabbage(40) + cabbage(62), 390, 486) + rect(315, 452, 150, 36, WOOD, 3)
    o += wheelchair_user(556, 520, 1.04, flip=True, chair=CORAL, skin="pale", hair="bob", hair_c="white", glasses=True, old=True, top=PLUM, kind="blouse", top2=SUN, bottom="#4c6f93", look=0.5, right=(66, 16), left=(34, 62), mouth="open", rover=watering_can(20, 20, 0.9))
    o += person(190, 544, 0.72, hs=1.18, skin="deep", hair="curls", hair_c="black", top=SUN, kind="tee", short=True, bottom=MARSH, shoes=CORAL, look=0.5, left=(-14, 48), right=(24, 48), mouth="open", rover=group(path("M0-20C-34-22-36 18-4 18H6C36 18 34-22 0-20Z", "#e8842f") + line("M0-18Q-16 0-2 16M2-18Q18 0 4 16", "#c9681d", 2.4) + line("M0-20q2-8 8-9", MARSH, 5), -14, 6))
    o += raised_bed(330, 586, 200, "".join(cabbage(x) for x in (-74, -38, 0, 38, 74))) + raised_bed(640, 590, 190, line("M-70-36q-4-24-14-30M-70-36q2-24 12-30M-34-36q-4-24-14-30M-34-36q2-24 12-30M4-36q-4-24-14-30M4-36q2-24 12-30M42-36q-4-24-14-30M42-36q2-24 12-30", MARSH, 5) + dots([(-70, -40), (-34, -40), (4, -40), (42, -40)], 8, "#f39a3e"))
    return o + butterfly(470, 330, 0.9, CORAL_M, -14) + butterfly(132, 420, 0.7, SUN, 20)


def bee(x, y, s=1.0):
    return group(ell(-3, -8, 7, 9, WHITE, 0.85) + ell(8, -8, 6, 8, WHITE, 0.85) + ell(2, 0, 13, 8, SUN) + line("M-2-7V7M6-6V6", INK, 3.4) + circ(14, -1, 4, INK), x, y, s)


def poppies(points, c=CORAL):
    o = line("".join(f"M{x} {y}q{3 if i % 2 else -3}-16 0-30" for i, (x, y) in enumerate(points)), MARSH, 3)
    return o + path("".join(f"M{x - 11} {y - 34}q0-12 11-12t11 12q-3 10-11 10t-11-10Z" for x, y in points), c) + dots([(x, y - 33) for x, y in points], 3.4, INK)


def wild_verge():
    o = sky(SKY) + sun(150, 112, 42) + cloud(330, 84, 0.9) + cloud(650, 104, 1.0)
    o += hill("M-4 316C160 280 300 292 420 300S680 276 804 296", mix(MARSH_M, SKY, 0.3)) + windmill(650, 304, 0.55) + cottage(200, 312, 0.4) + tree(90, 330, 0.6) + poplar(560, 320, 0.5) + poplar(590, 322, 0.42)
    o += hill("M-4 350C240 336 560 334 804 342", "#d9c471") + path("M-4 384C200 362 560 362 804 376V432C560 412 240 414-4 440Z", "#8b919c") + line("M30 408q30-3 56-5M150 398q30-2 56-3M270 392h56M390 390h56M510 391q30 1 56 2M630 396q30 2 56 5", PAPER, 4, 0.8)
    o += line("M742 428V300", WHITE, 8) + path("M690 306H748V334H690L674 320Z", WHITE) + path("M748 342H790L804 355 790 368H748Z", WHITE)
    o += hill("M-4 432C200 408 560 408 804 428", MARSH_M)
    pts = [(60, 500), (104, 530), (150, 486), (660, 500), (706, 530), (744, 492), (610, 560), (170, 566)]
    o += flowers([(x, y) for x, y in ((84, 476), (130, 514), (640, 478), (690, 492), (730, 560), (40, 546), (200, 500), (600, 500), (770, 526), (96, 578))], WHITE)
    o += person(312, 524, 1.04, skin="olive", hair="bob", hair_c="black", hat="straw", hat_c="#dcb55c", top=CORAL, kind="shirt", bottom=SEA, look=0.5, left=(-14, 40), right=(34, 30), mouth="open", lover=group(clipboard(), -8, -2), rprop=line("M-6-10L-18 8", SUN, 5))
    o += person(430, 540, 0.74, hs=1.18, skin="pale", hair="fringe", hair_c="blond", top=SUN, kind="stripes", top2=SEA, short=True, bottom=MARSH, look=0.6, right=(46, -6), left=(-30, 66), mouth="open", rprop=line("M0 2L10-14", WOOD_D, 5) + f'<circle cx="18" cy="-28" r="15" fill="{SEA_L}" fill-opacity=".7" stroke="{INK}" stroke-width="4"/>')
    o += person(536, 530, 1.02, flip=True, skin="brown", hair="receding", hair_c="grey", beard="grey", glasses=True, old=True, top=PLUM, kind="vneck", top2=WHITE, bottom=SLATE, look=0.5, right=(58, 16), left=(-36, 76), rprop=group(line("M-8-2Q-2-10 4-2L4 92", WOOD_D, 6)))
    o += hill("M-4 548C160 526 320 560 440 548S680 530 804 552", MARSH) + poppies(pts) + flowers([(250, 580), (300, 592), (520, 586), (560, 574), (380, 588), (660, 590)], SUN, AMBER) + flowers([(220, 590), (470, 590), (700, 586), (34, 590)], PLUM_M)
    return o + bee(496, 334, 1.0) + bee(230, 360, 0.8) + butterfly(410, 296, 1.0, AMBER_M, 12) + butterfly(620, 420, 0.9, CORAL_M, -16) + butterfly(170, 420, 0.8, SUN, 20) + tuft(350, 572, 1.1, "#5f8f55") + tuft(580, 556, 1.1, "#5f8f55")


def coast_boat():
    o = sky("#dff0f1") + sun(150, 108, 44) + cloud(330, 84, 1.0) + cloud(600, 64, 0.8) + gulls([(240, 150), (276, 136), (520, 130), (690, 170)])
    o += rect(-4, 292, 808, 140, SEA_M) + path("M-4 330C160 322 320 338 480 330S720 322 804 330V440H-4Z", mix(SEA_M, SEA, 0.35)) + pier(-40, 268, 0.96, 378) + barge(470, 308, 0.42) + dinghy(640, 318, 0.6, CORAL, PAPER) + ripples([(380, 348), (560, 360), (90, 356), (690, 346)], op=0.55)
    o += path("M-4 390C160 372 320 398 480 388S720 366 804 378V604H-4Z", PAPER, 0.7) + path("M-4 400C160 382 320 408 480 398S720 376 804 388V604H-4Z", SAND)
    o += "".join(hut(x, 396 - i * 2, 0.98, c) for i, (x, c) in enumerate(((592, CORAL_M), (664, SEA_M), (736, SUN), (808, PLUM_M))))
    o += path("M-4 540C200 520 560 536 804 520V604H-4Z", shade(SAND, 0.08)) + dots([(100, 560), (160, 576), (300, 580), (620, 560), (690, 584), (520, 578)], 3.4, MUD)
    boat = path("M-120-44Q0-30 128-50C122-16 96 4 70 6H-70C-96 2-114-20-120-44Z", SEA) + path("M-120-44Q0-30 128-50L127-40Q0-20-118-34Z", PAPER) + line("M-60 6L-40 16M60 6L40 16", WOOD_D, 6)
    o += person(352, 520, 1.04, skin="pale", hair="short", hair_c="grey", hat="beanie", hat_c=INK, beard="grey", old=True, top=INK, kind="stripes", top2=PAPER, bottom="#4c6f93", look=0.4, right=(68, -48), left=(-34, 72), mouth="open")
    o += person(468, 512, 1.02, skin="deep", hair="long", hair_c="black", hat="straw", hat_c="#dcb55c", top=SUN, kind="tee", short=True, skirt=CORAL, look=-0.3, left=(-40, 66), right=(46, 60), mouth="open")
    o += group(boat + line("M-30-40L-86-96M-90-92L-100-112", WOOD, 5), 372, 546, 1.1)
    o += person(216, 548, 0.74, hs=1.18, skin="deep", hair="afro", hair_c="black", top=CORAL, kind="tee", short=True, shorts=True, bottom=SEA, look=0.5, right=(40, 70), left=(-40, -40), mouth="open", rprop=path("M-16 2H16L11 32H-11Z", SUN) + line("M-15 2Q0-20 15 2", WHITE, 3))
    o += person(574, 546, 0.74, hs=1.18, flip=True, skin="rosy", hair="pigtails", hair_c="blond", top=SEA_M, kind="stripes", top2=WHITE, short=True, shorts=True, bottom=PLUM, look=0.5, right=(44, -36), left=(-36, 66), mouth="open")
    return o + group(path("M-44 0Q-40-34-26-34V-46H-14V-34H14V-46H26V-34Q40-34 44 0Z", "#d9bd84") + line("M0-34V-66", WOOD_D, 3) + path("M2-66h22l-6 7 6 7h-22Z", CORAL), 128, 574, 1.0)


def mindful_talk():
    o = sky("#f7dccd") + path("M-4-4H804V120C600 90 240 160-4 116Z", PLUM_M, 0.28) + sun(520, 200, 50) + cloud(190, 110, 1.0, WHITE, 0.55) + cloud(640, 84, 0.8, WHITE, 0.5) + gulls([(300, 150), (336, 138)])
    o += rect(-4, 290, 808, 120, "#8fb6bb") + path("M-4 282C120 268 220 276 330 290H-4ZM804 276C720 262 620 276 560 290H804Z", "#7d8f80") + barge(664, 304, 0.3) + path("M480 296H560L556 302H484ZM492 314H548L544 319H496ZM500 332H540L537 337H503Z", SUN, 0.75) + ripples([(120, 330), (640, 324), (330, 350)], op=0.5)
    o += path("M-4 372C140 352 300 376 440 366S700 350 804 366V604H-4Z", "#7e9468") + path("M-4 430C160 412 340 426 480 424S720 412 804 420V604H-4Z", MARSH)
    o += line("M102 604C112 500 104 400 110 300", WOOD_D, 24) + line("M108 400L160 330M108 350L58 296", WOOD_D, 11) + path("M-30 300C-50 220 0 150 90 150C180 130 262 190 250 256C270 310 200 350 150 330C110 356 60 350 30 336C0 340-24 324-30 300Z", "#4f7f45") + path("M10 250C10 200 60 170 110 178C70 196 54 230 60 268C40 286 14 276 10 250Z", "#66945a")
    o += bench(400, 524, 330, 1.1, WOOD)
    o += person(318, 528, 1.1, pose="front", skin="brown", hair="receding", hair_c="grey", beard="grey", old=True, hearing=True, top=SEA, kind="vneck", top2=WHITE, bottom="#6b5a48", look=0.6, left=(-26, 58), right=(34, 40), rover=mug(4, 8, CORAL, 0.85), mouth="smile")
    o += person(470, 528, 1.1, pose="front", skin="pale", hair="wave", hair_c="auburn", top=PLUM, kind="cardigan", top2=AMBER_L, bottom=SLATE, look=-0.6, left=(-40, 24), right=(26, 58), mouth="open", scarf=SUN)
    return o + heart(394, 246, 1.0, CORAL) + reeds(690, 540, 1.2, MARSH_M) + reeds(744, 520, 1.0, MARSH_M) + flowers([(190, 570), (220, 582), (600, 574), (632, 586)], WHITE) + tuft(560, 566, 1, MARSH_M) + dog(586, 556, 0.8, True, "#caa06c")


SCENES = {
    "scene-shed": ("Three people make bird boxes in a community shed", shed),
    "scene-path-care": ("Volunteers trim a hedge and clear a riverside path", path_care),
    "scene-nature-reserve": ("Birdwatchers on a boardwalk over the salt marsh", nature_reserve),
    "scene-gardening": ("Neighbours grow vegetables in a shared garden", gardening),
    "scene-wild-verge": ("Three people count wild flowers beside a lane", wild_verge),
    "scene-coast-boat": ("A family and a boat on a beach with huts and a pier", coast_boat),
    "scene-mindful-talk": ("Two people talk on a bench by the estuary", mindful_talk),
    "scene-forest": ("A family walks under old hornbeams in an Essex forest", forest),
}
