# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the fuzz targets with clang's libFuzzer where it is installed, runs one, and says TAP.

    fuzz.py --probe                          exit code 0: clang can link a target here
    fuzz.py --build DIR --source TREE        builds all of them there (--stamp FILE: touched afterwards)
    fuzz.py --run DRIVER --corpus FOLDER     one target: our own driver replays the corpus, then libFuzzer
                                             (--inner DIR) or, without it, our driver changes it
    fuzz.py --control DRIVER --corpus FOLDER the same with mistakes in the target that must be found
    fuzz.py --grow FOLDER --inner DIR        lets libFuzzer look for --seconds each and keeps what reaches
                                             new code, cut to what a repository should hold

Environment: FOYER_FUZZ_SECONDS, or FOYER_LONG=1 for half an hour a target; FOYER_SEED.
"""

import argparse
import importlib.util
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "support"))
from tap import Tap  # noqa: E402  (it stands in another folder)

SECONDS, SECONDS_LONG = 10, 30 * 60
SEED = 20261128
INPUT_BYTES, INPUT_COUNT = 8 * 1024, 60  # of one target's corpus
RUN_BYTES = 16 * 1024  # of an input that libFuzzer makes
INPUT_S = 10  # an input that takes longer hangs; our own driver is stricter but counts processor time
MEMORY_MB = 2048
PLANTED = {  # a mistake in fuzz-control.c: what must be said when it was found
    "overflow": r"stack-buffer-overflow",
    "leak": r"detected memory leaks|leaks nothing",
    "hang": r"takes too long|timeout after",
    "assert": r"Bail out|assertion failed|deadly signal",
}
SETUP = ["-Dkiosk=false", "-Dc_args=-fsanitize=fuzzer-no-link", "-Db_sanitize=address,undefined", "-Db_lundef=false",
         "-Doptimization=1", "-Ddebug=true"]


def seconds():
    return int(os.environ.get("FOYER_FUZZ_SECONDS") or (SECONDS_LONG if os.environ.get("FOYER_LONG") == "1" else SECONDS))


def seed():
    return int(os.environ.get("FOYER_SEED") or SEED)


def probe():
    if shutil.which("clang") is None:
        return 1
    with tempfile.TemporaryDirectory(prefix="foyer-probe.") as folder:
        source = pathlib.Path(folder, "probe.c")
        source.write_text("int LLVMFuzzerTestOneInput (const unsigned char *d, unsigned long n) { return d && n > 9; }\n")
        return subprocess.run(["clang", "-fsanitize=fuzzer,address,undefined", str(source), "-o", f"{folder}/probe"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode


def build(inner, source, stamp):
    env = dict(os.environ, CC="ccache clang" if shutil.which("ccache") else "clang")
    for name in ("CFLAGS", "LDFLAGS"):
        env.pop(name, None)
    if not os.path.exists(os.path.join(inner, "build.ninja")):
        shutil.rmtree(inner, ignore_errors=True)
        subprocess.run(["meson", "setup", inner, source, *SETUP], env=env, stdout=subprocess.DEVNULL, check=True)
    subprocess.run(["ninja", "--quiet", "-C", inner, "fuzzers"], env=env, check=True)
    if stamp:
        pathlib.Path(stamp).touch()


def target_of(driver):
    return os.path.basename(driver).removeprefix("fuzz-")


def libfuzzer(inner, name, arguments, env=None):
    program = os.path.join(inner, "tests", "fuzz", f"fuzz-{name}")
    options = [f"-rss_limit_mb={MEMORY_MB}", f"-timeout={INPUT_S}", f"-artifact_prefix={os.getcwd()}/{name}.",
               "-print_final_stats=1"]
    return subprocess.run([program, *options, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          encoding="utf-8", errors="replace", env=env, check=False)


def with_asan(options):
    """What is set later wins."""
    return dict(os.environ, ASAN_OPTIONS=f"{os.environ.get('ASAN_OPTIONS', '')}:{options}")


def fuzz(inner, name, corpus, limit, env=None):
    with tempfile.TemporaryDirectory(prefix="foyer-fuzz.") as found:
        return libfuzzer(inner, name, [f"-max_total_time={limit}", f"-seed={seed() % 2**32}", f"-max_len={RUN_BYTES}",
                                       found, corpus], env)


def drive(driver, arguments, env):
    return subprocess.run([driver, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
                          errors="replace", env=env, check=False)


def run(driver, corpus, inner):
    """Leaks of the router are looked for in the corpus only: libsoup leaks a path itself, and only the slow
    unwinder, with which it makes a tenth of the runs, can tell that one."""
    tap, name = Tap(), target_of(driver)
    slow = with_asan("fast_unwind_on_malloc=0") if name == "router" else None
    fast = with_asan("detect_leaks=0") if name == "router" else None
    print(f"# seed {seed()}")
    count = len(os.listdir(corpus))
    done = drive(driver, ["--replay", corpus], slow)
    tap.ok(done.returncode == 0, f"{name} bears its {count} inputs and leaks nothing", [done.stdout])
    if inner:
        done = fuzz(inner, name, corpus, seconds(), fast)
        runs = re.search(r"stat::number_of_executed_units: (\d+)", done.stdout)
    else:
        done = drive(driver, [corpus], fast)
        runs = re.search(r"(?m)^# fuzz \S+ (\d+) runs", done.stdout)
    if tap.ok(done.returncode == 0 and runs and int(runs[1]) > count, f"{name} bears what they change into",
              [done.stdout[-8000:]]):
        print(f"# fuzz {name} {runs[1]} runs {seconds()} s 0 crashes")
    return tap.done()


def control(driver, corpus, inner):
    """Whoever looks for crashes must find those that were put there."""
    tap = Tap()
    for plant, sign in PLANTED.items():
        env = dict(os.environ, FOYER_FUZZ_PLANT=plant)
        # A leak is told when the time is up, so that one gets less of it.
        done = drive(driver, [corpus], dict(env, FOYER_FUZZ_SECONDS="2" if plant == "leak" else "10"))
        is_told = done.returncode != 0 and re.search(sign, done.stdout) and re.search(r"(?m)^not ok ", done.stdout)
        tap.noticed(["found"] if is_told else [], f"our driver: a planted {plant}")
        if inner and plant != "hang":  # libFuzzer waits whole seconds for one; its clock is its own affair
            done = fuzz(inner, "control", corpus, 10, env)
            tap.noticed(["found"] if done.returncode != 0 and re.search(sign, done.stdout) else [],
                        f"libFuzzer: a planted {plant}")
    done = drive(driver, [corpus], dict(os.environ, FOYER_FUZZ_SECONDS="1"))
    tap.ok(done.returncode == 0, "without a mistake nothing is found", [done.stdout])
    return tap.done()


def load_style():
    """The style check, for its rule about people: a drama number with one digit changed is somebody's."""
    folder = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "checks")
    sys.path.insert(0, folder)
    found = importlib.util.spec_from_file_location("style", os.path.join(folder, "check-style.py"))
    style = importlib.util.module_from_spec(found)
    found.loader.exec_module(style)
    return style


