# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scripted visitor does, as a table of steps (at the end), and what each of them must find."""

import os
import re
import sys
import time
import traceback

from demonstration import Demonstration, DemonstrationError, values_in
from touch_kiosk import KioskError, TouchKiosk, wait_until

LANDSCAPE, PORTRAIT = (1920, 1080), (1080, 1920)
BUTTONS = ("button", "toggle button", "radio button", "radio", "checkbox", "check box", "switch", "link")
FIELDS = ("text box", "text", "entry", "search box")
LINE_S = 30  # for the kiosk to notice that the line is gone or back
ARRIVE_S = 30  # from "Send" to the record at the centre, once that is back

# The visitor: plainly a test, with a number from Ofcom's range for drama.
NAME = "Tess Tester"
PHONE = "07700900123"
POSTCODE = "CM9 5AL"
FILTER = "Hands-on"
LISTING = "Weekly club helper"
STORY = "A shed in eight places"
CODE = re.compile(r"\b[A-Z]{2,12}-[A-Z]{2,12}-\d{6}\b")
MATCHES = re.compile(r"^(\d+) match")

# A short round and a short patience, so that a tour takes a minute; the warning is never under 20 s.
SETTINGS = {"sync": {"interval-seconds": 2, "retry-base-seconds": 1, "retry-cap-seconds": 2}}
PATIENT = {**SETTINGS, "visit": {"idle-seconds": 300, "warning-seconds": 30}}
IMPATIENT = {**SETTINGS, "visit": {"idle-seconds": 8, "warning-seconds": 20}}


def begins(words):
    """A name that begins with these words: cards and counted options go on after their title."""
    return re.compile("^" + re.escape(words), re.I)


