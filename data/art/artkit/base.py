# SPDX-License-Identifier: GPL-3.0-or-later
"""Palette and SVG primitives of the drawing kit.

Every function returns a piece of SVG text.  Nothing here keeps state, so a scene is the same
bytes on every run.
"""
import re

INK, INK2, PAPER, LINE = "#14213d", "#46526b", "#fbf7f0", "#ddd4c4"
SEA, SEA_L, SEA_M = "#0b5563", "#d9ecec", "#6fa9ad"
MARSH, MARSH_L, MARSH_M = "#3d6b35", "#e3efda", "#8fb57c"
AMBER, AMBER_L, AMBER_M = "#c98a12", "#fdeecb", "#e6b04c"
PLUM, PLUM_L, PLUM_M = "#6a2a5c", "#f3e1ee", "#b280a6"
CORAL, CORAL_L, CORAL_M = "#b8322a", "#fbe3dd", "#e48f7c"
SUN, WHITE, SAND, MUD = "#f6c453", "#ffffff", "#ecdcba", "#b9a184"
WOOD, WOOD_D, WOOD_L, BRICK, STONE = "#a8733f", "#6f4722", "#dcb987", "#b9694c", "#cfc8ba"
SKY, CREAM, SLATE = "#d3e9ee", "#fff9ec", "#5d6b80"

SKIN = {
    "pale": "#f8d9c2",
    "rosy": "#f2c1a0",
    "olive": "#dca878",
    "tan": "#c88c5e",
    "brown": "#a06a45",
    "deep": "#7d4d32",
}
HAIR = {
    "black": "#2a2124",
    "dark": "#45291d",
    "brown": "#70472a",
    "auburn": "#a2502a",
    "blond": "#dcae55",
    "grey": "#a3a2a6",
    "silver": "#d3d1d0",
    "white": "#f4f1ec",
}

_NUMBER = re.compile(r"-?\d*\.\d+")


def mix(a, b, t):
    """Colour A with the share T (0..1) of colour B in it, as #rrggbb."""
    pa = [int(a[i : i + 2], 16) for i in (1, 3, 5)]
    pb = [int(b[i : i + 2], 16) for i in (1, 3, 5)]
    return "#%02x%02x%02x" % tuple(round(u + (v - u) * t) for u, v in zip(pa, pb))


def shade(c, t=0.14):
    """A darker tint of C that stays in the family of the ink."""
    return mix(c, INK, t)


def tint(c, t=0.4):
    """A lighter tint of C."""
    return mix(c, WHITE, t)


def num(v):
    """A number as short as one decimal allows."""
    s = "%.1f" % v
    s = s[:-2] if s.endswith(".0") else s
    return "0" if s == "-0" else s


def _short(d):
    return _NUMBER.sub(lambda m: num(float(m.group())), d)


def _op(op):
    return "" if op is None else f' opacity="{op:g}"'


def path(d, fill, op=None):
    return f'<path d="{_short(d)}" fill="{fill}"{_op(op)}/>'


def line(d, stroke, w=3, op=None, cap="round"):
    """A stroked, unfilled path D of W units width."""
    caps = "" if cap == "round" else f' stroke-linecap="{cap}"'
    return f'<path d="{_short(d)}" fill="none" stroke="{stroke}" stroke-width="{num(w)}"{caps}{_op(op)}/>'


def circ(x, y, r, fill, op=None):
    return f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(r)}" fill="{fill}"{_op(op)}/>'


def ell(x, y, rx, ry, fill, op=None):
    return f'<ellipse cx="{num(x)}" cy="{num(y)}" rx="{num(rx)}" ry="{num(ry)}" fill="{fill}"{_op(op)}/>'


def rect(x, y, w, h, fill, r=0, op=None):
    round_ = f' rx="{num(r)}"' if r else ""
    return f'<rect x="{num(x)}" y="{num(y)}" width="{num(w)}" height="{num(h)}"{round_} fill="{fill}"{_op(op)}/>'


def dots(points, r, fill, op=None):
    """Many small round dots in one path: cheaper than many circles."""
    d = "".join(f"M{num(x)} {num(y)}h0" for x, y in points)
    return line(d, fill, 2 * r, op)


def group(content, x=0.0, y=0.0, s=1.0, flip=False, rot=0.0, cx=0.0, cy=0.0):
    """CONTENT moved to X,Y, scaled by S, mirrored if FLIP and turned ROT degrees about CX,CY."""
    t = []
    if x or y:
        t.append(f"translate({num(x)} {num(y)})")
    if s != 1 or flip:
        t.append(f"scale({-s if flip else s:.4g} {s:.4g})" if flip else f"scale({s:.4g})")
    if rot:
        t.append(f"rotate({num(rot)} {num(cx)} {num(cy)})" if cx or cy else f"rotate({num(rot)})")
    return f'<g transform="{" ".join(t)}">{content}</g>' if t else content


def document(title, body):
    """A whole 800 x 600 picture."""
    return (
        "<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n"
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" width="800" height="600">'
        f'<title>{title}</title>\n<g stroke-linecap="round" stroke-linejoin="round">{body}</g>\n</svg>\n'
    )
