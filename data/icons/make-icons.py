#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draw Foyer's icons: the app icon, its symbolic form and the small icons of the interface.

usage: make-icons.py [--out DIR] [--check]

GTK 4.8 recolours what is filled and not, reliably, what is stroked.  So every line is written as
the filled outline of a round-ended stroke.  All outlines run clockwise, holes run the other way,
and the non-zero rule joins them into one shape.
"""
import argparse
import math
import pathlib
import sys

HEAD = "<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n"


def n(v):
    s = f"{v:.2f}".rstrip("0").rstrip(".")
    return "0" if s in ("-0", "") else s


def p(x, y):
    return f"{n(x)} {n(y)}"


def seg(x1, y1, x2, y2, w=2.0):
    """A straight round-ended stroke."""
    r, d = w / 2, math.hypot(x2 - x1, y2 - y1)
    nx, ny = -(y2 - y1) / d * r, (x2 - x1) / d * r
    a = f"A{n(r)} {n(r)} 0 0 1 "
    return f"M{p(x1 - nx, y1 - ny)}L{p(x2 - nx, y2 - ny)}{a}{p(x2 + nx, y2 + ny)}L{p(x1 + nx, y1 + ny)}{a}{p(x1 - nx, y1 - ny)}Z"


def lines(*pts, close=False, w=2.0):
    """A stroke through points."""
    pts = list(pts) + ([pts[0]] if close else [])
    return "".join(seg(*a, *b, w) for a, b in zip(pts, pts[1:]))


def dot(cx, cy, r):
    return f"M{p(cx - r, cy)}A{n(r)} {n(r)} 0 0 1 {p(cx + r, cy)}A{n(r)} {n(r)} 0 0 1 {p(cx - r, cy)}Z"


def hole(cx, cy, rx, ry=None):
    ry = ry or rx
    return f"M{p(cx - rx, cy)}A{n(rx)} {n(ry)} 0 0 0 {p(cx + rx, cy)}A{n(rx)} {n(ry)} 0 0 0 {p(cx - rx, cy)}Z"


def ring(cx, cy, rx, ry=None, w=2.0):
    """A stroked circle or ellipse."""
    ry, h = ry or rx, w / 2
    o = f"A{n(rx + h)} {n(ry + h)} 0 0 1 "
    return f"M{p(cx - rx - h, cy)}{o}{p(cx + rx + h, cy)}{o}{p(cx - rx - h, cy)}Z" + hole(cx, cy, rx - h, ry - h)


def at(cx, cy, r, deg):
    return cx + r * math.cos(math.radians(deg)), cy + r * math.sin(math.radians(deg))


def arc(cx, cy, r, a0, a1, w=2.0):
    """A stroked arc from A0 clockwise to A1 degrees (0 is right, 90 is down)."""
    h, big = w / 2, int(a1 - a0 > 180)
    o0, o1, i0, i1 = at(cx, cy, r + h, a0), at(cx, cy, r + h, a1), at(cx, cy, r - h, a0), at(cx, cy, r - h, a1)
    return (f"M{p(*o0)}A{n(r + h)} {n(r + h)} 0 {big} 1 {p(*o1)}A{n(h)} {n(h)} 0 0 1 {p(*i1)}"
            f"A{n(r - h)} {n(r - h)} 0 {big} 0 {p(*i0)}A{n(h)} {n(h)} 0 0 1 {p(*o0)}Z")


def box(x, y, w, h, r=2.0, fill=False, s=2.0):
    """A rounded box: its outline of S wide, or filled."""
    def rr(x, y, w, h, r):
        return (f"M{p(x + r, y)}H{n(x + w - r)}A{n(r)} {n(r)} 0 0 1 {p(x + w, y + r)}V{n(y + h - r)}A{n(r)} {n(r)} 0 0 1 {p(x + w - r, y + h)}"
                f"H{n(x + r)}A{n(r)} {n(r)} 0 0 1 {p(x, y + h - r)}V{n(y + r)}A{n(r)} {n(r)} 0 0 1 {p(x + r, y)}Z")

    def back(x, y, w, h, r):
        return (f"M{p(x + r, y)}A{n(r)} {n(r)} 0 0 0 {p(x, y + r)}V{n(y + h - r)}A{n(r)} {n(r)} 0 0 0 {p(x + r, y + h)}"
                f"H{n(x + w - r)}A{n(r)} {n(r)} 0 0 0 {p(x + w, y + h - r)}V{n(y + r)}A{n(r)} {n(r)} 0 0 0 {p(x + w - r, y)}Z")

    if fill:
        return rr(x, y, w, h, r)
    k = s / 2
    return rr(x - k, y - k, w + s, h + s, r + k) + back(x + k, y + k, w - s, h - s, max(0.4, r - k))


def solid(*pts, w=2.0):
    """A filled polygon (points clockwise) with rounded corners."""
    return "M" + "L".join(p(*q) for q in pts) + "Z" + lines(*pts, close=True, w=w)


def head(x, y, deg, size=4.4):
    """The two barbs of an arrow whose tip X,Y points along DEG."""
    return "".join(seg(x, y, *at(x, y, size, deg + 180 + k)) for k in (-42, 42))


def twinkle(cx, cy, r, k=0.2):
    """A four-pointed filled star."""
    d = f"M{p(cx, cy - r)}"
    for i in range(4):
        d += f"Q{p(*at(cx, cy, r * k, -45 + 90 * i))} {p(*at(cx, cy, r, 90 * i))}"
    return d + "Z"


def star_points(cx, cy, r, k=0.46):
    return [at(cx, cy, r if i % 2 == 0 else r * k, -90 + 36 * i) for i in range(10)]


def heart(cx, cy, s):
    """A filled heart, S wide on each side of CX."""
    r = f"A{n(s * 0.5)} {n(s * 0.5)} 0 1 1 "
    return f"M{p(cx, cy + s * 0.92)}L{p(cx - s * 0.833, cy + s * 0.07)}{r}{p(cx, cy - s * 0.47)}{r}{p(cx + s * 0.833, cy + s * 0.07)}Z"


CONE = ((3.6, 9.4), (6.6, 9.4), (11, 5.6), (11, 18.4), (6.6, 14.6), (3.6, 14.6))
WAVES = (arc(12, 19, 4.2, 225, 315) + arc(12, 19, 8.6, 225, 315) + arc(12, 19, 13, 225, 315))


def replay():
    x, y = at(12, 13, 7.5, 238)
    return arc(12, 13, 7.5, 238, 538) + head(x - 0.3, y + 0.2, 148)


def half_disc(cx, cy, r):
    return f"M{p(cx, cy - r)}A{n(r)} {n(r)} 0 0 1 {p(cx, cy + r)}Z"


ICONS = {
    "arrow-back": lines((20, 12), (4.4, 12)) + lines((11, 5.4), (4.4, 12), (11, 18.6)),
    "arrow-forward": lines((4, 12), (19.6, 12)) + lines((13, 5.4), (19.6, 12), (13, 18.6)),
    "home": lines((3, 11.6), (12, 4), (21, 11.6)) + lines((5.6, 10.4), (5.6, 20), (18.4, 20), (18.4, 10.4)) + lines((10, 19.6), (10, 14.4), (14, 14.4), (14, 19.6)),
    "search": ring(10.4, 10.4, 6.4) + seg(15.2, 15.2, 20.4, 20.4, 2.6),
    "check": lines((4.4, 12.6), (9.6, 17.8), (19.8, 6.8), w=2.6),
    "check-circle": ring(12, 12, 9) + lines((7.8, 12.5), (10.9, 15.6), (16.4, 9.2)),
    "close": seg(5.6, 5.6, 18.4, 18.4, 2.4) + seg(18.4, 5.6, 5.6, 18.4, 2.4),
    "online": WAVES + dot(12, 19, 1.7),
    "offline": arc(12, 19, 4.2, 225, 282) + arc(12, 19, 8.6, 225, 244) + arc(12, 19, 8.6, 279, 315) + arc(12, 19, 13, 225, 236) + arc(12, 19, 13, 259, 315) + dot(12, 19, 1.7) + seg(4, 4, 20.4, 20.4),
    "clock": ring(12, 12, 9) + lines((12, 6.8), (12, 12.2), (15.6, 14.4)),
    "place": arc(12, 10, 6.8, 148, 392) + lines(at(12, 10, 6.8, 148), (12, 21), at(12, 10, 6.8, 32)) + ring(12, 10, 2),
    "people": ring(9, 8, 3.4) + arc(9, 20, 6, 180, 360) + arc(15.6, 8, 3.4, -78, 78) + arc(15.4, 20, 6, -64, 0) + seg(3, 20, 15, 20) + seg(18.4, 20, 21.4, 20),
    "easier": ring(12, 12, 10.2) + dot(12, 6.6, 1.6) + lines((6.6, 9.6), (12, 10.6), (17.4, 9.6)) + lines((12, 10.6), (12, 14))
    + lines((9.2, 18.6), (12, 13.6), (14.8, 18.6)),
    "person": ring(12, 7.6, 3.8) + arc(12, 20.2, 7.4, 180, 360) + seg(4.6, 20.2, 19.4, 20.2),
    "calendar": box(3.5, 5.2, 17, 15.3, 2.5) + seg(4, 10.2, 20, 10.2) + seg(8, 3.2, 8, 6.6) + seg(16, 3.2, 16, 6.6) + dot(8, 14, 1.25) + dot(12, 14, 1.25) + dot(16, 14, 1.25) + dot(8, 17.4, 1.25) + dot(12, 17.4, 1.25),
    "phone": arc(19.4, 4.6, 13.4, 98, 172, 3) + seg(5.6, 6.2, 8.2, 5.2, 4.6) + seg(17.8, 18.4, 18.8, 15.8, 4.6),
    "envelope": box(3, 5.4, 18, 13.2, 2.4) + lines((4.2, 7.6), (12, 13.6), (19.8, 7.6)),
    "qr": "".join(box(x, y, 5.6, 5.6, 1) + box(x + 1.9, y + 1.9, 1.8, 1.8, 0.3, True) for x, y in ((3.7, 3.7), (14.7, 3.7), (3.7, 14.7))) + "".join(box(x, y, 2, 2, 0.3, True) for x, y in ((13.7, 13.7), (17.3, 13.7), (15.5, 15.5), (19.3, 15.5), (13.7, 17.3), (17.3, 17.3), (15.5, 19.3), (19.3, 19.3))),
    "printer": lines((7, 17.2), (3.6, 17.2), (3.6, 9.4), (20.4, 9.4), (20.4, 17.2), (17, 17.2)) + lines((7, 9.4), (7, 3.6), (17, 3.6), (17, 9.4)) + box(7, 14.2, 10, 6.4, 0.6) + dot(17, 12, 1.1),
    "speaker": lines(*CONE, close=True) + arc(11.6, 12, 4.6, -46, 46) + arc(11.6, 12, 8.8, -46, 46),
    "volume": solid(*CONE) + seg(14.6, 10.6, 14.6, 13.4) + seg(17.8, 8.4, 17.8, 15.6) + seg(21, 6.2, 21, 17.8),
    "captions": box(2.6, 5, 18.8, 14, 2.8) + arc(8.7, 12, 2.5, 48, 312) + arc(15.7, 12, 2.5, 48, 312),
    "play": solid((7.6, 5.2), (18.8, 12), (7.6, 18.8)),
    "pause": seg(8.2, 6.6, 8.2, 17.4, 4) + seg(15.8, 6.6, 15.8, 17.4, 4),
    "replay": replay(),
    "list": "".join(dot(4.6, y, 1.5) + seg(9, y, 20, y) for y in (6.2, 12, 17.8)),
    "text-size": lines((2.8, 18.8), (8, 5.4), (13.2, 18.8)) + seg(5, 14.2, 11, 14.2) + lines((14.6, 18.8), (17.9, 10.2), (21.2, 18.8)) + seg(16, 15.8, 19.8, 15.8),
    "contrast": ring(12, 12, 9) + half_disc(12, 12, 8.4),
    "language": ring(12, 12, 9) + ring(12, 12, 4, 9) + seg(3.8, 9, 20.2, 9) + seg(3.8, 15, 20.2, 15),
    "backspace": lines((8.2, 5.4), (20.6, 5.4), (20.6, 18.6), (8.2, 18.6), (2.8, 12), close=True) + seg(11.6, 9.4, 16.8, 14.6) + seg(16.8, 9.4, 11.6, 14.6),
    "shift": lines((12, 3.6), (20.2, 12), (15.8, 12), (15.8, 19.8), (8.2, 19.8), (8.2, 12), (3.8, 12), close=True),
    "keyboard-hide": box(2.6, 3.6, 18.8, 11, 2.2) + "".join(dot(x, 7.3, 1.15) for x in (6.4, 10.1, 13.9, 17.6)) + seg(8.2, 11, 15.8, 11) + lines((8.4, 18), (12, 21.2), (15.6, 18)),
    "heart": arc(7.8, 9, 4.6, 138, 336) + arc(16.2, 9, 4.6, 204, 402) + lines(at(7.8, 9, 4.6, 138), (12, 20), at(16.2, 9, 4.6, 42)),
    "star": lines(*star_points(12, 12.8, 9.6), close=True),
    "hand-help": heart(14, 7.4, 4.4) + box(2.2, 14, 3.6, 7.2, 1, True) + lines((7.8, 15.2), (10.2, 14.4), (13, 14.4), (14.8, 15.8), (14, 17.2), (11, 17.2)) + lines((14.6, 16.6), (20, 14.2), (20.8, 15.6), (14.6, 20.2), (7.8, 20.2)),
    "info": ring(12, 12, 9) + dot(12, 7.8, 1.35) + seg(12, 11.4, 12, 16.8),
    "warning": lines((12, 3.8), (21.2, 19.8), (2.8, 19.8), close=True) + seg(12, 9.6, 12, 13.8) + dot(12, 17, 1.3),
    "lock": box(4.6, 10.6, 14.8, 9.8, 2.4) + arc(12, 7.6, 4.2, 180, 360) + seg(7.8, 7.6, 7.8, 10.6) + seg(16.2, 7.6, 16.2, 10.6) + dot(12, 15.5, 1.7),
    "library": seg(12, 6.8, 12, 19.8) + lines((12, 6.8), (8.6, 5), (3, 5), (3, 18), (8.6, 18), (12, 19.8), (15.4, 18), (21, 18), (21, 5), (15.4, 5), (12, 6.8)),
    "sparkle": twinkle(10, 13.4, 8.4) + twinkle(18.6, 5.4, 4),
    "chevron-down": lines((5, 8.8), (12, 15.8), (19, 8.8), w=2.4),
    "chevron-left": lines((15.2, 5), (8.2, 12), (15.2, 19), w=2.4),
    "chevron-right": lines((8.8, 5), (15.8, 12), (8.8, 19), w=2.4),
    "filter": "".join(seg(3.4, y, 20.6, y) + dot(x, y, 3) for x, y in ((15.4, 6), (8.2, 12), (14, 18))),
    "map": lines((3.4, 6.4), (9, 4), (15, 6.4), (20.6, 4), (20.6, 17.6), (15, 20), (9, 17.6), (3.4, 20), close=True) + seg(9, 4, 9, 17.6) + seg(15, 6.4, 15, 20),
}

APP = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" width="128" height="128"><title>Foyer</title>
<rect x="8" y="10" width="112" height="112" rx="28" fill="#083f4a"/>
<rect x="8" y="6" width="112" height="112" rx="28" fill="#0b5563"/>
<g transform="translate(-3 -7)"><path d="M34 115V58a30 30 0 0 1 60 0v57Z" fill="#fbf7f0"/>
<path d="M40 115V58a24 24 0 0 1 48 0v57Z" fill="#fdeecb"/>
<circle cx="76" cy="56" r="8" fill="#f6c453"/>
<path d="M40 84q12-5 24 0t24 0v31H40Z" fill="#6fa9ad"/>
<path d="M61 44q-1 22-17 34h17ZM64 48q14 12 15 28-8-3-15-2Z" fill="#b8322a"/>
<path d="M44 81h37q-3 9-8 9H51q-5 0-7-9Z" fill="#14213d"/>
<path d="M40 100q12-5 24 0t24 0v15H40Z" fill="#0b5563" opacity=".55"/>
<path d="M94 115V58a30 30 0 0 0-6-18l18-9v84Z" fill="#e6b04c"/>
<path d="M94 115V58q0-4-1-8l13-6v71Z" fill="#c98a12"/>
<circle cx="98" cy="82" r="3" fill="#14213d"/>
<rect x="26" y="110" width="84" height="8" rx="4" fill="#fbf7f0"/></g>
</svg>
"""


