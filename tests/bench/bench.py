# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints Foyer's figures, one line each: NAME VALUE UNIT baseline VALUE ratio R.

    bench.py --build BUILD --source TREE [--only NAME…]

Nothing is asserted: times depend on the machine. Each figure stands beside the plainest program that does
the same work, run in the same minute. Runs as nobody, in a folder of its own (see private_session.py).
"""

import argparse
import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "support") if os.path.isdir(os.path.join(os.path.dirname(HERE), "support"))
                else os.path.join(HERE, "support"))

import chromium_peer  # noqa: E402
from demonstration import PROGRAMS, Demonstration, stage  # noqa: E402
from private_session import PrivateSession  # noqa: E402

BENCHES = ("map", "plain-list", "make-files", "plain-insert", "match", "search", "pages", "sign-up", "load")
WHOLE_S = 1500  # one program
SESSION_S = 3000  # all of them
JUDGED = "tests/fixtures/search-judged.tsv"
STARTS = 7
MANY = 100000
CHANGED = 100
QUIET_S = 10
SCREEN = (1920, 1080)
# As the kiosk sets for itself, so that both draw by the same means.
DRAWING = {"GDK_DEBUG": "gl-disable", "GSK_RENDERER": "cairo"}
STILL = {"sync": {"interval-seconds": 3600, "retry-base-seconds": 3600, "retry-cap-seconds": 3600},
         "visit": {"idle-seconds": 3600, "warning-seconds": 30}}


# What is printed, Foyer's figure, its unit, the page's figure.
PEER_FIGURES = (
    (f"peer-search-p50-{MANY}", f"search-p50-{MANY}", "ms", "p50"),
    (f"peer-search-p99-{MANY}", f"search-p99-{MANY}", "ms", "p99"),
    (f"peer-search-cold-{MANY}", f"search-cold-{MANY}", "ms", "cold"),
    (f"peer-search-first-{MANY}", f"search-first-{MANY}", "ms", "kept"),
    (f"peer-memory-{MANY}", "pages-memory", "MB", "memory"),
    ("peer-scroll-p50", "scroll-p50", "ms", "free-p50"),
    ("peer-scroll-p99", "scroll-p99", "ms", "free-p99"),
    ("peer-scroll-max", "scroll-max", "ms", "free-max"),
)


def figure(name, value, unit, baseline):
    ratio = value / baseline if baseline else (1 if value == 0 else float("inf"))
    print(f"{name} {value:.3f} {unit} baseline {baseline:.3f} ratio {ratio:.2f}", flush=True)


def note(text):
    print(f"# {text}", file=sys.stderr, flush=True)


class Bench:
    def __init__(self, folder):
        self.folder, self.number, self.printed = folder, 0, {}

    def program(self, name):
        return os.path.join(self.folder, "bin", name)

    def fresh(self, name):
        self.number += 1
        path = os.path.join(self.folder, f"{self.number}{name}")
        os.mkdir(path, 0o700)
        return path

    def run(self, *argv):
        return subprocess.run(argv, check=True, capture_output=True, text=True, timeout=WHOLE_S)

    def show(self, text):
        """Prints a program's figures, and keeps them for what stands beside them later."""
        for name, value in re.findall(r"^(\S+) (\S+) \S+ baseline ", text, re.M):
            self.printed[name] = float(value)
        print(text, end="", flush=True)

    # Start and memory

    def open_kiosk(self, argv):
        from touch_kiosk import TouchKiosk
        return TouchKiosk(argv, SCREEN, self.fresh("k"), os.path.join(self.folder, "bin"), env=DRAWING)

    def time_start(self, argv):
        with self.open_kiosk(argv) as kiosk:
            line = kiosk.wait_trace("first-frame", 30)
            return (int(line.split()[1]) - kiosk.exec_us) / 1000

    def first_frame(self, demonstration):
        kiosk = [self.program("foyer"), "--state", demonstration.state, "--trace"]
        plain = [self.program("bench-plain-list")]
        ours, bare = [], []
        for _ in range(STARTS):  # in turn, so that both meet the same machine
            bare.append(self.time_start(plain))
            ours.append(self.time_start(kiosk))
        figure("first-frame", statistics.median(ours), "ms", statistics.median(bare))

    def memory(self):
        """The whole tour, and the most it had at any page; beside the plain list at rest."""
        with self.open_kiosk([self.program("bench-plain-list")]) as kiosk:
            kiosk.wait_trace("first-frame", 30)
            time.sleep(0.5)
            bare = kiosk.memory_mb()[0]
        folder = self.fresh("tour")
        for name in ("bin", "content", "support"):
            os.symlink(os.path.join(self.folder, name), os.path.join(folder, name))
        os.mkdir(os.path.join(folder, "shots"))
        done = subprocess.run(["/usr/bin/python3", "-B", os.path.join(self.folder, "support", "tour.py"), "--inside", folder],
                              capture_output=True, text=True, timeout=WHOLE_S, check=False)
        match = re.search(r"^memory-peak-pss-mb: (\S+)$", done.stdout, re.M)
        if not match:
            note(f"peak-pss: the tour did not come to its end: {done.stderr[-2000:]}")
            return
        figure("peak-pss", float(match[1]), "MB", bare)

    def idle(self, demonstration):
        """The home page, and nobody there: pictures sent to the screen, and how often the kernel woke any of
        its threads, in ten seconds."""
        def watch(argv, prepare):
            from touch_kiosk import TouchKiosk
            kiosk = TouchKiosk(argv, SCREEN, self.fresh("k"), os.path.join(self.folder, "bin"),
                               env={**DRAWING, "WAYLAND_DEBUG": "1"})
            with kiosk:
                kiosk.wait_trace("first-frame", 30)
                prepare(kiosk)
                time.sleep(3)
                frames, wakes = count_commits(kiosk), count_wakes(kiosk.pid)
                if frames == 0:
                    raise RuntimeError("no picture was seen on its way to the screen, so none can be counted")
                time.sleep(QUIET_S)
                return count_commits(kiosk) - frames, count_wakes(kiosk.pid) - wakes

        def open_home(kiosk):
            kiosk.tap(re.compile("^Touch"))
            kiosk.wait_trace("page home")

        bare = watch([self.program("bench-plain-list")], lambda kiosk: None)
        ours = watch([self.program("foyer"), "--state", demonstration.state, "--trace"], open_home)
        figure("idle-frames", ours[0], f"in-{QUIET_S}-s", bare[0])
        figure("idle-wake-ups", ours[1], f"in-{QUIET_S}-s", bare[1])

    def map(self):
        """Frames while the map is dragged and pinched, beside a plain picture that is moved."""
        with self.open_kiosk([self.program("bench-map")]) as kiosk:
            kiosk.wait_trace("done", 120)
            print("".join(re.findall(r"^map-.*\n", kiosk.read_log(), re.M)), end="", flush=True)

    # Content

    def make_files(self, seed, first, count):
        return self.run(self.program("bench-make-files"), self.fresh("files"), str(seed), str(first), str(count)).stdout.split()

    def plain_insert(self, how, files):
        done = self.run(self.program("bench-plain-insert"), self.fresh("plain"), how, *files)
        return float(done.stdout.split()[1])

    def content(self):
        """100,000 listings into a centre, from it to a kiosk, and then 100 changed ones."""
        folder = self.fresh("county")
        for name in ("bin",):
            os.symlink(os.path.join(self.folder, name), os.path.join(folder, name))
        os.mkdir(os.path.join(folder, "content"))
        files = self.make_files(7, 0, MANY)
        with Demonstration(folder) as demonstration:
            demonstration.make_centre(files=[])
            plain = self.plain_insert("plain", files)
            started = time.monotonic()
            demonstration.ctl("content", "import", "--data", demonstration.data, *files)
            took = time.monotonic() - started
            figure("import-rate", MANY / took, "items/s", MANY / plain)

            demonstration.start_centre()
            demonstration.enrol_kiosk({})
            plain = self.plain_insert("fts", files)
            started = time.monotonic()
            first = read_counts(demonstration.ctl("kiosk", "sync", "--state", demonstration.state))
            figure("sync-full", time.monotonic() - started, "s", plain)
            note(f"first round: {first}")

            changed = self.make_files(8, 1000, CHANGED)
            demonstration.ctl("content", "import", "--data", demonstration.data, *changed)
            with open(changed[0], "rb") as file:
                items = json.load(file)["items"]
            packed = len(gzip.compress(json.dumps(items, separators=(",", ":"), ensure_ascii=False).encode(), 6))
            before = read_counts(demonstration.ctl("kiosk", "sync", "--state", demonstration.state))
            started = time.monotonic()
            demonstration.ctl("kiosk", "sync", "--state", demonstration.state)
            nothing = time.monotonic() - started
            figure("sync-changed-bytes", before.get("bytes-in", 0), "B", packed)
            figure("sync-changed-requests", before.get("requests", 0), "requests", 1)
            note(f"round of {CHANGED} changed: {before}; a round of nothing took {nothing * 1000:.0f} ms")

    def search(self):
        done = subprocess.run([self.program("bench-search"), self.fresh("search")], check=True, capture_output=True,
                              text=True, timeout=WHOLE_S, env={**os.environ, "FOYER_SOURCE_ROOT": self.folder})
        self.show(done.stdout)

    def peer(self):
        """The search once more, as a page in Chromium: Foyer's figure of this run beside the page's."""
        page = os.path.join(self.folder, "pwa")
        missing = chromium_peer.find_missing(page)
        if missing:
            print(f"peer-search-p99-{MANY} skipped: {missing}", flush=True)
            return
        for name, part in ((f"search-p99-{MANY}", self.search), ("pages-memory", self.pages)):
            if name not in self.printed:
                part()
        queries = self.run(self.program("bench-search"), "--queries").stdout.splitlines()
        files = self.make_files(7, 0, MANY)
        try:
            theirs = chromium_peer.measure(self.fresh("chromium"), page, files, queries)
        except (chromium_peer.PeerError, OSError) as error:
            print(f"peer-search-p99-{MANY} skipped: {error}", flush=True)
            return
        for name, ours, unit, key in PEER_FIGURES:
            figure(name, self.printed[ours], unit, theirs[key])
        for line in chromium_peer.tell(theirs):
            note("peer: " + line)

    def match(self):
        print(self.run(self.program("bench-match"), self.fresh("match")).stdout, end="", flush=True)

    def pages(self):
        """Drawn by software in cage, over 100,000 listings."""
        from touch_kiosk import TouchKiosk
        with TouchKiosk([self.program("bench-pages")], SCREEN, self.fresh("k"), os.path.join(self.folder, "bin"),
                        env={**DRAWING, "GTK_A11Y": "test"}) as kiosk:
            kiosk.wait_trace("done", WHOLE_S)
            self.show("".join(line for line in kiosk.read_log().splitlines(True) if " baseline " in line))

    def load(self):
        """Sign-ups by the ten thousand; the peer beside it when it could be installed. Progress goes to stderr."""
        peers = os.path.join(self.folder, "peers")
        with open(os.path.join(self.folder, "load.log"), "w+", encoding="utf-8") as log:
            done = subprocess.run([self.program("bench-load"), self.fresh("load"), self.program("foyer-centre"),
                                   *([peers] if os.path.isdir(peers) else [])],
                                  stdout=subprocess.PIPE, stderr=log, text=True, timeout=WHOLE_S, check=False)
            log.seek(0)
            for line in log:
                if line.startswith("# "):
                    note(line[2:].rstrip())
        print(done.stdout, end="", flush=True)
        if done.returncode != 0:
            raise RuntimeError(f"bench-load ended with {done.returncode}")

    def sign_up(self):
        print(self.run(self.program("bench-sign-up"), self.fresh("outbox")).stdout, end="", flush=True)


