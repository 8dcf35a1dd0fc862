# SPDX-License-Identifier: GPL-3.0-or-later
"""The centre as the county runs it, with everything against it; prints TAP.

foyer-centre on a Unix socket, nginx with the shipped configuration in front, a real kiosk through both. Then
what SECURITY.md and issue 3 call hostile, at nginx and, past it, at the centre's own wall; and at the end the
same centre, with the records of honest people and no others.
"""

import argparse
import base64
import contextlib
import os
import re
import shutil
import ssl
import sys
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "support"), os.path.join(os.path.dirname(HERE), "support")]

import raw_http  # noqa: E402
from demonstration import stage, values_in  # noqa: E402
from front_stage import NGINX, Front  # noqa: E402
from hostile_requests import WORD, get, list_hostile, post  # noqa: E402
from private_session import PrivateSession  # noqa: E402
from signed_kiosk import SignedKiosk, SodiumMissing, new_box_key, new_sign_key, verify  # noqa: E402
from tap import Tap  # noqa: E402

WHOLE_S = 150
LISTING, NAME, PHONE = "ess-034", "Marigold", "07700900456"
STRANGER, OUTSIDE = "127.0.0.3", "127.0.0.2"  # every address of 127.0.0.0/8 is this machine
MODULES = ("front_stage.py", "hostile_requests.py", "front_siege.py")


class Scene(Front):
    """With what these tests share: an honest kiosk written in Python beside the real one."""

    def __init__(self, folder):
        super().__init__(folder)
        self.kiosk = SignedKiosk("127.0.0.1")
        self.code = ""
        self.honest = set()  # ids of records that must be at the centre at the end

    def both(self):
        """(name, address, source) of the two walls."""
        return (("nginx", self.address, STRANGER), ("the centre itself", self.socket, None))

    def enrol_signed(self, kiosk, address):
        code = self.ctl("kiosk", "invite", "--data", self.data, "--place", "lib-chelmsford").strip()
        answer = raw_http.say(address, kiosk.post("/enrolments", {"code": code}), timeout=10)
        if raw_http.status_of(answer) == 201:
            kiosk.take_trust(answer.split(b"\r\n\r\n", 1)[1])
        return raw_http.status_of(answer)


def test_kiosk(tap, p, source):
    p.make_centre()
    p.start_centre()
    tap.ok(p.notified == b"READY=1", "the centre says when it is ready", [p.notified])
    has_tls = p.stage_nginx(source)
    p.start_nginx()
    p.enrol_kiosk({})
    counts = dict(re.findall(r"^([a-z_]+): (\d+)$", p.ctl("kiosk", "sync", "--state", p.state), re.M))
    tap.ok(int(counts["updated"]) > 200 and counts["left_out"] == "0", "all content reaches a kiosk through nginx", [counts])
    p.code = p.ctl("kiosk", "sign-up", "--state", p.state, "--listing", LISTING, "--name", NAME, "--phone", PHONE).strip()
    said = p.ctl("kiosk", "sync", "--state", p.state)
    tap.ok("acknowledged: 1" in said, "and a sign-up reaches the centre through nginx", [said])
    p.honest = {record["id"] for record in p.list_records()}
    tap.ok(len(p.honest) == 1, "where it is kept", [p.honest])
    tap.ok(p.enrol_signed(p.kiosk, p.address) == 201, "a kiosk written from the formats alone can enrol")
    return has_tls


def test_hostile(tap, p):
    for wall, address, source in p.both():
        wrong = []
        number = 0
        for hostile in list_hostile():
            number += 1
            status = raw_http.status_of(raw_http.say(address, hostile.data, source))
            wanted = hostile.front if source else hostile.wall
            if status not in wanted:
                wrong.append(f"{hostile.name}: {status}, not {wanted}")
        tap.ok(number > 80 and not wrong, f"{number} hostile requests get a clear no from {wall}", wrong)
        rubbish = raw_http.say(address, get() + b"rubbish\r\n\r\n" + post("/metrics"), source, is_enough=lambda _: False)
        statuses = raw_http.statuses_of(rubbish)
        tap.ok(statuses[:1] == [200] and 200 not in statuses[1:], f"rubbish behind a good request gets no answer of its own from {wall}",
               [statuses])
        bare = raw_http.say(address, b"GET /healthz HTTP/1.1\nHost: 127.0.0.1\n\n", source)
        tap.ok(raw_http.status_of(bare) in (200, 400), f"bare line feeds end lines, as RFC 9112 allows, or are refused by {wall}", [bare])