def symbolic(d, size=24):
    return f'{HEAD}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}"><path d="{d}"/></svg>\n'


def app_symbolic():
    """A doorway with a sail in it, on a 16-unit grid."""
    arch = "M1.5 15V6.5A6.5 6.5 0 0 1 14.5 6.5V15ZM3 6.5V13.5H13V6.5A5 5 0 0 0 3 6.5Z"
    boat = "M8.6 3.4C10.6 5 11.6 7.2 11.8 9.4H8.6ZM7.6 4.4V9.4H4.6C6.2 8.2 7.2 6.5 7.6 4.4ZM4.2 10.2H11.8C11.5 11.6 10.8 12.3 9.8 12.3H6.2C5.2 12.3 4.5 11.6 4.2 10.2Z"
    return symbolic(arch + boat, 16)


def main():
    """Write the icons, or compare them with the files."""
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent)
    ap.add_argument("--check", action="store_true", help="compare with the files, write nothing")
    args = ap.parse_args()
    files = {f"hicolor/scalable/actions/foyer-{k}-symbolic.svg": symbolic(d) for k, d in ICONS.items()}
    files["hicolor/scalable/apps/uk.org.foyer.Foyer.svg"] = HEAD + APP
    files["hicolor/symbolic/apps/uk.org.foyer.Foyer-symbolic.svg"] = app_symbolic()
    stale = 0
    for name, text in files.items():
        target = args.out / name
        if args.check:
            if not target.exists() or target.read_text(encoding="utf-8") != text:
                print(f"{name}: differs from what make-icons.py draws", file=sys.stderr)
                stale = 1
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main())
