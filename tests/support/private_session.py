# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a program as nobody in particular, with a home, a runtime folder and a session bus of its own, and
leaves nothing behind: neither a file nor a process.

cage refuses to run as root, and a test must not touch the home of whoever runs it. As root the program
becomes uid 65534; else it stays who it is.
"""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time

NOBODY = 65534  # the kernel's overflow uid; needs no entry in /etc/passwd
PR_SET_CHILD_SUBREAPER = 36  # <linux/prctl.h>
X11_SOCKETS = "/tmp/.X11-unix"


def give(path):
    """Hands a tree to the user the session runs as."""
    if os.geteuid() != 0:
        return
    for folder, folders, files in os.walk(path):
        os.chown(folder, NOBODY, NOBODY)
        for name in folders + files:
            os.chown(os.path.join(folder, name), NOBODY, NOBODY, follow_symlinks=False)


def children_of(pid):
    """Direct children, by /proc (there is no other way that sees those we did not start ourselves)."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                with open(f"/proc/{entry}/stat", encoding="ascii", errors="replace") as file:
                    fields = file.read().rsplit(")", 1)[1].split()
                if int(fields[1]) == pid and fields[0] != "Z":
                    found.append(int(entry))
    return found


class PrivateSession:
    """A context manager; run() may be called once inside it. `folder` is a fresh folder of the session."""

    def __init__(self, prefix):
        self.prefix = prefix
        self.adopted = []

    def __enter__(self):
        # Orphans of the session become children of this process, so that they can be ended by their id.
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self.before = set(children_of(os.getpid()))
        self.folder = tempfile.mkdtemp(prefix=self.prefix)
        os.chmod(self.folder, 0o755)
        if os.geteuid() == 0 and not os.path.isdir(X11_SOCKETS):
            os.makedirs(X11_SOCKETS, mode=0o1777, exist_ok=True)
            os.chmod(X11_SOCKETS, 0o1777)
        return self

    def __exit__(self, *_):
        self.reap()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, argv, seconds, env=None, stdout=None):
        """Runs argv inside; returns its exit code, 124 when the time was up."""
        for name in ("home", "runtime"):
            os.makedirs(os.path.join(self.folder, name), mode=0o700, exist_ok=True)
        give(self.folder)
        # A short name: a path of a socket is at most 107 bytes.
        full_env = {
            "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
            "TZ": "Europe/London",  # as a kiosk in Essex
            "HOME": os.path.join(self.folder, "home"), "XDG_RUNTIME_DIR": os.path.join(self.folder, "runtime"),
            "GIO_USE_VFS": "local", "GSETTINGS_BACKEND": "memory", "GIO_USE_PROXY_RESOLVER": "dummy",
            "PYTHONDONTWRITEBYTECODE": "1", **(env or {})}
        become = []
        if os.geteuid() == 0:
            become = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--"]
        process = subprocess.Popen(become + ["dbus-run-session", "--"] + argv, env=full_env, cwd=self.folder,
                                   stdin=subprocess.DEVNULL, stdout=stdout, start_new_session=True)
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return 124
        finally:
            self.end_group(process)

    @staticmethod
    def end_group(process):
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(3)
                return

    def reap(self):
        """Ends what the session left behind (a bus, a crashed server), each by its id."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            end = time.monotonic() + 3
            while time.monotonic() < end:
                with contextlib.suppress(ChildProcessError):
                    while os.waitpid(-1, os.WNOHANG)[0]:
                        pass
                left = [pid for pid in children_of(os.getpid()) if pid not in self.before]
                if not left:
                    return
                for pid in left:
                    if (pid, number) not in self.adopted:
                        self.adopted.append((pid, number))
                        with contextlib.suppress(ProcessLookupError):
                            os.kill(pid, number)
                time.sleep(0.05)
