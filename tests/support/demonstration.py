# SPDX-License-Identifier: GPL-3.0-or-later
"""A centre and an enrolled kiosk in a folder, from the real programs: for the tour, tests and benches.

Nothing here is shown on a screen; see touch_kiosk.py for that.
"""

import contextlib
import json
import os
import random
import secrets
import shutil
import socket
import subprocess
import time

PLACE = "lib-chelmsford"
KINDS = ("programmes", "places", "media", "listings", "stories", "pages", "pathways")
READY_S = 30  # for the centre to write its port
STOP_S = 15
COMMAND_S = 120  # one foyerctl command; making keys takes 256 MiB and some seconds by design
# Below the kernel's range for outgoing connections (32768 and up): nobody takes the port while the centre
# is down.
PORTS = range(20000, 30000)

PROGRAMS = {"foyer": "src/kiosk/foyer", "foyer-centre": "src/centre/foyer-centre", "foyerctl": "src/tools/foyerctl",
            "touch-inject": "tests/support/touch-inject", "exec-stamp": "tests/support/exec-stamp"}


class DemonstrationError(AssertionError):
    """A program of ours did not do what it was asked."""


def stage(build, source, folder, more=()):
    """Copies programs, content and these modules to where nobody may read them: the tree itself may lie in
    a folder that only root can enter. more: other (file, name) pairs."""
    for name in ("bin", "content", "support"):
        os.makedirs(os.path.join(folder, name), exist_ok=True)
    for name, path in PROGRAMS.items():
        if os.path.exists(os.path.join(build, path)):
            shutil.copy2(os.path.join(build, path), os.path.join(folder, "bin", name))
    for path, name in more:
        shutil.copy2(path, os.path.join(folder, name))
    for language in os.listdir(os.path.join(build, "po")) if os.path.isdir(os.path.join(build, "po")) else ():
        words = os.path.join(build, "po", language, "LC_MESSAGES")
        if os.path.isdir(words):
            shutil.copytree(words, os.path.join(folder, "po", language, "LC_MESSAGES"), dirs_exist_ok=True)
    content = os.path.join(source, "data", "content")
    for name in [kind + ".json" for kind in KINDS] + ["map.bin", "postcodes.bin"]:
        if os.path.exists(os.path.join(content, name)):
            shutil.copy2(os.path.join(content, name), os.path.join(folder, "content", name))
    shutil.copytree(os.path.join(content, "media"), os.path.join(folder, "content", "media"), dirs_exist_ok=True)
    support = os.path.join(source, "tests", "support")
    for name in os.listdir(support):
        if name.endswith((".py", ".supp")):
            shutil.copy2(os.path.join(support, name), os.path.join(folder, "support", name))


def find_free_port():
    for _ in range(200):
        port = random.choice(PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise DemonstrationError("no free port on the loopback interface")


class Demonstration:
    """folder: as stage () left it. A context manager that ends the centre."""

    def __init__(self, folder):
        self.folder = folder
        self.data, self.state = os.path.join(folder, "centre"), os.path.join(folder, "kiosk")
        self.passphrase = "-".join(secrets.token_hex(2) for _ in range(5))
        self.port = find_free_port()
        self.centre = None
        self.log = open(os.path.join(folder, "programs.log"), "w", encoding="utf-8")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(DemonstrationError):
            self.stop_centre()
        self.log.close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def program(self, name):
        return os.path.join(self.folder, "bin", name)

    def ctl(self, *arguments, text=None, accept=(0,)):
        """Runs foyerctl; returns its standard output. text: for its standard input."""
        done = subprocess.run([self.program("foyerctl"), *arguments], input=text, capture_output=True, text=True,
                              timeout=COMMAND_S, check=False)
        self.log.write(f"$ foyerctl {' '.join(arguments)} → {done.returncode}\n{done.stderr}")
        if done.returncode not in accept:
            raise DemonstrationError(f"foyerctl {' '.join(arguments[:2])} ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    def make_centre(self, files=None):
        """files: what to import; None: the starter content."""
        self.ctl("centre", "init", "--data", self.data, "--name", "Foyer demonstration",
                 "--recovery-out", os.path.join(self.folder, "recovery-key"),
                 text=f"{self.passphrase}\n{self.passphrase}\n")
        content = os.path.join(self.folder, "content")
        if files is None:
            files = [os.path.join(content, kind + ".json") for kind in KINDS
                     if os.path.exists(os.path.join(content, kind + ".json"))]
        if files:
            self.ctl("content", "import", "--data", self.data, *files)

    def start_centre(self):
        """Always on the same port."""
        port_file = os.path.join(self.folder, "port")
        with contextlib.suppress(FileNotFoundError):
            os.unlink(port_file)
        self.centre = subprocess.Popen(
            [self.program("foyer-centre"), "--data", self.data, "--listen", f"127.0.0.1:{self.port}",
             "--port-file", port_file], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        end = time.monotonic() + READY_S
        while not (os.path.exists(port_file) and os.path.getsize(port_file) > 0):
            if self.centre.poll() is not None:
                raise DemonstrationError(f"foyer-centre ended with {self.centre.returncode}: {self.read_log()}")
            if time.monotonic() > end:
                raise DemonstrationError(f"foyer-centre was not ready within {READY_S} s: {self.read_log()}")
            time.sleep(0.02)

    def stop_centre(self):
        """SIGTERM, by its id; what was under way is answered first."""
        if self.centre is None:
            return
        process, self.centre = self.centre, None
        process.terminate()
        try:
            code = process.wait(STOP_S)
        except subprocess.TimeoutExpired as error:
            process.kill()
            process.wait(5)
            raise DemonstrationError(f"foyer-centre did not end within {STOP_S} s") from error
        if code != 0:
            raise DemonstrationError(f"foyer-centre ended with {code}: {self.read_log()}")

    def enrol_kiosk(self, settings):
        """settings: {group: {key: value}} of kiosk.conf."""
        os.makedirs(self.state, mode=0o700, exist_ok=True)
        code = self.ctl("kiosk", "invite", "--data", self.data, "--place", PLACE).strip()
        self.ctl("kiosk", "enrol", "--state", self.state, "--centre", self.url, "--code", code)
        self.write_settings(settings)

    def write_settings(self, settings):
        with open(os.path.join(self.state, "kiosk.conf"), "w", encoding="utf-8") as file:
            for group, keys in settings.items():
                file.write(f"[{group}]\n" + "".join(f"{key}={value}\n" for key, value in keys.items()))

    def list_records(self, opened=False):
        """The records at the centre, a dict each; opened with the centre's own key when asked."""
        arguments = ["records", "list", "--data", self.data, "--format", "json"]
        if not opened:
            return read_json_objects(self.ctl(*arguments))
        key = self.find_key_file()
        return read_json_objects(self.ctl(*arguments, "--open-with", key, text=self.passphrase + "\n"))

    def find_key_file(self):
        """The centre's wrapped box key."""
        return os.path.join(self.data, "keys", "centre-box.key")

    def read_log(self):
        self.log.flush()
        with open(self.log.name, encoding="utf-8", errors="replace") as file:
            return file.read()[-6000:]


def read_json_objects(text):
    """Objects of a JSON array or of JSON lines."""
    text = text.strip()
    if not text:
        return []
    if text.startswith("["):
        return json.loads(text)
    return [json.loads(line) for line in text.splitlines()]


def values_in(thing):
    """Every string anywhere inside a JSON value."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from values_in(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from values_in(value)
