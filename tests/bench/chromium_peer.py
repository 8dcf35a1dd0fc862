# SPDX-License-Identifier: GPL-3.0-or-later
"""The peer of the search bench: the same listings and the same queries in Chromium, as a page that works with no line
(peers/pwa). Returns figures; prints nothing.

Chromium is steered through its DevTools pipe, so no port is opened but that of the page's own server. Every process it
starts is ended by its id.
"""

import contextlib
import functools
import http.server
import json
import os
import select
import shutil
import signal
import subprocess
import threading
import time

SCREEN = (1920, 1080)
WHOLE_S = 330  # the bench stays under six minutes
QUERIES_S = 150  # of those, at most, for the queries
WARM_UP = 20  # as bench-search
FRAMES = 600  # as bench-pages
SAMPLE_S = 0.5  # between two looks at the memory
FLAGS = ("--headless=new", "--no-sandbox", "--remote-debugging-pipe", "--disable-gpu", "--no-first-run",
         "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-default-apps", "--disable-dev-shm-usage", "--metrics-recording-only", "--mute-audio",
         "--hide-scrollbars", "--disable-crash-reporter", "--disable-breakpad",
         f"--window-size={SCREEN[0]},{SCREEN[1]}")
# As fast as it can, to see what a frame takes and not how long it waits for the next.
UNCAPPED = ("--disable-frame-rate-limit", "--disable-gpu-vsync")