def read_counts(text):
    """{"requests": 14, …} of what foyerctl kiosk sync prints."""
    return {key.replace("_", "-"): int(value) for key, value in re.findall(r"^([a-z_-]+):?\s+(\d+)\b", text, re.M)}


def count_commits(kiosk):
    return len(re.findall(r"-> wl_surface@\d+\.commit\(", kiosk.read_log()))


def count_wakes(pid):
    total = 0
    for thread in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{thread}/status", encoding="ascii") as file:
            total += int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", file.read(), re.M)[1])
    return total


def install_peer(what, own, made, names, how_long):
    """A peer (the names in own) with what it needs from npm, in the build folder so that it is fetched and built once;
    None when that cannot be done here."""
    stamp = os.path.join(made, "node_modules", ".installed")
    with open(os.path.join(own, "package-lock.json"), encoding="utf-8") as file:
        wanted = file.read()
    os.makedirs(made, exist_ok=True)
    for name in ("package.json", "package-lock.json", *names):
        shutil.copy2(os.path.join(own, name), made)
    if os.path.exists(stamp):
        with open(stamp, encoding="utf-8") as file:
            if file.read() == wanted:
                return made
    if not shutil.which("npm") or not shutil.which("node"):
        note(f"{what}: there is no npm or no node here, so no peer stands beside it")
        return None
    note(f"{what}: installing the peer ({how_long}, the first time)")
    done = subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=made, stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=WHOLE_S, check=False)
    if done.returncode != 0:
        note(f"{what}: npm could not install the peer, so none stands beside it: {done.stderr[-600:]}")
        return None
    with open(stamp, "w", encoding="utf-8") as file:
        file.write(wanted)
    return made


