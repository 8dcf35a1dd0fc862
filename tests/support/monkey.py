# SPDX-License-Identifier: GPL-3.0-or-later
"""A bored visitor at the real kiosk: two thousand random key chords, then random touches and keys on whatever
is there.

    monkey.py --build BUILD --source TREE [--seconds N | --events N]

The real program in cage, on a screen made of programs, with a keyboard, a mouse and a touch panel (touch_kiosk.py).
Prints TAP. After both: the program is the one that was started, it has one window and no child, it has complained
of nothing, and once it has cleared itself nothing that was typed is left on any page. What is random follows from a
seed that is printed (FOYER_SEED sets another); FOYER_LONG=1 does the long counts. With those, and with --events,
every page there is must have been met: see monkey_trips.py.
"""

import argparse
import collections
import os
import random
import re
import sys
import time

from accessible_tree import Node
from demonstration import Demonstration, stage
from monkey_trips import IDLE_S, TRIPS, Journey
from private_session import PrivateSession, children_of, give
from touch_kiosk import REPEAT_GUARD_S, KioskError, TouchKiosk, wait_until

SIZE = (1280, 720)
WHOLE_S = 560
LONG_WHOLE_S = 6 * 3600
CHORDS, CHORDS_LONG = 2000, 10000
EVENTS_LONG = 1000000
MONKEY_S = 60  # as many events as fit
BATCH = 30  # commands to the injector before their answers are read; far from what a socket of Wayland holds
LOOK_EVERY = 3  # batches: taps a control that is there, so that every page is met
IDLE = {"visit": {"idle-seconds": 4, "warning-seconds": 20}}
IDLE_LONG = {"visit": {**IDLE["visit"], "idle-seconds": IDLE_S}}
IDLE_END_S = 300  # 24 or 40, or as long as it takes to read a page aloud and the patience with who scans
PAGE = re.compile(r"^trace: page (\S+)$", re.M)
TABLE_ROW = re.compile(r'^ *\{ "([a-z-]+)", foyer_\w+_page_get_type \},$', re.M)  # of src/kiosk/foyer-pages.c

# X keycodes of a PC keyboard (evdev + 8).
CTRL, ALT, SUPER, SHIFT, ALT_GR = 37, 64, 133, 50, 108
MODIFIERS = (CTRL, ALT, SUPER, SHIFT, ALT_GR)
KEYS = [code for code in range(9, 136) if code not in MODIFIERS + (62, 105, 134, 66, 77, 78)] + [107, 118, 127, 135, 150, 163, 180, 225]
LETTERS = list(range(24, 34)) + list(range(38, 47)) + list(range(52, 59))
ENTER, TAB, ESCAPE, SPACE = 36, 23, 9, 65
WRONG = re.compile(r"WARNING|CRITICAL|ERROR|runtime error|AddressSanitizer|Segmentation", re.I)
# Of the compositor and Xorg; of GTK 4.8, when a list that is just being filled is asked for its last row, on a
# compositor that cannot move the handles of a selection, and when it has rounded the width of a line in two ways
# (whether anything overlaps is looked at by test-audit).
KNOWN_NOISE = re.compile(r"doesn't support moving popups|failed to scroll to given position|Expect overlapping widgets|^\(EE\)|drmGetDevices|glamor|MESA|libEGL|\[wlr\]|\[.*(render|backend|xwayland|types|xwm)/|xkbcomp|Errors from xkbcomp|The XKEYBOARD", re.I)
# Of GTK 4.8, and harmless: when a page goes away under a finger that is still down, GTK lets go of what that finger
# held (gtk_window_update_pointer_focus_on_state_change). As it moves on it is over something else, and when it lifts
# the active state is taken from that (handle_pointing_event), which never had it: the count is nought and stays so.
# Nothing public prevents it; Escape pressed under a finger shows it. This very message alone is let through, once for
# each widget around that point, and counted.
LOST_FINGER = re.compile(r"\(foyer:\d+\): Gtk-WARNING \*\*: [\d:.]+: Broken accounting of active state for widget "
                         r"0x[0-9a-f]+\(\w+\)")
