# SPDX-License-Identifier: GPL-3.0-or-later
"""Halls, streets, sport and young people: things that move or sing."""
from .base import *  # noqa: F403
from .nature import bush, cloud, dog, flowers, gulls, hill, poplar, sky, sun, tree, tuft
from .people import chair, person, wheelchair_user
from .places import (boards, bunting, church, cottage, curtains, floorboards, frame, hall, pane,
                     room, rug, shop, view_window, windmill)
from .things import (bicycle, book_stack, cake, car, clipboard, fire, heart, laptop, mug, note,
                     song_sheet, star, tent)


def driving():
    o = sky(SKY) + sun(140, 120, 42) + cloud(330, 90, 1.0) + cloud(650, 120, 0.9) + gulls([(500, 110), (534, 128)])
    o += hill("M-4 330C140 280 300 290 420 312S680 286 804 306", mix(MARSH_M, SKY, 0.3)) + church(150, 318, 0.5) + windmill(690, 312, 0.5)
    o += hill("M-4 384C200 352 560 360 804 372", MARSH_M) + cottage(268, 386, 0.9, WHITE, BRICK, SEA) + cottage(594, 388, 0.9, "#f4dcc9", SLATE, CORAL) + tree(120, 400, 0.8) + tree(706, 400, 0.9) + bush(420, 394, 0.6)
    o += path("M-4 440H804V528H-4Z", "#8b919c") + rect(-4, 432, 808, 10, STONE) + line("M20 486H70M130 486H180M240 486H290M350 486H400M460 486H510M570 486H620M680 486H730", PAPER, 5, 0.8) + hill("M-4 528C200 520 560 534 804 526", MARSH)
    inside = person(46, 10, 0.84, skin="brown", hair="short", hair_c="black", top=SEA, kind="shirt", legs=False, look=0.6, right=(48, 44), left=(20, 60), mouth="open")
    inside += person(-50, 10, 0.84, skin="pale", hair="curls", hair_c="white", glasses=True, old=True, top=PLUM, kind="cardigan", top2=PAPER, legs=False, look=0.5, left=(-20, 60), right=(20, 60), mouth="smile", scarf=SUN)
    o += car(404, 506, 1.28, CORAL, inside + line("M88-100Q96-112 92-126", INK, 6))
    return o + tuft(90, 566, 1.1, MARSH_M) + tuft(700, 572, 1.1, MARSH_M) + flowers([(180, 584), (206, 574), (560, 580), (590, 588)], WHITE) + heart(404, 204, 1.1)


def hall_club():
    o = sky(SEA_L) + sun(650, 104, 40) + cloud(150, 96, 1.0) + cloud(420, 66, 0.7) + hill("M-4 360C160 318 300 330 460 330S700 310 804 340", MARSH_M)
    o += poplar(60, 378, 0.9) + poplar(104, 382, 0.72) + tree(730, 400, 1.25) + church(660, 344, 0.42)
    o += hill("M-4 408C240 394 560 400 804 402", "#a9c48f") + hall(400, 424, 1.32, "#f6e8cf") + bunting(160, 268, 640, 268, 30, 17)
    o += path("M352 424H448L520 604H280Z", "#eadcbd") + flowers([(140, 450), (164, 458), (190, 448), (612, 452), (640, 458), (664, 448)], CORAL, SUN)
    o += person(300, 508, 0.96, skin="pale", hair="bob", hair_c="grey", old=True, top=CORAL, kind="cardigan", top2=AMBER_L, skirt=SEA, look=0.5, left=(-46, 44), right=(36, 80), lover=cake(-8, 8, 0.62), mouth="open")
    o += person(388, 500, 0.96, skin="deep", hair="crop", hair_c="grey", beard="grey", glasses=True, old=True, top=PLUM, kind="shirt", bottom=SLATE, look=0.2, right=(68, -50), mouth="open")
    o += wheelchair_user(516, 512, 0.94, flip=True, chair=AMBER_M, skin="olive", hair="long", hair_c="dark", top=SEA_M, kind="jumper", bottom=INK, look=0.5, right=(44, 42), left=(26, 58), mouth="open", rover=book_stack(12, -2, (PLUM, SUN), 0.5))
    o += person(606, 514, 0.96, flip=True, skin="tan", hat="turban", hat_c=SUN, hair="bald", beard="black", top=MARSH, kind="vneck", top2=WHITE, bottom="#6b5a48", look=0.4, left=(-40, 80), right=(42, 76))
    return o + bicycle(178, 500, 0.98, SEA) + dog(232, 540, 0.8)