class Tour:
    """One visit on one screen. facts: what is printed in the end, in order."""

    def __init__(self, folder, demonstration, facts):
        self.folder, self.demonstration, self.facts = folder, demonstration, facts
        self.kiosk, self.suffix, self.number = None, "", 0
        self.code = None
        self.peak_pss = (0, "")  # MB and page, the most at any picture so far
        self.wants_pictures = True

    # Helpers of the steps

    def say(self, key, value):
        self.facts[key] = value

    def shot(self, name):
        """A picture of the page, once it stands still."""
        if not self.wants_pictures:
            return
        self.number += 1
        time.sleep(0.4)
        self.peak_pss = max(self.peak_pss, (self.kiosk.memory_mb()[0], name))
        self.kiosk.shot(os.path.join(self.folder, "shots", f"{self.number:02}-{name}{self.suffix}.png"))

    def arrive(self, page):
        self.kiosk.wait_trace(f"page {page}")

    def count_matches(self):
        return int(MATCHES.search(self.kiosk.find(MATCHES).name)[1])

    def find_keys(self):
        """The keys of the on-screen keyboard, by name; letters by their small one."""
        def look():
            keys = {node.name.lower() if len(node.name) == 1 else node.name: node
                    for node in self.kiosk.walk() if node.role in BUTTONS and node.on_screen and node.name}
            return keys if {"1", "2", "3"} <= set(keys) else None
        return wait_until(look, 10, "the on-screen keyboard")

    def type(self, text, field):
        """Touches a field and types with the on-screen keyboard; checks what stands there."""
        self.kiosk.tap(field, FIELDS)
        keys = self.find_keys()
        for character in text:
            self.press(character, keys)
        written = self.kiosk.text_of(self.kiosk.find(field, FIELDS))
        if written.replace(" ", "") != text.replace(" ", ""):
            raise KioskError(f"typed {text!r}, and {written!r} stands there")

    def press(self, character, keys):
        """One key. A letter's key is named as what it would type: after Shift a capital."""
        name = "space" if character == " " else character.lower()
        if name not in keys:
            raise KioskError(f"no key {name!r}; on screen: {self.kiosk.describe()}")
        key = keys[name]
        if character.isalpha() and self.kiosk.name_of(key) != character:
            self.kiosk.tap(begins("Shift"), BUTTONS)
            wait_until(lambda: self.kiosk.name_of(key) == character, 5, f"the key {character!r} after Shift")
        self.kiosk.tap_at(*key.point)
        if character.isalpha() or character == " ":
            time.sleep(0.05)  # a capital by itself comes after the letter has been written

    def scroll_to(self, name, role=BUTTONS):
        """A list makes its rows as they come into view, and some sooner, without a size: drags it until the row is
        there."""
        for _ in range(30):
            if any(node.rect[3] > 0 for node in self.kiosk.list_matching(name, role, on_screen=False)):
                return
            lists = [n for n in self.kiosk.walk() if n.role in ("list", "list box", "grid") and n.visible[3] > 200]
            if not lists:
                break
            x, y, width, height = max(lists, key=lambda n: n.visible[2] * n.visible[3]).visible
            self.kiosk.drag(x + width / 2, y + height * 0.8, x + width / 2, y + height * 0.25)
        self.kiosk.find(name, role, seconds=1, on_screen=False)

    # The steps

    def attract(self):
        self.arrive("attract")
        line = self.kiosk.wait_trace("first-frame")
        if "seconds-to-first-frame" not in self.facts:
            self.say("seconds-to-first-frame", f"{(int(line.split()[1]) - self.kiosk.exec_us) / 1e6:.3f}")
        self.shot("attract")

    def home(self):
        self.kiosk.tap(begins("Touch"), BUTTONS)
        self.arrive("home")
        self.kiosk.find(begins("Volunteer"), BUTTONS)
        self.shot("home")

    def browse(self):
        self.kiosk.tap(begins("Volunteer"), BUTTONS)
        self.arrive("volunteer")
        self.shot("volunteer")
        self.kiosk.tap(begins("See all ways to help"), BUTTONS)
        self.arrive("browse")
        wait_until(lambda: self.count_matches() > 0, 10, "listings on the screen")
        self.say("matches-all", self.count_matches())
        self.shot("browse")

    def choose_postcode(self):
        before = self.kiosk.find(begins("From")).name
        self.kiosk.tap("Change postcode or town", BUTTONS)
        self.type(POSTCODE.replace(" ", "").lower(), "A postcode or a town")
        self.shot("postcode")
        self.kiosk.tap("Use it", BUTTONS)
        after = self.kiosk.find(re.compile(f"^From.*{POSTCODE}")).name
        if after == before:
            raise KioskError("the postcode changed nothing")
        self.say("distances-from", POSTCODE)

    def narrow(self):
        before = self.count_matches()
        self.kiosk.tap(begins(FILTER), BUTTONS)
        wait_until(lambda: self.count_matches() != before, 10, "fewer matches")
        after = self.count_matches()
        if not 0 < after < before:
            raise KioskError(f"the filter made {after} of {before}")
        self.say("matches-narrowed", after)
        self.shot("browse-narrowed")

    def open_listing(self):
        self.scroll_to(begins(LISTING))
        self.kiosk.tap(begins(LISTING), BUTTONS)
        self.arrive("detail")
        self.kiosk.find(LISTING)
        self.shot("detail")

    def lose_line(self):
        self.demonstration.stop_centre()
        self.kiosk.wait_trace("line offline", LINE_S)
        self.kiosk.find(begins("Offline"))
        self.shot("detail-offline")

    def give_age(self):
        self.kiosk.tap(re.compile(r"^(Sign me up|I.m interested)"), BUTTONS)
        self.arrive("sign-up")
        self.shot("sign-up-age")
        self.kiosk.tap(begins("18 or over"), BUTTONS)
        self.go_on()

    def go_on(self):
        time.sleep(0.35)  # the kiosk takes a second tap sooner than 0.3 s for a shaky finger
        self.kiosk.tap("Continue", BUTTONS)

    def give_name(self):
        self.type(NAME, begins("Your name"))
        self.shot("sign-up-name")
        self.go_on()

    def give_phone(self):
        self.type(PHONE, begins("Mobile or phone number"))
        self.shot("sign-up-phone")
        self.go_on()

    def check_answers(self):
        self.kiosk.find("Check your answers")
        self.kiosk.find(NAME)
        self.shot("sign-up-check")
        self.kiosk.tap(begins("Yes, the organiser may contact me"), BUTTONS)
        time.sleep(0.35)

    def send(self):
        if self.kiosk.is_there(begins("Offline")):
            self.say("signed-up-while", "offline")
        self.kiosk.tap("Send", BUTTONS)
        self.arrive("done")
        self.code = CODE.search(self.kiosk.find(CODE).name)[0]
        self.say("reference-code-shown", "yes")
        self.shot("done")
        if self.demonstration.list_records():
            raise KioskError("the centre has a record while it is off")

    def line_back(self):
        started = time.monotonic()
        self.demonstration.start_centre()
        self.kiosk.wait_trace("line online", LINE_S)
        wait_until(lambda: len(self.demonstration.list_records()) > 0, ARRIVE_S, "the record at the centre")
        self.say("seconds-to-centre", f"{time.monotonic() - started:.1f}")
        self.say("records-at-centre", len(self.demonstration.list_records()))
        self.shot("done-online")

    def open_record(self):
        records = self.demonstration.list_records(opened=True)
        words = [value for record in records for value in values_in(record)]
        matches = NAME in words
        self.say("opened-name-matches", "yes" if matches else "no")
        if not matches or PHONE not in words or len(records) != 1:
            raise KioskError(f"{len(records)} records at the centre, and what was typed is not in them")

    def no_clear_text(self):
        """What the visitor typed stands in clear in no file of the kiosk or the centre, nor in a log."""
        found = []
        for top in (self.demonstration.state, self.demonstration.data, self.kiosk.directory):
            for folder, _, names in os.walk(top):
                for name in names:
                    path = os.path.join(folder, name)
                    if not os.path.isfile(path):
                        continue  # a socket
                    with open(path, "rb") as file:
                        content = file.read()
                    if any(word.encode() in content for word in (NAME, PHONE, self.code)):
                        found.append(os.path.relpath(path, self.folder))
        self.say("files-with-clear-text", len(found))
        if found:
            raise KioskError(f"the visitor's words stand in {', '.join(found)}")

    def next_visitor(self):
        self.kiosk.tap("Finish", BUTTONS)
        self.arrive("attract")
        self.kiosk.tap(begins("Touch"), BUTTONS)
        self.arrive("home")

    def ask_code(self):
        """Later, the visitor comes back with the code and asks how things stand."""
        self.kiosk.tap("I have a code", BUTTONS)
        self.arrive("code")
        self.shot("code")
        self.type(self.code.replace("-", " "), begins("Your code"))
        self.shot("code-typed")
        time.sleep(0.35)
        self.kiosk.tap("Show me", BUTTONS)
        self.kiosk.find("It has arrived.")
        if self.kiosk.is_there(NAME):
            raise KioskError("the answer names the visitor")
        self.say("code-answered", "arrived")
        self.shot("code-answer")

    def take_back(self):
        """And takes the name back: it is gone at the centre too."""
        time.sleep(0.35)
        self.kiosk.tap("Take my name back", BUTTONS)
        self.kiosk.find("This cannot be undone.")
        self.shot("code-take-back")
        time.sleep(0.35)
        self.kiosk.tap("Yes, take it back", BUTTONS)
        self.kiosk.find(begins("Your answers are gone from this kiosk."))
        self.shot("code-taken-back")
        wait_until(lambda: not self.list_interests(), ARRIVE_S, "the centre to remove the record")
        self.say("records-after-taking-back", len(self.list_interests()))

    def list_interests(self):
        return [record for record in self.demonstration.list_records() if record["kind"] == "interest"]

    def choose(self):
        """The guided choice: one answer, three questions skipped, and where."""
        self.kiosk.tap(begins("Find what suits me"), BUTTONS)
        self.arrive("choose")
        started, taps = time.monotonic(), 0
        for name in ("About an hour", "Skip this question", "Skip this question", "Skip this question", "Near here"):
            time.sleep(0.35)  # the kiosk takes a second tap sooner than 0.3 s for a shaky finger
            self.kiosk.tap(begins(name), BUTTONS)
            taps += 1
            if taps == 1:
                self.kiosk.find("When could you come?")
                self.shot("choose-when")
        self.arrive("results")
        self.kiosk.find(begins("About an hour"))
        self.say("taps-to-results", taps)
        self.say("seconds-to-results", f"{time.monotonic() - started:.1f}")
        self.shot("results")

    def open_result(self):
        """A result says why it is there; it opens, and home is one tap away."""
        card = self.kiosk.find(re.compile(r"\. .* \u00b7 "), BUTTONS)  # not a pill, which has no sentences
        self.say("first-result", card.name)
        self.kiosk.tap_at(*card.point)
        self.arrive("detail")
        time.sleep(0.35)
        self.kiosk.tap("Home", BUTTONS)
        self.arrive("home")

    def help_neighbour(self):
        """Help nobody signed up for gets counted, without a name."""
        self.kiosk.tap(begins("Volunteer"), BUTTONS)
        self.arrive("volunteer")
        self.kiosk.tap(begins("Help a neighbour"), BUTTONS)
        self.arrive("neighbour")
        self.shot("neighbour")
        self.kiosk.tap(begins("Shopping"), BUTTONS)
        self.kiosk.find("How to do it safely")
        self.shot("neighbour-shopping")
        time.sleep(0.35)
        self.kiosk.tap("I did this", BUTTONS)
        self.kiosk.tap("2 times", BUTTONS)
        time.sleep(0.35)
        self.kiosk.tap("Count it", BUTTONS)
        self.kiosk.find("Thank you. That was kind.")
        self.say("informal-help-counted", "yes")
        self.shot("neighbour-thanks")
        self.kiosk.tap("Home", BUTTONS)
        self.arrive("home")

    def log_hours(self):
        """The first hours make a code, and the sum is shown."""
        self.kiosk.tap(begins("Volunteer"), BUTTONS)
        self.arrive("volunteer")
        self.kiosk.tap(begins("I already volunteer"), BUTTONS)
        self.arrive("hours")
        self.kiosk.tap(begins("This is my first time"), BUTTONS)
        time.sleep(0.35)
        self.kiosk.tap("Yesterday", BUTTONS)
        self.kiosk.tap("A quarter of an hour more", BUTTONS)
        time.sleep(0.35)
        self.kiosk.tap("Next", BUTTONS)
        time.sleep(0.35)
        self.kiosk.tap("Add these hours", BUTTONS)
        self.kiosk.find("Thank you. 1 hour 15 minutes added.")
        self.kiosk.find(CODE)
        self.say("hours-shown", "1 hour 15 minutes")
        self.shot("hours")
        self.kiosk.tap("Home", BUTTONS)
        self.arrive("home")

    def stories(self):
        self.kiosk.tap(begins("Celebrating Essex"), BUTTONS)
        self.arrive("stories")
        self.kiosk.find(begins(STORY), seconds=10, on_screen=False)
        self.shot("stories")

    def story(self):
        self.scroll_to(begins(STORY))
        self.kiosk.tap(begins(STORY), BUTTONS)
        self.arrive("story")
        self.shot("story")

    def play(self):
        self.kiosk.tap(re.compile(r"^(Play|Watch)"), BUTTONS)
        self.kiosk.find(begins("Pause"), BUTTONS, seconds=15)
        time.sleep(2.5)
        self.shot("story-playing")
        self.kiosk.tap(begins("Pause"), BUTTONS)
        self.say("film-played", "yes")

    def memory(self):
        self.say("memory-peak-pss-mb", f"{self.peak_pss[0]:.1f}")
        self.say("memory-peak-at", self.peak_pss[1])
        self.say("memory-peak-rss-mb", f"{self.kiosk.memory_mb()[1]:.1f}")

    def idle(self):
        """In the middle of typing a name, the visitor walks away."""
        self.kiosk.tap(re.compile(r"^(Sign me up|I.m interested)"), BUTTONS)
        self.arrive("sign-up")
        self.kiosk.tap(begins("18 or over"), BUTTONS)
        self.go_on()
        self.type("Tess", begins("Your name"))
        self.shot("sign-up-name")
        self.kiosk.find("Are you still there?", seconds=30)
        self.shot("idle")
        self.kiosk.wait_trace("page attract", 60)
        self.say("cleared-when-idle", "yes")
        self.shot("attract-again")

    def come_after(self):
        """The next visitor finds an empty form."""
        self.wants_pictures = False  # the same pages again
        for step in (self.home, self.browse, self.open_listing):
            step()
        self.kiosk.tap(re.compile(r"^(Sign me up|I.m interested)"), BUTTONS)
        self.arrive("sign-up")
        self.kiosk.tap(begins("18 or over"), BUTTONS)
        self.go_on()
        left = self.kiosk.text_of(self.kiosk.find(begins("Your name"), FIELDS))
        self.say("left-for-the-next-visitor", repr(left))
        if left:
            raise KioskError(f"{left!r} was left for the next visitor")


