#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that each library sees only what it may see (HACKING.md, "Layers"); prints TAP.

The build itself is asked: a GTK include compiled with the core's own flags must fail. The include graph
and the words of SQL, JSON and HTTP under src/kiosk are read from the text.
"""

import json
import re
import shlex
import subprocess
import sys

from source_tree import BUILD, c_files, line_of, read_tree, strip_comments
from tap import Tap

# Who may include whose headers.
MAY_INCLUDE = {
    "core": {"core"},
    "sync": {"core", "sync"},
    "kiosk": {"core", "sync", "kiosk"},
    "centre": {"core", "centre"},
    "tools": {"core", "sync", "centre", "tools"},
}
# The request signature is one file used by both ends of the line.
SHARED = {("centre", '"sync/foyer-request-signature.h"')}
# Headers of other libraries that a layer must not name at all.
FOREIGN = {
    "core": re.compile(r"<(gtk|gdk|libsoup|gst|adwaita|libpq)"),
    "sync": re.compile(r"<(gtk|gdk|gst|sqlite3|adwaita)"),
    "kiosk": re.compile(r"<(libsoup|sqlite3|jansson|sodium|libpq)"),
    "centre": re.compile(r"<(gtk|gdk|gst)"),
    "tools": re.compile(r"<(gtk|gdk|gst|libsoup)"),
}
KIOSK_WORDS = re.compile(
    r"\b(sqlite3_\w+|json_(?:object|array|loads|dumps|string|unpack|pack)\w*|soup_\w+|foyer_db_(?:open|exec|prepare|begin|commit)|foyer_stmt_\w+)\s*\("
    r"|\"[^\"]*\b(SELECT\s.+\bFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET|CREATE\s+TABLE)\b")
# What Meson puts before the compiler where it finds one on the machine.
CACHES = {"ccache", "sccache"}
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<][^">]+[">])', re.M)


def rule_include_graph(files):
    """A header of a layer further out, or of a library the layer must not know."""
    for path, text in c_files(files).items():
        layer = path.split("/")[1]
        if layer not in MAY_INCLUDE:
            yield f"{path}: src/{layer} is not a layer"
            continue
        for match in INCLUDE.finditer(text):
            named = match[1]
            inner = re.match(r'"(\w+)/', named)
            if inner and inner[1] in MAY_INCLUDE and inner[1] not in MAY_INCLUDE[layer] \
                    and (layer, named) not in SHARED:
                yield f"{path}:{line_of(text, match.start(1))}: {layer} includes {named}"
            if FOREIGN[layer].match(named):
                yield f"{path}:{line_of(text, match.start(1))}: {layer} includes {named}"


def rule_kiosk_words(files):
    """SQL, JSON or HTTP under src/kiosk."""
    for path, text in c_files(files, "src/kiosk/").items():
        plain = strip_comments(text)
        for match in KIOSK_WORDS.finditer(plain):
            yield f"{path}:{line_of(plain, match.start())}: {match[0].strip()[:60]}"


def get_flags(target):
    """The compiler and the flags with which the build compiles a library."""
    with open(BUILD / "compile_commands.json", encoding="utf-8") as file:
        for entry in json.load(file):
            if f"/{target}.a.p/" in "/" + entry.get("output", ""):
                return plain_command(entry["command"]), entry["directory"]
    return None, None


def plain_command(command):
    """The compiler of a compile command, without a cache put before it, and the flags that say what it may see."""
    words = shlex.split(command)
    if words[0].rsplit("/", 1)[-1] in CACHES:
        words = words[1:]
    return words[:1] + [w for w in words[1:] if w.startswith(("-I", "-D", "-isystem", "-std"))]


def compiles(target, header):
    """Whether a file with one include goes through with the flags of a library; (yes or no, what was said)."""
    command, folder = get_flags(target)
    if command is None:
        return None, f"{target} is not in the build"
    done = subprocess.run(command + ["-fsyntax-only", "-xc", "-"], input=f"#include <{header}>\n", text=True, cwd=folder,
                          capture_output=True, check=False)
    return done.returncode == 0, done.stderr


def main():
    tap = Tap()
    files = read_tree()
    for target, header in (("libfoyer-core", "gtk/gtk.h"), ("libfoyer-core", "libsoup/soup.h"),
                           ("libfoyer-core", "gst/gst.h"), ("libfoyer-sync", "gtk/gtk.h"),
                           ("libfoyer-centre", "gtk/gtk.h")):
        passed, said = compiles(target, header)
        tap.ok(passed is False, f"{target} cannot see <{header}>", ["it compiles" if passed else said])
    for target, header in (("libfoyer-core", "gio/gio.h"), ("libfoyer-sync", "libsoup/soup.h"),
                           ("libfoyer-core", "core/base/foyer-db.h")):
        passed, said = compiles(target, header)
        tap.ok(passed is True, f"control: {target} does see <{header}>", [said])
    tap.ok(plain_command("cc -Ia -O2 -c x.c") == ["cc", "-Ia"], "control: the compiler and its include folders are kept")
    tap.ok(plain_command("ccache /usr/bin/cc -Ia -c x.c") == ["/usr/bin/cc", "-Ia"], "control: a compiler cache before it is not the compiler")

    tap.empty(rule_include_graph(files), "includes go inwards only")
    tap.noticed(rule_include_graph({"src/core/a.c": '#include "sync/foyer-puller.h"\n'}), "core including sync")
    tap.noticed(rule_include_graph({"src/sync/a.h": '#include "kiosk/foyer-page.h"\n'}), "sync including the kiosk")
    tap.noticed(rule_include_graph({"src/core/a.c": "#  include <gtk/gtk.h>\n"}), "core including GTK")
    tap.noticed(rule_include_graph({"src/kiosk/a.c": "#include <libsoup/soup.h>\n"}), "the kiosk including libsoup")

    tap.empty(rule_kiosk_words(files), "no SQL, JSON or HTTP under src/kiosk")
    tap.noticed(rule_kiosk_words({"src/kiosk/a.c": 'x = "SELECT a FROM b";\n'}), "SQL in the kiosk")
    tap.noticed(rule_kiosk_words({"src/kiosk/a.c": "json_object_get (a, b);\n"}), "JSON in the kiosk")
    tap.noticed(rule_kiosk_words({"src/kiosk/a.c": "soup_session_new ();\n"}), "HTTP in the kiosk")
    tap.ok(not list(rule_kiosk_words({"src/kiosk/a.c": "/* json_loads (x) */\n"})), "control: a comment is let through")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