def youth_club():
    o = room("#efe2f0", "#8b6f86", 462, "#d9c3da") + rect(-4, 150, 808, 64, PLUM_M, 0, 0.35)
    o += path("M-4 182Q100 150 200 182T404 182 608 182 812 182V214H-4Z", PLUM, 0.35) + star(150, 120, 1.6) + star(650, 126, 1.6, CORAL_M) + note(250, 112, 1.3, PLUM) + heart(548, 112, 1.2)
    o += line("M-4 40Q200 84 400 44T804 40", INK, 2.4) + dots([(60, 54), (230, 64), (400, 44), (570, 32), (740, 38)], 8, SUN) + dots([(145, 62), (315, 56), (485, 36), (655, 32)], 8, CORAL_M)
    o += rug(400, 534, 360, 54, "#a98aa6", PLUM_M)
    o += person(236, 504, 1.06, skin="olive", hair="short", hair_c="black", hat="cap", hat_c=CORAL, top=SEA, kind="hoodie", bottom=INK, shoes=SUN, look=0.7, right=(58, 16), left=(-34, 66), mouth="open", lean=4, rprop=line("M0 6L8-12", WOOD, 7) + circ(13, -24, 17, CORAL))
    o += person(566, 504, 1.06, flip=True, skin="deep", hair="braids", hair_c="black", top=SUN, kind="tee", short=True, bottom=PLUM, shoes=WHITE, look=0.7, right=(58, 8), left=(-36, 66), mouth="open", lean=4, rprop=line("M0 6L8-12", WOOD, 7) + circ(13, -24, 17, SEA))
    o += person(404, 520, 1.06, skin="pale", hair="wave", hair_c="auburn", top=MARSH, kind="stripes", top2=PAPER, bottom=SLATE, look=0.4, left=(-14, 26), right=(14, 26), mouth="open")
    o += line("M290 446V560M510 446V560", INK, 9, cap="butt") + path("M250 402H550L586 448H214Z", "#2f7f86") + line("M400 402V448M232 425H568", WHITE, 3, cap="butt") + rect(214, 448, 372, 12, SEA, 3) + path("M396 380H404L408 448H392Z", WHITE, 0.85) + rect(393, 378, 14, 5, INK, 2)
    o += circ(340, 350, 8, WHITE) + line("M322 358q-8 6-12 14", WHITE, 3, 0.8)
    o += path("M86 560C60 500 84 452 130 452S206 500 180 560Q134 574 86 560Z", CORAL) + person(134, 544, 0.94, pose="front", skin="brown", hair="afro", hair_c="dark", top=PLUM_L, kind="jumper", bottom=SEA, shoes=WHITE, look=0.3, left=(-26, 56), right=(28, 42), eyes="happy", rover=rect(-9, -20, 18, 30, INK, 4))
    return o + wheelchair_user(680, 560, 0.96, flip=True, chair=SUN, skin="pale", hair="pony", hair_c="blond", top=CORAL, kind="tee", short=True, bottom=INK, look=0.6, right=(42, -44), left=(26, 60), mouth="open")


