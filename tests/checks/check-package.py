#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks what is installed and how it describes itself; prints TAP.

Installs the build into a folder of its own and looks: desktop entry, metainfo, schema, icons, manual
pages, content. Reads the Flatpak manifests. Each validator is also given something wrong on purpose.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from source_tree import BUILD, ROOT
from tap import Tap

APP_ID = "uk.org.foyer.Foyer"
KINDS = ("programmes", "places", "listings", "stories", "pages", "pathways")
EXPECTED = (
    ["bin/foyer", "bin/foyer-centre", "bin/foyerctl",
     f"share/applications/{APP_ID}.desktop", f"share/metainfo/{APP_ID}.metainfo.xml",
     f"share/glib-2.0/schemas/{APP_ID}.gschema.xml",
     f"share/icons/hicolor/scalable/apps/{APP_ID}.svg", f"share/icons/hicolor/symbolic/apps/{APP_ID}-symbolic.svg",
     "share/man/man1/foyer.1", "share/man/man1/foyerctl.1", "share/man/man8/foyer-centre.8",
     "share/foyer/map.bin", "share/foyer/postcodes.bin", "share/doc/foyer/deploy.md",
     "share/doc/foyer/examples/nginx/foyer-centre.conf", "share/doc/foyer/examples/systemd/foyer-centre.service"]
    + [f"share/foyer/content/{kind}.json" for kind in KINDS])


def run(argv, **kwargs):
    done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=120, **kwargs)
    return done.returncode == 0, (done.stdout + done.stderr).strip()


def install(into):
    env = dict(os.environ, DESTDIR=into)
    return run(["meson", "install", "-C", str(BUILD), "--no-rebuild", "--quiet"], env=env)


def get_prefix():
    with open(BUILD / "meson-info" / "intro-buildoptions.json", encoding="utf-8") as file:
        return next(o["value"] for o in json.load(file) if o["name"] == "prefix")


def rule_installed(prefix):
    for name in EXPECTED:
        if not (prefix / name).is_file():
            yield f"{name} is not installed"
    for at, _, names in os.walk(prefix):
        for name in names:
            path = pathlib.Path(at) / name
            if re.search(r"\.(pyc|o|a|script\.json)$|^make-|^FORMAT", name):
                yield f"{path.relative_to(prefix)} should not be installed"


def rule_media(prefix):
    """Every file that a media item names is there."""
    listing = prefix / "share/foyer/content/media.json"
    if not listing.is_file():
        return
    for item in json.loads(listing.read_text(encoding="utf-8"))["items"]:
        if "file" in item and not (listing.parent / item["file"]).is_file():
            yield f"media {item['id']}: {item['file']} is not installed"


def rule_manual(path):
    """What the formatter warns of, and sections that are missing."""
    passed, said = run(["man", "--warnings", "-l", str(path)], env=dict(os.environ, LC_ALL="C.UTF-8", MANWIDTH="100", MANPAGER="cat"))
    warnings = [line for line in said.splitlines() if re.search(r"warning:|error:", line)]
    yield from warnings
    if not passed:
        yield f"man cannot show {path.name}"
    for section in ("NAME", "SYNOPSIS", "DESCRIPTION"):
        if not re.search(rf"^{section}$", said, re.M):
            yield f"{path.name}: no section {section}"