def is_nobodys(style, path):
    text = path.read_bytes().decode("utf-8", "replace")
    return not list(style.rule_invented_people({"tests/corpus": text}))


def grow(corpora, inner, names, limit):
    """Coverage decides what stays; the smallest inputs win."""
    style = load_style()
    for name in names or sorted(os.listdir(corpora)):
        if name == "control":
            continue
        corpus = os.path.join(corpora, name)
        with tempfile.TemporaryDirectory(prefix="foyer-grow.") as found, tempfile.TemporaryDirectory() as small:
            env = with_asan("detect_leaks=0") if name == "router" else None
            done = libfuzzer(inner, name, [f"-max_total_time={limit}", f"-max_len={INPUT_BYTES}", found, corpus], env)
            if done.returncode != 0:
                print(done.stdout[-6000:])
                return 1
            done = libfuzzer(inner, name, ["-merge=1", small, corpus, found], env)
            print(name, *re.findall(r"MERGE-OUTER: (\d+ new files.*)", done.stdout))
            seeds = {path for path in os.listdir(corpus) if path.startswith("seed-")}
            for old in set(os.listdir(corpus)) - seeds:
                os.unlink(os.path.join(corpus, old))
            kept = sorted(pathlib.Path(small).iterdir(), key=lambda path: (path.stat().st_size, path.name))
            contents = {pathlib.Path(corpus, path).read_bytes() for path in seeds}
            kept = [path for path in kept if path.stat().st_size <= INPUT_BYTES and path.read_bytes() not in contents
                    and is_nobodys(style, path)]
            step = max(1, -(-len(kept) // (INPUT_COUNT - len(seeds))))
            for path in kept[::step]:
                shutil.copyfile(path, os.path.join(corpus, path.name[:16]))
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--probe", action="store_true")
    for name in ("--build", "--source", "--stamp", "--run", "--control", "--corpus", "--inner", "--grow"):
        parser.add_argument(name)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("targets", nargs="*")
    given = parser.parse_args()
    if given.probe:
        return probe()
    if given.build:
        return build(given.build, given.source, given.stamp)
    if given.run:
        return run(given.run, given.corpus, given.inner)
    if given.control:
        return control(given.control, given.corpus, given.inner)
    if given.grow:
        return grow(given.grow, given.inner, given.targets, given.seconds)
    parser.error("nothing to do")


if __name__ == "__main__":
    sys.exit(main())
