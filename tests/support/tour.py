# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole wheel once, with no display, by a scripted visitor who touches the real window.

    tour.py --build BUILD --source TREE --out FOLDER [--tap]

Content arrives; the visitor browses, narrows, opens a listing; the centre is stopped; they sign up with
the on-screen keyboard; the centre comes back and has the record, which opens with its key; they look at
stories and a film. Then once more in portrait, to an idle screen. Prints "key: value" lines (or TAP),
leaves a picture of each page in FOLDER and exits 0 only when the loop closed.

The visit is the table at the end of tour_steps.py.
"""

import argparse
import os
import shutil
import subprocess
import sys

from demonstration import stage
from private_session import PrivateSession, give

WHOLE_S = 420  # a tour takes about a minute; with sanitizers on a busy machine several


def run_inside(folder, options):
    """As nobody, on a bus of our own: the visit itself."""
    from tour_steps import take_tour
    return take_tour(folder, options.tap)


def run_outside(options):
    missing = [tool for tool in ("cage", "grim", "xdotool", "xwininfo", "dbus-run-session", "setpriv")
               if shutil.which(tool) is None]
    if missing:
        print(f"tour: missing: {', '.join(missing)}; .ci/install build run touch", file=sys.stderr)
        return 2
    with PrivateSession("/tmp/foyer-tour.") as session:
        stage(options.build, options.source, session.folder)
        os.mkdir(os.path.join(session.folder, "shots"))
        give(session.folder)
        script = os.path.join(session.folder, "support", "tour.py")
        sys.stdout.flush()
        code = session.run(["/usr/bin/python3", "-B", script, "--inside", session.folder] + (["--tap"] if options.tap else []),
                           WHOLE_S, env=sanitizer_env(session.folder))
        if code == 124:
            print(f"tour: not done within {WHOLE_S} s", file=sys.stderr)
        copy_shots(os.path.join(session.folder, "shots"), options.out)
    return code


def sanitizer_env(folder):
    """Harmless without sanitizers. Leaks are looked for in the tests that end a program the usual way."""
    return {"FOYER_DATADIR": os.path.join(folder, "content"), "FOYER_LOCALEDIR": os.path.join(folder, "po"),
            "ASAN_OPTIONS": "detect_leaks=0:abort_on_error=0:log_path=" + os.path.join(folder, "asan"),
            "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1"}


def copy_shots(folder, out):
    """Each run leaves its own pictures and no others."""
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    for name in sorted(os.listdir(folder)):
        shutil.copyfile(os.path.join(folder, name), os.path.join(out, name))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build")
    parser.add_argument("--source")
    parser.add_argument("--out")
    parser.add_argument("--tap", action="store_true")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return run_inside(options.inside, options)
    return run_outside(options)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.SubprocessError as problem:
        print(f"tour: {problem}", file=sys.stderr)
        sys.exit(1)
