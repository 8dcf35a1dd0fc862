#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the systemd units of data/systemd as systemd itself reads them; prints TAP.

Every directive must be one systemd knows, and `systemd-analyze security` must find no more exposure than
SECURITY.md allows. Nothing is started, and no running systemd is asked.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from source_tree import ROOT
from tap import Tap

UNITS = ROOT / "data" / "systemd"
LIMITS = {"foyer-centre.service": 1.0, "foyer-centre-backup.service": 1.0, "foyer-kiosk.service": 2.5}
TIMERS = ("foyer-centre-backup.timer",)
RESTART_S = 5  # from a hang to a program that begins anew
# Installed programs are not here: something that is stands for them while the units are read.
PROGRAM = re.compile(r"^(Exec\w+=)/usr/bin/\S+", re.M)


def analyze(*arguments):
    done = subprocess.run(["systemd-analyze", "--no-pager", *arguments], capture_output=True, text=True, check=False,
                          timeout=60, env=dict(os.environ, LC_ALL="C.UTF-8", SYSTEMD_COLORS="0"))
    return done.returncode, done.stdout + done.stderr


def exposure(path):
    _, said = analyze("security", "--offline=true", str(path))
    found = re.search(r"Overall exposure level for \S+: (\d+\.\d+)", said)
    return float(found[1]) if found else 10.0


def rule_known(texts):
    """What systemd says of these units ({name: text}): unknown keys and sections, values it cannot read."""
    with tempfile.TemporaryDirectory(prefix="foyer-units.") as folder:
        for name, text in texts.items():
            (pathlib.Path(folder) / name).write_text(PROGRAM.sub(r"\1/bin/true", text), encoding="utf-8")
        code, said = analyze("verify", "--man=no", "--recursive-errors=no", *(os.path.join(folder, name) for name in texts))
        mine = [line for line in said.splitlines() if any(name in line for name in texts)]
    yield from mine
    if code != 0 and not mine:
        yield f"systemd-analyze verify ended with {code}: {said[-300:]}"


def value_of(text, key):
    found = re.findall(rf"^{key}=(.*)$", text, re.M)
    return found[-1] if found else None


def rule_promises(name, text):
    """What the documents promise of a unit and systemd does not score."""
    if name == "foyer-kiosk.service":
        if re.search(r"^ExecStart=.*\bcage\b.* -s\b", text, re.M):
            yield "cage has -s: a key would lead to another console"
        for key, wanted in (("Restart", "always"), ("Type", "notify"), ("NotifyAccess", "all"), ("LimitCORE", "0")):
            if value_of(text, key) != wanted:
                yield f"{key} is {value_of(text, key)}, not {wanted}"
        seconds = sum(float(value_of(text, key) or "inf") for key in ("WatchdogSec", "RestartSec"))
        if seconds >= RESTART_S:
            yield f"a hang lasts {seconds} s until the restart, {RESTART_S} at most"
    if name == "foyer-centre.service":
        if " --listen unix:" not in text or value_of(text, "RestrictAddressFamilies") != "AF_UNIX":
            yield "the centre listens on more than a Unix socket"
        if value_of(text, "LimitCORE") != "0":
            yield "a crash leaves the centre's memory on the disk"
    if name == "foyer-centre-backup.service" and not re.search(r"centre backup --data \S+ --to \S+ --keep \d+$", text, re.M):
        yield "the backup is not made by foyerctl centre backup"


def check_scores(tap, texts, folder):
    for name, limit in LIMITS.items():
        score = exposure(UNITS / name)
        tap.ok(score <= limit, f"{name} is exposed {score}, {limit} at most")
    bare = folder / "foyer-bare.service"
    bare.write_text("[Service]\nExecStart=/bin/true\n", encoding="utf-8")
    tap.ok(exposure(bare) > 9, "control: a unit without any wall is noticed", [exposure(bare)])
    weak = folder / "foyer-centre.service"
    weak.write_text(re.sub(r"^(ProtectSystem|PrivateNetwork|SystemCallFilter|CapabilityBoundingSet|User)=.*\n", "",
                           texts["foyer-centre.service"], flags=re.M), encoding="utf-8")
    tap.ok(exposure(weak) > LIMITS["foyer-centre.service"], "control: a centre with five walls less is noticed", [exposure(weak)])


