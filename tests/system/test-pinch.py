# SPDX-License-Identifier: GPL-3.0-or-later
"""Two real fingers on the map: it comes closer, and goes away again.

    test-pinch.py --build BUILD --source TREE

Touch as a panel sends it, through Xorg and cage (tests/support/touch_kiosk.py), to the map alone.
"""

import argparse
import os
import re
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SUPPORT = os.path.join(os.path.dirname(HERE), "support")
sys.path.insert(0, SUPPORT if os.path.isdir(SUPPORT) else os.path.join(HERE, "support"))

from demonstration import PROGRAMS, stage  # noqa: E402
from private_session import PrivateSession  # noqa: E402
from tap import Tap  # noqa: E402

WHOLE_S = 90  # ten seconds; with sanitizers on a busy machine more
SCREEN = (1280, 800)
MIDDLE = (640, 400)
TOOLS = ("cage", "xdotool", "xwininfo", "dbus-run-session", "setpriv")


def scales(kiosk):
    return [float(value) for value in re.findall(r"^trace: scale (\S+)$", kiosk.read_log(), re.M)]


def run_inside(folder):
    from touch_kiosk import TouchKiosk, wait_until
    tap = Tap()
    argv = [os.path.join(folder, "bin", "bench-map"), "--show"]
    with TouchKiosk(argv, SCREEN, os.path.join(folder, "k"), os.path.join(folder, "bin"), name="bench-map") as kiosk:
        kiosk.wait_trace("scale", 30)
        wait_until(lambda: len(scales(kiosk)) >= 2, 10, "the map at rest")
        before = scales(kiosk)[-1]
        kiosk.pinch(*MIDDLE, 60, 240)
        closer = wait_until(lambda: scales(kiosk)[-1] > before * 1.5 and scales(kiosk)[-1], 5, "the map closer")
        tap.ok(closer < before * 8, "two fingers apart bring the map closer", [f"{before} {closer}"])
        kiosk.pinch(*MIDDLE, 240, 60)
        away = wait_until(lambda: scales(kiosk)[-1] < closer / 1.5 and scales(kiosk)[-1], 5, "the map further away")
        tap.ok(away < closer, "two fingers together send it away", [f"{closer} {away}"])
        count = len(scales(kiosk))
        kiosk.drag(500, 300, 700, 500)
        wait_until(lambda: len(scales(kiosk)) > count, 5, "the map moved")
        tap.ok(abs(scales(kiosk)[-1] - away) < 1e-3, "one finger moves it and keeps it as close as it was", scales(kiosk)[-3:])
    return tap.done()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build")
    parser.add_argument("--source")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return run_inside(options.inside)
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        print(f"1..0 # SKIP missing: {', '.join(missing)}; .ci/install build run touch")
        return 0
    PROGRAMS["bench-map"] = "tests/bench/bench-map"
    with PrivateSession("/tmp/foyer-pinch.") as session:
        stage(options.build, options.source, session.folder, [(os.path.abspath(__file__), "test-pinch.py")])
        sys.stdout.flush()
        return session.run(["/usr/bin/python3", "-B", os.path.join(session.folder, "test-pinch.py"), "--inside", session.folder],
                           WHOLE_S, env={"FOYER_DATADIR": os.path.join(session.folder, "content"),
                                         "ASAN_OPTIONS": "detect_leaks=0"})


if __name__ == "__main__":
    sys.exit(main())
