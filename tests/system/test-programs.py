# SPDX-License-Identifier: GPL-3.0-or-later
"""The real programs with each other, without a screen; prints TAP.

foyer-centre and foyerctl as an operator runs them: content in, a kiosk enrolled, records sealed, sent and
opened, both ends killed at points swept over the whole of a round, and input that is broken.
"""

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "support"))
sys.path.insert(0, os.path.join(HERE, "support"))

from demonstration import Demonstration, stage, values_in  # noqa: E402
from private_session import PrivateSession  # noqa: E402
from tap import Tap  # noqa: E402

WHOLE_S = 280
KILLS = 24  # of each end; the moments are spread over the time a whole round takes
DONE, USAGE, FAILED, OFFLINE, REFUSED, PARTLY = 0, 1, 2, 3, 4, 6
LISTING = "ess-034"
NAME, PHONE = "Tess Tester", "07700900123"


def counts(text):
    return {key: int(value) for key, value in re.findall(r"^([a-z_]+): (\d+)$", text, re.M)}


class Programs(Demonstration):
    """With what these tests ask for in short words."""

    def code(self, *arguments, text=None):
        """(exit code, standard error) of foyerctl."""
        done = subprocess.run([self.program("foyerctl"), *arguments], input=text, capture_output=True, text=True,
                              timeout=60, check=False)
        return done.returncode, done.stderr

    def sync(self, accept=(DONE,)):
        return counts(self.ctl("kiosk", "sync", "--state", self.state, accept=accept))

    def sign_up(self, name=NAME):
        return self.ctl("kiosk", "sign-up", "--state", self.state, "--listing", LISTING, "--name", name, "--phone", PHONE).strip()

    def outbox(self):
        return counts(self.ctl("kiosk", "outbox", "--state", self.state))

    def start_sync(self):
        return subprocess.Popen([self.program("foyerctl"), "kiosk", "sync", "--state", self.state],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill_centre(self):
        self.centre.kill()
        self.centre.wait(10)
        self.centre = None


def test_content(tap, p):
    p.make_centre()
    p.start_centre()
    p.enrol_kiosk({})
    first = p.sync()
    tap.ok(first["updated"] > 200 and first["left_out"] == 0, "all of the starter content reaches the kiosk", [first])
    again = p.sync()
    tap.ok(again["updated"] == 0 and again["deleted"] == 0, "a second round brings nothing new", [again])
    tap.ok(again["requests"] <= 14, "and asks for no more than a page of each kind", [again])
    found = p.ctl("kiosk", "search", "--state", p.state, "food bank", "--programme", "volunteering", "--limit", "3")
    rows = [json.loads(line) for line in found.splitlines()]
    tap.ok(1 <= len(rows) <= 3, "a search finds food banks", [found])


def test_sign_up(tap, p):
    p.stop_centre()
    code = p.sign_up()
    tap.ok(re.fullmatch(r"[A-Z]+-[A-Z]+-\d{6}", code) is not None, "a sign-up while offline gives a code", [code])
    tap.ok(p.outbox().get("waiting") == 1, "the record waits in the outbox", [p.outbox()])
    tap.ok(p.code("kiosk", "sync", "--state", p.state)[0] == OFFLINE, "a round without a centre ends with 3")
    tap.ok(p.outbox().get("waiting") == 1, "and the record still waits")
    p.start_centre()
    report = p.sync()
    tap.ok(report["acknowledged"] == 1, "with the centre back it is sent", [report])
    tap.ok(p.outbox().get("waiting") == 0, "and waits no more", [p.outbox()])
    records = p.list_records()
    tap.ok(len(records) == 1, "the centre has one record", [len(records)])
    tap.ok(NAME not in json.dumps(records), "which says nothing of a person while it is sealed")
    opened = list(values_in(p.list_records(opened=True)))
    tap.ok(NAME in opened and PHONE in opened, "and opens with the centre's key")
    wrong = p.code("records", "list", "--data", p.data, "--open-with", p.find_key_file(), text="not the passphrase\n")
    tap.ok(wrong[0] == REFUSED and NAME not in wrong[1], "another passphrase is refused", [wrong])
    recovery = p.ctl("records", "list", "--data", p.data, "--open-with", os.path.join(p.folder, "recovery-key"))
    tap.ok(NAME in recovery, "the recovery key opens it too")


def test_enrolment(tap, p):
    other = os.path.join(p.folder, "other")
    code = p.ctl("kiosk", "invite", "--data", p.data, "--place", "lib-chelmsford").strip()
    wrong = p.code("kiosk", "enrol", "--state", other, "--centre", p.url, "--code", "AAAA-AAAA")
    tap.ok(wrong[0] == REFUSED, "a code that was never given is refused", [wrong])
    right = p.code("kiosk", "enrol", "--state", other, "--centre", p.url, "--code", code)
    tap.ok(right[0] == DONE, "a kiosk joins with its code", [right])
    again = p.code("kiosk", "enrol", "--state", other + "2", "--centre", p.url, "--code", code)
    tap.ok(again[0] == REFUSED, "a code works once", [again])


def round_length(p):
    p.sign_up()
    started = time.monotonic()
    p.sync()
    return time.monotonic() - started


def kill_sweep(p, victim):
    """A record each time, and the victim killed at moments spread over a round. Returns how many records
    there should be more."""
    length = round_length(p)
    for i in range(KILLS):
        p.sign_up()
        syncing = p.start_sync()
        time.sleep(length * i / KILLS)
        if victim == "kiosk":
            with contextlib.suppress(ProcessLookupError):
                os.kill(syncing.pid, signal.SIGKILL)
        else:
            p.kill_centre()
        syncing.wait(60)
        if victim == "centre":
            p.start_centre()
    p.sync()
    return KILLS + 1


def test_kills(tap, p, victim):
    before = len(p.list_records())
    expected = before + kill_sweep(p, victim)
    records = p.list_records()
    ids = [record["id"] for record in records]
    tap.ok(len(set(ids)) == expected, f"{victim} killed at {KILLS} points of a round: nothing is lost",
           [f"{len(set(ids))} of {expected}"])
    tap.ok(len(ids) == len(set(ids)) and not any(r.get("variant") for r in records),
           f"{victim} killed at {KILLS} points of a round: nothing is doubled", [f"{len(ids)} rows, {len(set(ids))} ids"])
    tap.ok(p.outbox().get("waiting") == 0, "and nothing waits any more", [p.outbox()])
    opened = p.list_records(opened=True)
    tap.ok(sum(NAME in list(values_in(r)) for r in opened) == expected, "every one of them opens")


def break_content(folder):
    """(what, file, the exit code it must end with, whether the good item beside it must go in)."""
    good = {"id": "aaa-good", "title": "A good page", "standfirst": "Short.", "programmes": [], "order": 99,
            "sections": [], "sources": []}

    def write(name, data):
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode())
        return path

    def native(*items):
        return json.dumps({"format": "foyer-content-1", "kind": "pages", "items": list(items)})

    yield "a file that is cut", write("cut.json", native(good)[:-20]), (FAILED, REFUSED), False
    yield "100,000 brackets", write("deep.json", "[" * 100000), (FAILED, REFUSED), False
    yield "an item with 100,000 brackets", write(
        "deep-item.json", '{"format":"foyer-content-1","kind":"pages","items":[' + "[" * 100000 + "]" * 100000 + "]}"), (FAILED, REFUSED, PARTLY), False
    yield "bad UTF-8", write(
        "utf8.json", native(dict(good, title="A bad page"), dict(good, id="aaa-beside-utf8")).encode().replace(b"A bad", b"A \xff\xfe")), (PARTLY,), "aaa-beside-utf8"
    yield "a file of another kind", write("other.json", '{"hello": 1}'), (FAILED, REFUSED), False
    yield "an empty file", write("empty.json", ""), (FAILED, REFUSED), False
    yield "a title that is a number", write(
        "typed.json", native(dict(good, id="aaa-typed", title=7), dict(good, id="aaa-beside-typed"))), (PARTLY,), "aaa-beside-typed"
    yield "an id that is none", write(
        "id.json", native(dict(good, id="No Good"), dict(good, id="aaa-beside-id"))), (PARTLY,), "aaa-beside-id"
    yield "an item of 300 KiB", write(
        "huge.json", native(dict(good, id="aaa-huge", standfirst="x" * 300 * 1024), dict(good, id="aaa-beside-huge"))), (PARTLY,), "aaa-beside-huge"


