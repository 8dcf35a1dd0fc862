#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the two told stories: a drawn film, a narration, and their captions.

usage: make-media.py [--work DIR] [--jobs N] [--only film|narration]

Reads media/*.script.json and the scenes in ../art; writes media/*.webm, media/*.vtt and
media.json.  Needs espeak-ng, rsvg-convert and gst-launch-1.0 (vp9enc, opusenc, webmmux), at
build time only.  The voice is a computer's and the film says so at its start.
"""
import argparse
import array
import concurrent.futures
import hashlib
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import wave

HERE = pathlib.Path(__file__).resolve().parent
MEDIA, ART = HERE / "media", HERE.parent / "art"
MADE = "Drawn scenes and a computer voice, made for Foyer"

FPS = 25  # frames a second: what every screen and decoder is used to
WIDTH, HEIGHT = 1280, 720
RATE = 22050  # Hz, what espeak-ng gives
WORDS_A_MINUTE = 138  # calmer than the 175 of espeak-ng: many listeners are old or learn English
LEAD, TAIL = 3.6, 2.6  # seconds of quiet for the title, and before the end
AFTER_LINE, AFTER_SCENE = 0.55, 1.1  # seconds to think
FADE = 0.9  # seconds of cross-fade between two scenes
BADGE = 7.5  # seconds the mark is spelled out
# How a few names are said, where the letters mislead the voice; captions keep the spelling.
SAY = {"Maldon": "Mawldon", "Aveley": "Aivly", "Wallasea": "[[w'0l@si:]]", "2020": "twenty twenty"}
# Slow camera moves: (middle x, middle y, width) at the start and the end of a scene.
MOVES = (
    ((400, 306, 800), (400, 322, 650)),
    ((352, 326, 660), (448, 326, 660)),
    ((404, 334, 600), (400, 306, 790)),
    ((450, 322, 680), (352, 330, 640)),
)


def speak(text, path):
    """TEXT as 16-bit samples without the silence espeak-ng leaves at the ends."""
    for word, said in SAY.items():
        text = re.sub(rf"\b{word}\b", said, text)
    subprocess.run(["espeak-ng", "-v", "en-gb", "-s", str(WORDS_A_MINUTE), "-p", "42", "-g", "2", "-w", str(path), text], check=True)
    with wave.open(str(path), "rb") as w:
        if (w.getframerate(), w.getsampwidth(), w.getnchannels()) != (RATE, 2, 1):
            raise SystemExit("espeak-ng gave another sound format than expected")
        samples = array.array("h", w.readframes(w.getnframes()))
    loud = [i for i, v in enumerate(samples) if abs(v) > 120]
    if not loud:
        raise SystemExit(f"no speech for: {text}")
    return samples[max(0, loud[0] - 300) : loud[-1] + 1500]


def tell(script, work):
    """All speech of SCRIPT as one sound, and when each line and scene starts and ends (seconds)."""
    sound = array.array("h", bytes(2 * int(LEAD * RATE)))
    lines, scenes = [], []
    for scene in script["scenes"]:
        start = len(sound) / RATE
        for text in scene["lines"]:
            begin = len(sound)
            sound.extend(speak(text, work / "line.wav"))
            lines.append((begin / RATE, len(sound) / RATE, text))
            sound.extend(array.array("h", bytes(2 * int(AFTER_LINE * RATE))))
        sound.extend(array.array("h", bytes(2 * int((AFTER_SCENE - AFTER_LINE) * RATE))))
        scenes.append([scene["art"], start, len(sound) / RATE])
    sound.extend(array.array("h", bytes(2 * int(TAIL * RATE))))
    peak = max(abs(v) for v in sound)
    gain = 0.84 * 32767 / peak  # -1.5 dB at the loudest
    sound = array.array("h", (int(v * gain) for v in sound))
    scenes[0][1], scenes[-1][2] = 0.0, len(sound) / RATE
    return sound, lines, scenes


def stamp(t):
    ms = round(t * 1000)
    return f"{ms // 3600000:02d}:{ms // 60000 % 60:02d}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"


def captions(lines, title):
    """WebVTT: a cue for every spoken line, and one that names the voice."""
    cues = [(0.4, LEAD - 0.4, "[A computer voice reads this story.]")]
    for i, (begin, end, text) in enumerate(lines):
        after = lines[i + 1][0] - 0.05 if i + 1 < len(lines) else end + 1.0
        cues.append((begin, min(end + 0.5, after), text))
    out = ["WEBVTT", "", f"NOTE {title}. SPDX-License-Identifier: GPL-3.0-or-later", ""]
    for i, (a, b, text) in enumerate(cues, 1):
        out += [str(i), f"{stamp(a)} --> {stamp(b)}", html.escape(text, quote=False), ""]
    return "\n".join(out)


def ease(t):
    t = max(0.0, min(1.0, t))
    return t * t * (3 - 2 * t)


def view(art, move, t, opacity=1.0):
    """One scene as a nested picture, seen by the camera at the share T of its MOVE."""
    a, b = move
    cx, cy, w = (u + (v - u) * ease(t) for u, v in zip(a, b))
    h = w * HEIGHT / WIDTH
    box = f"{cx - w / 2:.3f} {cy - h / 2:.3f} {w:.3f} {h:.3f}"
    inner = f'<svg width="{WIDTH}" height="{HEIGHT}" viewBox="{box}" preserveAspectRatio="xMidYMid slice">{art}</svg>'
    return inner if opacity >= 1 else f'<g opacity="{opacity:.3f}">{inner}</g>'


def mark(t):
    """The badge: spelled out at the start, then a small round mark."""
    o = []
    spelled = min(ease((t - 0.3) / 0.6), 1 - ease((t - BADGE) / 0.8))
    face = (
        '<circle r="25" fill="#14213d"/><path d="M-13-6h6l8-7v26l-8-7h-6Z" fill="#fff"/>'
        '<path d="M7-7q5 7 0 14M13-11q8 11 0 22" fill="none" stroke="#f6c453" stroke-width="3.4" stroke-linecap="round"/>'
    )
    if spelled > 0:
        o.append(
            f'<g opacity="{spelled:.3f}"><rect x="864" y="34" width="386" height="54" rx="27" fill="#14213d"/>'
            '<text x="892" y="69" font-family="Inter, sans-serif" font-size="22" font-weight="600" fill="#fff">Drawn film · computer voice</text></g>'
        )
    o.append(f'<g transform="translate(1221 61)">{face}</g>')
    return "".join(o)


def title_card(title, t):
    k = min(ease((t - 0.2) / 0.7), 1 - ease((t - (LEAD - 0.6)) / 0.6))
    if k <= 0:
        return ""
    return (
        f'<g opacity="{k:.3f}"><rect y="512" width="{WIDTH}" height="208" fill="#14213d" opacity=".9"/><rect x="72" y="548" width="64" height="8" rx="4" fill="#f6c453"/>'
        f'<text x="70" y="634" font-family="Inter, sans-serif" font-size="64" font-weight="700" fill="#fff">{html.escape(title)}</text></g>'
    )


def frame_svg(n, scenes, arts, title, total):
    """Frame number N as SVG text."""
    t = n / FPS
    k = max(i for i, s in enumerate(scenes) if s[1] <= t + 1e-9)
    art, start, end = scenes[k]
    span = max(0.1, end + FADE - start)
    o = [view(arts[art], MOVES[k % len(MOVES)], (t - start) / span)]
    if k and t < start + FADE:
        before = scenes[k - 1]
        o.insert(0, view(arts[before[0]], MOVES[(k - 1) % len(MOVES)], (t - before[1]) / max(0.1, before[2] + FADE - before[1])))
        o[1] = view(arts[art], MOVES[k % len(MOVES)], (t - start) / span, ease((t - start) / FADE))
    dark = max(1 - ease(t / 0.7), ease((t - (total - 1.2)) / 1.0))
    veil = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fbf7f0" opacity="{dark:.3f}"/>' if dark > 0 else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        + "".join(o) + title_card(title, t) + mark(t) + veil + "</svg>"
    )


def art_body(ident):
    """The drawing inside a scene file, without its own outer element."""
    text = (ART / f"{ident}.svg").read_text(encoding="utf-8")
    return re.search(r"</title>(.*)</svg>", text, re.S).group(1)


def gst(*words):
    subprocess.run(["gst-launch-1.0", "-q", *words], check=True)


def write_wav(path, sound):
    with wave.open(str(path), "wb") as w:
        w.setnchannels(1)
        w.setsampwidth(2)
        w.setframerate(RATE)
        w.writeframes(sound.tobytes())


AUDIO = ["!", "wavparse", "!", "audioconvert", "!", "audioresample", "quality=10", "!", "audio/x-raw,rate=48000,channels=1", "!"]


def make_film(script, work, jobs):
    """media/film-mens-sheds.webm and its captions; returns its length in seconds."""
    sound, lines, scenes = tell(script, work)
    total = len(sound) / RATE
    write_wav(work / "film.wav", sound)
    arts = {a: art_body(a) for a, _, _ in scenes}
    count = int(total * FPS)

    def draw(n):
        target = work / f"f{n:05d}.png"
        if not target.exists():
            svg = frame_svg(n, scenes, arts, script["title"], total)
            subprocess.run(["rsvg-convert", "-o", str(target)], input=svg.encode(), check=True)

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for _ in pool.map(draw, range(count)):
            pass
    gst("multifilesrc", f"location={work}/f%05d.png", "index=0", f"caps=image/png,framerate={FPS}/1", "!", "pngdec", "!", "videoconvert", "!",
        f"video/x-raw,format=I420,colorimetry=bt709,framerate={FPS}/1", "!",
        "vp9enc", "deadline=100000000", "cpu-used=2", "threads=2", "row-mt=true", "tile-columns=2", "end-usage=cq", "cq-level=44", "target-bitrate=190000",
        f"keyframe-max-dist={FPS * 5}", "lag-in-frames=20", "auto-alt-ref=true", "!", "queue", "!", "webmmux", "name=m", "!", "filesink", f"location={MEDIA}/film-mens-sheds.webm",
        "filesrc", f"location={work}/film.wav", *AUDIO, "opusenc", "bitrate=32000", "audio-type=voice", "!", "queue", "max-size-time=0", "max-size-bytes=0", "max-size-buffers=0", "!", "m.")
    (MEDIA / "captions-mens-sheds.vtt").write_text(captions(lines, script["title"]), encoding="utf-8")
    return total


def make_narration(script, work):
    """media/narration-essex-forest.webm and its captions; returns its length in seconds."""
    sound, lines, _ = tell(script, work)
    write_wav(work / "narration.wav", sound)
    gst("filesrc", f"location={work}/narration.wav", *AUDIO, "opusenc", "bitrate=32000", "audio-type=voice", "!", "webmmux", "!", "filesink", f"location={MEDIA}/narration-essex-forest.webm")
    (MEDIA / "captions-essex-forest.vtt").write_text(captions(lines, script["title"]), encoding="utf-8")
    return len(sound) / RATE


def feed(items):
    """Write media.json, the list of what is here with hashes."""
    out = []
    for ident, file, kind, title, seconds in items:
        data = (MEDIA / file).read_bytes()
        item = {"id": ident, "file": f"media/{file}", "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "type": kind, "title": title}
        if seconds:
            item["seconds"] = round(seconds, 2)
        item["made"] = MADE
        out.append(item)
    text = json.dumps({"format": "foyer-content-1", "kind": "media", "items": out}, ensure_ascii=False, indent=1)
    (HERE / "media.json").write_text(text + "\n", encoding="utf-8")


def main():
    """Make everything, or one of the two and keep the length of the other from media.json."""
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--work", type=pathlib.Path, help="keep the frames in this directory; those there are not drawn again")
    ap.add_argument("--jobs", type=int, default=2, help="frames drawn at the same time")
    ap.add_argument("--only", choices=("film", "narration"))
    args = ap.parse_args()
    for tool in ("espeak-ng", "rsvg-convert", "gst-launch-1.0"):
        if not shutil.which(tool):
            ap.error(f"{tool} is not installed")
    film = json.loads((MEDIA / "mens-sheds.script.json").read_text(encoding="utf-8"))
    told = json.loads((MEDIA / "essex-forest.script.json").read_text(encoding="utf-8"))
    old = {}
    if (HERE / "media.json").exists():
        old = {i["id"]: i.get("seconds") for i in json.loads((HERE / "media.json").read_text(encoding="utf-8"))["items"]}
    with tempfile.TemporaryDirectory() as tmp:
        work = args.work or pathlib.Path(tmp)
        work.mkdir(parents=True, exist_ok=True)
        narration = make_narration(told, work) if args.only != "film" else old["narration-essex-forest"]
        length = make_film(film, work, args.jobs) if args.only != "narration" else old["film-mens-sheds"]
    feed((
        ("film-mens-sheds", "film-mens-sheds.webm", "video/webm", film["title"], length),
        ("captions-mens-sheds", "captions-mens-sheds.vtt", "text/vtt", f"Captions: {film['title']}", None),
        ("narration-essex-forest", "narration-essex-forest.webm", "audio/webm", told["title"], narration),
        ("captions-essex-forest", "captions-essex-forest.vtt", "text/vtt", f"Captions: {told['title']}", None),
    ))
    return 0


if __name__ == "__main__":
    sys.exit(main())