def sport():
    o = sky(AMBER_L) + sun(660, 116, 44) + cloud(160, 100, 1.0) + cloud(440, 76, 0.8)
    o += hill("M-4 326C160 286 300 300 420 310S660 280 804 308", mix(MARSH_M, AMBER_L, 0.35)) + "".join(tree(x, y, k, c) for x, y, k, c in ((56, 362, 0.9, MARSH), (128, 356, 0.7, "#4f7f45"), (704, 352, 0.8, MARSH), (764, 360, 0.95, "#4f7f45")))
    o += hill("M-4 358C240 342 560 346 804 352", MARSH_M) + line("M250 364V262H380V364", WHITE, 7) + line("M250 286L240 364M262 268V360M284 266V360M306 266V360M328 266V360M350 266V360M372 268V360M252 286H380M252 312H380M252 338H380", WHITE, 1.6, 0.7)
    o += path("M-4 430C200 404 560 400 804 420V604H-4Z", "#c8664e") + line("M-4 468C200 444 560 440 804 458M-4 524C200 506 560 502 804 514M-4 578C240 566 560 562 804 572", PAPER, 4, 0.85)
    o += bunting(430, 236, 810, 200, 40, 10) + line("M430 232V420", WOOD_D, 8)
    o += person(228, 516, 1.02, skin="tan", hijab=PLUM, top=SUN, kind="tee", sleeve=PLUM, bottom=INK, shoes=CORAL, pose="walk", feet=((-46, -40), (34, -16)), look=0.7, lean=7, left=(-48, 40), right=(52, 24), mouth="open", lprefer=(-1, 0.6))
    o += person(366, 520, 1.02, skin="pale", hair="quiff", hair_c="auburn", top=SEA, kind="stripes", top2=PAPER, short=True, shorts=True, bottom=INK, shoes=SUN, pose="walk", feet=((-50, -44), (36, -16)), look=0.7, lean=8, left=(-46, 44), right=(54, 18), mouth="open")
    o += wheelchair_user(512, 530, 1.02, chair=CORAL, skin="deep", hair="locs", hair_c="black", hat="headband", hat_c=SUN, top=MARSH, kind="tee", short=True, bottom=INK, look=0.7, right=(30, 66), left=(-34, 62), lean=8, mouth="open")
    o += person(650, 500, 1.0, flip=True, skin="rosy", hair="short", hair_c="silver", old=True, top=AMBER_M, kind="hivis", sleeve=SLATE, bottom=SLATE, look=0.5, left=(-44, -52), right=(40, 24), mouth="open", lover=rect(-6, -24, 12, 16, CORAL, 3), rover=clipboard())
    return o


def scouts():
    o = sky("#f6d9b0") + path("M-4-4H804V150C600 110 200 190-4 140Z", "#e9a37f", 0.45) + path("M-4-4H804V70C600 40 240 110-4 70Z", PLUM_M, 0.45) + sun(560, 236, 40)
    o += dots([(90, 60), (210, 36), (330, 70), (480, 32), (640, 58), (740, 100)], 2.6, CREAM)
    o += hill("M-4 300C140 270 300 290 420 290S680 262 804 290", "#8f9a6a") + "".join(poplar(x, y, k, c) for x, y, k, c in ((40, 340, 1.3, "#2f5a3a"), (96, 346, 1.05, MARSH), (740, 340, 1.3, "#2f5a3a"), (688, 346, 1.0, MARSH), (150, 340, 0.8, "#2f5a3a"), (640, 334, 0.76, "#2f5a3a")))
    o += hill("M-4 350C240 336 560 340 804 346", "#6f8a4f") + tent(246, 410, 1.15, SEA) + tent(572, 408, 1.1, CORAL) + hill("M-4 446C240 426 560 432 804 440", MARSH)
    neck = path("M-17-16Q0-2 17-16L12-2 4 6 10 36 0 28-10 36-4 6-12-2Z", SUN) + circ(0, 6, 5, CORAL)
    marsh = line("M0 0L46-14", WOOD_D, 4) + rect(40, -26, 17, 14, WHITE, 5)
    o += line("M160 522H316M490 522H648", WOOD_D, 26)
    o += person(188, 530, 0.98, pose="sit", skin="brown", hair="curls", hair_c="black", top=MARSH_M, kind="shirt", bottom=INK, look=0.7, right=(50, 36), left=(30, 58), back_left=True, chest=neck, mouth="open")
    o += person(276, 536, 0.98, pose="sit", skin="pale", hair="pony", hair_c="blond", top=MARSH_M, kind="shirt", bottom=SEA, look=0.5, right=(48, 34), left=(34, 54), back_left=True, chest=neck, eyes="happy", rprop=marsh)
    o += person(616, 530, 0.98, flip=True, pose="sit", skin="tan", hijab=SEA_M, top=MARSH_M, kind="shirt", bottom=INK, look=0.6, right=(50, 36), left=(30, 58), back_left=True, mouth="open")
    o += person(530, 536, 0.98, flip=True, pose="sit", skin="deep", hair="crop", hair_c="black", top=MARSH_M, kind="shirt", bottom="#6b5a48", look=0.5, right=(48, 34), left=(34, 54), back_left=True, chest=neck, rprop=marsh)
    o += person(404, 484, 1.02, skin="rosy", hair="bob", hair_c="auburn", top=SEA, kind="shirt", bottom=INK, look=0.1, left=(-46, -34), right=(46, 10), mouth="open", chest=neck)
    return o + fire(402, 552, 1.05)