FIELDS = ("text box", "text", "entry", "search box")
BUTTONS = ("button", "toggle button", "radio button", "check box", "push button")


class Siege:
    """One kiosk under attack. Belongs to run_inside."""

    def __init__(self, kiosk, dice):
        self.kiosk, self.dice = kiosk, dice
        self.sent = 0
        self.tapped = collections.Counter()  # names of controls

    def send(self, commands):
        """Many commands at once, then their answers."""
        self.kiosk.injector.stdin.write("".join(command + "\n" for command in commands))
        self.kiosk.injector.stdin.flush()
        for command in commands:
            answer = self.kiosk.injector.stdout.readline().strip()
            if answer != "ok":
                raise KioskError(f"touch-inject, {command!r}: {answer or 'it ended'}")
        self.sent += len(commands)
        self.wait_for_kiosk(commands)

    def wait_for_kiosk(self, commands):
        """Until it answers a question: a compositor drops a program that falls behind by some thousand events,
        which no hand can do, but this can."""
        address = self.kiosk.get_address()
        self.kiosk.tree.read_name(Node(address, None))
        if not self.kiosk.is_running:
            raise KioskError(f"the kiosk ended (cage: {self.kiosk.cage.poll()}) after {commands}")

    def chord(self):
        held = self.dice.sample(MODIFIERS, self.dice.choice((1, 1, 1, 2, 2, 3)))
        if self.dice.random() < 0.15:
            held = []
        key = self.dice.choice(KEYS)
        return ([f"key {code} 1" for code in held] + [f"key {key} 1", f"key {key} 0"]
                + [f"key {code} 0" for code in reversed(held)])

    def chords(self, count):
        batch = []
        for number in range(count):
            batch += self.chord()
            if len(batch) >= BATCH or number == count - 1:
                self.send(batch)
                batch = []
            if number % 200 == 199:
                self.wander()

    # What a monkey does, each a list of commands

    def point(self):
        return f"{self.dice.randrange(SIZE[0])} {self.dice.randrange(SIZE[1])}"

    def tap(self):
        point = self.point()
        return [f"down 0 {point}", f"up 0 {point}"]

    def drag(self):
        return [f"down 0 {self.point()}", f"move 0 {self.point()}", f"move 0 {self.point()}", f"up 0 {self.point()}"]

    def pinch(self):
        return [f"down 0 {self.point()}", f"down 1 {self.point()}", f"move 0 {self.point()}", f"move 1 {self.point()}",
                f"up 1 {self.point()}", f"up 0 {self.point()}"]

    def mouse(self):
        button = self.dice.choice((1, 1, 2, 3))
        return [f"pointer {self.point()}", f"button {button} 1", f"button {button} 0"]

    def type(self):
        codes = [self.dice.choice(LETTERS) for _ in range(self.dice.randrange(1, 8))] + [self.dice.choice((ENTER, SPACE, TAB, TAB))]
        return [f"key {code} {down}" for code in codes for down in (1, 0)]

    def key(self):
        code = self.dice.choice((TAB, TAB, ENTER, SPACE, 111, 116, 113, 114, 112, 117, 22, 119, ESCAPE))
        return [f"key {code} 1", f"key {code} 0"]

    def act(self):
        kind = self.dice.choices((self.tap, self.drag, self.pinch, self.mouse, self.type, self.key, self.chord),
                                 (10, 3, 1, 2, 3, 3, 1))[0]
        return kind()

    def wander(self):
        """Taps something that is there, and rather what was seldom tapped: random points alone seldom get far."""
        found = [node for node in self.kiosk.walk() if node.role in BUTTONS and node.on_screen and node.name]
        if found:
            node = self.dice.choices(found, [1 / (1 + self.tapped[node.name]) ** 2 for node in found])[0]
            self.tapped[node.name] += 1
            x, y = node.point
            self.send([f"down 0 {x} {y}", f"up 0 {x} {y}"])
            time.sleep(0.1)

    def monkey(self, seconds, most):
        end, batches = time.monotonic() + seconds, 0
        started = self.sent
        while time.monotonic() < end and self.sent - started < most:
            commands = []
            while len(commands) < BATCH:
                commands += self.act()
            self.send(commands)
            batches += 1
            if batches % LOOK_EVERY == 0:
                self.wander()
        return self.sent - started

    # What must be true after it

    def release_all(self):
        self.send([f"key {code} 0" for code in MODIFIERS])

    def complaints(self):
        """Each with the page it came on."""
        found, page = [], "no page"
        for line in self.kiosk.read_log().splitlines():
            if line.startswith("trace:"):
                page = line.removeprefix("trace: ") if PAGE.match(line) else page
            elif WRONG.search(line) and not KNOWN_NOISE.search(line) and not LOST_FINGER.fullmatch(line):
                found.append(f"{page}: {line}")
        return found

    def count_lost_fingers(self):
        """Messages: a finger makes several."""
        return sum(1 for line in self.kiosk.read_log().splitlines() if LOST_FINGER.fullmatch(line))

    def problems(self, pid):
        """What is not as it should be, a sentence each."""
        found = []
        if self.kiosk.pid != pid or not os.path.exists(f"/proc/{pid}"):
            found.append("the program is not the one that was started")
        if children_of(pid):
            found.append(f"the program has children: {children_of(pid)}")
        windows = [node for node in self.kiosk.walk() if node.parent is not None and node.parent.parent is None]
        if len(windows) != 1:
            found.append(f"{len(windows)} windows: {windows}")
        return found + self.complaints()[:10]

    def pages_seen(self):
        return collections.Counter(PAGE.findall(self.kiosk.read_log()))

    def page(self):
        """The one that is shown."""
        return (PAGE.findall(self.kiosk.read_log()) or [""])[-1]

    def wait_until_cleared(self):
        """Nobody touches it any more: it clears itself, or has done so."""
        def look():
            if not self.kiosk.is_running:
                raise KioskError(f"the kiosk ended on {self.page()}")
            return self.page() == "attract"
        wait_until(look, IDLE_END_S, "the attract loop after the time of idleness")


