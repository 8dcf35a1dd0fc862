# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to every page of the kiosk, for a monkey whose fingers do not find it alone.

A trip is one visit: from the attract loop to a page by the steps of the scripted visitor (tour_steps.py), there some
events at random, and then nobody touches it any more until it has cleared itself.
"""

import re
import time

from demonstration import DemonstrationError
from touch_kiosk import REPEAT_GUARD_S, KioskError
from tour_steps import BUTTONS, Tour, begins

IDLE_S = 20  # a visitor who finds the way reads, too; with the warning, a trip ends after 40
TRIP_EVENTS = 100
TRIP_S = 60
HOLD_S = 3.4  # of 3: a finger on the name of the place opens the staff corner (foyer-brand.c)
PIN = "274951"
SETTLE_S = 0.1  # for an event to have come where it goes


def touch(name, page):
    """A step: touches that control, and that page comes."""
    def step(tour):
        time.sleep(REPEAT_GUARD_S)
        tour.kiosk.tap(name, BUTTONS)
        tour.arrive(page)
    return step


def hold_name(tour):
    """The door for staff lies upon the name of the place, and lets fingers through."""
    x, y = tour.kiosk.find_steady("For staff", BUTTONS).point
    tour.kiosk.command(f"down 0 {x} {y}")
    time.sleep(HOLD_S)
    tour.kiosk.command(f"up 0 {x} {y}")
    tour.arrive("staff")


def set_pin(tour):
    tour.demonstration.ctl("kiosk", "set-pin", "--state", tour.demonstration.state, text=f"{PIN}\n{PIN}\n")


def give_pin(tour):
    for digit in PIN:
        tour.kiosk.tap(digit, BUTTONS)
    tour.kiosk.find("Screen size", BUTTONS)


VOLUNTEER = (Tour.home, touch(begins("Volunteer"), "volunteer"))
BROWSE = (Tour.home, Tour.browse)
DETAIL = (*BROWSE, Tour.open_listing)
DONE = (*DETAIL, Tour.give_age, Tour.give_name, Tour.give_phone, Tour.check_answers, Tour.send)
RESULTS = (Tour.home, Tour.choose)
STAFF = (Tour.home, set_pin, hold_name)
TRIPS = {
    "attract": (),
    "baseline": (*VOLUNTEER, touch("Two short questions", "baseline")),
    "browse": BROWSE,
    "calibrate": (*STAFF, give_pin, touch("Screen size", "calibrate")),
    "choose": (Tour.home, touch(begins("Find what suits me"), "choose")),
    "code": (Tour.home, touch("I have a code", "code")),
    "detail": DETAIL,
    "done": DONE,
    "easier": (Tour.home, touch("Make this easier", "easier")),
    "home": (Tour.home,),
    "hours": (*VOLUNTEER, touch(begins("I already volunteer"), "hours")),
    "info": (Tour.home, touch("About this screen", "info")),
    "info-list": (Tour.home, touch("Good to know", "info-list")),
    "language": (Tour.home, touch(begins("Language, now"), "language")),
    "large-letters": (*DONE, touch("Large letters", "large-letters")),
    "map": (*BROWSE, touch("Show on map", "map")),
    "neighbour": (*VOLUNTEER, touch(begins("Help a neighbour"), "neighbour")),
    "problem": (*DETAIL, touch("Something wrong here?", "problem")),
    "results": RESULTS,
    "search": (Tour.home, touch(begins("Search by word"), "search")),
    "sign-up": (*DETAIL, touch(re.compile(r"^(Sign me up|I.m interested)"), "sign-up")),
    "similar": (*DETAIL, touch("See others like this", "similar")),
    "staff": STAFF,
    "stories": (Tour.home, touch(begins("Celebrating Essex"), "stories")),
    "story": (Tour.home, Tour.stories, Tour.story),
    "take-away": (*DETAIL, touch("Take it away", "take-away")),
    "unmet": (*RESULTS, touch("None of these suits me", "unmet")),
    "volunteer": VOLUNTEER,
}
# Too many right steps in a row for chance, so always; the others if they were not met.
ALWAYS = ("done", "large-letters", "unmet")
# After all else: there is a PIN then, and wrong ones are waited for; and the size of the screen is kept.
LAST = ("calibrate", "staff")


class Journey:
    """The monkey's whole way in the long run. pages: the names of all pages there are."""

    def __init__(self, siege, folder, demonstration, pages):
        self.siege, self.pages = siege, pages
        self.tour = Tour(folder, demonstration, {})
        self.tour.kiosk, self.tour.wants_pictures = siege.kiosk, False
        self.failures = []

    def go(self, seconds, most):
        """As many events at random as that, in between on every page. Returns how many there were."""
        end = time.monotonic() + seconds
        sent = self.siege.monkey(seconds, most - len(self.pages) * TRIP_EVENTS)
        self.siege.wait_until_cleared()
        for page in [*ALWAYS, *self.list_missing(but=ALWAYS + LAST)]:
            sent += self.visit(page, min(TRIP_EVENTS, most - sent))
        sent += self.siege.monkey(end - time.monotonic(), most - sent - len(LAST) * TRIP_EVENTS)
        self.siege.wait_until_cleared()
        sent += self.visit("calibrate", min(TRIP_EVENTS, most - sent))
        return sent + self.visit("staff", most - sent)

    def visit(self, page, most):
        """One trip. Returns how many events there were at random."""
        kiosk, sent = self.siege.kiosk, 0
        try:
            kiosk.log_seen = len(kiosk.read_log())
            for step in TRIPS[page]:
                step(self.tour)
            sent = self.measure(most) if page == "calibrate" else self.siege.monkey(TRIP_S, most)
        except (KioskError, DemonstrationError) as error:
            if not kiosk.is_running:
                raise
            self.failures.append(f"on the way to {page}: {error}")
        self.siege.release_all()
        self.siege.wait_until_cleared()
        return sent

    def measure(self, most):
        """One action at a time, and from the desk straight back to the card: no finger is to find "Restart" there,
        which does what it says."""
        sent = 0
        while sent < most and self.siege.page() in ("calibrate", "staff"):
            if self.siege.page() == "staff":
                touch("Screen size", "calibrate")(self.tour)
            commands = self.siege.act()
            self.siege.send(commands)
            sent += len(commands)
            time.sleep(SETTLE_S)
        return sent

    def list_missing(self, but=()):
        seen = self.siege.pages_seen()
        return [page for page in self.pages if page not in seen and page not in but]

    def problems(self):
        return self.failures + [f"{page} was never met" for page in self.list_missing()]
