# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers against the centre: a body of 1.4 GB, 900 lines that say nothing, senders of a byte a second; and an
honest kiosk that must not notice. Part of test-front.py.
"""

import contextlib
import resource
import threading
import time

import raw_http
from front_stage import forget_peak, rss_kib
from hostile_requests import get

HUGE = 1_400_000_000
HALF_OPEN = 900
DRIPS = 60  # senders of a header or a body, a byte at a time
DRIP_S = 0.5
# nginx gives a head ten seconds in all, and a body ten of silence: the siege is longer than both.
SIEGE_S = 12
DIRECT_S = 3
P99_MS = 500
PACE_S = 0.02  # between two honest requests: a county's whole traffic
# KiB more than before. Each program may keep what its heap once grew to; a body of 1.4 GB must not be in it.
NGINX_GROWTH, CENTRE_GROWTH = 32 * 1024, 64 * 1024
LINE_GROWTH = 128  # of the centre for each line past nginx, sanitizers and their red zones among it


def pour(address, source):
    """Says 1.4 GB will come and sends as much of it as is taken. (status, bytes taken)"""
    piece = b"x" * (1 << 20)
    sent, got = 0, b""
    with contextlib.closing(raw_http.connect(address, source, timeout=10)) as line:
        with contextlib.suppress(OSError):
            line.sendall(f"POST /records HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {HUGE}\r\n\r\n".encode())
            while sent < HUGE:
                line.sendall(piece)
                sent += len(piece)
        with contextlib.suppress(OSError):
            while piece := line.recv(65536):
                got += piece
    return raw_http.status_of(got), sent


def watch(pids):
    for pid in pids:
        forget_peak(pid)
    return {pid: rss_kib(pid)[0] for pid in pids}


def growth(before):
    return sum(rss_kib(pid)[1] - kib for pid, kib in before.items())


def test_huge_body(tap, p):
    for wall, address, source in p.both():
        nginx, centre = watch(p.nginx_pids()), watch([p.centre.pid])
        status, sent = pour(address, source)
        # The answer may be lost when the line is closed with bytes under way: no answer is an answer here.
        tap.ok(status in (413, 0), f"a body of 1.4 GB is refused by {wall}", [status, sent])
        tap.ok(growth(nginx) < NGINX_GROWTH and growth(centre) < CENTRE_GROWTH,
               f"and memory stays small at {wall}: nginx +{growth(nginx)} KiB, centre +{growth(centre)} KiB after {sent >> 20} MiB", [])
        first = raw_http.say(address, b"POST /records HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                             b"Content-Length: 1400000000\r\n\r\n{\"records\":[", source)
        tap.ok(raw_http.status_of(first) == 413, f"and {wall} says so before the body has come", [first[:300]])


class Besiegers:
    """Lines held open, and a thread that lets fall a byte on each of some of them."""

    def __init__(self):
        self.silent, self.dripping = [], []
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.drip, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.thread.join()
        for line in self.silent + self.dripping:
            line.close()

    def hold(self, address, number):
        """Half of them say nothing at all, the others half a head."""
        for i in range(number):
            source = None if isinstance(address, str) else f"127.0.{1 + i % 9}.{1 + i // 9}"
            line = raw_http.connect(address, source)
            if i % 2:
                line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Sl")
            self.silent.append(line)

    def start_dripping(self, address, number):
        for i in range(number):
            line = raw_http.connect(address, None if isinstance(address, str) else f"127.0.20.{1 + i}")
            line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " if i % 2 else
                         b"POST /records HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{")
            self.dripping.append(line)

    def drip(self):
        while not self.stop.wait(DRIP_S):
            for line in self.dripping:
                with contextlib.suppress(OSError):
                    line.send(b"a")

    def count_closed(self):
        closed = 0
        for line in self.silent:
            line.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                try:
                    line.recv(4096)  # the end, or a 408 before it
                except ConnectionError:
                    pass
                closed += 1
        return closed


def be_honest(p, seconds):
    """Signed posts of new records, feeds and the service document in turn, on a kept line through nginx.
    (milliseconds of each, what went wrong)"""
    took, wrong = [], []
    line = raw_http.connect(p.address, None)
    end = time.monotonic() + seconds
    turn = 0
    while time.monotonic() < end:
        turn += 1
        record = p.kiosk.record()
        data = (p.kiosk.post("/records", p.kiosk.batch(record)), get("/feeds/listings?afterChangeNumber=100&limit=20"), get("/?nonce=abc"))[turn % 3]
        if turn % 3 == 0:
            p.honest.add(record["id"])
        started = time.monotonic()
        try:
            line.sendall(data)
            status, headers, _ = raw_http.take_reply(line)
            took.append((time.monotonic() - started) * 1000)
            if status != 200:
                wrong.append(status)
            if headers.get("connection", "") == "close":
                line.close()
                line = raw_http.connect(p.address, None)
        except OSError as error:
            wrong.append(repr(error))
            line.close()
            line = raw_http.connect(p.address, None)
        time.sleep(PACE_S)
    line.close()
    return sorted(took), wrong


def tell(tap, took, wrong, what):
    p99 = took[int(len(took) * 0.99)] if took else float("inf")
    print(f"# honest-p99-ms {p99:.0f} ({what}: {len(took)} requests, median {took[len(took) // 2] if took else 0:.0f}, longest {took[-1] if took else 0:.0f})", flush=True)
    tap.ok(len(took) > 20 and not wrong, f"every honest request is answered beside {what}", wrong[:5])
    tap.ok(p99 <= P99_MS, f"99 of 100 within {P99_MS} ms beside {what}", [f"{p99:.0f} ms"])


def test_crowd(tap, p):
    with Besiegers() as crowd:
        nginx, centre = watch(p.nginx_pids()), watch([p.centre.pid])
        crowd.hold(p.address, HALF_OPEN)
        crowd.start_dripping(p.address, DRIPS)
        tell(tap, *be_honest(p, SIEGE_S), f"{HALF_OPEN} half-open lines and {DRIPS} slow senders at nginx")
        closed = crowd.count_closed()
        tap.ok(closed == HALF_OPEN, "nginx has hung up on all who said nothing, or half a head, for ten seconds", [f"{closed} of {HALF_OPEN}"])
        tap.ok(growth(nginx) < NGINX_GROWTH and growth(centre) < CENTRE_GROWTH,
               f"and memory stays small: nginx +{growth(nginx)} KiB, centre +{growth(centre)} KiB", [])
    with Besiegers() as crowd:
        centre = watch([p.centre.pid])
        crowd.hold(p.socket, HALF_OPEN)
        crowd.start_dripping(p.socket, DRIPS)
        raw_http.say(p.socket, get("/healthz"), timeout=10)  # all before it have been taken in
        tell(tap, *be_honest(p, DIRECT_S), f"{HALF_OPEN} half-open lines and {DRIPS} slow senders past nginx")
        tap.ok(growth(centre) < LINE_GROWTH * (HALF_OPEN + DRIPS), f"and memory stays small: centre +{growth(centre)} KiB", [])


def test_limits(tap, p):
    """Too many at once from one address: that one is told to wait, the others notice nothing. Asked is for what
    nginx refuses by itself, after it has counted."""
    answers = []
    lines = [raw_http.connect(p.address, "127.0.30.1", timeout=1) for _ in range(24)]
    for line in lines:
        line.sendall(get("/metrics") * 60)
    for line in lines:
        with contextlib.suppress(OSError):
            while b"".join(answers).count(b"HTTP/1.1 ") < 1440 and (piece := line.recv(1 << 16)):
                answers.append(piece)
        line.close()
    statuses = raw_http.statuses_of(b"".join(answers))
    tap.ok(statuses.count(429) > 100 and statuses.count(403) >= 900, "who asks more than 1,000 times at once is told to wait",
           [f"{statuses.count(403)} answered, {statuses.count(429)} told to wait"])
    begun = b"POST /records HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
    lines = [raw_http.connect(p.address, "127.0.30.2") for _ in range(300)]
    for line in lines:
        line.sendall(begun)
    refused = 0
    for line in lines:
        line.settimeout(0.01)
        with contextlib.suppress(OSError):
            refused += raw_http.status_of(line.recv(4096)) == 429
    for line in lines:
        line.close()
    tap.ok(refused > 0, "and so is who has more than 256 bodies under way", [f"{refused} told to wait"])
    tap.ok(raw_http.status_of(raw_http.say(p.address, get("/healthz"), "127.0.30.3")) == 200, "another address is not")


def test_siege(tap, p):
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    test_huge_body(tap, p)
    test_crowd(tap, p)
    test_limits(tap, p)
