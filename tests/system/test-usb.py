# SPDX-License-Identifier: GPL-3.0-or-later
"""A kiosk that never has a line, by the real programs; prints TAP.

Invited and enrolled once, at the desk; from then on everything goes on a stick: content in, a sign-up out, the
receipt back, and how it stands with the sign-up in the next bundle. Both ends are killed in the middle as well.
"""

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "support"))
sys.path.insert(0, os.path.join(HERE, "support"))

from demonstration import Demonstration, stage, values_in  # noqa: E402
from private_session import PrivateSession  # noqa: E402
from tap import Tap  # noqa: E402

WHOLE_S = 200
KILLS = 8  # of each end, spread over the time the command takes
SIGN_UPS = 12
DONE, REFUSED = 0, 4
LISTING = "ess-034"
NAME, PHONE = "Tess Tester", "07700900123"


def counts(text):
    return {key: int(value) for key, value in re.findall(r"^([a-z_]+): (\d+)$", text, re.M)}


class Stick(Demonstration):
    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *arguments):
        """(exit code, standard output, standard error) of foyerctl."""
        done = subprocess.run([self.program("foyerctl"), *arguments], capture_output=True, text=True, timeout=60,
                              check=False)
        self.log.write(f"$ foyerctl {' '.join(arguments)} → {done.returncode}\n{done.stderr}")
        return done.returncode, done.stdout, done.stderr

    def make(self, name, *more):
        return self.run("bundle", "make", "--data", self.data, "--out", self.path(name), *more)

    def apply(self, name):
        return self.run("bundle", "apply", "--state", self.state, self.path(name))

    def collect(self, name):
        return counts(self.ctl("bundle", "collect", "--state", self.state, "--out", self.path(name)))

    def deliver(self, name, receipt):
        return counts(self.ctl("bundle", "deliver", "--data", self.data, self.path(name), "--receipt", self.path(receipt)))

    def settle(self, name):
        return self.run("bundle", "settle", "--state", self.state, self.path(name))

    def sign_up(self):
        return self.ctl("kiosk", "sign-up", "--state", self.state, "--listing", LISTING, "--name", NAME, "--phone", PHONE).strip()

    def outbox(self):
        return counts(self.ctl("kiosk", "outbox", "--state", self.state))

    def statuses(self):
        """What the kiosk has of them, by hash of the code."""
        with contextlib.closing(sqlite3.connect(os.path.join(self.state, "content.db"))) as db:
            rows = db.execute("SELECT json FROM item WHERE json LIKE '%\"state\"%' AND json LIKE '%\"received\":%'").fetchall()
        return [json.loads(row[0]) for row in rows]

    def kill_at(self, arguments, delay):
        process = subprocess.Popen([self.program("foyerctl"), *arguments], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(delay)
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
        process.wait(60)


def test_content(tap, s):
    s.make_centre()
    s.start_centre()
    s.enrol_kiosk({})
    code, said, why = s.make("content-1")
    tap.ok(code == DONE and counts(said)["items"] > 200, "a bundle is made while the centre runs", [said, why])
    s.stop_centre()
    code, said, why = s.apply("content-1")
    tap.ok(code == DONE and counts(said)["updated"] > 200 and counts(said)["media"] > 0,
           "a kiosk without a line takes it in, films too", [said, why])
    found = s.ctl("kiosk", "search", "--state", s.state, "food bank", "--limit", "3")
    tap.ok(len(found.splitlines()) >= 1, "and finds food banks", [found])
    code, _, why = s.apply("content-1")
    tap.ok(code == REFUSED and len(why.splitlines()) == 1, "the same bundle again is refused in a line", [why])


def test_minisign(tap, s):
    with open(s.path("centre.pub"), "w", encoding="utf-8") as file:
        file.write(s.ctl("bundle", "key", "--data", s.data))
    if shutil.which("minisign") is None:
        tap.skip("the bundle is good to minisign too", "minisign is not installed")
        return
    done = subprocess.run(["minisign", "-V", "-H", "-p", s.path("centre.pub"), "-m", s.path("content-1")],
                          capture_output=True, text=True, timeout=60, check=False)
    tap.ok(done.returncode == 0 and "sequence=1 " in done.stdout, "the bundle is good to minisign too",
           [done.stdout, done.stderr])


def test_records(tap, s):
    s.sign_up()
    tap.ok(s.collect("outbox-1").get("collected") == 1, "the sign-up is copied onto the stick")
    with open(s.path("outbox-1"), encoding="utf-8") as file:
        text = file.read()
    tap.ok(NAME not in text and PHONE not in text, "sealed")
    tap.ok(s.outbox().get("waiting") == 1, "and waits in the outbox all the same")
    s.start_centre()
    first = s.deliver("outbox-1", "receipt-1")
    tap.ok(first["stored"] == 1, "the centre takes it in while it runs", [first])
    again = s.deliver("outbox-1", "receipt-1b")
    tap.ok(again["stored"] == 0 and again["duplicate"] == 1 and len(s.list_records()) == 1,
           "the same file again doubles nothing", [again])
    opened = list(values_in(s.list_records(opened=True)))
    tap.ok(NAME in opened and PHONE in opened, "and the record opens")
    code, said, why = s.settle("receipt-1")
    tap.ok(code == DONE and counts(said)["acknowledged"] == 1 and s.outbox()["waiting"] == 0,
           "the receipt is settled and nothing waits", [said, why])
    code, _, why = s.settle("receipt-1b")
    tap.ok(code == REFUSED, "a second receipt for the same file says nothing new", [why])


def test_status(tap, s):
    s.make("content-2")
    code, said, why = s.apply("content-2")
    found = s.statuses()
    tap.ok(code == DONE and len(found) == 1 and found[0]["state"] == "received",
           "the next bundle says that the sign-up has arrived", [said, why, found])
    record = s.list_records()[0]
    s.ctl("records", "status", "--data", s.data, "--id", record["id"], "--state", "in_touch")
    s.make("content-3")
    s.apply("content-3")
    found = s.statuses()
    tap.ok(len(found) == 1 and found[0]["state"] == "in_touch", "and the one after it how it goes on", [found])
    code, _, why = s.apply("content-2")
    tap.ok(code == REFUSED, "the older one does not bring the older state back", [why])


def length_of(function):
    started = time.monotonic()
    function()
    return time.monotonic() - started


def test_kills(tap, s):
    s.make("content-4")
    fresh = s.state + ".before"
    shutil.copytree(s.state, fresh)
    length = length_of(lambda: s.apply("content-4"))
    whole = s.ctl("kiosk", "search", "--state", s.state, "--limit", "500")
    good = 0
    for i in range(KILLS):
        shutil.rmtree(s.state)
        shutil.copytree(fresh, s.state)
        os.unlink(os.path.join(s.state, "content.db"))
        s.kill_at(("bundle", "apply", "--state", s.state, s.path("content-4")), length * i / KILLS)
        code, _, why = s.apply("content-4")
        done = code == DONE or "applied already" in why
        good += done and s.ctl("kiosk", "search", "--state", s.state, "--limit", "500") == whole
    tap.ok(good == KILLS, f"apply killed at {KILLS} points and done again: all is there", [f"{good} of {KILLS}"])
    before = len(s.list_records())
    for _ in range(SIGN_UPS):
        s.sign_up()
    s.collect("outbox-2")
    length = 0.2
    for i in range(KILLS):
        s.kill_at(("bundle", "deliver", "--data", s.data, s.path("outbox-2"), "--receipt", s.path("receipt-2")),
                  length * i / KILLS)
    s.deliver("outbox-2", "receipt-2")
    ids = [record["id"] for record in s.list_records()]
    tap.ok(len(ids) == len(set(ids)) == before + SIGN_UPS, f"deliver killed at {KILLS} points: nothing lost, nothing doubled",
           [before, len(ids), len(set(ids))])
    s.settle("receipt-2")
    tap.ok(s.outbox()["waiting"] == 0, "and the last receipt settles all", [s.outbox()])


def run_inside(folder):
    tap = Tap()
    with Stick(folder) as stick:
        for part in (test_content, test_minisign, test_records, test_status, test_kills):
            try:
                part(tap, stick)
            except Exception as error:  # noqa: BLE001 — told as a failure; the rest would only follow from it
                tap.ok(False, "the programs do what they are asked", [repr(error), stick.read_log()])
                break
    return tap.done()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build")
    parser.add_argument("--source")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return run_inside(options.inside)
    if shutil.which("setpriv") is None:
        print("1..0 # SKIP setpriv is not here")
        return 0
    with PrivateSession("/tmp/foyer-usb.") as session:
        stage(options.build, options.source, session.folder, [(os.path.abspath(__file__), "test-usb.py")])
        env = {name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS") if name in os.environ}
        env["LSAN_OPTIONS"] = "suppressions=" + os.path.join(session.folder, "support", "lsan.supp") + ":print_suppressions=0"
        env["FOYER_DATADIR"] = os.path.join(session.folder, "content")
        sys.stdout.flush()
        return session.run(["/usr/bin/python3", "-B", os.path.join(session.folder, "test-usb.py"), "--inside", session.folder],
                           WHOLE_S, env=env)


if __name__ == "__main__":
    sys.exit(main())
