# SPDX-License-Identifier: GPL-3.0-or-later
"""A kiosk with a touch screen, made of programs.

Xorg with the video driver that draws nowhere gives a screen of any size, and its inputtest driver gives a
touch panel; cage runs inside it as on a real kiosk; the program under test runs inside cage and sees
Wayland touch from a touch screen. What stands where is read from the accessibility bus, as a screen reader
would, and then touched with a finger at that place: a control that nobody can see cannot be tapped.

Belongs to whoever makes it, one thread. Must not run as root (cage refuses): see private_session.py.
"""

import contextlib
import os
import re
import signal
import subprocess
import time

from accessible_tree import AccessibleTree, intersect

START_S = 30  # Xorg, cage and the program, on a slow and busy machine with sanitizers
FIND_S = 10  # for a control to appear
LOOK_EVERY_S = 0.05
STEADY_S = 0.06  # a control that has not moved for so long has come to rest
TAP_S = 0.05  # finger down to finger up
REPEAT_GUARD_S = 0.32  # the kiosk ignores a second tap on the same control sooner than this
DRAG_STEPS = 12
SHORTEST_DRAG = 90  # pixels; GTK takes less than 8 for a tap
FRAME_S = 0.016
TOOL_S = 15  # grim, xdotool, xwininfo

XORG = "/usr/lib/xorg/Xorg"
XORG_CONF = """\
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoEnableDevices" "false"
  Option "AutoAddGPU" "false"
  Option "DontVTSwitch" "true"
  Option "AllowMouseOpenFail" "true"
  Option "BlankTime" "0"
  Option "StandbyTime" "0"
  Option "SuspendTime" "0"
  Option "OffTime" "0"
EndSection
Section "Device"
  Identifier "nowhere"
  Driver "dummy"
  VideoRam {video_ram}
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5.0-1000.0
  VertRefresh 5.0-200.0
  Modeline "{width}x{height}" {clock:.2f} {width} {h1} {h2} {h3} {height} {v1} {v2} {v3} -hsync +vsync
EndSection
Section "Screen"
  Identifier "screen"
  Device "nowhere"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "{width}x{height}"
    Virtual {width} {height}
  EndSubSection
EndSection
Section "InputDevice"
  Identifier "touch"
  Driver "inputtest"
  Option "SocketPath" "{directory}/touch.sock"
  Option "DeviceType" "Touch"
  Option "TouchCount" "5"
EndSection
Section "InputDevice"
  Identifier "pointer"
  Driver "inputtest"
  Option "SocketPath" "{directory}/pointer.sock"
  Option "DeviceType" "PointerAbsolute"
EndSection
Section "InputDevice"
  Identifier "keyboard"
  Driver "inputtest"
  Option "SocketPath" "{directory}/keyboard.sock"
  Option "DeviceType" "Keyboard"
  Option "XkbLayout" "gb"
EndSection
Section "ServerLayout"
  Identifier "layout"
  Screen "screen"
  InputDevice "pointer" "CorePointer"
  InputDevice "keyboard" "CoreKeyboard"
  InputDevice "touch" "SendCoreEvents"
EndSection
"""


class KioskError(AssertionError):
    """What was expected on the screen did not come, with what is there instead."""


