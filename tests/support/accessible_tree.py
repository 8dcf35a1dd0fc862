# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a program's accessibility tree straight from the AT-SPI bus, fresh every time.

libatspi caches names and asks for one thing at a time: on a page of 300 widgets that is stale, or 0.6 s.
Here every question about one level of the tree is on its way before the first answer is back. No state is
kept between two readings. One thread.
"""

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402 — the version comes first

ACCESSIBLE = "org.a11y.atspi.Accessible"
COMPONENT = "org.a11y.atspi.Component"
TEXT = "org.a11y.atspi.Text"
PROPERTIES = "org.freedesktop.DBus.Properties"
REGISTRY = "org.a11y.atspi.Registry"
ROOT_PATH = "/org/a11y/atspi/accessible/root"
COORD_WINDOW = 1  # AtspiCoordType; GTK 4.8 knows no other, and full screen it is the screen's
CALL_MS = 10000  # a busy program under sanitizers may need a while for its first answer

# AtspiStateType, the ones that are asked for.
STATES = {"checked": 4, "enabled": 8, "expanded": 10, "focused": 12, "pressed": 20, "selected": 23,
          "sensitive": 24, "showing": 25, "visible": 30}


def intersect(a, b):
    """The common part of two rectangles (x, y, width, height); zero size when there is none."""
    x, y = max(a[0], b[0]), max(a[1], b[1])
    right, bottom = min(a[0] + a[2], b[0] + b[2]), min(a[1] + a[3], b[1] + b[3])
    return (x, y, max(0, right - x), max(0, bottom - y))


class Node:
    """One thing on the screen as a screen reader knows it. rect: in pixels of the window; visible: the
    part of it that those around it leave; parent: None at the top."""

    def __init__(self, address, parent):
        self.address, self.parent = address, parent
        self.role, self.name = "", ""
        self.rect = self.visible = (0, 0, 0, 0)
        self.children = []

    @property
    def point(self):
        """Where a finger would go: the middle of what can be seen."""
        x, y, width, height = self.visible
        return x + width / 2, y + height / 2

    @property
    def on_screen(self):
        """Enough of it can be seen to be touched."""
        _, _, width, height = self.visible
        return width >= 4 and height >= 4 and height >= min(24, self.rect[3] * 0.6)

    def __repr__(self):
        return f"{self.role} {self.name!r} {tuple(round(v) for v in self.rect)}"


class AccessibleTree:
    """The session's accessibility bus. Needs DBUS_SESSION_BUS_ADDRESS."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                                    Gio.DBusCallFlags.NONE, CALL_MS, None).unpack()[0]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)

    def ask(self, questions):
        """Sends all questions (address, interface, method, arguments) and returns the unpacked answers in
        their order; None where there was no answer (the node has gone)."""
        answers = [None] * len(questions)
        open_questions = len(questions)

        def answered(bus, result, index):
            nonlocal open_questions
            open_questions -= 1
            try:
                answers[index] = bus.call_finish(result).unpack()
            except GLib.Error:
                pass

        for index, ((name, path), interface, method, arguments) in enumerate(questions):
            self.bus.call(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START,
                          CALL_MS, None, answered, index)
        context = GLib.MainContext.default()
        while open_questions > 0:
            context.iteration(True)
        return answers

    def ask_one(self, node, interface, method, arguments=None):
        return self.ask([(node.address, interface, method, arguments)])[0]

    def get_programs(self):
        """[(name, address)] of what is on the bus."""
        answer = self.ask([((REGISTRY, ROOT_PATH), ACCESSIBLE, "GetChildren", None)])[0]
        addresses = [tuple(child) for child in answer[0]] if answer else []
        names = self.ask([(a, PROPERTIES, "Get", GLib.Variant("(ss)", (ACCESSIBLE, "Name"))) for a in addresses])
        return [(name[0], address) for name, address in zip(names, addresses) if name]

    def read(self, address, screen):
        """The whole tree in reading order. screen: rectangle that cuts everything."""
        root = Node(address, None)
        root.rect = root.visible = screen
        level = [root]
        while level:
            level = self.read_level(level, screen)
        return list(flatten(root))

    def read_level(self, nodes, screen):
        """Fills in nodes and returns their children, not yet filled in."""
        questions = []
        for node in nodes:
            questions += [
                (node.address, ACCESSIBLE, "GetChildren", None),
                (node.address, ACCESSIBLE, "GetRoleName", None),
                (node.address, PROPERTIES, "Get", GLib.Variant("(ss)", (ACCESSIBLE, "Name"))),
                (node.address, COMPONENT, "GetExtents", GLib.Variant("(u)", (COORD_WINDOW,)))]
        answers = self.ask(questions)
        below = []
        for index, node in enumerate(nodes):
            children, role, name, extents = answers[4 * index:4 * index + 4]
            around = node.parent.visible if node.parent else screen
            node.role, node.name = role[0] if role else "", name[0] if name else ""
            node.rect = tuple(extents[0]) if extents else around
            node.visible = intersect(node.rect, around)
            for child in children[0] if children else []:
                node.children.append(Node(tuple(child), node))
            below += node.children
        return below

    def read_name(self, node):
        """Its name as it is now; "" when it has gone."""
        name = self.ask_one(node, PROPERTIES, "Get", GLib.Variant("(ss)", (ACCESSIBLE, "Name")))
        return name[0] if name else ""

    def read_text(self, node):
        """What stands in a text field; "" when it is none."""
        count = self.ask_one(node, PROPERTIES, "Get", GLib.Variant("(ss)", (TEXT, "CharacterCount")))
        if not count:
            return ""
        text = self.ask_one(node, TEXT, "GetText", GLib.Variant("(ii)", (0, count[0])))
        return text[0] if text else ""

    def has_state(self, node, state):
        answer = self.ask_one(node, ACCESSIBLE, "GetState")
        number = STATES[state]
        return bool(answer and answer[0][number // 32] & (1 << number % 32))


def flatten(node):
    yield node
    for child in node.children:
        yield from flatten(child)
