# SPDX-License-Identifier: GPL-3.0-or-later
"""foyer-centre on a Unix socket and a real nginx in front of it, with the configuration that is shipped.

Only places change: ports, files, the name and whom nginx runs as. Nothing of the system's own nginx is read or
written. Used by test-front.py.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time

import raw_http
from demonstration import READY_S, Demonstration, DemonstrationError, find_free_port

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
# For a centre built with sanitizers: leaks inside libsoup are recognised by the slow unwinder only, and what was
# freed is kept for a while, here where memory is looked at as little as will do.
SANITIZED = {"ASAN_OPTIONS": "detect_stack_use_after_return=0:fast_unwind_on_malloc=0:quarantine_size_mb=8"}
SNIPPETS = ("foyer-centre.conf", "foyer-limits.conf", "foyer-proxy.conf")


def rss_kib(pid):
    """What a process holds in memory, and the most it ever held; KiB."""
    found = {}
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
        for line in file:
            if line.startswith(("VmRSS:", "VmHWM:")):
                found[line[:5]] = int(line.split()[1])
    return found["VmRSS"], found["VmHWM"]


def forget_peak(pid):
    """VmHWM counts from here (proc(5), clear_refs)."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/clear_refs", "w", encoding="ascii") as file:
        file.write("5")


class Front(Demonstration):
    """A demonstration whose kiosk goes through nginx."""

    def __init__(self, folder):
        super().__init__(folder)
        self.nginx = None
        self.notified = b""  # what the centre told whoever started it
        self.tls_port = find_free_port()
        self.socket = os.path.join(folder, "runtime", "http.sock")
        self.root = os.path.join(folder, "nginx")
        self.centre_log = os.path.join(folder, "centre.log")

    def __exit__(self, *arguments):
        self.stop_nginx()
        super().__exit__(*arguments)

    @property
    def address(self):
        return ("127.0.0.1", self.port)

    # ---- the centre ----

    def start_centre(self):
        path = os.path.join(self.folder, "runtime", "notify")
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
        manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        manager.bind(path)
        manager.settimeout(READY_S)
        with open(self.centre_log, "ab") as log, contextlib.closing(manager):
            self.centre = subprocess.Popen(
                [self.program("foyer-centre"), "--data", self.data, "--listen", f"unix:{self.socket}",
                 "--public-url", self.url], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env={**os.environ, **SANITIZED, "NOTIFY_SOCKET": path})
            with contextlib.suppress(TimeoutError):
                self.notified = manager.recv(64)
        self.wait_for(self.centre, self.socket, "foyer-centre", self.centre_log)

    @staticmethod
    def wait_for(process, address, name, log):
        end = time.monotonic() + READY_S
        while True:
            with contextlib.suppress(OSError), contextlib.closing(raw_http.connect(address)):
                return
            if process.poll() is not None or time.monotonic() > end:
                with open(log, encoding="utf-8", errors="replace") as file:
                    raise DemonstrationError(f"{name} did not begin to listen: {file.read()[-2000:]}")
            time.sleep(0.02)

    # ---- nginx ----

    def make_certificate(self):
        """Of an hour and of nobody, for the TLS half. FALSE when there is no openssl."""
        if shutil.which("openssl") is None:
            return False
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-days", "1", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                        "-keyout", os.path.join(self.root, "tls.key"), "-out", os.path.join(self.root, "tls.crt")],
                       check=True, capture_output=True, timeout=30)
        return True

    def stage_nginx(self, source):
        """Writes the shipped files with places of this test in them."""
        for name in ("logs", "temp"):
            os.makedirs(os.path.join(self.root, name), exist_ok=True)
        has_tls = self.make_certificate()
        both = f"listen 127.0.0.1:{self.port}%s;" + (f" listen 127.0.0.1:{self.tls_port} ssl%s;" if has_tls else "")
        places = [
            ("listen [::]:443 ssl default_server;", ""), ("listen [::]:443 ssl;", ""),
            ("listen 443 ssl default_server;", both.replace("%s", " default_server")),
            ("listen 443 ssl;", both.replace("%s", "")),
            ("server_name centre.example.org;", "server_name localhost 127.0.0.1;"),
            ("/etc/ssl/foyer/centre.example.org.crt", os.path.join(self.root, "tls.crt")),
            ("/etc/ssl/foyer/centre.example.org.key", os.path.join(self.root, "tls.key")),
            ("/run/foyer-centre/http.sock", self.socket), ("/var/log/nginx", os.path.join(self.root, "logs")),
            ("/run/nginx.pid", os.path.join(self.root, "pid")), ("/var/lib/nginx", os.path.join(self.root, "temp")),
            ("user www-data;", ""),
        ]
        if not has_tls:
            places += [(f"ssl_certificate {os.path.join(self.root, 'tls.crt')};", ""), ("ssl_reject_handshake on;", ""),
                       (f"ssl_certificate_key {os.path.join(self.root, 'tls.key')};", "")]
        unused = {old for old, _ in places}
        for name in ("nginx.conf", *SNIPPETS):
            with open(os.path.join(source, name), encoding="utf-8") as file:
                text = file.read()
            for old, new in places:
                if old in text:
                    unused.discard(old)
                text = text.replace(old, new)
            with open(os.path.join(self.root, name), "w", encoding="utf-8") as file:
                file.write(text)
        if unused:
            raise DemonstrationError(f"the shipped configuration has no more: {sorted(unused)}")
        return has_tls

    def nginx_command(self, *more):
        return [NGINX, "-p", self.root, "-c", os.path.join(self.root, "nginx.conf"),
                "-e", os.path.join(self.root, "logs", "start.log"), *more]

    def start_nginx(self):
        self.nginx = subprocess.Popen(self.nginx_command("-g", "daemon off;"), stdin=subprocess.DEVNULL,
                                      stdout=self.log, stderr=self.log)
        self.wait_for(self.nginx, self.address, "nginx", os.path.join(self.root, "logs", "start.log"))

    def stop_nginx(self):
        if self.nginx is None:
            return
        process, self.nginx = self.nginx, None
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
            return
        process.kill()
        process.wait(5)

    def nginx_pids(self):
        """The master and its workers."""
        with open(f"/proc/{self.nginx.pid}/task/{self.nginx.pid}/children", encoding="ascii") as file:
            return [self.nginx.pid, *(int(pid) for pid in file.read().split())]

    def read_nginx_logs(self):
        text = ""
        for name in sorted(os.listdir(os.path.join(self.root, "logs"))):
            with open(os.path.join(self.root, "logs", name), encoding="utf-8", errors="replace") as file:
                text += file.read()
        return text

    def read_centre_log(self):
        with open(self.centre_log, encoding="utf-8", errors="replace") as file:
            return file.read()