def test_bad_input(tap, p):
    before = p.sync()
    for what, path, codes, survivor in break_content(p.folder):
        code, said = p.code("content", "import", "--data", p.data, path)
        lines = said.strip().splitlines()
        tap.ok(code in codes and 1 <= len(lines) <= 2 and all(len(line) < 400 for line in lines),
               f"{what} is refused in a line", [f"exit {code}: {said[:600]}"])
        report = p.sync()
        wanted = 1 if survivor else 0
        tap.ok(report["updated"] == wanted and report["deleted"] == 0,
               f"{what}: {'what is good beside it goes in' if survivor else 'nothing changes'}", [report])
    tap.ok(before["left_out"] == 0, "what was there is still there")


def test_ends_well(tap, p):
    p.centre.terminate()
    code = p.centre.wait(15)
    p.centre = None
    tap.ok(code == 0, "the centre ends with 0 when it is told to", [code, p.read_log()[-3000:]])


def run_inside(folder):
    tap = Tap()
    parts = (test_content, test_sign_up, test_enrolment, lambda t, p: test_kills(t, p, "kiosk"),
             lambda t, p: test_kills(t, p, "centre"), test_bad_input, test_ends_well)
    with Programs(folder) as programs:
        for part in parts:
            try:
                part(tap, programs)
            except Exception as error:  # noqa: BLE001 — told as a failure; the rest would only follow from it
                tap.ok(False, "the programs do what they are asked", [repr(error), programs.read_log()])
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
    with PrivateSession("/tmp/foyer-system.") as session:
        stage(options.build, options.source, session.folder, [(os.path.abspath(__file__), "test-programs.py")])
        env = {name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS") if name in os.environ}
        env["LSAN_OPTIONS"] = "suppressions=" + os.path.join(session.folder, "support", "lsan.supp") + ":print_suppressions=0"
        env["FOYER_DATADIR"] = os.path.join(session.folder, "content")
        if shutil.which("setpriv") is None:
            print("1..0 # SKIP setpriv is not here")
            return 0
        sys.stdout.flush()
        return session.run(["/usr/bin/python3", "-B", os.path.join(session.folder, "test-programs.py"), "--inside", session.folder],
                           WHOLE_S, env=env)


if __name__ == "__main__":
    sys.exit(main())
