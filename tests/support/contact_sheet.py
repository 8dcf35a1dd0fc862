# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every screen of the kiosk, in both orientations, at 100 and 200 % text, in the usual colours and high
contrast, drawn by the program's own widgets; and contact sheets of them, beside the pictures to aim at.

    contact_sheet.py --build BUILD --out DIR [--only SCREEN]… [--look LOOK]… [--design DIR] [--no-sheets]

A LOOK is ORIENTATION-PERCENT[-contrast-dark|-contrast-light][-LANGUAGE], such as portrait-150-contrast-light-ur: any
of landscape and portrait, 100 150 200, and the six languages; "all" is every one of the 108.

Needs no display: it has X servers of its own. In DIR: SCREEN.LOOK.png, sheet-SCREEN.png (all looks of
one screen), all-LOOK.png (all screens in one look). What the screens are stands in tests/display/screens.c.
"""

import argparse
import collections
import os
import shutil
import subprocess
import sys

LOOK_S = 90  # for all screens
LOOKS = [f"{orientation}-{percent}{theme}" for orientation in ("landscape", "portrait") for percent in (100, 200)
         for theme in ("", "-contrast-dark")] + ["landscape-100-contrast-light", "landscape-100-pl", "portrait-200-ur"]
ALL_LOOKS = [f"{orientation}-{percent}{theme}{language}" for orientation in ("landscape", "portrait")
             for percent in (100, 150, 200) for theme in ("", "-contrast-dark", "-contrast-light")
             for language in ("", "-pl", "-ro", "-uk", "-bn", "-ur")]
SCREENS = {"landscape": "1920x1080", "portrait": "1080x1920"}
THUMB = {"landscape": "640x360", "portrait": "360x640"}
ACROSS = {"landscape": 4, "portrait": 8}
SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DESIGN = os.path.join(os.path.dirname(SOURCE), "shared", "design")
# A screen, and the picture in the design folder that it stands beside.
AIMS = {"attract": "attract", "home": "home", "browse": "browse", "detail": "detail", "sign-up-name": "signup",
        "done": "done", "story": "story", "choose": "choose", "results": "results"}


def take_pictures(options):
    """Runs picture-pages on a screen of each orientation; True when all went well."""
    looks = ALL_LOOKS if options.look == ["all"] else options.look or LOOKS
    env = dict(os.environ, FOYER_DATADIR=os.path.join(SOURCE, "data", "content"),
               FOYER_LOCALEDIR=os.path.join(options.build, "po"), GDK_BACKEND="x11", LC_ALL="C.UTF-8",
               GSETTINGS_BACKEND="memory", GIO_USE_VFS="local", TZ="Europe/London")
    running, longest = [], 0
    for orientation, screen in SCREENS.items():
        ours = [look for look in looks if look.startswith(orientation)]
        argv = ["xvfb-run", "-a", "-s", f"-screen 0 {screen}x24 -nolisten tcp",
                os.path.join(options.build, "tests", "display", "picture-pages"), "--out", options.out]
        for name in options.only or []:
            argv += ["--only", name]
        for look in ours:
            argv += ["--look", look]
        longest = max(longest, len(ours))
        if ours:
            running.append(subprocess.Popen(argv, env=env, stdout=subprocess.DEVNULL))
    return all([process.wait(LOOK_S * longest) == 0 for process in running])


def read_names(folder):
    """{screen: [look]} of the pictures there, in the order of looks."""
    found = collections.defaultdict(list)
    for name in sorted(os.listdir(folder)):
        screen, look = (name.split(".") + ["", ""])[:2]
        if name.count(".") == 2 and look:
            found[screen].append(look)
    return {screen: sorted(some, key=lambda look: (look.startswith("portrait"), look)) for screen, some in found.items()}


def find_font():
    """A file: montage looks for one by a name that few machines have."""
    if shutil.which("fc-match") is None:
        return None
    found = subprocess.run(["fc-match", "-f", "%{file}", "sans"], capture_output=True, text=True, check=False)
    return found.stdout if os.path.exists(found.stdout) else None


def montage(pictures, orientation, out):
    """pictures: [(label, path)]."""
    font = find_font()
    argv = ["montage"] + (["-font", font] if font else [])
    for label, path in pictures:
        argv += (["-label", label] if font else []) + [path]
    argv += ["-resize", THUMB[orientation], "-geometry", "+8+8", "-tile", f"{ACROSS[orientation]}x", "-background", "#8a8f98",
             "-pointsize", "15", out]
    subprocess.run(argv, check=True)


def make_screen_sheet(options, screen, looks):
    rows = []
    aim = os.path.join(options.design, AIMS.get(screen, "-") + ".png")
    for orientation in THUMB:
        pictures = [(look, os.path.join(options.out, f"{screen}.{look}.png")) for look in looks if look.startswith(orientation)]
        if orientation == "landscape" and os.path.exists(aim):
            pictures.insert(0, ("to aim at", aim))
        if pictures:
            rows.append(os.path.join(options.out, f".row-{orientation}-{screen}.png"))
            montage(pictures, orientation, rows[-1])
    subprocess.run(["convert", *rows, "-background", "#8a8f98", "-append",
                    os.path.join(options.out, f"sheet-{screen}.png")], check=True)
    for row in rows:
        os.unlink(row)


def make_sheets(options):
    names = read_names(options.out)
    for screen, looks in names.items():
        make_screen_sheet(options, screen, looks)
    for look in sorted({look for looks in names.values() for look in looks}):
        pictures = [(screen, os.path.join(options.out, f"{screen}.{look}.png"))
                    for screen, looks in names.items() if look in looks]
        montage(pictures, look.split("-")[0], os.path.join(options.out, f"all-{look}.png"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", required=True)
    parser.add_argument("--out", required=True, help="a folder outside the repository")
    parser.add_argument("--only", action="append", help="this screen only (may be given again)")
    parser.add_argument("--look", action="append", help="this look only, such as portrait-200-contrast-dark-pl (may be given again)")
    parser.add_argument("--design", default=DESIGN, help="the pictures to aim at")
    parser.add_argument("--no-sheets", action="store_true", help="single pictures only")
    options = parser.parse_args()
    options.build, options.out = os.path.abspath(options.build), os.path.abspath(options.out)
    if os.path.commonpath([options.out, SOURCE]) == SOURCE:
        parser.error("pictures are kept out of the repository: give another folder")
    unknown = set(options.look or []) - set(ALL_LOOKS) - {"all"}
    if unknown:
        parser.error(f"there is no look {', '.join(sorted(unknown))}")
    os.makedirs(options.out, exist_ok=True)
    if not take_pictures(options):
        print("contact_sheet: not all pictures could be made", file=sys.stderr)
        return 1
    if not options.no_sheets:
        if shutil.which("montage") is None:
            print("contact_sheet: no montage (imagemagick): single pictures only", file=sys.stderr)
        else:
            try:
                make_sheets(options)
            except subprocess.CalledProcessError as error:
                print(f"contact_sheet: {error.cmd[0]} failed: single pictures only", file=sys.stderr)
                return 1
    print(f"{sum(len(looks) for looks in read_names(options.out).values())} pictures in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