def install_load_peer(build, source):
    return install_peer("load", os.path.join(source, "tests", "bench", "peers"), os.path.join(build, "bench-peers"),
                        ("fastify.js",), "two minutes")


def install_page(build, source):
    """The page in Chromium, in a folder as it is served; None: see install_peer ()."""
    names = ("index.html", "pwa.css", "pwa.js", "sw.js")
    made = install_peer("peer", os.path.join(source, "tests", "bench", "peers", "pwa"), os.path.join(build, "bench-pwa"),
                        names, "some seconds")
    if not made:
        return None
    site = os.path.join(made, "site")
    os.makedirs(site, exist_ok=True)
    for name in names:
        shutil.copy2(os.path.join(made, name), site)
    shutil.copy2(os.path.join(made, "node_modules", "minisearch", "dist", "es", "index.js"),
                 os.path.join(site, "minisearch.js"))
    return site


def run_inside(folder, only):
    bench = Bench(folder)
    wanted = lambda name: not only or name in only  # noqa: E731
    with Demonstration(folder) as demonstration:
        if wanted("first-frame") or wanted("idle"):
            demonstration.make_centre()
            demonstration.start_centre()
            demonstration.enrol_kiosk(STILL)
            demonstration.ctl("kiosk", "sync", "--state", demonstration.state)
        parts = (("first-frame", lambda: bench.first_frame(demonstration)), ("peak-pss", bench.memory),
                 ("idle", lambda: bench.idle(demonstration)), ("map", bench.map), ("content", bench.content), ("search", bench.search), ("match", bench.match),
                 ("pages", bench.pages), ("peer", bench.peer), ("sign-up", bench.sign_up), ("load", bench.load))
        failed = 0
        for name, part in parts:
            if not wanted(name):
                continue
            try:
                part()
            except Exception as error:  # noqa: BLE001 — the other figures are wanted all the same
                failed += 1
                note(f"{name}: {error}")
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="_build")
    parser.add_argument("--source", default=".")
    parser.add_argument("--only", nargs="*", default=[], help="first-frame peak-pss idle map content search match pages peer sign-up load")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return run_inside(options.inside, options.only)
    for name in BENCHES:
        PROGRAMS["bench-" + name] = f"tests/bench/bench-{name}"
    wanted = lambda name: not options.only or name in options.only  # noqa: E731
    peers = install_load_peer(options.build, options.source) if wanted("load") else None
    page = install_page(options.build, options.source) if wanted("peer") else None
    with PrivateSession("/tmp/foyer-bench.") as session:
        stage(options.build, options.source, session.folder,
              [(os.path.abspath(__file__), "bench.py"), (chromium_peer.__file__, "chromium_peer.py")])
        os.makedirs(os.path.join(session.folder, os.path.dirname(JUDGED)))
        shutil.copy2(os.path.join(options.source, JUDGED), os.path.join(session.folder, JUDGED))
        if peers:
            shutil.copytree(peers, os.path.join(session.folder, "peers"), symlinks=True)
        if page:
            shutil.copytree(page, os.path.join(session.folder, "pwa"))
        return session.run(["/usr/bin/python3", "-B", os.path.join(session.folder, "bench.py"), "--inside", session.folder,
                            "--only", *options.only], SESSION_S,
                           env={"FOYER_DATADIR": os.path.join(session.folder, "content")})


if __name__ == "__main__":
    sys.exit(main())