class Tap:
    def __init__(self, planned):
        self.number, self.failed = 0, False
        print(f"1..{planned}", flush=True)

    def say(self, problems, name):
        self.number += 1
        self.failed |= bool(problems)
        print(f"{'not ok' if problems else 'ok'} {self.number} - {name}", flush=True)
        for problem in problems:
            print(f"# {problem}", flush=True)


def find_left(kiosk):
    """What stands in the field the next visitor opens: it must be empty."""
    kiosk.log_seen = len(kiosk.read_log())
    kiosk.tap(re.compile("^Touch"), BUTTONS)
    kiosk.wait_trace("page home")
    time.sleep(REPEAT_GUARD_S)
    kiosk.tap("I have a code", BUTTONS)
    kiosk.wait_trace("page code")
    words = kiosk.text_of(kiosk.find(role=FIELDS))
    return [f"the next visitor finds {words!r}"] if words else []


def attack(siege, options, tap, journey):
    """journey: None in the short run."""
    pid = siege.kiosk.pid
    is_long = os.environ.get("FOYER_LONG") == "1"
    count = CHORDS_LONG if is_long else CHORDS
    siege.chords(count)
    siege.release_all()
    problems = siege.problems(pid)
    tap.say(problems, f"{count} chords open nothing")
    if not problems:
        print(f"# figure key-chords reached {count}/only-our-own-windows gate only-our-own-windows", flush=True)
    if journey is None:
        n_events = siege.monkey(options.seconds, 10**9)
    else:
        n_events = journey.go(LONG_WHOLE_S, options.events or EVENTS_LONG)
    siege.release_all()
    problems = siege.problems(pid)
    tap.say(problems, f"{n_events} touches, keys and clicks at random do no harm")
    if not tap.failed:
        print(f"# figure monkey reached {n_events}/no-crash-no-warning-no-window gate no-crash-no-warning-no-window", flush=True)
    siege.wait_until_cleared()
    tap.say(find_left(siege.kiosk) + siege.problems(pid), "when it has cleared itself nothing is left of it")
    if journey is not None:
        tap.say(journey.problems(), f"each of {len(journey.pages)} pages was met")
    pages = siege.pages_seen()
    print(f"# pages: {', '.join(f'{name} {n}' for name, n in pages.most_common())}", flush=True)
    print(f"# messages of GTK about a finger whose page had gone: {siege.count_lost_fingers()}", flush=True)