def test_control(tap, p):
    """The same eyes on what is not hostile: a wall that refuses all would pass the tests above."""
    for wall, address, source in p.both():
        wanted = [(get(), 200), (get("/feeds/listings?afterChangeNumber=1&limit=2"), 200), (get("/healthz"), 200),
                  (get(line="HEAD / HTTP/1.1"), 200), (get("/open/rpde"), 404)]
        wrong = []
        for data, status in wanted:
            answer = raw_http.say(address, data, source, is_enough=lambda got: b"\r\n\r\n" in got)
            if raw_http.status_of(answer) != status:
                wrong.append(f"{data[:40]}: {answer[:200]}")
        tap.ok(not wrong, f"control: what is honest passes {wall}", wrong)


def tampered(p):
    """(what, bytes, statuses, a word the answer must have)"""
    kiosk, batch = p.kiosk, p.kiosk.batch
    whole = kiosk.post("/records", batch())
    at = whole.index(b"\r\nSignature: foyer=:") + 30
    forged = whole[:at] + (b"A" if whole[at:at + 1] != b"A" else b"B") + whole[at + 1:]
    yield "a forged signature", forged, (401,), b"signature"
    yield "another's key", kiosk.post("/records", batch(), secret=new_sign_key()[1]), (401,), b"signature"
    yield "a kiosk nobody knows", kiosk.post("/records", batch(), keyid="k-0000000000000000"), (401,), b"unknown-kiosk"
    yield "a signature for another path", kiosk.post("/records", batch(), signed="/enrolments"), (401,), b"signature"
    yield "a signature for another method", kiosk.post("/records", batch(), method="GET"), (401,), b"signature"
    yield "a signature for another body", kiosk.post("/records", batch(), signed_body=b"{}"), (401,), b"signature"
    yield "a request made in 1970", kiosk.post("/records", batch(), created=30), (401,), b'"clock"'
    yield "a request made in 2038", kiosk.post("/records", batch(), created=2147483648), (401,), b'"clock"'
    yield "a request made in 9999", kiosk.post("/records", batch(), created=253402300799), (401,), b'"clock"'
    yield "a record sealed to another centre", kiosk.post("/records", batch(kiosk.record(recipients=[new_box_key()]))), (200,), b"refused"
    twin = kiosk.record()
    yield "a record under another's id", kiosk.post("/records", batch({**kiosk.record(), "id": twin["id"]})), (200,), b"refused"
    yield "a body that is no JSON", kiosk.post("/records", b"[" * 200000), (400,), b"records"