def youth_council():
    o = room("#e5edf0", "#a98b6b", 456, "#c3d3d8") + rect(-4, 330, 808, 118, "#c69a6a") + line("".join(f"M{x} 338V444" for x in range(36, 800, 90)), WOOD, 5) + rect(-4, 324, 808, 9, WOOD)
    o += view_window(120, 92, 130, 150, "tree") + view_window(550, 92, 130, 150, "tree") + path("M336 96H464V166Q464 216 400 238Q336 216 336 166Z", SEA) + path("M350 110H450V164Q450 204 400 222Q350 204 350 164Z", PAPER) + star(400, 142, 1.3) + path("M366 180Q384 168 400 180T434 180V192Q416 202 400 192T366 192Z", SEA_M)
    o += person(404, 474, 1.1, skin="deep", hair="braids", hair_c="black", top=CORAL, kind="shirt", look=0.2, left=(-36, 30), right=(48, 2), reach=38, mouth="open", lover=rect(-16, -30, 32, 40, PAPER, 2) + line("M-9-20h18M-9-12h18M-9-4h12", SLATE, 2.4))
    o += person(286, 512, 1.06, skin="pale", hair="short", hair_c="blond", top=SEA, kind="hoodie", look=0.5, legs=False, left=(-24, 64), right=(44, -68), reach=40)
    o += person(522, 512, 1.06, skin="tan", hijab=AMBER_M, top=PLUM, kind="plain", look=-0.5, legs=False, left=(-26, 62), right=(26, 62), mouth="smile")
    o += wheelchair_user(176, 552, 1.04, chair=CORAL, skin="brown", hair="quiff", hair_c="black", top=SUN, kind="stripes", top2=INK, bottom=SLATE, look=0.7, right=(56, 34), left=(30, 60), back_left=True, mouth="open")
    o += chair(640, 552, 1.06, True, SEA) + person(640, 552, 1.04, flip=True, pose="sit", skin="olive", hair="long", hair_c="dark", top=MARSH, kind="jumper", bottom=INK, look=0.7, right=(58, -40), left=(40, 56), back_left=True)
    o += path("M252 414H552Q600 414 612 448L618 462H186L192 448Q206 414 252 414Z", tint(WOOD, 0.12)) + rect(184, 460, 436, 18, WOOD_D, 4) + path("M216 478H588L572 562H232Z", shade(WOOD_D, 0.12))
    return o + laptop(320, 444, 0.72, SLATE) + rect(386, 436, 50, 6, PAPER) + rect(380, 443, 60, 6, SEA_L) + mug(480, 448, SUN, 0.66, False) + rect(512, 434, 44, 12, PAPER) + mug(262, 450, PLUM_M, 0.66, False)