# What is said of a step when it passes or fails, and the step. A step that fails ends the tour.
LANDSCAPE_STEPS = (
    ("the kiosk shows its first page", Tour.attract),
    ("a touch opens the home page", Tour.home),
    ("volunteering lists what there is", Tour.browse),
    ("a postcode changes where distances are from", Tour.choose_postcode),
    ("a filter narrows, and the count says so", Tour.narrow),
    ("a listing opens", Tour.open_listing),
    ("the centre is stopped and the screen says offline", Tour.lose_line),
    ("the visitor gives their age", Tour.give_age),
    ("types a name on the screen's own keyboard", Tour.give_name),
    ("types a phone number", Tour.give_phone),
    ("checks the answers and ticks the box", Tour.check_answers),
    ("sends, offline, and is shown a code", Tour.send),
    ("the centre comes back and gets the record", Tour.line_back),
    ("the record opens with the centre's key and holds what was typed", Tour.open_record),
    ("what was typed stands in clear in no file", Tour.no_clear_text),
    ("the visitor finishes, and the next one begins", Tour.next_visitor),
    ("who has the code sees how things stand", Tour.ask_code),
    ("and takes the name back, here and at the centre", Tour.take_back),
    ("that visit ends too", Tour.next_visitor),
    ("five taps lead to what fits", Tour.choose),
    ("and one more to the first of them", Tour.open_result),
    ("help as a neighbour is counted without a name", Tour.help_neighbour),
    ("hours are logged, and the sum is shown", Tour.log_hours),
    ("the story wall opens", Tour.stories),
    ("a story opens", Tour.story),
    ("its film plays", Tour.play),
    ("the memory is looked at", Tour.memory),
)
PORTRAIT_STEPS = (
    ("portrait: the kiosk starts again", Tour.attract),
    ("portrait: home", Tour.home),
    ("portrait: browse", Tour.browse),
    ("portrait: a listing opens", Tour.open_listing),
    ("portrait: a visitor walks away and the screen clears itself", Tour.idle),
    ("portrait: nothing is left for the next visitor", Tour.come_after),
)


