#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check the drawn art, the icons and the media of the starter content; prints TAP.

usage: check-art.py [--self-test] [ROOT]

Every check is also given mutated copies in memory and must refuse them; --self-test runs only
those negative controls.  Needs nothing but Python.
"""
import argparse
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
MAX_SVG = 24 * 1024  # bytes: a scene is read and drawn on the way to the screen
MAX_MEDIA = {"film-mens-sheds": 3_000_000, "narration-essex-forest": 600_000}
SCENES = """scene-path-care scene-befriending scene-library scene-reading-children scene-food-bank
scene-driving scene-museum scene-nature-reserve scene-hall-club scene-youth-club scene-sport
scene-scouts scene-youth-council scene-lunch scene-u3a-talk scene-art-class scene-shed
scene-exercise scene-singing scene-gardening scene-digital scene-sewing scene-forest
scene-coast-boat scene-high-street scene-community-chest scene-holiday-meal scene-wild-verge
scene-mindful-talk programme-volunteer programme-youth programme-retirement
programme-celebrating""".split()
ICONS = """arrow-back arrow-forward home search check check-circle close offline online clock place
people calendar phone envelope qr printer speaker volume captions play pause replay list text-size
contrast language backspace shift keyboard-hide heart star hand-help info warning lock library
person sparkle chevron-down chevron-right filter map""".split()
CUE = re.compile(r"^(\d\d):(\d\d):(\d\d)\.(\d{3}) --> (\d\d):(\d\d):(\d\d)\.(\d{3})$")
MEDIA_IDS = ["film-mens-sheds", "captions-mens-sheds", "narration-essex-forest", "captions-essex-forest"]


def svg_faults(data):
    """What is wrong with the bytes of one drawing."""
    if len(data) > MAX_SVG:
        return [f"{len(data)} bytes, more than {MAX_SVG}"]
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return ["has a document type"]
    try:
        root = ET.fromstring(data)
    except ET.ParseError as e:
        return [f"not well-formed: {e}"]
    faults = []
    if root.tag != SVG + "svg":
        faults.append("is not an SVG")
    if not re.fullmatch(r"0 0 \d+ \d+", root.get("viewBox", "")):
        faults.append("has no viewBox from 0 0")
    for e in root.iter():
        name = e.tag.replace(SVG, "") if isinstance(e.tag, str) else "?"
        if name in ("text", "tspan", "image", "filter", "script", "style", "foreignObject", "clipPath", "mask", "use"):
            faults.append(f"has <{name}>")
        for key, value in e.attrib.items():
            bare = key.split("}")[-1].lower()
            if (bare == "href" or key == XLINK) and not value.startswith("#"):
                faults.append("refers to something outside")
            if bare.startswith("on") or "url(" in value.replace("url(#", ""):
                faults.append(f"has {bare}")
            if bare == "d" and re.search(r"nan|inf", value, re.I):
                faults.append("has a broken path")
    return faults


def scene_faults(data):
    """A scene is also 4 to 3 and says what it shows."""
    faults = svg_faults(data)
    if not faults:
        root = ET.fromstring(data)
        if root.get("viewBox") != "0 0 800 600":
            faults.append("is not 800 x 600")
        if not (root.findtext(SVG + "title") or "").strip():
            faults.append("has no title")
    return faults


def icon_faults(data):
    """A symbolic icon is also filled shapes without colours of its own."""
    faults = svg_faults(data)
    if b"stroke" in data:
        faults.append("uses a stroke")
    if re.search(rb'fill="(?!none")|style=', data):
        faults.append("has a colour of its own")
    if not faults and ET.fromstring(data).get("viewBox") != "0 0 24 24":
        faults.append("is not on the 24-unit grid")
    return faults


def vtt_cues(text):
    """[(start, end, words)] of a WebVTT text, times in seconds; ValueError when it is not one."""
    if text.split("\n", 1)[0].strip() != "WEBVTT":
        raise ValueError("does not begin with WEBVTT")
    cues = []
    for block in text.split("\n\n")[1:]:
        rows = [r for r in block.strip().split("\n") if r]
        if not rows or rows[0].startswith("NOTE"):
            continue
        at = 0 if "-->" in rows[0] else 1
        m = CUE.match(rows[at]) if at < len(rows) else None
        if not m or not rows[at + 1 :]:
            raise ValueError(f"bad cue: {rows[0]}")
        v = [int(g) for g in m.groups()]
        t = [h * 3600 + mi * 60 + s + ms / 1000 for h, mi, s, ms in (v[:4], v[4:])]
        cues.append((*t, "\n".join(rows[at + 1 :])))
    if not cues:
        raise ValueError("has no cues")
    return cues


def vtt_faults(text, seconds, script):
    """Times must increase and fit the sound, and every scripted line must be there in order."""
    try:
        cues = vtt_cues(text)
    except ValueError as e:
        return [str(e)]
    faults = []
    before = 0.0
    for start, end, words in cues:
        if start < before or end <= start:
            faults.append(f"times do not increase at: {words}")
        if len(words) > 84:
            faults.append(f"too long to read: {words}")
        before = end
    if seconds and before > seconds:
        faults.append("goes on after the sound has ended")
    said = [c[2].replace("&amp;", "&") for c in cues]
    lines = [t for s in script["scenes"] for t in s["lines"]]
    if [w for w in said if not w.startswith("[")] != lines:
        faults.append("does not say what the script says")
    return faults


def media_faults(text, read):
    """READ gives the bytes of a file named in media.json."""
    try:
        feed = json.loads(text)
    except ValueError as e:
        return [f"not JSON: {e}"]
    faults = []
    if feed.get("format") != "foyer-content-1" or feed.get("kind") != "media":
        faults.append("is not a list of media")
    items = {i.get("id"): i for i in feed.get("items", [])}
    if sorted(items) != sorted(MEDIA_IDS):
        faults.append(f"has {sorted(items)}")
    for ident, item in items.items():
        try:
            data = read(item["file"])
        except (OSError, KeyError) as e:
            faults.append(f"{ident}: {e}")
            continue
        if item.get("bytes") != len(data):
            faults.append(f"{ident}: bytes differ")
        if item.get("sha256") != hashlib.sha256(data).hexdigest():
            faults.append(f"{ident}: sha256 differs")
        if len(data) > MAX_MEDIA.get(ident, 100_000):
            faults.append(f"{ident}: {len(data)} bytes is too large")
        webm = data[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in data[:64]
        if item.get("type", "").endswith("/webm") != webm or (item.get("type") == "text/vtt") != data.startswith(b"WEBVTT"):
            faults.append(f"{ident}: is not {item.get('type')}")
        if webm and not 10 < item.get("seconds", 0) < 600:
            faults.append(f"{ident}: no length in seconds")
        if "computer voice" not in item.get("made", "").lower():
            faults.append(f"{ident}: does not say that a computer made the voice")
    return faults


class Tap:
    """Counts and prints results."""

    def __init__(self):
        self.count, self.failed = 0, 0

    def ok(self, good, name, faults=()):
        self.count += 1
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.count} - {name}")
        for f in faults:
            print(f"# {f}")

    def clean(self, faults, name):
        self.ok(not faults, name, faults)


def check_tree(tap, root):
    """All checks on the files under ROOT."""
    art, icons, content = root / "data/art", root / "data/icons/hicolor", root / "data/content"
    for ident in SCENES:
        file = art / f"{ident}.svg"
        tap.clean(scene_faults(file.read_bytes()) if file.exists() else ["is missing"], f"scene {ident}")
    extra = sorted(f.stem for f in art.glob("*.svg") if f.stem not in SCENES)
    tap.clean(extra, "no scene outside the list")
    for name in ICONS:
        file = icons / f"scalable/actions/foyer-{name}-symbolic.svg"
        tap.clean(icon_faults(file.read_bytes()) if file.exists() else ["is missing"], f"icon {name}")
    app, symbolic = icons / "scalable/apps/uk.org.foyer.Foyer.svg", icons / "symbolic/apps/uk.org.foyer.Foyer-symbolic.svg"
    tap.clean(svg_faults(app.read_bytes()) if app.exists() else ["is missing"], "app icon")
    faults = svg_faults(symbolic.read_bytes()) + (["uses a stroke"] if b"stroke" in symbolic.read_bytes() else []) if symbolic.exists() else ["is missing"]
    tap.clean(faults, "symbolic app icon")
    for tool in (art / "make-art.py", root / "data/icons/make-icons.py"):
        run = subprocess.run([sys.executable, "-B", str(tool), "--check"], capture_output=True, text=True, check=False)
        tap.clean(run.stderr.splitlines() or (["failed"] if run.returncode else []), f"files are what {tool.name} draws")
    if not (content / "media.json").exists():
        tap.ok(False, "media.json is there")
        return
    feed = (content / "media.json").read_text(encoding="utf-8")
    tap.clean(media_faults(feed, lambda f: (content / f).read_bytes()), "media.json is true of its files")
    seconds = {i["id"]: i.get("seconds") for i in json.loads(feed)["items"]}
    for name, sound in (("mens-sheds", "film-mens-sheds"), ("essex-forest", "narration-essex-forest")):
        script = json.loads((content / f"media/{name}.script.json").read_text(encoding="utf-8"))
        text = (content / f"media/captions-{name}.vtt").read_text(encoding="utf-8")
        tap.clean(vtt_faults(text, seconds[sound], script), f"captions of {name}")
        tap.clean([s["art"] for s in script["scenes"] if s["art"] not in SCENES], f"scenes of {name} exist")


GOOD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600"><title>A tree</title><g><path d="M0 0H9V9Z" fill="#fff"/></g></svg>'
ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M0 0H9V9Z"/></svg>'
VTT = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nOne.\n\n2\n00:00:03.000 --> 00:00:04.000\nTwo.\n"
SCRIPT = {"scenes": [{"art": "scene-shed", "lines": ["One.", "Two."]}]}


def media_sample():
    """A true media.json and its files, in memory."""
    files, items = {}, []
    for ident in MEDIA_IDS:
        vtt = ident.startswith("captions")
        data = b"WEBVTT\n" if vtt else b"\x1a\x45\xdf\xa3\x01webm"
        files[ident] = data
        kind = "text/vtt" if vtt else "video/webm"
        items.append({"id": ident, "file": ident, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "type": kind, "seconds": 30, "made": "A computer voice"})
    return {"format": "foyer-content-1", "kind": "media", "items": items}, files


def self_test(tap):
    """Good samples pass, and each mutated copy is refused."""
    tap.clean(scene_faults(GOOD.encode()), "a good scene passes")
    bad = {
        "a cut-off file": GOOD[:-8],
        "no viewBox": GOOD.replace("viewBox", "viewbox"),
        "another shape": GOOD.replace("800 600", "600 600"),
        "text": GOOD.replace("<g>", "<g><text>x</text>"),
        "an image": GOOD.replace("<g>", '<g><image width="1"/>'),
        "a filter": GOOD.replace("<g>", "<g><filter/>"),
        "a script": GOOD.replace("<g>", "<g><script/>"),
        "an outside reference": GOOD.replace("<g>", '<g xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://example.org/a.svg">'),
        "a fill from outside": GOOD.replace("#fff", "url(https://example.org/a.svg#b)"),
        "an entity": "<!DOCTYPE svg>" + GOOD,
        "25 KiB": GOOD.replace("<g>", "<g>" + " " * 25 * 1024),
        "a broken number": GOOD.replace("H9", "Hnan"),
        "no title": GOOD.replace("A tree", " "),
    }
    for name, text in bad.items():
        tap.ok(bool(scene_faults(text.encode())), f"a scene with {name} is refused")
    tap.clean(icon_faults(ICON.encode()), "a good icon passes")
    for name, text in {"a stroke": ICON.replace("<path", '<path stroke="#000"'), "a colour": ICON.replace("<path", '<path fill="#f00"'), "another grid": ICON.replace("24 24", "16 16")}.items():
        tap.ok(bool(icon_faults(text.encode())), f"an icon with {name} is refused")
    tap.clean(vtt_faults(VTT, 5, SCRIPT), "good captions pass")
    for name, text in {
        "no header": VTT[7:],
        "times that go back": VTT.replace("00:00:03", "00:00:01"),
        "a cue that ends early": VTT.replace("00:00:04", "00:00:02"),
        "a bad time": VTT.replace("00:00:03.000", "00:03"),
        "other words": VTT.replace("Two.", "Three."),
        "a line missing": VTT.split("\n2\n")[0],
        "a cue past the end": VTT.replace("00:00:04", "00:00:09"),
    }.items():
        tap.ok(bool(vtt_faults(text, 5, SCRIPT)), f"captions with {name} are refused")
    feed, files = media_sample()
    tap.clean(media_faults(json.dumps(feed), files.__getitem__), "a true media.json passes")
    for name, change in {
        "a wrong hash": lambda i: i.update(sha256="0" * 64),
        "a wrong size": lambda i: i.update(bytes=1),
        "a wrong type": lambda i: i.update(type="text/vtt"),
        "no length": lambda i: i.pop("seconds"),
        "an unmarked voice": lambda i: i.update(made="A person"),
        "another id": lambda i: i.update(id="film-other"),
        "a missing file": lambda i: i.update(file="nothing"),
    }.items():
        feed, files = media_sample()
        change(feed["items"][0])
        tap.ok(bool(media_faults(json.dumps(feed), files.__getitem__)), f"a media.json with {name} is refused")
    feed, files = media_sample()
    files["film-mens-sheds"] = files["film-mens-sheds"] + b"x"
    tap.ok(bool(media_faults(json.dumps(feed), files.__getitem__)), "a film that changed is refused")


def main():
    """Run the negative controls and, unless --self-test, the checks of the tree."""
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--self-test", action="store_true", help="only the negative controls")
    ap.add_argument("root", nargs="?", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2])
    args = ap.parse_args()
    tap = Tap()
    self_test(tap)
    if not args.self_test:
        check_tree(tap, args.root)
    print(f"1..{tap.count}")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