def run_inside(folder, options):
    seed = int(os.environ.get("FOYER_SEED") or random.SystemRandom().randrange(2**31))
    tap = Tap(4 if options.pages else 3)
    started = time.monotonic()
    print(f"# seed {seed}", flush=True)
    with Demonstration(folder) as demonstration:
        demonstration.make_centre()
        demonstration.start_centre()
        demonstration.enrol_kiosk(IDLE_LONG if options.pages else IDLE)
        demonstration.ctl("kiosk", "sync", "--state", demonstration.state)
        demonstration.stop_centre()
        argv = [demonstration.program("foyer"), "--state", demonstration.state, "--trace"]
        kiosk = TouchKiosk(argv, SIZE, os.path.join(folder, "k"), os.path.join(folder, "bin"))
        try:
            with kiosk:
                kiosk.wait_trace("page attract")
                siege = Siege(kiosk, random.Random(seed))
                journey = Journey(siege, folder, demonstration, options.pages) if options.pages else None
                attack(siege, options, tap, journey)
        except Exception as error:  # noqa: BLE001 — whatever it was, it is told
            tap.say([str(error), *kiosk.read_log().splitlines()[-30:]], "the kiosk bears it")
    print(f"# {time.monotonic() - started:.0f} s", flush=True)
    return 1 if tap.failed else 0


def list_pages(source):
    """The names of all pages there are, from the table of the program."""
    with open(os.path.join(source, "src", "kiosk", "foyer-pages.c"), encoding="utf-8") as file:
        text = file.read()
    pages = TABLE_ROW.findall(text)
    if len(pages) != text.count('#include "kiosk/pages/') or set(pages) != set(TRIPS):
        raise SystemExit(f"monkey: {file.name} has {pages}, and TRIPS of monkey_trips.py {sorted(TRIPS)}")
    return pages


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build")
    parser.add_argument("--source")
    parser.add_argument("--seconds", type=int, default=MONKEY_S)
    parser.add_argument("--events", type=int, help="as many as that, however long it takes")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    parser.add_argument("--pages", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return run_inside(options.inside, options)
    pages = list_pages(options.source)
    env = {name: os.environ[name] for name in ("FOYER_SEED", "FOYER_LONG") if name in os.environ}
    with PrivateSession("/tmp/foyer-monkey.") as session:
        stage(options.build, options.source, session.folder)
        give(session.folder)
        env.update({"FOYER_DATADIR": os.path.join(session.folder, "content"), "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1",
                    "ASAN_OPTIONS": "detect_leaks=0:abort_on_error=0:log_path=" + os.path.join(session.folder, "asan")})
        is_long = os.environ.get("FOYER_LONG") == "1" or options.events
        whole = LONG_WHOLE_S + WHOLE_S if is_long else WHOLE_S
        events = ["--events", str(options.events)] if options.events else []
        return session.run(["/usr/bin/python3", "-B", os.path.join(session.folder, "support", "monkey.py"), "--inside",
                            session.folder, "--seconds", str(options.seconds), *events,
                            *(["--pages", *pages] if is_long else [])], whole, env=env)


if __name__ == "__main__":
    sys.exit(main())