def test_signatures(tap, p):
    for wall, address, source in p.both():
        for what, data, statuses, word in tampered(p):
            answer = raw_http.say(address, data, source)
            tap.ok(raw_http.status_of(answer) in statuses and word in answer, f"{what} is refused by way of {wall}", [answer[:600]])
        record = p.kiosk.record()
        data = p.kiosk.post("/records", p.kiosk.batch(record))
        first, again = raw_http.say(address, data, source, timeout=10), raw_http.say(address, data, source, timeout=10)
        p.honest.add(record["id"])
        tap.ok(raw_http.status_of(first) == 200 and b'"stored"' in first, f"control: an honest record is kept by way of {wall}", [first[:600]])
        tap.ok(raw_http.status_of(again) == 401 and b'"replay"' in again, f"the same bytes again are a replay by way of {wall}", [again[:600]])
        beat = {"waiting": 0, "received": 0, "quarantined": 0, "version": "0.1.0", "clock_offset_s": 0}
        answer = raw_http.say(address, p.kiosk.post("/heartbeats", beat), source, timeout=10)
        tap.ok(raw_http.status_of(answer) == 200, f"control: a heartbeat passes by way of {wall}", [answer[:600]])
        answer = raw_http.say(address, p.kiosk.post("/records", p.kiosk.batch(), signed="/heartbeats"), source, timeout=10)
        tap.ok(raw_http.status_of(answer) == 401, f"and its signature is good for nothing else by way of {wall}", [answer[:600]])
    body = {**p.kiosk.batch(), "epoch": 1, "backed_up_to": 10 ** 12, "seq": 10 ** 12}
    p.honest.add(body["records"][0]["id"])
    answer = raw_http.say(p.address, p.kiosk.post("/records", body), timeout=10)
    epoch = p.kiosk.trust["epoch"]
    tap.ok(raw_http.status_of(answer) == 200 and f'"epoch":{epoch}'.encode() in answer and b'"backed_up_to":0' in answer,
           "epochs and sequences a kiosk claims are not believed", [answer[:600]])
    clock = raw_http.say(p.address, p.kiosk.post("/records", p.kiosk.batch(), created=30))
    head, _, text = clock.partition(b"\r\n\r\n")
    signature = re.search(rb"Foyer-Signature: (\S+)", head)
    tap.ok(signature is not None and verify(bytes.fromhex(p.kiosk.trust["keys"]["sign"]), "foyer-service-1", text,
                                            base64.b64decode(signature[1])),
           "the time a wrong clock is told is signed by the centre, and nginx does not touch it", [clock[:600]])


def test_ranges(tap, p):
    media = next(name for name in sorted(os.listdir(os.path.join(p.data, "media"))) if name.startswith("sha256-") and "." not in name)
    bomb = "Range: bytes=" + ",".join(f"{i}-" for i in range(400)) + "\r\n"
    for wall, address, source in p.both():
        path = f"/media/{media}"
        whole = raw_http.say(address, get(path), source, timeout=5)
        some = raw_http.say(address, get(path, "Range: bytes=10-\r\n"), source, timeout=5)
        bombed = raw_http.say(address, get(path, bomb), source, timeout=5)
        feed = raw_http.say(address, get("/feeds/listings", bomb), source, timeout=5)
        one = raw_http.say(address, get("/feeds/listings", "Range: bytes=0-9\r\n"), source, timeout=5)
        tap.ok(raw_http.status_of(some) == 206 and len(whole) - len(some) < 400 and len(some) < len(whole) + 200,
               f"control: a cut film goes on where it was cut, by way of {wall}", [len(whole), len(some)])
        tap.ok(raw_http.status_of(bombed) == 200 and abs(len(bombed) - len(whole)) < 100, f"400 ranges of a film are the film, once, by way of {wall}",
               [len(whole), len(bombed), bombed[:300]])
        tap.ok([raw_http.status_of(each) for each in (feed, one)] == [200, 200], f"feeds know no ranges, by way of {wall}", [feed[:300], one[:300]])


def test_inside_only(tap, p):
    for path in ("/metrics", "/console", "/console/records"):
        outside = raw_http.status_of(raw_http.say(p.address, get(path), OUTSIDE))
        inside = raw_http.status_of(raw_http.say(p.address, get(path)))
        tap.ok(outside == 403 and inside == (200 if path == "/metrics" else 404), f"{path} is for this machine only", [outside, inside])