class Reporter:
    """Says how it goes: "key: value" lines in the end, or TAP as it goes."""

    def __init__(self, tap):
        self.tap, self.number = tap, 0

    def step(self, passed, name, problem="", seconds=None):
        self.number += 1
        if self.tap:
            print(f"{'ok' if passed else 'not ok'} {self.number} - {name}", flush=True)
            if seconds is not None:
                print(f"# {seconds:.1f} s", flush=True)
            for line in problem.splitlines():
                print(f"# {line}", flush=True)
        elif not passed:
            print(f"tour: failed: {name}\n{problem}", file=sys.stderr, flush=True)

    def end(self, facts, planned):
        if self.tap:
            print(f"1..{planned}", flush=True)
        for key, value in facts.items():
            print(f"{'# ' if self.tap else ''}{key}: {value}", flush=True)


def prepare(demonstration, facts):
    """The centre with the starter content, and this kiosk enrolled with its first content."""
    demonstration.make_centre()
    demonstration.start_centre()
    demonstration.enrol_kiosk(PATIENT)
    out = demonstration.ctl("kiosk", "sync", "--state", demonstration.state)
    items = re.search(r"^updated:?\s+(\d+)", out, re.M)
    facts["content-items"] = int(items[1]) if items else 0
    if facts["content-items"] == 0:
        raise DemonstrationError(f"the first round brought no content: {out.strip()}")