def xorg_conf(directory, width, height):
    """The configuration of a screen of any size at 60 frames a second. (The blanking is wider than the
    "reduced" one, which Xorg takes for a mode that this monitor cannot show.)"""
    h1, h2, h3 = width + 64, width + 128, width + 256
    v1, v2, v3 = height + 3, height + 8, height + 30
    return XORG_CONF.format(
        directory=directory, width=width, height=height, h1=h1, h2=h2, h3=h3, v1=v1, v2=v2, v3=v3,
        clock=h3 * v3 * 60 / 1e6, video_ram=max(16384, width * height * 4 // 1024 * 2))


def wait_until(condition, seconds, what):
    """Asks condition() until its answer is true and returns it; KioskError after seconds."""
    end = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > end:
            raise KioskError(f"{what}: not within {seconds:g} s")
        time.sleep(LOOK_EVERY_S)


def clamp_step(wanted, longest):
    """A drag of about the length wanted, and never so short that it is a tap."""
    length = max(SHORTEST_DRAG, min(longest, abs(wanted)))
    return length if wanted > 0 else -length


class TouchKiosk:
    """argv runs full screen on a screen of size (width, height); a context manager.

    directory: an empty folder of our own; tools: where touch-inject and exec-stamp are; name: the
    program's name on the accessibility bus.
    """

    def __init__(self, argv, size, directory, tools, name="foyer", env=None):
        self.width, self.height = size
        self.directory, self.tools, self.name = directory, tools, name
        self.argv, self.extra_env = argv, env or {}
        self.log_path = os.path.join(directory, "app.log")
        self.xorg = self.cage = self.injector = self.tree = self.address = None
        self.pid = 0  # of the program itself
        self.exec_us = 0  # CLOCK_MONOTONIC when it began
        self.log_seen = 0  # up to here wait_trace () has looked

    # Start and end

    def __enter__(self):
        try:
            self.start_xorg()
            self.start_cage()
            self.start_injector()
            self.fit_screen()
            self.wait_for_program()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def start_xorg(self):
        os.makedirs(self.directory, mode=0o700, exist_ok=True)
        conf = os.path.join(self.directory, "xorg.conf")
        with open(conf, "w", encoding="utf-8") as file:
            file.write(xorg_conf(self.directory, self.width, self.height))
        reading, writing = os.pipe()
        with open(os.path.join(self.directory, "xorg.out"), "w", encoding="utf-8") as out:
            self.xorg = subprocess.Popen(
                [XORG, "-displayfd", str(writing), "-config", conf, "-logfile", self.directory + "/xorg.log",
                 "-noreset", "-nolisten", "tcp", "-novtswitch", "-sharevts"],
                pass_fds=[writing], stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise KioskError("Xorg did not start: see " + self.directory + "/xorg.log")
        self.display = ":" + number

    def start_cage(self):
        base = {k: v for k, v in os.environ.items()
                if k not in ("GTK_THEME", "GTK_A11Y", "GTK_DEBUG", "WAYLAND_DISPLAY")}
        self.x_env = dict(base, DISPLAY=self.display)
        self.wayland_env = dict(base, XDG_RUNTIME_DIR=self.directory, WAYLAND_DISPLAY="wayland-0")
        # The accessibility bus is found through the session bus, so the other runtime dir is no matter.
        env = {**self.x_env, "XDG_RUNTIME_DIR": self.directory, "WLR_BACKENDS": "x11", "WLR_RENDERER": "pixman",
               "GDK_BACKEND": "wayland", "GSK_RENDERER": "cairo", "XCURSOR_SIZE": "24", **self.extra_env}
        go = os.path.join(self.directory, "go")
        self.log = open(self.log_path, "w", encoding="utf-8")
        self.cage = subprocess.Popen(
            ["cage", "-d", "--", os.path.join(self.tools, "exec-stamp"), "--after", go] + self.argv,
            env=env, stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)

    def start_injector(self):
        self.injector = subprocess.Popen(
            [os.path.join(self.tools, "touch-inject"), self.directory, str(self.width), str(self.height)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def fit_screen(self):
        """wlroots opens its output as a window of 1024×768: makes it as large as the screen."""
        def resized():
            out = subprocess.run(["xwininfo", "-root", "-children"], env=self.x_env, capture_output=True,
                                 text=True, timeout=TOOL_S, check=False).stdout
            match = re.search(r"^ +(0x[0-9a-f]+) ", out, re.M)
            if not match:
                return False
            done = subprocess.run(["xdotool", "windowsize", "--sync", match[1], str(self.width), str(self.height)],
                                  env=self.x_env, timeout=TOOL_S, check=False, capture_output=True)
            return done.returncode == 0
        wait_until(resized, START_S, "cage's window")
        root = subprocess.run(["xwininfo", "-root"], env=self.x_env, capture_output=True, text=True,
                              timeout=TOOL_S, check=True).stdout
        if f"-geometry {self.width}x{self.height}+0+0" not in root:
            raise KioskError(f"the screen is not {self.width}×{self.height}: see {self.directory}/xorg.log")
        with open(os.path.join(self.directory, "go"), "w", encoding="utf-8"):
            pass

    def wait_for_program(self):
        line = self.wait_trace("exec ", START_S)
        _, pid, usec = line.split()
        self.pid, self.exec_us = int(pid), int(usec)

    def close(self):
        """Ends the program, and with it cage; then Xorg. Safe to call twice."""
        if self.injector is not None:
            with contextlib.suppress(OSError):
                self.injector.stdin.close()
            self.end(self.injector, 5)
            self.injector = None
        self.end_program()
        for process in (self.cage, self.xorg):
            if process is not None:
                self.end(process, 10)
        self.cage = self.xorg = None

    def end_program(self):
        """SIGTERM to the program under test; cage ends by itself when its child has ended."""
        if self.cage is None or self.cage.poll() is not None:
            return
        if self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.cage.wait(10)
                return
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.cage.wait(5)

    @staticmethod
    def end(process, seconds):
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)

    @property
    def is_running(self):
        return self.cage is not None and self.cage.poll() is None

    # What the program says of itself

    def read_log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def wait_trace(self, prefix, seconds=FIND_S):
        """The next trace line (without "trace: ") that begins with prefix, after those already met."""
        def look():
            text = self.read_log()
            for match in re.compile(r"^trace: (.*)\n", re.M).finditer(text, self.log_seen):
                if match[1].startswith(prefix):
                    self.log_seen = match.end()
                    return match[1]
            if not self.is_running:
                raise KioskError(f"the program ended while waiting for “trace: {prefix}”")
            return None
        return wait_until(look, seconds, f"“trace: {prefix}”")

    # What a screen reader sees

    def get_address(self):
        """The program's on the accessibility bus."""
        if self.address is None:
            self.tree = AccessibleTree()

            def look():
                if not self.is_running:
                    raise KioskError("the program ended before it was on the accessibility bus")
                return next((address for name, address in self.tree.get_programs() if name == self.name), None)
            self.address = wait_until(look, START_S, f"“{self.name}” on the accessibility bus")
        return self.address

    def walk(self):
        """Every node there is now, in reading order."""
        address = self.get_address()
        return self.tree.read(address, (0, 0, self.width, self.height))

    def list_matching(self, name=None, role=None, on_screen=True):
        """The nodes whose name matches, in reading order: a string is the whole name, a compiled pattern is
        searched for. role: an AT-SPI role name, or several. on_screen: only what can be touched as it is."""
        roles = (role,) if isinstance(role, str) else role

        def matches(node):
            if (roles is not None and node.role not in roles) or (on_screen and not node.on_screen):
                return False
            if name is None:
                return True
            return bool(name.search(node.name)) if hasattr(name, "search") else node.name == name

        if not self.is_running:
            raise KioskError(f"the program ended while looking for {name!r}")
        return [node for node in self.walk() if matches(node)]

    def find(self, name=None, role=None, seconds=FIND_S, on_screen=True, nth=0):
        """Waits for the nth node that matches."""
        def look():
            found = self.list_matching(name, role, on_screen)
            return found[nth] if len(found) > nth else None
        try:
            return wait_until(look, seconds, f"{role or 'something'} named {getattr(name, 'pattern', name)!r}")
        except KioskError as error:
            raise KioskError(f"{error}; on screen: {self.describe()}") from None

    def is_there(self, name, role=None, on_screen=True):
        return bool(self.list_matching(name, role, on_screen))

    def describe(self):
        """The names on the screen, for an error message."""
        try:
            return ", ".join(f"{n.role} {n.name!r}" for n in self.walk() if n.name and n.on_screen)[:3000]
        except Exception as error:  # noqa: BLE001 — an error here must not hide the first one
            return f"(not to be read: {error})"

    def text_of(self, node):
        """What stands in a text field."""
        return self.tree.read_text(node)

    def name_of(self, node):
        """Its name as it is now."""
        return self.tree.read_name(node)

    def has_state(self, node, state):
        """state: "checked", "pressed", "selected", "focused" …"""
        return self.tree.has_state(node, state)

    # What a finger does

    def command(self, text):
        self.injector.stdin.write(text + "\n")
        self.injector.stdin.flush()
        answer = self.injector.stdout.readline().strip()
        if answer != "ok":
            raise KioskError(f"touch-inject, {text!r}: {answer or 'it ended'}")

    def tap_at(self, x, y):
        if not (0 <= x < self.width and 0 <= y < self.height):
            raise KioskError(f"({x}, {y}) is not on the screen")
        self.command(f"down 0 {x} {y}")
        time.sleep(TAP_S)
        self.command(f"up 0 {x} {y}")

    def find_steady(self, name, role=None, seconds=FIND_S, nth=0):
        """Finds a control, brings its middle into view by dragging if it must, and waits until it stands
        still (pages slide, lists settle)."""
        end = time.monotonic() + seconds + START_S
        before = None
        while time.monotonic() < end:
            node = self.find(name, role, seconds, on_screen=False, nth=nth)
            if before is not None and before.rect == node.rect and before.visible == node.visible:
                if self.is_middle_seen(node):
                    return node
                self.drag_towards(self.get_viewport(node), node.rect)
            before = node
            time.sleep(STEADY_S)
        raise KioskError(f"{node} cannot be brought into view, or does not come to rest")

    @staticmethod
    def is_middle_seen(node):
        x, y, width, height = node.rect
        vx, vy, vw, vh = node.visible
        return node.on_screen and vx <= x + width / 2 <= vx + vw and vy <= y + height / 2 <= vy + vh

    def tap(self, name, role=None, seconds=FIND_S, nth=0):
        """Taps a control in the middle of what can be seen of it. Returns the node."""
        node = self.find_steady(name, role, seconds, nth)
        self.tap_at(*node.point)
        return node

    def drag(self, x0, y0, x1, y1):
        """One finger, at rest before it lifts: nothing flies on."""
        self.command(f"down 0 {x0} {y0}")
        for i in range(1, DRAG_STEPS + 1):
            time.sleep(FRAME_S)
            self.command(f"move 0 {x0 + (x1 - x0) * i / DRAG_STEPS} {y0 + (y1 - y0) * i / DRAG_STEPS}")
        for _ in range(6):
            time.sleep(FRAME_S * 2)
            self.command(f"move 0 {x1} {y1}")
        self.command(f"up 0 {x1} {y1}")
        time.sleep(0.1)

    def pinch(self, x, y, before, after):
        """Two fingers around a point, so many pixels from it before and after."""
        for finger, side in ((0, -1), (1, 1)):
            self.command(f"down {finger} {x + side * before} {y}")
        for i in range(1, DRAG_STEPS + 1):
            time.sleep(FRAME_S)
            away = before + (after - before) * i / DRAG_STEPS
            for finger, side in ((0, -1), (1, 1)):
                self.command(f"move {finger} {x + side * away} {y}")
        for finger, side in ((0, -1), (1, 1)):
            self.command(f"up {finger} {x + side * after} {y}")
        time.sleep(0.1)

    def get_viewport(self, node):
        """The innermost thing around node that is seen whole and cuts node off; else the screen."""
        at = node.parent
        while at is not None:
            if at.visible == at.rect and intersect(at.rect, node.rect) != tuple(node.rect):
                return at.visible
            at = at.parent
        return (0, 0, self.width, self.height)

    def drag_towards(self, view, rect):
        """Moves what is in view so that rect comes nearer to its middle."""
        vx, vy, vw, vh = view
        x, y = vx + vw / 2, vy + vh / 2
        below, right = rect[1] + rect[3] / 2 - y, rect[0] + rect[2] / 2 - x
        if abs(below) * vw >= abs(right) * vh or abs(right) < vw / 2:
            step = clamp_step(below, vh * 0.6)
            self.drag(x, y + step / 2, x, y - step / 2)
        else:
            step = clamp_step(right, vw * 0.6)
            self.drag(x + step / 2, y, x - step / 2, y)

    # Evidence

    def shot(self, path):
        """A picture of the screen as a person sees it."""
        subprocess.run(["grim", path], env=self.wayland_env, check=True, timeout=TOOL_S, capture_output=True)

    def memory_mb(self):
        """(PSS now, peak RSS so far) of the program in MB (10⁶ bytes)."""
        with open(f"/proc/{self.pid}/smaps_rollup", encoding="ascii") as file:
            pss = int(re.search(r"^Pss:\s+(\d+) kB", file.read(), re.M)[1])
        with open(f"/proc/{self.pid}/status", encoding="ascii") as file:
            peak = int(re.search(r"^VmHWM:\s+(\d+) kB", file.read(), re.M)[1])
        return pss * 1024 / 1e6, peak * 1024 / 1e6