def test_tls(tap, p, has_tls):
    if not has_tls:
        tap.skip("the line is at least TLS 1.2", "openssl is not here")
        return
    wanted = ((ssl.TLSVersion.TLSv1_2, "localhost", 200), (ssl.TLSVersion.TLSv1_3, "localhost", 200),
              (ssl.TLSVersion.TLSv1_1, "localhost", None), (ssl.TLSVersion.TLSv1_2, "elsewhere.example", None))
    for version, name, status in wanted:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # TLS 1.1 is just what must not work
            context.minimum_version = context.maximum_version = version
        got = None
        with contextlib.suppress(OSError), contextlib.closing(raw_http.connect(("127.0.0.1", p.tls_port))) as plain:
            with context.wrap_socket(plain, server_hostname=name) as line:
                line.sendall(get("/healthz", host=f"Host: {name}\r\n"))
                got = raw_http.take_reply(line)[0]
        tap.ok(got == status, f"{version.name} as {name}: {'answered' if status else 'refused'}", [got])


def test_after(tap, p):
    tap.ok(p.centre.poll() is None and p.nginx.poll() is None, "the centre and nginx are the ones that were started")
    for wall, address, _ in p.both():
        answer = raw_http.say(address, get("/healthz"), OUTSIDE if address is not p.socket else None, timeout=5)
        tap.ok(raw_http.status_of(answer) == 200, f"after it all {wall} answers", [answer[:300]])
    records = p.list_records()
    ids = [record["id"] for record in records]
    tap.ok(sorted(ids) == sorted(p.honest), "the records are those of honest people, each once, and no others",
           [f"{len(ids)} rows, {len(p.honest)} sent", sorted(set(ids) ^ p.honest)[:5]])
    tap.ok(NAME in list(values_in(p.list_records(opened=True))), "and they open")
    p.stop_centre()
    p.stop_nginx()
    centre, front = p.read_centre_log(), p.read_nginx_logs()
    words = (NAME, PHONE, p.code, WORD, WORD.lower(), "Robin", p.passphrase)
    for log, text in (("the centre's log", centre), ("nginx's logs", front)):
        tap.ok(text and not [word for word in words if word in text], f"{log} has no word of a person",
               [line for line in text.splitlines() if any(word in line for word in words)][:5])
    tap.ok("CRITICAL" not in centre and "ERROR" not in centre, "nothing was critical to the centre", [centre[-2000:]])
    tap.ok(len(front.splitlines()) > 200 and " records " in front, "control: nginx did write down who asked for what", [front[-500:]])


def run_inside(folder):
    from front_siege import test_siege

    tap = Tap()
    with Scene(folder) as p:
        try:
            has_tls = test_kiosk(tap, p, os.path.join(folder, "conf"))
            for part in (test_control, test_hostile, test_signatures, test_ranges, test_inside_only):
                part(tap, p)
            test_tls(tap, p, has_tls)
            test_siege(tap, p)
            test_after(tap, p)
        except Exception as error:  # noqa: BLE001 — told as a failure; the rest would only follow from it
            tap.ok(False, "the programs do what they are asked", [repr(error), p.read_log(), p.read_centre_log()[-3000:]])
    return tap.done()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build")
    parser.add_argument("--source")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return run_inside(options.inside)
    for missing in [name for name, path in (("nginx", NGINX), ("setpriv", shutil.which("setpriv"))) if not path]:
        print(f"1..0 # SKIP {missing} is not here")
        return 0
    with PrivateSession("/tmp/foyer-front.") as session:
        stage(options.build, options.source, session.folder,
              [(os.path.join(HERE, name), name) for name in ("test-front.py", *MODULES)])
        shutil.copytree(os.path.join(options.source, "data", "nginx"), os.path.join(session.folder, "conf"))
        env = {name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS") if name in os.environ}
        supp = os.path.join(session.folder, "support", "lsan.supp")
        with open(supp, "a", encoding="utf-8") as file:
            file.write("leak:soup_headers_parse_request\n")  # libsoup's own, in a bad request: see test-wall.c
        env["LSAN_OPTIONS"] = f"suppressions={supp}:print_suppressions=0"
        env["FOYER_DATADIR"] = os.path.join(session.folder, "content")
        sys.stdout.flush()
        return session.run(["/usr/bin/python3", "-B", os.path.join(session.folder, "test-front.py"), "--inside", session.folder],
                           WHOLE_S, env=env)


if __name__ == "__main__":
    sys.exit(main())
