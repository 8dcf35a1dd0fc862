#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draw every scene of Foyer as an SVG file next to this script.

usage: make-art.py [--out DIR] [--check] [ID ...]

Deterministic, standard library only.  --check writes nothing and fails when a committed file
differs from what the script draws.
"""
import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from artkit import base, scenes  # noqa: E402


def main():
    """Write or check the scenes named on the command line, or all of them."""
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent)
    ap.add_argument("--check", action="store_true", help="compare with the files, write nothing")
    ap.add_argument("ids", nargs="*")
    args = ap.parse_args()
    unknown = [i for i in args.ids if i not in scenes.ALL]
    if unknown:
        ap.error("no such scene: " + " ".join(unknown))
    stale = 0
    for ident in args.ids or scenes.ALL:
        title, draw = scenes.ALL[ident]
        text = base.document(title, draw())
        target = args.out / f"{ident}.svg"
        if args.check:
            if not target.exists() or target.read_text(encoding="utf-8") != text:
                print(f"{target.name}: differs from what make-art.py draws", file=sys.stderr)
                stale += 1
        else:
            target.write_text(text, encoding="utf-8")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