def rule_options(path, program):
    """Every option that the program's --help names is in its manual page."""
    passed, said = run([str(program), "--help"], env=dict(os.environ, LC_ALL="C.UTF-8"))
    if not passed:
        yield f"{program.name} --help failed: {said[:200]}"
    text = path.read_text(encoding="utf-8").replace("\\-", "-")
    for option in sorted(set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", said))):
        if option not in text and not option.startswith(("--help", "--version", "--gtk-", "--gst-", "--gapplication", "--display")):
            yield f"{path.name}: {option} is missing"


def rule_manifest(manifest, name):
    """What a Flatpak manifest of ours must and must not say."""
    want = APP_ID + (".Devel" if "Devel" in name else "")
    if manifest.get("id") != want:
        yield f"{name}: its id is {manifest.get('id')}, not {want}"
    for key in ("runtime", "runtime-version", "sdk", "command", "finish-args", "modules"):
        if key not in manifest:
            yield f"{name}: no {key}"
    if manifest.get("command") != "foyer":
        yield f"{name}: its command is not foyer"
    for argument in manifest.get("finish-args", []):
        if re.match(r"--(filesystem=(host|home)|socket=session-bus|socket=system-bus|device=all)", argument):
            yield f"{name}: asks for too much: {argument}"
    ours = [m for m in manifest.get("modules", []) if isinstance(m, dict) and m.get("name") == "foyer"]
    if not ours:
        yield f"{name}: no module named foyer"
    elif ours[0].get("buildsystem") != "meson":
        yield f"{name}: foyer is not built with meson"
    else:
        profile = "development" if "Devel" in name else "default"
        if f"-Dprofile={profile}" not in ours[0].get("config-opts", []):
            yield f"{name}: foyer is not built with -Dprofile={profile}"
    for module in manifest.get("modules", []):
        for source in module.get("sources", []) if isinstance(module, dict) else []:
            if source.get("type") in ("archive", "file") and "url" in source and len(source.get("sha256", "")) != 64:
                yield f"{name}: {module['name']} is fetched without a checksum"


def check_installed(tap, folder):
    passed, said = install(folder)
    tap.ok(passed, "meson install works", [said])
    prefix = pathlib.Path(folder) / get_prefix().lstrip("/")
    tap.empty(rule_installed(prefix), "everything is where it belongs")
    tap.empty(rule_media(prefix), "films and narrations are installed with their list")
    return prefix


def check_desktop(tap, prefix, folder):
    entry = prefix / "share/applications" / f"{APP_ID}.desktop"
    passed, said = run(["desktop-file-validate", str(entry)])
    tap.ok(passed and not said, "the desktop entry is valid", [said])
    wrong = pathlib.Path(folder) / "wrong.desktop"
    wrong.write_text(entry.read_text(encoding="utf-8").replace("Exec=", "Execute=") if entry.is_file() else "", encoding="utf-8")
    tap.ok(not run(["desktop-file-validate", str(wrong)])[0], "control: a desktop entry without Exec is noticed")


def check_metainfo(tap, prefix, folder):
    metainfo = prefix / "share/metainfo" / f"{APP_ID}.metainfo.xml"
    command = ["appstreamcli", "validate", "--no-net"]
    passed, said = run(command + [str(metainfo)])
    tap.ok(passed, "the metainfo is valid", [said])
    wrong = pathlib.Path(folder) / f"{APP_ID}.metainfo.xml"
    text = metainfo.read_text(encoding="utf-8") if metainfo.is_file() else ""
    wrong.write_text(re.sub(r"<project_license>.*?</project_license>|<metadata_license>.*?</metadata_license>", "", text), encoding="utf-8")
    tap.ok(not run(command + [str(wrong)])[0], "control: metainfo without a licence is noticed")


def check_schema(tap, prefix, folder):
    schemas = prefix / "share/glib-2.0/schemas"
    passed, said = run(["glib-compile-schemas", "--strict", "--dry-run", str(schemas)])
    tap.ok(passed, "the settings schema is valid", [said])
    wrong = pathlib.Path(folder) / "schemas"
    wrong.mkdir()
    text = (ROOT / "data" / f"{APP_ID}.gschema.xml").read_text(encoding="utf-8")
    (wrong / "wrong.gschema.xml").write_text(text.replace("type=\"s\"", "type=\"?\""), encoding="utf-8")
    tap.ok(not run(["glib-compile-schemas", "--strict", "--dry-run", str(wrong)])[0], "control: a wrong schema is noticed")


def check_manuals(tap, prefix, folder):
    for section, program in ((1, "foyer"), (1, "foyerctl"), (8, "foyer-centre")):
        path = prefix / f"share/man/man{section}/{program}.{section}"
        tap.empty(rule_manual(path), f"the manual page of {program} is in order")
        if program != "foyer":  # foyer --help wants no display, but GTK's own options come with it
            tap.empty(rule_options(path, prefix / "bin" / program), f"the manual page names every option of {program}")
    wrong = pathlib.Path(folder) / "wrong.1"
    wrong.write_text(".TH WRONG 1\n.SH NAME\nwrong\n.nosuchmacro\n", encoding="utf-8")
    tap.noticed(rule_manual(wrong), "a poor manual page")


def check_manifests(tap):
    for name in (f"{APP_ID}.json", f"{APP_ID}.Devel.json"):
        try:
            manifest = json.loads((ROOT / "flatpak" / name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            tap.ok(False, f"flatpak/{name} can be read", [error])
            continue
        tap.empty(rule_manifest(manifest, name), f"flatpak/{name} names the right things")
    good = {"id": APP_ID, "runtime": "r", "runtime-version": "1", "sdk": "s", "command": "foyer", "finish-args": [],
            "modules": [{"name": "foyer", "buildsystem": "meson", "config-opts": ["-Dprofile=default"], "sources": []}]}
    tap.ok(not list(rule_manifest(good, f"{APP_ID}.json")), "control: a right manifest is let through")
    tap.noticed(rule_manifest(dict(good, id="org.example.Other"), f"{APP_ID}.json"), "a manifest with another id")
    tap.noticed(rule_manifest({**good, "finish-args": ["--filesystem=host"]}, f"{APP_ID}.json"), "a manifest that asks for too much")


def main():
    tap = Tap()
    folder = tempfile.mkdtemp(prefix="foyer-package.")
    try:
        prefix = check_installed(tap, os.path.join(folder, "root"))
        tap.noticed(rule_installed(pathlib.Path(folder)), "an empty installation")
        check_desktop(tap, prefix, folder)
        check_metainfo(tap, prefix, folder)
        check_schema(tap, prefix, folder)
        check_manuals(tap, prefix, folder)
        check_manifests(tap)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