class PeerError(Exception):
    """Chromium or the page did not do what it was asked."""


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def serve(folder, port=0):
    """The folder, on the loopback interface."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(QuietHandler, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def read_parents():
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                with open(f"/proc/{entry}/stat", encoding="ascii", errors="replace") as file:
                    parents[int(entry)] = int(file.read().rsplit(")", 1)[1].split()[1])
    return parents


def find_tree(pid):
    """The process and all that come from it."""
    parents, found = read_parents(), [pid]
    for at in found:
        found += [child for child, parent in parents.items() if parent == at]
    return found


def read_pss_mb(pids):
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
    return total / 1024


class Chromium:
    """A browser with one page. A context manager; nothing of it is left at the end."""

    def __init__(self, profile, deadline, log, more=()):
        self.deadline, self.number, self.waiting, self.known, self.peak_mb = deadline, 0, b"", set(), 0
        self.is_sampling = True  # of the memory, while an answer is waited for
        self.argv = ["chromium", *FLAGS, *more, f"--user-data-dir={profile}", "about:blank"]
        self.log = log

    def __enter__(self):
        for_it, ours = os.pipe()
        mine, from_it = os.pipe()
        # Opened anew under the two numbers that the browser wants.
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", f'exec "$@" 3</proc/self/fd/{for_it} 4>/proc/self/fd/{from_it}', "sh", *self.argv],
            pass_fds=(for_it, from_it), stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
            start_new_session=True, env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": "disabled:"})
        os.close(for_it)
        os.close(from_it)
        self.write_fd, self.read_fd = ours, mine
        try:
            target = self.call("Target.createTarget", url="about:blank")["targetId"]
            self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            self.call("Page.enable", session=self.session)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.known.update(find_tree(self.process.pid))
        with contextlib.suppress(OSError, PeerError):
            self.deadline = time.monotonic() + 10
            self.call("Browser.close")
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        for number in (signal.SIGTERM, signal.SIGKILL):
            left = self.find_left()
            for pid in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, number)
            end = time.monotonic() + 2
            while left and time.monotonic() < end:
                self.process.poll()
                time.sleep(0.02)
                left = self.find_left()
        os.close(self.write_fd)
        os.close(self.read_fd)

    def find_left(self):
        """Of the processes it had, those that are there still; a number may be another process's by now."""
        left = []
        for pid in self.known:
            with contextlib.suppress(OSError):
                with open(f"/proc/{pid}/cmdline", "rb") as file:
                    if b"chrom" in file.read().split(b"\0")[0]:
                        left.append(pid)
        return left

    def look_at_memory(self):
        tree = find_tree(self.process.pid)
        self.known.update(tree)
        now = read_pss_mb(tree)
        self.peak_mb = max(self.peak_mb, now)
        return now

    def read_message(self, end):
        looked = time.monotonic()
        while b"\0" not in self.waiting:
            if time.monotonic() > end:
                raise PeerError("it took too long")
            if select.select([self.read_fd], [], [], 0.1)[0]:
                more = os.read(self.read_fd, 1 << 20)
                if not more:
                    raise PeerError("Chromium ended")
                self.waiting += more
            elif self.is_sampling and time.monotonic() > looked + SAMPLE_S:
                self.look_at_memory()
                looked = time.monotonic()
        message, _, self.waiting = self.waiting.partition(b"\0")
        return json.loads(message)

    def call(self, method, session=None, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        left = json.dumps(message).encode() + b"\0"
        while left:
            left = left[os.write(self.write_fd, left):]
        while True:
            answer = self.read_message(self.deadline)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise PeerError(f"{method}: {answer['error'].get('message')}")
                return answer["result"]

    def evaluate(self, text):
        answer = self.call("Runtime.evaluate", session=self.session, expression=text, awaitPromise=True,
                           returnByValue=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise PeerError(details.get("exception", {}).get("description", details.get("text")))
        return answer["result"].get("value")

    def ask(self, name, *arguments):
        return self.evaluate(f"peer.{name}({', '.join(json.dumps(a) for a in arguments)})")

    def open(self, url):
        answer = self.call("Page.navigate", session=self.session, url=url)
        if answer.get("errorText"):
            raise PeerError(f"the page did not open: {answer['errorText']}")
        while not self.evaluate("'peer' in window"):
            time.sleep(0.01)


def find_missing(page):
    """What is not there, in words; None when the peer can run. page: the folder of the page, with minisearch.js."""
    if not shutil.which("chromium"):
        return "chromium is not installed"
    if not page or not os.path.exists(os.path.join(page, "minisearch.js")):
        return "npm could not install minisearch"
    return None


def percentile(values, part):
    return sorted(values)[int(part * (len(values) - 1) + 0.5)]


def measure(folder, page, files, queries):
    """folder: empty. page: see find_missing (). files: native import files with all listings. Returns figures:
    times in milliseconds, memory in MB."""
    deadline = time.monotonic() + WHOLE_S
    profile, site = os.path.join(folder, "profile"), os.path.join(folder, "site")
    shutil.copytree(page, site)
    names = [os.path.basename(path) for path in files]
    for path, name in zip(files, names):
        os.symlink(path, os.path.join(site, name))
    with open(os.path.join(folder, "chromium.log"), "wb") as log:
        with serve(site) as port, Chromium(profile, deadline, log) as browser:
            url = f"http://127.0.0.1:{port}/"
            browser.open(url)
            cold = browser.ask("build", names, queries[0])
            cold_mb = browser.peak_mb
        # The server is gone: what opens now was kept.
        with Chromium(profile, deadline, log) as browser:
            browser.open(url)
            kept = browser.ask("reopen", queries[0])
            browser.is_sampling = False
            asked = browser.ask("measure", queries, WARM_UP, min(QUERIES_S, deadline - time.monotonic() - 40))
            memory = browser.look_at_memory()
            kept_mb = browser.peak_mb
            steady = browser.ask("scroll", kept["rows"], FRAMES)
        with Chromium(profile, deadline, log, UNCAPPED) as browser:
            browser.open(url)
            browser.is_sampling = False
            browser.evaluate("peer.open()")
            free = browser.ask("scroll", kept["rows"], FRAMES)
    if cold["rows"] != kept["rows"] or not cold["rows"]:
        raise PeerError(f"{cold['rows']} rows were kept and {kept['rows']} came back")
    if not asked["read"] or not asked["hits"]:
        raise PeerError("no query was answered")
    return {
        "rows": cold["rows"], "cold": cold["searchable"], "kept": kept["searchable"], "index-mb": cold["indexBytes"] / 1e6,
        "asked": asked["asked"], "hits": asked["hits"],
        "p50": percentile(asked["read"], 0.5), "p99": percentile(asked["read"], 0.99),
        "drawn-p50": percentile(asked["drawn"], 0.5), "drawn-p99": percentile(asked["drawn"], 0.99),
        "memory": memory, "peak": max(cold_mb, kept_mb),
        "frames-a-second": 1000 * len(steady["intervals"]) / sum(steady["intervals"]),
        "interval-p99": percentile(steady["intervals"], 0.99), "interval-max": max(steady["intervals"]),
        "work-p50": percentile(steady["work"], 0.5), "work-p99": percentile(steady["work"], 0.99),
        "work-max": max(steady["work"]), "empty": steady["empty"],
        "free-p50": percentile(free["intervals"], 0.5), "free-p99": percentile(free["intervals"], 0.99),
        "free-max": max(free["intervals"]),
    }


def tell(figures):
    """What the rows do not say, in sentences."""
    f = figures
    yield (f"{f['asked']} queries, {f['hits']} hits; until they were laid out p50 {f['drawn-p50']:.0f} ms,"
           f" p99 {f['drawn-p99']:.0f} ms")
    yield f"its index is {f['index-mb']:.0f} MB as text; at its most it took {f['peak']:.0f} MB"
    yield (f"scrolls at {f['frames-a-second']:.1f} frames a second, from one to the next p99 {f['interval-p99']:.1f} ms, at most"
           f" {f['interval-max']:.1f} ms; its own thread worked p50 {f['work-p50']:.1f}, p99 {f['work-p99']:.1f},"
           f" at most {f['work-max']:.1f} ms a frame; {f['empty']} rows came too late")