def exercise():
    o = room("#e2f0ea", "#d9b98a", 456, "#bcd8cb") + floorboards(456, WOOD, 0.4) + view_window(112, 96, 140, 130, "marsh") + view_window(550, 96, 140, 130, "sea") + bunting(-10, 40, 400, 54, 22, 11) + bunting(400, 54, 810, 40, 22, 11)
    o += frame(340, 108, 120, 78, SEA, AMBER_L, circ(0, 0, 20, SUN) + line("M0-30V-26M26-16L22-14M-26-16L-22-14M30 8H26M-30 8H-26", SUN, 5))
    def seat(x, y, s, c):
        return group(rect(-36, -132, 72, 64, c, 9) + line("M-32-52V0M32-52V0", SLATE, 6), x, y, s)
    sit = ((240, 508, 1.06, "pale", "curls", "white", PLUM, SEA, "cardigan", {"glasses": True, "top2": PAPER}), (400, 524, 1.12, "brown", "receding", "grey", SUN, INK, "tee", {"moustache": "grey", "hearing": True}), (560, 508, 1.06, "tan", "short", "black", CORAL, SLATE, "plain", {"hijab": MARSH}))
    for i, (x, y, s, sk, h, hc, t, b, k, more) in enumerate(sit):
        o += seat(x, y, s, (SEA_M, CORAL_M, SEA_M)[i]) + person(x, y, s, pose="front", skin=sk, hair=h, hair_c=hc, old=True, top=t, kind=k, bottom=b, shoes=WHITE, left=(-52, -44), right=(52, -44), mouth="open", look=(0.3, 0, -0.3)[i],
                    lover=ell(0, -4, 12, 10, (CORAL_M, SEA, SUN)[i]), rover=ell(0, -4, 12, 10, (CORAL_M, SEA, SUN)[i]), **more)
    o += wheelchair_user(696, 548, 1.04, flip=True, chair=PLUM, skin="deep", hair="curls", hair_c="silver", old=True, top=SEA, kind="blouse", top2=SUN, bottom=INK, look=0.5, right=(58, -52), left=(42, -62), back_left=True, mouth="open")
    o += person(100, 544, 1.06, skin="rosy", hair="pony", hair_c="auburn", top=MARSH, kind="tee", short=True, bottom=INK, shoes=CORAL, look=0.6, left=(-52, -46), right=(52, -46), mouth="open", feet=((-26, -14), (28, -14)))
    return o


def singing():
    o = room("#f6e4e0", "#b98f6a", 470, "#e3c6be") + floorboards(470, WOOD_D, 0.28) + path("M250 60H550V330H250ZM250 60Q400-70 550 60Z", CORAL_L) + pane(318, 70, 164, 150, SKY, WHITE, (2, 2)) + path("M315 67Q400-20 485 67Z", SUN) + line("M315 67Q400-20 485 67ZM400 24V67M356 38L370 67M444 38L430 67", WHITE, 6)
    o += curtains(316, 70, 168, 214, CORAL) + note(170, 150, 1.9, PLUM) + note(226, 112, 1.4, SEA) + note(592, 120, 1.7, CORAL) + note(650, 168, 1.4, AMBER) + note(118, 210, 1.2, CORAL_M)
    back = ((274, "deep", "curls", "grey", SEA, {"old": True}), (360, "pale", "receding", "white", PLUM, {"beard": "white", "old": True}), (446, "olive", "long", "dark", SEA, {}), (532, "tan", "bald", "black", PLUM, {"hat": "turban", "hat_c": SUN, "beard": "black"}))
    o += "".join(person(x, 480, 0.98, skin=sk, hair=h, hair_c=hc, top=t, kind="plain", bottom=INK, left=(-30, 70), right=(30, 70), mouth="sing" if i % 2 else "open", look=(0.3, 0.1, -0.1, -0.3)[i], **m) for i, (x, sk, h, hc, t, m) in enumerate(back))
    front = ((228, "rosy", "bob", "silver", PLUM, {"glasses": True, "old": True}), (404, "brown", "afro", "black", PLUM, {}), (576, "pale", "short", "grey", SEA, {"hearing": True, "old": True}))
    o += "".join(person(x, 524, 1.06, skin=sk, hair=h, hair_c=hc, top=t, kind="plain", scarf=SUN, bottom=INK, skirt=INK if i < 2 else None, left=(-24, 46), right=(24, 46), mouth=("sing", "open", "sing")[i], look=(0.3, 0, -0.3)[i], rover=group(song_sheet(), -24, 2), **m) for i, (x, sk, h, hc, t, m) in enumerate(front))
    o += person(316, 544, 0.72, hs=1.18, skin="pale", hair="pigtails", hair_c="auburn", top=SUN, kind="tee", skirt=CORAL, left=(-40, 46), right=(40, 40), mouth="open", eyes="happy")
    return o + wheelchair_user(486, 554, 0.94, flip=True, chair=SEA, skin="tan", hijab=PLUM_M, top=CORAL, kind="plain", bottom=INK, look=0.2, left=(10, 44), right=(36, 44), mouth="sing", rover=group(song_sheet(), -12, 2))