def check_directives(tap, texts):
    tap.empty(rule_known(texts), "systemd knows every directive and reads every value")
    for what, old, new in (("a directive that is misspelt", "ProtectHome=", "ProtectHouse="), ("a value that is none", "RestartSec=1", "RestartSec=soon"),
                           ("a section that is none", "[Service]", "[Servant]")):
        tap.noticed(rule_known({"foyer-centre.service": texts["foyer-centre.service"].replace(old, new)}), what)
    timer = texts["foyer-centre-backup.timer"].replace("OnCalendar=*-*-* 02:30:00", "OnCalendar=nightly-ish")
    tap.noticed(rule_known({"foyer-centre-backup.timer": timer, "foyer-centre-backup.service": texts["foyer-centre-backup.service"]}), "a time that is none")


def check_promises(tap, texts):
    tap.empty((f"{name}: {problem}" for name, text in texts.items() for problem in rule_promises(name, text)), "units keep what the documents promise")
    kiosk, centre = texts["foyer-kiosk.service"], texts["foyer-centre.service"]
    tap.noticed(rule_promises("foyer-kiosk.service", kiosk.replace("cage --", "cage -s --")), "cage with -s")
    tap.noticed(rule_promises("foyer-kiosk.service", kiosk.replace("WatchdogSec=3", "WatchdogSec=30")), "a slow watchdog")
    tap.noticed(rule_promises("foyer-centre.service", centre.replace("unix:/run/foyer-centre/http.sock", "127.0.0.1:80")), "a centre on the network")
    tap.noticed(rule_promises("foyer-centre-backup.service", texts["foyer-centre-backup.service"].replace(" --keep 14", "")), "a backup that keeps all")


def check_accounts(tap):
    """Whom the units run as is whom sysusers.d and tmpfiles.d make."""
    for name in ("centre", "kiosk"):
        user = value_of((UNITS / f"foyer-{name}.service").read_text(encoding="utf-8"), "User")
        users = (UNITS / f"foyer-{name}.sysusers.conf").read_text(encoding="utf-8")
        files = (UNITS / f"foyer-{name}.tmpfiles.conf").read_text(encoding="utf-8")
        tap.ok(re.search(rf"^u {user} ", users, re.M) and re.search(rf"^d \S+ 0700 {user} {user} -$", files, re.M),
               f"the user of foyer-{name} is made, with a folder of its own")
    if shutil.which("systemd-sysusers"):
        with tempfile.TemporaryDirectory(prefix="foyer-users.") as folder:
            os.mkdir(os.path.join(folder, "etc"))
            for name in ("centre", "kiosk"):
                done = subprocess.run(["systemd-sysusers", "--dry-run", f"--root={folder}", "--inline",
                                       *(line for line in (UNITS / f"foyer-{name}.sysusers.conf").read_text(encoding="utf-8").splitlines() if line[:1] in "ugm")],
                                      capture_output=True, text=True, check=False, timeout=30)
                tap.ok(done.returncode == 0, f"systemd-sysusers reads the file of foyer-{name}", [done.stderr])


def main():
    if shutil.which("systemd-analyze") is None:
        print("1..0 # SKIP systemd-analyze is not here")
        return 0
    tap = Tap()
    texts = {name: (UNITS / name).read_text(encoding="utf-8") for name in (*LIMITS, *TIMERS)}
    with tempfile.TemporaryDirectory(prefix="foyer-units.") as folder:
        check_scores(tap, texts, pathlib.Path(folder))
    check_directives(tap, texts)
    check_promises(tap, texts)
    check_accounts(tap)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