def run_pass(tour, steps, size, suffix, reporter):
    """One kiosk from start to end; True when every step passed."""
    argv = [tour.demonstration.program("foyer"), "--state", tour.demonstration.state, "--trace"]
    directory = os.path.join(tour.folder, f"k{size[0]}")
    tour.suffix, tour.number = suffix, 0
    name = "the kiosk starts"
    with_log = TouchKiosk(argv, size, directory, os.path.join(tour.folder, "bin"))
    try:
        with with_log as tour.kiosk:
            for name, step in steps:
                started = time.monotonic()
                step(tour)
                reporter.step(True, name, seconds=time.monotonic() - started)
        return True
    except Exception as error:  # noqa: BLE001 — whatever it was, it is told and the tour ends in order
        reporter.step(False, name, explain(error, with_log, tour.demonstration))
        return False


def explain(error, kiosk, demonstration):
    known = isinstance(error, (KioskError, DemonstrationError))
    said = str(error) if known else traceback.format_exc()
    if os.path.exists(kiosk.log_path):
        said += "\n--- what the kiosk said\n" + kiosk.read_log()[-4000:]
    return said + "\n--- what the other programs said\n" + demonstration.read_log()[-2000:]


def take_tour(folder, tap):
    reporter, facts = Reporter(tap), {}
    started = time.monotonic()
    planned = 1 + len(LANDSCAPE_STEPS) + len(PORTRAIT_STEPS)
    with Demonstration(folder) as demonstration:
        try:
            prepare(demonstration, facts)
            reporter.step(True, "the content arrives at the kiosk")
        except Exception as error:  # noqa: BLE001
            reporter.step(False, "the content arrives at the kiosk", f"{error}\n{demonstration.read_log()}")
            reporter.end(facts, planned)
            return 1
        tour = Tour(folder, demonstration, facts)
        closed = run_pass(tour, LANDSCAPE_STEPS, LANDSCAPE, "", reporter)
        demonstration.write_settings(IMPATIENT)
        closed = closed and run_pass(tour, PORTRAIT_STEPS, PORTRAIT, "-portrait", reporter)
    facts["screenshots"] = len(os.listdir(os.path.join(folder, "shots")))
    facts["seconds-tour"] = f"{time.monotonic() - started:.0f}"
    facts["loop-closed"] = "yes" if closed else "no"
    reporter.end(facts, planned)
    return 0 if closed else 1
