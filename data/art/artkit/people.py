# SPDX-License-Identifier: GPL-3.0-or-later
"""People: one jointed figure with faces, hair, clothes and poses.

A figure stands with its feet at 0,0 and is about 235 units tall; hands and feet are given as
points and the elbows and knees are worked out from them.
"""
import math

from .base import (AMBER_M, CORAL, HAIR, INK, PAPER, SKIN, SLATE, WHITE, WOOD_D, circ, dots,
                   ell, group, line, mix, path, rect, shade, tint)

DARK = "#221a20"
SEAT = 62  # height of the hip above the floor when sitting on an ordinary chair
STAND = 96


def joint(a, b, l1, l2, prefer):
    """The middle joint of a limb from A to B with lengths L1, L2, nearest the way PREFER points."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    d = max(1.0, min(math.hypot(dx, dy), l1 + l2 - 0.5))
    base = math.atan2(dy, dx)
    turn = math.acos(max(-1.0, min(1.0, (l1 * l1 + d * d - l2 * l2) / (2 * l1 * d))))
    best = [(a[0] + l1 * math.cos(base + k * turn), a[1] + l1 * math.sin(base + k * turn)) for k in (1, -1)]
    return max(best, key=lambda p: p[0] * prefer[0] + p[1] * prefer[1])


def _reach(a, b, limit):
    d = math.hypot(b[0] - a[0], b[1] - a[1])
    k = min(1.0, limit / d) if d else 1.0
    return a[0] + (b[0] - a[0]) * k, a[1] + (b[1] - a[1]) * k


# --- head -----------------------------------------------------------------------------------


def _hair_back(style, c):
    if style == "bob":
        return path("M-31 16C-40-46 40-46 31 16Q30 25 19 24H-19Q-30 25-31 16Z", c)
    if style == "long":
        return path("M-29-6C-34-46 34-46 29-6C30 20 38 34 34 54Q0 66-34 54C-38 34-30 20-29-6Z", c)
    if style == "afro":
        return circ(0, -12, 39, c)
    if style == "curls":
        return "".join(circ(x, y, 15, c) for x, y in ((-24, 2), (24, 2), (-26, -16), (26, -16), (-14, -30), (14, -30), (0, -34)))
    if style == "bun":
        return circ(0, -36, 14, c)
    if style == "pony":
        return path("M-14-26C-44-34-50 4-40 34C-34 18-34 0-16-6Z", c)
    if style == "pigtails":
        return circ(-33, 6, 12, c) + circ(33, 6, 12, c)
    if style == "braids":
        return line("M-25-4C-34 18-30 30-32 48M25-4C34 18 30 30 32 48", c, 12)
    if style == "locs":
        return line("M-24-10-30 30M-14-14-21 36M24-10 30 30M14-14 21 36", c, 11)
    if style == "wave":
        return path("M-28-4C-34-42 34-42 29-6C33 10 30 24 34 34Q24 40 18 30H-18Q-26 40-34 32C-29 20-32 8-28-4Z", c)
    return ""


def _hair_front(style, c):
    cap = "M-27 0C-32-42 32-42 27 0C25-10 20-14 10-15C-4-13-16-16-21-9Q-25-5-27 0Z"
    if style in ("short", "bun", "pony", "pigtails", "braids"):
        return path(cap, c)
    if style == "side":
        return path("M-27 2C-34-44 36-44 27 2C26-8 22-12 18-20C6-8-12-8-22-10Q-25-4-27 2Z", c)
    if style == "quiff":
        return path("M-26 0C-30-22-28-40-8-40C10-46 34-34 26 0C25-8 22-12 16-16C2-12-10-14-20-12Q-25-6-26 0Z", c)
    if style in ("bob", "long", "wave"):
        return path("M-29 8C-36-44 36-44 29 8C28-6 24-14 16-18C8-10-12-8-21-9Q-27-2-29 8Z", c)
    if style == "fringe":
        return path("M-28 8C-36-44 36-44 28 8C27 0 26-6 24-9Q0-14-24-9Q-27 0-28 8Z", c)
    if style == "afro":
        return path("M-27 0C-34-34 34-34 27 0C24-12 14-17 0-17S-24-12-27 0Z", c)
    if style == "locs":
        return path(cap, c)
    if style == "curls":
        return "".join(circ(x, y, 9, c) for x, y in ((-22, -11), (-11, -19), (2, -21), (14, -18), (23, -10)))
    if style == "crop":
        return path("M-26-4C-29-37 29-37 26-4C24-14 18-19 0-19S-24-14-26-4Z", c)
    if style == "bald":
        return ell(-25, -2, 5, 10, c) + ell(25, -2, 5, 10, c)
    if style == "receding":
        return path("M-27 4C-31-14-28-26-20-28Q-22-14-23 0ZM27 4C31-14 28-26 20-28Q22-14 23 0Z", c) + path("M-20-26Q0-36 20-26Q0-31-20-26Z", c)
    return ""


def _hat(hat, c):
    if hat == "flatcap":
        return path("M-28-10C-34-36 26-44 30-14Q46-12 42-6Q6-14-28-10Z", c) + line("M-28-10Q6-15 42-6", shade(c, 0.3), 3)
    if hat == "beanie":
        return path("M-28-8C-32-46 32-46 28-8Z", c) + path("M-30-15Q0-22 30-15V-4Q0-11-30-4Z", shade(c)) + circ(0, -40, 8, tint(c, 0.5))
    if hat == "straw":
        return ell(0, -14, 46, 9, c) + path("M-26-15C-26-46 26-46 26-15Z", tint(c, 0.2)) + path("M-26-20Q0-13 26-20V-13Q0-7-26-13Z", CORAL)
    if hat == "cap":
        return path("M-27-9C-30-42 30-42 27-9Z", c) + path("M6-15Q34-18 44-6Q24-10 6-8Z", shade(c))
    if hat == "turban":
        return (path("M-29-5C-38-50 38-50 29-5C18-18-18-18-29-5Z", c)
                + line("M-27-10C-14-30 6-32 16-38M27-10C16-26 4-28-8-36", shade(c, 0.2), 3))
    if hat == "helmet":
        return path("M-29-6C-32-46 32-46 29-6Q0-14-29-6Z", c) + line("M-12-36Q-16-22-15-11M12-36Q16-22 15-11", shade(c, 0.25), 4)
    if hat == "headband":
        return path("M-27-12Q0-24 27-12V-4Q0-16-27-4Z", c)
    return ""


def head_back(hair="short", hair_c="brown", hijab=None, **_other):
    """What is behind the shoulders: long hair, or the back of a scarf."""
    if hijab:
        return path("M-33 4C-38-48 38-48 33 4C33 22 30 36 24 44H-24C-30 36-33 22-33 4Z", hijab)
    return _hair_back(hair, HAIR.get(hair_c, hair_c))


def head(skin, hair="short", hair_c="brown", look=0.0, mouth="smile", eyes="dot", glasses=False,
         beard=None, hat=None, hat_c=SLATE, hijab=None, hearing=False, old=False, moustache=None,
         earring=None):
    """A head with its centre at 0,0 (25 wide each way, 28 high each way), looking LOOK (-1..1)."""
    sk = SKIN.get(skin, skin)
    hc = HAIR.get(hair_c, hair_c)
    sh = mix(sk, "#7a2f1d", 0.28)
    o = []
    if not hijab:
        for side in (-1, 1):
            if side * look < 0.55:
                o.append(circ(side * 25 + look * 3, 2, 6, shade(sk, 0.07) if side * look < 0 else sk))
    if hijab:
        o.append(path("M-21-6C-21-32 21-32 21-6C23 14 15 27 0 27S-23 14-21-6Z", sk))
    else:
        o.append(path("M-25-6C-25-34 25-34 25-6C26 16 17 28 0 28S-26 16-25-6Z", sk))
    dx = look * 7
    if beard:
        bc = HAIR.get(beard, beard)
        o.append(path(f"M-25 0C-24 40 24 40 25 0C22 10 16 11 {dx} 10C-16 11-22 10-25 0Z", bc))
    o.append(circ(-14 + dx, 9, 5.5, CORAL, 0.22) + circ(14 + dx, 9, 5.5, CORAL, 0.22))
    if eyes == "dot":
        o.append(dots([(-9 + dx, -1), (9 + dx, -1)], 2.8, DARK))
    elif eyes == "happy":
        o.append(line(f"M{-13 + dx}0q4-5 8 0M{5 + dx} 0q4-5 8 0", DARK, 2.6))
    else:  # looking down
        o.append(line(f"M{-13 + dx}-2q4 5 8 0M{5 + dx}-2q4 5 8 0", DARK, 2.6))
    brow = shade(hc, 0.2) if hair_c not in ("white", "silver") else mix(hc, DARK, 0.25)
    o.append(line(f"M{-13 + dx}-9q4-3 8-1M{5 + dx}-10q4-2 8 1", brow if not hijab else DARK, 2, 0.85))
    o.append(line(f"M{dx * 1.4} 2q{3 if look >= 0 else -3} 5{' ' if look >= 0 else ' '}{0 if look >= 0 else 0} 6", sh, 2.2))
    if old:
        o.append(line(f"M{-19 + dx} 3l3 1M{19 + dx} 3l-3 1", sh, 1.4))
    mx = dx * 1.15
    if mouth == "smile":
        o.append(line(f"M{mx - 7} 14q7 7 14 0", "#6d221c", 2.4))
    elif mouth == "open":
        o.append(path(f"M{mx - 8} 13h16q-1 10-8 10t-8-10Z", "#6d221c") + path(f"M{mx - 7} 13h14q0 3-2 3h-10q-2 0-2-3Z", WHITE))
    elif mouth == "sing":
        o.append(ell(mx, 17, 5, 6, "#6d221c"))
    else:
        o.append(line(f"M{mx - 5} 16q5 3 10 0", "#6d221c", 2.4))
    if moustache:
        o.append(path(f"M{mx - 11} 14Q{mx - 6} 7 {mx} 10Q{mx + 6} 7 {mx + 11} 14Q{mx} 14 {mx - 11} 14Z", HAIR.get(moustache, moustache)))
    if glasses:
        gx = dx
        o.append(f'<g fill="none" stroke="{INK}" stroke-width="2"><circle cx="{-10 + gx:g}" cy="-1" r="7.5"/><circle cx="{10 + gx:g}" cy="-1" r="7.5"/></g>'
                 + line(f"M{gx - 2.5}-2q2.5-2 5 0M{gx - 17.5}-2L-24-4M{gx + 17.5}-2L24-4", INK, 2))
    if hijab:
        o.append(path("M-33 4C-38-48 38-48 33 4C33 22 30 36 24 44H-24C-30 36-33 22-33 4ZM-20-5C-22 14-14 26 0 26S22 14 20-5C19-28-19-28-20-5Z", hijab).replace("<path ", '<path fill-rule="evenodd" ', 1))
        o.append(line("M-20-14C-14-30 14-30 20-14", shade(hijab, 0.22), 2.5))
    elif hat:
        if hair in ("bob", "long", "wave", "fringe", "short", "pony", "side", "quiff", "pigtails", "braids"):
            o.append(path("M-27 2Q-29-14-22-16L-22-8ZM27 2Q29-14 22-16L22-8Z", hc))
        elif hair in ("bald", "receding", "curls", "crop"):
            o.append(path("M-27 4Q-29-12-23-14L-22-2ZM27 4Q29-12 23-14L22-2Z", hc))
        o.append(_hat(hat, hat_c))
    else:
        o.append(_hair_front(hair, hc))
    if hearing:
        side = -1 if look >= 0 else 1
        o.append(line(f"M{side * 27 + look * 3}-8q{side * 5} 2 {side * 4} 10", PAPER, 5) + line(f"M{side * 27 + look * 3}-8q{side * 5} 2 {side * 4} 10", AMBER_M, 3)
                 + line(f"M{side * 31 + look * 3} 2q{-side * 2} 6 {-side * 6} 4", INK, 1.6))
    if earring:
        o.append(circ((-1 if look >= 0 else 1) * 25 + look * 3, 10, 2.6, earring))
    return "".join(o)


# --- clothes --------------------------------------------------------------------------------


def _torso(y, w, c, kind, c2, skin):
    """The trunk from the shoulders (Y) to the hip (Y + 72), W times as wide."""
    a, b, h = 37 * w, 30 * w, y + 72
    o = [path(f"M-11 {y - 11}C{-26 * w} {y - 8} {-a} {y - 6} {-a} {y + 14}L{-b} {h}Q0 {h + 9} {b} {h}L{a} {y + 14}C{a} {y - 6} {26 * w} {y - 8} 11 {y - 11}Q0 {y - 2}-11 {y - 11}Z", c)]
    o.append(path(f"M{a - 15 * w} {y + 12}L{b - 16 * w} {h + 5}Q{b - 6} {h + 4} {b} {h}L{a - 1} {y + 10}Z", INK, 0.09))
    d = shade(c, 0.25)
    if kind == "jumper":
        o.append(line(f"M-11 {y - 10}Q0 {y}11 {y - 10}", d, 5) + line(f"M{-b + 3} {h - 4}Q0 {h + 4} {b - 3} {h - 4}", d, 4, 0.6))
    elif kind == "stripes":
        ws = (a - 3, a - 6, b + 2, b)
        o.append(line("".join(f"M{-ws[i]} {y + 12 + i * 16}Q0 {y + 19 + i * 16} {ws[i]} {y + 12 + i * 16}" for i in range(4)), c2, 6, cap="butt"))
        o.append(line(f"M-11 {y - 10}Q0 {y}11 {y - 10}", c2, 4))
    elif kind == "cardigan":
        o.append(path(f"M-10 {y - 10}Q0 {y - 1}10 {y - 10}L5 {y + 30} 8 {h + 6}H-8L-5 {y + 30}Z", c2))
        o.append(dots([(-13, y + 34), (-13, y + 48), (-13, y + 62)], 2, tint(c, 0.6)))
    elif kind == "shirt":
        o.append(path(f"M-13 {y - 12}L0 {y + 2} 13 {y - 12} 17 {y} 4 {y + 14} 0 {y + 3}-4 {y + 14}-17 {y}Z", tint(c, 0.45)) + line(f"M0 {y + 10}V{h + 2}", d, 1.6, 0.6))
        o.append(dots([(0, y + 24), (0, y + 40), (0, y + 56)], 1.8, PAPER))
    elif kind == "hoodie":
        o.append(path(f"M-22 {y - 8}Q0 {y + 18} 22 {y - 8}Q12 {y - 14} 10 {y - 9}Q0 {y + 2}-10 {y - 9}Q-12 {y - 14}-22 {y - 8}Z", d) + line(f"M-6 {y + 4}v18M6 {y + 4}v18", PAPER, 2.2))
        o.append(path(f"M{-18 * w} {h - 2}L{-12 * w} {h - 24}H{12 * w}L{18 * w} {h - 2}Z", d, 0.5))
    elif kind == "hivis":
        o.append(line(f"M{-a + 2} {y + 40}Q0 {y + 47} {a - 4} {y + 40}M-19 {y - 8}V{h}M19 {y - 8}V{h}", PAPER, 7, cap="butt"))
    elif kind == "gilet":
        o.append(line(f"M0 {y - 4}V{h + 4}", d, 2) + line(f"M{-a + 4} {y + 22}H{a - 4}M{-a + 6} {y + 44}H{a - 6}", d, 1.6, 0.5))
    elif kind == "blouse":
        o.append(dots([(-18, y + 16), (6, y + 12), (20, y + 26), (-6, y + 30), (-22, y + 42), (14, y + 46), (-4, y + 56), (22, y + 62), (-18, y + 64)], 2.8, c2))
        o.append(path(f"M-13 {y - 12}L0 {y + 2} 13 {y - 12} 15 {y + 1} 0 {y + 6}-15 {y + 1}Z", c2))
    elif kind == "vneck":
        o.append(path(f"M-10 {y - 11}L0 {y + 16} 10 {y - 11}Q0 {y - 4}-10 {y - 11}Z", c2) + line(f"M-11 {y - 10}L0 {y + 17} 11 {y - 10}", d, 3.4))
    else:
        o.append(line(f"M-11 {y - 10}Q0 {y}11 {y - 10}", d, 3, 0.7))
    return "".join(o)


def _shoe(x, y, way, c):
    return path(f"M{x - 9 * way} {y + 8}V{y - 3}Q{x} {y - 8} {x + 8 * way} {y - 4}Q{x + 21 * way} {y - 1} {x + 21 * way} {y + 8}Z", c)


def arm(s, hand, sleeve, skin, short=False, prefer=None, prop="", over="", reach=42):
    """An arm from the shoulder S to HAND; PROP is drawn under the hand and OVER above it."""
    side = 1 if s[0] >= 0 else -1
    hand = _reach(s, hand, 2 * reach)
    e = joint(s, hand, reach, reach, prefer or (side * 0.7, 1))
    if short:
        m = ((s[0] + e[0] * 3) / 4, (s[1] + e[1] * 3) / 4)
        o = line(f"M{s[0]} {s[1]}L{e[0]} {e[1]} {hand[0]} {hand[1]}", skin, 14)
        o += line(f"M{s[0]} {s[1]}L{m[0]} {m[1]}", sleeve, 20)
    else:
        k = 0.16
        w = (hand[0] + (e[0] - hand[0]) * k, hand[1] + (e[1] - hand[1]) * k)
        o = line(f"M{s[0]} {s[1]}L{e[0]} {e[1]} {w[0]} {w[1]}", sleeve, 19)
    return o + (prop and group(prop, *hand)) + circ(hand[0], hand[1], 9, skin) + (over and group(over, *hand))


def person(x, y, s=1.0, flip=False, skin="rosy", top="#0b5563", kind="jumper", top2=PAPER,
           bottom=INK, shoes="#3a2a22", w=1.0, pose="stand", feet=None, left=None, right=None,
           lprefer=None, rprefer=None, lprop="", rprop="", lover="", rover="", short=False,
           lean=0.0, tilt=0.0, hs=1.0, skirt=None, apron=None, scarf=None, sleeve=None, legs=True,
           back_left=False, chest="", shorts=False, reach=None, **hd):
    """One figure with its feet (or the floor under its seat) at X,Y.

    LEFT and RIGHT are hands, as points from the middle of the shoulders (y down); props are drawn
    in them.  POSE is stand, walk, sit (to the right), front (sitting, facing us), or floor (cross-legged).
    """
    sk = SKIN.get(skin, skin)
    sitting = pose in ("sit", "front")
    hip = -26 if pose == "floor" else -SEAT if sitting else -STAND
    sy = hip - 70
    leg = []
    bc = bottom
    if legs:
        if pose == "sit":
            ft = feet or ((40, -12), (52, -12))
            for i, f in enumerate(ft):
                k = joint((0, hip + 2), f, 47, 50, (1, -1))
                col = shade(bc, 0.2) if i == 0 else bc
                leg.append(line(f"M0 {hip + 2}L{k[0]} {k[1]} {f[0]} {f[1]}", sk if (skirt or shorts) else col, 22 if not skirt else 15))
                if shorts:
                    leg.append(line(f"M0 {hip + 2}L{k[0] - 4} {k[1]}", col, 25))
                leg.append(_shoe(f[0], f[1] + 4, 1, shoes))
            if skirt:
                leg.append(path(f"M-24 {hip - 14}Q30 {hip - 22} 58 {hip - 12}L62 {hip + 26}Q30 {hip + 34} 26 {hip + 16}L-24 {hip + 14}Z", skirt))
        elif pose == "floor":  # cross-legged
            lc = sk if (skirt or shorts) else bc
            leg.append(_shoe(-34, -6, -1, shoes) + _shoe(34, -6, 1, shoes))
            leg.append(line(f"M-12 {hip + 2}L-42-12 8-8", shade(lc, 0.15), 20) + line(f"M12 {hip + 2}L42-12-8-8", lc, 20))
            if skirt:
                leg.append(path(f"M-29 {hip - 12}Q-60 {hip + 14}-46 {hip + 20}Q0 {hip + 30} 46 {hip + 20}Q60 {hip + 14} 29 {hip - 12}Z", skirt))
        elif pose == "front":
            for d in (-1, 1):
                f = (d * 19, -12)
                if not skirt:
                    leg.append(line(f"M{d * 12} {hip - 2}L{d * 21} {hip + 14} {f[0]} {f[1]}", bc if d < 0 else shade(bc, 0.12), 25))
                else:
                    leg.append(line(f"M{d * 14} {hip + 20}L{f[0] * 0.7} {f[1]}", sk, 15))
                leg.append(_shoe(f[0] * (0.75 if skirt else 1), f[1] + 4, d, shoes))
            if skirt:
                leg.append(path(f"M-29 {hip - 12}Q-44 {hip + 20}-36 {hip + 34}Q0 {hip + 42} 36 {hip + 34}Q44 {hip + 20} 29 {hip - 12}Z", skirt))
        else:
            ft = feet or (((-15, -13), (16, -13)) if pose == "stand" else ((-30, -16), (30, -13)))
            for i, f in enumerate(ft):
                hx = -13 if i == 0 else 13
                if pose == "walk":
                    hx *= 0.5
                k = joint((hx, hip), f, *((41.5, 41.5) if pose == "stand" and not feet else (43, 43)), (1 if pose == "walk" else (-0.4 if i == 0 else 0.4), 0.2))
                col = shade(bc, 0.2) if i == 0 else bc
                skl = shade(sk, 0.1) if i == 0 else sk
                bare = skirt or shorts
                leg.append(line(f"M{hx} {hip}L{k[0]} {k[1]} {f[0]} {f[1]}", skl if bare else col, 16 if bare else 23))
                if shorts:
                    leg.append(line(f"M{hx} {hip}L{k[0]} {k[1]}", col, 26))
                leg.append(_shoe(f[0], f[1] + 5, (-1 if i == 0 else 1) if pose == "stand" else 1, shoes))
            if skirt:
                leg.append(path(f"M{-30 * w} {hip - 8}L{-42 * w} {hip + 56}Q0 {hip + 68} {42 * w} {hip + 56}L{30 * w} {hip - 8}Z", skirt))
    ls, rs = (-30 * w, sy + 6), (30 * w, sy + 6)
    lh = left or (-38 * w - 4, 88)
    rh = right or (38 * w + 4, 88)
    lh, rh = (lh[0], lh[1] + sy), (rh[0], rh[1] + sy)
    sl = sleeve or top
    reach = reach or (34 if pose == "floor" or not legs else 42)  # shorter: arms towards us, on a table or in a lap
    la = arm(ls, lh, shade(sl, 0.2), shade(sk, 0.08) if back_left else sk, short, lprefer, lprop, lover, reach)
    ra = arm(rs, rh, shade(sl, 0.1), sk, short, rprefer, rprop, rover, reach)
    hy = sy - 42
    up = [group(head_back(**hd), 0, hy - 28 * (hs - 1), hs, rot=tilt), la if back_left else ""]
    up.append(_torso(sy, w, top, kind, top2, sk))
    up.append(path(f"M-10 {sy - 24}H10V{sy - 9}Q0 {sy - 1}-10 {sy - 9}Z", shade(sk, 0.16)))
    up.append(chest and group(chest, 0, sy))
    if apron:
        up.append(path(f"M-15 {sy + 6}H15L24 {sy + 36} {31 * w} {sy + 78}Q0 {sy + 92} {-31 * w} {sy + 78}L-24 {sy + 36}Z", apron)
                  + line(f"M-15 {sy + 6}L-10 {sy - 8}M15 {sy + 6}L10 {sy - 8}", apron, 4) + path(f"M-12 {sy + 48}H12V{sy + 62}Q0 {sy + 68}-12 {sy + 62}Z", shade(apron, 0.15)))
    hijab = hd.get("hijab")
    if hijab:
        up.append(path(f"M-24 {sy - 20}H24C34 {sy} 38 {sy + 14} 30 {sy + 24}Q0 {sy + 36}-30 {sy + 22}C-38 {sy + 12}-34 {sy} -24 {sy - 20}Z", shade(hijab, 0.1)))
    up.append(group(head(skin, **hd), 0, hy - 28 * (hs - 1), hs, rot=tilt))
    if scarf:
        up.append(path(f"M-17 {sy - 18}Q0 {sy - 6} 17 {sy - 18}Q24 {sy - 6} 14 {sy - 2}L18 {sy + 34}H4L2 {sy + 1}Q-14 {sy + 2}-19 {sy - 6}Q-21 {sy - 14}-17 {sy - 18}Z", scarf))
    up.append(("" if back_left else la) + ra)
    body = "".join(leg) + group("".join(up), rot=lean, cy=hip)
    return group(body, x, y, s, flip)


# --- aids and seats ---------------------------------------------------------------------------


def wheelchair_back(c=CORAL):
    """The part of a wheelchair behind its rider, floor at 0,0."""
    return (line("M-27-132L-24-58M-40-134H-27", INK, 6) + rect(-32, -122, 12, 62, c, 5)
            + circ(52, -10, 10, INK) + circ(52, -10, 4, "#c9ced6") + line("M34-52L56-18 66-12", INK, 5))


def wheelchair_front(c=CORAL):
    """The part in front of its rider: the big wheel and the side."""
    return (line("M-24-50H38L56-8H74", INK, 6) + f'<circle cx="-4" cy="-40" r="38" fill="none" stroke="{INK}" stroke-width="7"/>'
            + '<circle cx="-4" cy="-40" r="30" fill="none" stroke="#c9ced6" stroke-width="3"/>'
            + line("M-4-78V-2M-42-40H34M-31-67 23-13M23-67-31-13", "#c9ced6", 2) + circ(-4, -40, 6, c))


def wheelchair_user(x, y, s=1.0, flip=False, chair=CORAL, **kw):
    """Somebody in a wheelchair, facing right unless FLIP."""
    kw.setdefault("feet", ((52, -20), (60, -18)))
    body = group(wheelchair_back(chair)) + person(0, -2, pose="sit", **kw) + wheelchair_front(chair)
    return group(body, x, y, s, flip)


def chair(x, y, s=1.0, flip=False, c="#a8733f", back=True):
    """A chair seen from the side, for somebody with pose sit facing right."""
    o = (line("M-26-118L-22-46", c, 8) if back else "") + (rect(-32, -122, 11, 46, shade(c), 5) if back else "")
    return group(o + rect(-26, -50, 58, 10, c, 4) + line("M-20-42L-24 0M26-42L28 0", shade(c, 0.2), 7), x, y, s, flip)


def back_view(x, y, s=1.0, top="#0b5563", hair="short", hair_c="grey", skin="pale", hijab=None, hearing=False, seat=None):
    """Somebody seen from behind, from the shoulders up: Y is the middle of the back."""
    sk, hc = SKIN.get(skin, skin), HAIR.get(hair_c, hair_c)
    o = circ(-25, -62, 6, sk) + circ(25, -62, 6, sk) if not hijab else ""
    o += path("M-11-46H11V-14H-11Z", shade(sk, 0.12)) + path("M-12-26C-34-24-44-18-46-2L-50 70H50L46-2C44-18 34-24 12-26Q0-20-12-26Z", top) + path("M24-20C40-16 45-8 46-2L50 70H30Z", INK, 0.09)
    if hijab:
        o += path("M-32-66C-34-106 34-106 32-66C34-40 30-30 34-12Q0 10-34-12C-30-30-34-40-32-66Z", hijab) + line("M0-98Q10-60 0-6", shade(hijab, 0.2), 2.5)
    else:
        o += path("M-25-68C-26-98 26-98 25-68C26-44 16-36 0-36S-26-44-25-68Z", sk if hair in ("bald", "receding") else hc)
        if hair in ("bald", "receding"):
            o += path("M-26-70C-26-44-16-36 0-36S26-44 26-70Q20-60 0-60T-26-70Z", hc)
        elif hair == "bob":
            o += path("M-32-40C-38-110 38-110 32-40Q0-28-32-40Z", hc)
        elif hair == "curls":
            o += "".join(circ(a, b, 14, hc) for a, b in ((-20, -48), (20, -48), (-24, -68), (24, -68), (-14, -88), (14, -88), (0, -94), (0, -46)))
        elif hair == "bun":
            o += circ(0, -94, 14, hc) + line("M-8-86Q0-82 8-86", shade(hc), 2)
        elif hair == "afro":
            o += circ(0, -72, 38, hc)
    if hearing:
        o += line("M27-72q6 4 3 12", AMBER_M, 4)
    if seat:
        o += rect(-44, 22, 88, 60, seat, 8) + rect(-34, 34, 68, 8, shade(seat, 0.2), 4)
    return group(o, x, y, s)


STICK = line("M-10-2Q-4-12 2-2L4 82", WOOD_D, 5)
