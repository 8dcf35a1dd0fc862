# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds with sanitizers, runs the test suites on a screen and a session bus of their own, and counts.

What is counted is the single test inside each program (a line of TAP), not the program. A program that
ends badly without having said which test failed (a crash, a leak, a time-out) counts as one failure.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import figures
from tap_count import count_program

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(SOURCE, "_build-check")
SETUP = ["-Db_sanitize=address,undefined", "-Db_lundef=false", "-Doptimization=1", "-Ddebug=true"]
# The proving ground runs from the release build: its counts would take an hour with sanitizers.
PROOF_BUILD = os.path.join(SOURCE, "_build")
PROOF_SETUP = ["--buildtype=release"]
PROOF = "proof"
ALONE = "alone"  # a second suite of the proofs whose figure is a time: nothing runs beside them
SUITES = ("core", "net", "fuzz", "display", "system", "checks", PROOF)
FIGURE_SUITES = ("figures", PROOF)  # "figures" is a second suite of the sanitized tests that say "# figure"
ALL_TESTS_S = 2700  # of one build, the whole of it; single tests have their own limits
LONG_TESTS_S = 48 * 3600
SHOWN_LINES = 40  # of what a failed program said


def run_logged(argv, log, what):
    with open(log, "w", encoding="utf-8") as file:
        done = subprocess.run(argv, cwd=SOURCE, stdout=file, stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        with open(log, encoding="utf-8", errors="replace") as file:
            text = file.read()
        errors = [line for line in text.splitlines() if re.search(r"error|FAILED|ERROR", line)]
        print("\n".join((errors or text.splitlines())[-SHOWN_LINES:]))
        print(f"{what}: {os.path.relpath(log, SOURCE)} has all of it")
        return False
    return True


def build(folder, setup, targets, words):
    if not os.path.exists(os.path.join(folder, "build.ninja")):
        shutil.rmtree(folder, ignore_errors=True)
        log = tempfile.mktemp(prefix="foyer-setup.")
        if not run_logged(["meson", "setup", folder, *setup], log, "the build could not be set up"):
            return False
        os.unlink(log)
    print(f"Building {words} in {os.path.basename(folder)} …", flush=True)
    return run_logged(["ninja", "-C", folder, *targets], os.path.join(folder, "build.log"), "the build failed")


def build_all(suites):
    ours = [suite for suite in suites if suite != PROOF]
    return ((not ours or build(BUILD, SETUP, [], "with sanitizers"))
            and (PROOF not in suites or build(PROOF_BUILD, PROOF_SETUP, ["proofs"], "the proving ground")))


def run_meson(folder, suites, home):
    """Runs the suites of one build; returns the programs' results as meson wrote them, a dict each."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "GTK_", "GDK_", "GST_", "DBUS_"))}
    env.update(HOME=home, XDG_RUNTIME_DIR=os.path.join(home, "runtime"), XDG_CACHE_HOME=os.path.join(home, "cache"),
               NO_AT_BRIDGE="1", PYTHONDONTWRITEBYTECODE="1")
    env["TMPDIR"] = os.path.join(home, "t")  # what a crashed test leaves goes with the rest
    for name in ("XDG_RUNTIME_DIR", "TMPDIR"):
        os.makedirs(env[name], 0o700, exist_ok=True)
    log = os.path.join(folder, "meson-logs", "testlog.json")
    if os.path.exists(log):
        os.unlink(log)
    argv = ["meson", "test", "-C", folder, "--no-rebuild", "--print-errorlogs", "-q"]
    if folder != PROOF_BUILD:
        argv = ["xvfb-run", "-a", "-s", "-screen 0 1920x1080x24 -nolisten tcp", "dbus-run-session", "--", *argv]
    for suite in suites:
        argv += ["--suite", suite]
    if ALONE not in suites:
        argv += ["--no-suite", ALONE]
    limit = LONG_TESTS_S if env.get("FOYER_LONG") == "1" else ALL_TESTS_S
    if env.get("FOYER_LONG") == "1":
        argv += ["--timeout-multiplier", "0"]
    with open(os.path.join(folder, "test.log"), "w", encoding="utf-8") as file:
        try:
            subprocess.run(argv, cwd=SOURCE, env=env, stdout=file, stderr=subprocess.STDOUT, timeout=limit,
                           check=False)
        except subprocess.TimeoutExpired:
            print(f"the tests were not done within {limit} s", flush=True)
    if not os.path.exists(log):
        with open(os.path.join(folder, "test.log"), encoding="utf-8", errors="replace") as file:
            print(file.read()[-4000:])
        return []
    with open(log, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def explain(program):
    """The comments under the tests that failed; without any, the end of all it said."""
    lines, found, after_failure = program["stdout"].splitlines(), [], False
    for line in lines:
        if re.match(r"(not )?ok\b", line):
            after_failure = line.startswith("not ")
        if after_failure:
            found.append(line)
    said = program.get("stderr", "").strip().splitlines()
    return found + said if len(found) > 1 else lines + said


def run_all(suites):
    """Both builds' suites at once: tests that need the screen come one after the other, and would leave the
    other core idle for minutes. What must run alone comes last."""
    ours = [suite for suite in suites if suite != PROOF]
    runs = ([(BUILD, ours)] if ours else []) + ([(PROOF_BUILD, [PROOF])] if PROOF in suites else [])
    home = tempfile.mkdtemp(prefix="foyer-check.")
    try:
        with concurrent.futures.ThreadPoolExecutor() as pool:
            futures = [pool.submit(run_meson, folder, some, os.path.join(home, str(number)))  # sockets need short paths
                       for number, (folder, some) in enumerate(runs)]
            programs = [program for future in futures for program in future.result()]
        if PROOF in suites:
            programs += run_meson(PROOF_BUILD, [ALONE], os.path.join(home, "alone"))
        return programs
    finally:
        shutil.rmtree(home, ignore_errors=True)


def report(programs, table):
    """Prints what failed and what was left out; returns the totals. table: takes what was reached."""
    totals = collections.Counter()
    for program in programs:
        count = count_program(program["stdout"], program["result"])
        table.take(program["stdout"], not count.failed)
        totals.update(passed=count.passed, failed=len(count.failed), skipped=len(count.skipped))
        for name in count.failed:
            print(f"FAILED {program['name']}: {name}")
        if count.failed:
            print("\n".join("    " + line for line in explain(program)[-SHOWN_LINES:]))
        for name in count.skipped:
            print(f"skipped {program['name']}: {name}")
    return totals


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--suite", action="append", choices=SUITES)
    parser.add_argument("--figures", action="store_true", help="only what says how far the figures are reached")
    parser.add_argument("--long", action="store_true", help="the long counts: hours")
    options = parser.parse_args()
    suites = options.suite or (FIGURE_SUITES if options.figures else SUITES)
    if options.long:
        os.environ["FOYER_LONG"] = "1"
    if not build_all(suites):
        print("0 passed, 1 failed, 0 skipped")
        return 1
    programs = run_all(suites)
    table = figures.Figures(options.long)
    totals = report(programs, table)
    if options.figures or not options.suite:
        print("\n".join(figures.lines(table.rows())))
    if not programs:
        totals.update(failed=1)
    print(f"{totals['passed']} passed, {totals['failed']} failed, {totals['skipped']} skipped")
    return 0 if totals["failed"] == 0 and totals["passed"] > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