def high_street():
    o = sky(CORAL_L) + sun(120, 110, 42) + cloud(300, 84, 0.9) + cloud(610, 70, 0.9) + gulls([(430, 90), (464, 106)])
    o += shop(-30, 420, 146, 220, "#f4e6cf", CORAL, door=SEA) + shop(116, 420, 150, 250, BRICK, SEA, roof="#6f4a3e") + shop(266, 420, 138, 206, WHITE, MARSH, door=CORAL) + boards(270, 216, 130, 100, 14, SLATE, 0.25)
    o += group(rect(-26, -262, 52, 262, "#d9b98a") + path("M-32-262L0-316 32-262Z", SLATE) + circ(0, -226, 18, WHITE) + line("M0-238v12l9 6", INK, 3.4) + path("M-14 0V-60a14 14 0 0 1 28 0V0Z", INK) + rect(-30, -190, 60, 7, shade("#d9b98a")), 436, 420) + shop(468, 420, 140, 232, "#dfe9e4", AMBER, door=PLUM) + shop(608, 420, 150, 212, "#f0d2c6", PLUM, door=SEA) + shop(758, 420, 120, 244, BRICK, SEA)
    o += rect(-4, 420, 808, 190, "#ded3c2") + line("M-4 452H804M-4 500H804M-4 560H804M90 420L60 452M250 420L236 452M560 420L572 452M720 420L746 452M140 452L96 500M330 452L316 500M470 452L484 500M660 452L700 500", shade("#ded3c2"), 2.4, 0.5) + bunting(-10, 168, 404, 200, 30, 13) + bunting(404, 200, 810, 160, 30, 13)
    o += person(232, 524, 1.0, skin="deep", hair="wave", hair_c="black", top=SUN, kind="blouse", top2=CORAL, skirt=SEA, pose="walk", look=0.5, right=(42, 80), left=(-40, 78), mouth="open", rprop=path("M-18 2H18L24 44H-24Z", CORAL) + line("M-10 2Q0-16 10 2", CORAL, 4))
    o += person(326, 524, 0.98, flip=True, skin="pale", hair="receding", hair_c="white", hat="flatcap", hat_c="#6b5a48", moustache="white", old=True, hearing=True, top=MARSH, kind="cardigan", top2=AMBER_L, bottom=SLATE, look=0.4, right=(46, 72), mouth="open", rprop=group(line("M-8-2Q-2-10 4-2L4 92", WOOD_D, 6)))
    o += wheelchair_user(470, 530, 0.98, flip=True, chair=CORAL, skin="tan", hair="bob", hair_c="black", top=PLUM, kind="jumper", bottom=INK, look=0.6, right=(44, 44), left=(24, 60), mouth="open", scarf=SEA_M)
    o += person(568, 526, 1.0, flip=True, skin="rosy", hair="short", hair_c="brown", beard="brown", top=SEA, kind="shirt", bottom="#5b4a66", pose="walk", look=0.5, left=(-40, 78), right=(40, 70))
    o += person(632, 534, 0.64, hs=1.2, flip=True, skin="rosy", hair="pigtails", hair_c="brown", top=CORAL_M, kind="stripes", top2=PAPER, skirt=SUN, pose="walk", look=0.5, left=(-40, 20), right=(40, -30), mouth="open", rprop=line("M0 0V-60", INK, 2) + ell(0, -84, 20, 25, CORAL))
    return o + dog(112, 544, 0.9) + line("M60 420V300", INK, 6) + group(circ(0, 0, 15, SUN) + path("M-18 14H18L10-20H-10Z", INK, 0.25), 60, 290)


SCENES = {
    "scene-driving": ("A volunteer gives an older neighbour a lift along a lane", driving),
    "scene-hall-club": ("Neighbours arrive at a village hall", hall_club),
    "scene-youth-club": ("Young people play table tennis at a club", youth_club),
    "scene-sport": ("Three young people race on a running track", sport),
    "scene-scouts": ("Young people sit round a camp fire by their tents", scouts),
    "scene-youth-council": ("A young speaker at a council table", youth_council),
    "scene-exercise": ("People exercise on chairs in a bright hall", exercise),
    "scene-singing": ("A choir of all ages sings", singing),
    "scene-high-street": ("People meet on a high street with small shops", high_street),
}
