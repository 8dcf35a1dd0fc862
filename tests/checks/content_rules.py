# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of check-content.py: each takes the content and gives a list of problems."""

import json
import re
import struct

KINDS = ("programmes", "places", "listings", "stories", "pages", "pathways")
SCRIPTS = ("mens-sheds", "essex-forest")
DOCUMENTS = ("README.md", "ATTRIBUTION.md", "FORMAT.md")
COUNTS = {"programmes": 4, "places": 99, "listings": 76, "pathways": 14}
PER_PROGRAMME = {"volunteering": 36, "youth": 15, "retirement": 25}
PAGES = {"benefits-and-expenses", "dbs-checks", "coming-back", "first-time",
         "disability-or-health", "good-neighbour-safety", "about", "help-now"}
ART = {"scene-" + name for name in (
    "path-care befriending library reading-children food-bank driving museum nature-reserve "
    "hall-club youth-club sport scouts youth-council lunch u3a-talk art-class shed exercise "
    "singing gardening digital sewing forest coast-boat high-street community-chest holiday-meal "
    "wild-verge mindful-talk").split()} | {
    "programme-volunteer", "programme-youth", "programme-retirement", "programme-celebrating"}
DISTRICTS = {"Basildon", "Braintree", "Brentwood", "Castle Point", "Chelmsford", "Colchester",
             "Epping Forest", "Harlow", "Maldon", "Rochford", "Southend-on-Sea", "Tendring",
             "Thurrock", "Uttlesford"}
COLOURS = {"sea", "amber", "plum", "coral", "marsh"}
TONES = COLOURS | {"sand"}
DAYS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
ID = re.compile(r"[a-z0-9][a-z0-9._@:+-]{0,95}")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}")
SENTENCE_WORDS, CAPTION_WORDS = 25, 12
# Essex with its edges; nothing of ours may lie outside.
LAT, LON = (51.40, 52.15), (-0.10, 1.35)
# A library may differ from its postcode's middle by this many degrees (about 25 metres).
NEAR = 0.0003
ALLOWED_NUMBERS = {"0800 1111", "116 123", "85258", "111", "999", "01268 638411", "01245 280731"}
FORBIDDEN = re.compile(
    r"click here|lorem ipsum|</?[a-z]+>|&[a-z]+;|\b(?:T[O]DO|F[I]XME)\b|/work\b|/tmp\b|/home/",
    re.IGNORECASE)
MEMBERS = {
    "programmes": "id name title tagline about colour art order reply_days browse action source facets",
    "places": "id name type run_by authority address postcode lat lon district status year_closed "
              "hours email url source",
    "listings": "id programme type title organisation summary what_you_do gain place_name venue "
                "address postcode district lat lon precision where_note when_text time rhythm "
                "cost_text free age_min age_max tags match needs contact_text contact_phone source "
                "last_confirmed art sign_up",
    "stories": "id title standfirst district place_name themes body art published sources like "
               "media",
    "pages": "id title standfirst programmes art order sections sources last_confirmed",
    "pathways": "id title organisation summary place_name district programmes contact_text "
                "contact_phone source last_confirmed",
}
OPTIONAL = ("demonstration", "language", "role", "translations")
ROLE = {"meet", "first_day", "expenses", "access", "dbs", "training", "taster"}
ATTRIBUTIONS = ("Contains OS data", "Crown copyright and database right",
                "Contains Royal Mail data", "Royal Mail copyright and database right",
                "Source: Office for National Statistics licensed under the Open Government "
                "Licence v.3.0", "Contains OS, ONS data", "demonstration")


# -- reading ----------------------------------------------------------------------------------

def load(root):
    folder = root / "data/content"
    content = {"raw": {}}
    for kind in KINDS:
        data = (folder / f"{kind}.json").read_bytes()
        content["raw"][kind] = data
        content[kind] = json.loads(data)
    content["postcodes"] = (folder / "postcodes.bin").read_bytes()
    scripts = {name: folder / f"media/{name}.script.json" for name in SCRIPTS}
    content["scripts"] = {name: json.loads(path.read_text("utf-8"))
                          for name, path in scripts.items()}
    content["documents"] = {name: (folder / name).read_text("utf-8") for name in DOCUMENTS}
    content["tags"] = json.loads((folder / "written/tags.json").read_text("utf-8"))
    return content


def items(content, kind):
    return content[kind]["items"]


def is_text(value):
    return isinstance(value, str) and value.strip() == value and value != ""


def is_source(value):
    return (isinstance(value, dict) and set(value) == {"title", "url"} and is_text(value["title"])
            and (value["url"] is None or value["url"].startswith(("https://", "http://"))))


# -- rules: each gives a list of problems -----------------------------------------------------

def rule_files(content):
    bad = []
    for kind in KINDS:
        data = content[kind]
        if set(data) != {"format", "kind", "items"} or data["format"] != "foyer-content-1":
            bad.append(f"{kind}: not a foyer-content-1 file")
        if data["kind"] != kind:
            bad.append(f"{kind}: says it is '{data['kind']}'")
        written = (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
        if written != content["raw"][kind]:
            bad.append(f"{kind}: not written in the one agreed way")
    return bad


def rule_items(content):
    bad = []
    for kind in KINDS:
        seen = set()
        for item in items(content, kind):
            name = f"{kind} {item.get('id')}"
            if not isinstance(item.get("id"), str) or not ID.fullmatch(item["id"]):
                bad.append(f"{name}: not a valid id")
            if item.get("id") in seen:
                bad.append(f"{name}: id stands twice")
            seen.add(item.get("id"))
            bad += [f"{name}: has no member '{m}'" for m in MEMBERS[kind].split() if m not in item]
            bad += [f"{name}: member '{m}' is not in FORMAT.md" for m in item
                    if m not in MEMBERS[kind].split() and m not in OPTIONAL]
            if len(json.dumps(item, ensure_ascii=False).encode()) > 256 * 1024:
                bad.append(f"{name}: larger than 256 KiB")
            if len(item.get("title", item.get("name", "")).encode()) > 300:
                bad.append(f"{name}: title longer than 300 bytes")
    return bad


def rule_counts(content):
    bad = [f"{kind}: {len(items(content, kind))}, not {n}" for kind, n in COUNTS.items()
           if len(items(content, kind)) != n]
    for programme, n in PER_PROGRAMME.items():
        found = sum(item["programme"] == programme for item in items(content, "listings"))
        if found != n:
            bad.append(f"{programme}: {found} listings, not {n}")
    if len(items(content, "stories")) < 14:
        bad.append("fewer than 14 stories")
    return bad


def rule_programmes(content):
    bad = []
    for p in items(content, "programmes"):
        if p["colour"] not in COLOURS or p["browse"] not in ("listings", "stories"):
            bad.append(f"{p['id']}: colour or browse is not known")
        if not is_source(p["source"]) or not p["about"] or not all(map(is_text, p["about"])):
            bad.append(f"{p['id']}: no source or no words about it")
        if re.search(r"\d", re.sub(r"under-25s", "", p["tagline"])):
            bad.append(f"{p['id']}: a count in the tagline")
        for facet in p["facets"]:
            for option in facet["options"]:
                if option["tone"] not in TONES or not is_text(option["label"]):
                    bad.append(f"{p['id']} {option['tag']}: no tone or label")
    if [p["order"] for p in items(content, "programmes")] != [1, 2, 3, 4]:
        bad.append("programmes are not in order")
    return bad


def rule_places(content):
    bad = []
    places = items(content, "places")
    for p in places:
        if not p["id"].startswith("lib-") or p["type"] not in ("library", "hub"):
            bad.append(f"{p['id']}: id or type")
        if p["run_by"] not in ("council", "community") or p["status"] not in ("open", "closed"):
            bad.append(f"{p['id']}: run_by or status")
        if (p["status"] == "closed") != isinstance(p["year_closed"], int):
            bad.append(f"{p['id']}: status and year_closed disagree")
        if p["district"] not in DISTRICTS or not POSTCODE.fullmatch(p["postcode"]):
            bad.append(f"{p['id']}: district or postcode")
        if not is_source(p["source"]):
            bad.append(f"{p['id']}: no source")
        if p["email"] is not None and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", p["email"]):
            bad.append(f"{p['id']}: email")
    for what, found, expected in (
            ("closed", {p["id"] for p in places if p["status"] == "closed"},
             {"lib-wickford-old", "lib-friars", "lib-thorpedene"}),
            ("community-run", sum(p["run_by"] == "community" for p in places), 8),
            ("without hours", sum(p["hours"] is None for p in places), 8)):
        if found != expected:
            bad.append(f"{what}: {found}, not {expected}")
    if not any(p["id"] == "lib-chelmsford" for p in places):
        bad.append("lib-chelmsford is missing")
    return bad


def rule_hours(content):
    bad = []
    for p in items(content, "places"):
        if p["hours"] is None:
            continue
        if len(p["hours"]) != 7 or not any(p["hours"]):
            bad.append(f"{p['id']}: hours are not seven days")
        for day in p["hours"]:
            end = "00:00"
            for span in day:
                if len(span) != 2 or not all(CLOCK.fullmatch(t) for t in span):
                    bad.append(f"{p['id']}: hours are not HH:MM pairs")
                elif not end <= span[0] < span[1]:
                    bad.append(f"{p['id']}: hours run backwards")
                else:
                    end = span[1]
    return bad


def rule_listings(content):
    bad = []
    for item in items(content, "listings"):
        name = item["id"]
        if item["type"] not in ("opportunity", "activity", "group", "course"):
            bad.append(f"{name}: type")
        if item["time"] not in ("one-off", "weekly", "monthly", "flexible", None):
            bad.append(f"{name}: time")
        if item["free"] not in (True, False, None) or not isinstance(item["sign_up"], bool):
            bad.append(f"{name}: free or sign_up")
        if item["free"] is True and item["cost_text"] != "Free":
            bad.append(f"{name}: free, but the cost does not say so")
        for member in ("title", "organisation", "summary", "gain", "place_name"):
            if not is_text(item[member]):
                bad.append(f"{name}: no {member}")
        if not item["what_you_do"] or not all(map(is_text, item["what_you_do"])):
            bad.append(f"{name}: no what_you_do")
        if not is_source(item["source"]) or item["source"]["url"] is None:
            bad.append(f"{name}: no source address")
        ages = [a for a in (item["age_min"], item["age_max"]) if a is not None]
        if any(not isinstance(a, int) or not 0 <= a <= 120 for a in ages) or ages != sorted(ages):
            bad.append(f"{name}: ages")
        if item["demonstration"] is not True:
            bad.append(f"{name}: unconfirmed facts must be marked as demonstration")
    return bad


def rule_roles(content):
    bad = []
    for item in items(content, "listings"):
        role = item.get("role")
        if role is None:
            continue
        if set(role) != ROLE or not any(role.values()):
            bad.append(f"{item['id']}: role has other members than FORMAT.md says, or tells nothing")
        bad += [f"{item['id']}: role's {key} is not a sentence" for key, text in role.items()
                if text is not None and not (is_text(text) and text.endswith("."))]
    return bad


def rule_rhythm(content):
    bad = []
    for item in items(content, "listings"):
        rhythm = item["rhythm"]
        if rhythm is None:
            continue
        name = f"{item['id']} rhythm"
        if rhythm["every"] not in ("week", "month") or not rhythm["days"]:
            bad.append(f"{name}: every or days")
        if not set(rhythm["days"]) <= DAYS:
            bad.append(f"{name}: not a day")
        if (rhythm["every"] == "month") != ("weeks" in rhythm):
            bad.append(f"{name}: weeks belong to every month")
        if not set(rhythm.get("weeks", [1])) <= {1, 2, 3, 4, -1}:
            bad.append(f"{name}: weeks")
        times = [rhythm[k] for k in ("start", "end") if rhythm[k] is not None]
        if not all(CLOCK.fullmatch(t) for t in times) or times != sorted(times):
            bad.append(f"{name}: start or end")
        if rhythm["end"] and not rhythm["start"]:
            bad.append(f"{name}: an end without a start")
        for key in ("months", "not_months"):
            if not set(rhythm[key] or [1]) <= set(range(1, 13)):
                bad.append(f"{name}: {key}")
        if item["time"] != {"week": "weekly", "month": "monthly"}.get(rhythm["every"]):
            bad.append(f"{name}: time says '{item['time']}'")
        if not item["when_text"]:
            bad.append(f"{name}: no when_text")
    return bad


def rule_positions(content):
    bad = []
    for kind in ("listings", "places"):
        for item in items(content, kind):
            name, lat, lon = item["id"], item["lat"], item["lon"]
            county = item.get("precision") == "county"
            if county != (lat is None) or (lat is None) != (lon is None):
                bad.append(f"{name}: position and precision disagree")
            elif lat is not None and not (LAT[0] < lat < LAT[1] and LON[0] < lon < LON[1]):
                bad.append(f"{name}: lies outside Essex")
            if item["district"] is not None and item["district"] not in DISTRICTS:
                bad.append(f"{name}: district")
    for item in items(content, "listings"):
        if item["precision"] not in ("postcode", "place", "town", "district", "county"):
            bad.append(f"{item['id']}: precision")
        if (item["precision"] == "postcode") != (item["postcode"] is not None):
            bad.append(f"{item['id']}: precision postcode goes with a postcode")
        if item["venue"] is None and not item["where_note"]:
            bad.append(f"{item['id']}: neither a venue nor a note where it is")
    return bad


def rule_confirmed(content):
    bad = []
    for kind in ("listings", "pages", "pathways"):
        for item in items(content, kind):
            date = item["last_confirmed"]
            if date is not None and not (DATE.fullmatch(date) and "2000" <= date[:4] <= "2026"):
                bad.append(f"{item['id']}: last_confirmed '{date}'")
    for story in items(content, "stories"):
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", story["published"] or ""):
            bad.append(f"{story['id']}: published")
    return bad


def rule_tags(content):
    bad = []
    themes = set(content["tags"]["themes"])
    listings = items(content, "listings")
    for programme in items(content, "programmes"):
        stories = programme["browse"] == "stories"
        mine = ([s["themes"] for s in items(content, "stories")] if stories else
                [x["tags"] for x in listings if x["programme"] == programme["id"]])
        options = [(f["id"], o["tag"]) for f in programme["facets"] for o in f["options"]]
        known = {tag for _facet, tag in options} | (set() if stories else themes)
        bad += [f"{programme['id']}: tag '{t}' is neither facet nor theme"
                for t in sorted({t for tags in mine for t in tags} - known)]
        bad += [f"{programme['id']}: {t} stands in a list twice"
                for tags in mine for t in tags if tags.count(t) > 1]
        for facet, tag in options:
            n = sum(tag in tags for tags in mine)
            least = 2 if (programme["id"], facet) == ("volunteering", "kind") else 1
            if not least <= n < len(mine):
                bad.append(f"{programme['id']} {facet} {tag}: selects {n} of {len(mine)}")
        if programme["id"] != "celebrating" and not all(mine):
            bad.append(f"{programme['id']}: a listing without a tag")
    used = {t for x in listings for t in x["tags"]}
    return bad + [f"theme '{t}' is not used" for t in sorted(themes - used)]


MATCH = {
    "time": {"ten-minutes", "hour", "day", "regular"},
    "slots": {"any"} | {f"{d}{p}" for d in DAYS for p in ("", "-am", "-pm", "-eve")},
    "motives": {"values", "understanding", "social", "career", "enhancement", "protective"},
    "fits": {"seated", "quiet", "little-reading", "transport", "child", "companion", "expenses",
             "no-dbs", "from-home"},
}
MATCH["not"] = MATCH["fits"]
# What costs a person money or trouble when it turns out wrong: the entry must say it in words.
PROMISES = {"expenses": r"mileage is paid|expenses", "no-dbs": r"dbs", "transport": r"\bbus\b|station"}


def rule_match(content):
    bad = []
    for item in items(content, "listings"):
        name, match = item["id"], item["match"]
        if not isinstance(match, dict) or set(match) != set(MATCH):
            bad.append(f"{name}: match has not the members of FORMAT.md")
            continue
        for key, known in MATCH.items():
            words = match[key] if match[key] is not None or key != "slots" else []
            if not isinstance(words, list) or not set(words) <= known or len(set(words)) != len(words):
                bad.append(f"{name}: match {key}")
        for key in ("time", "motives"):
            if not match[key]:
                bad.append(f"{name}: no {key}, so nobody is led to it")
        if set(match["fits"]) & set(match["not"]):
            bad.append(f"{name}: fits and does not")
        said = " ".join([item["summary"], item["cost_text"] or "", *item["what_you_do"]]).lower()
        bad += [f"{name}: promises {fit} and does not say so" for fit, words in PROMISES.items()
                if fit in match["fits"] and not re.search(words, said)]
        if item["rhythm"] and not {d[:3] for d in match["slots"] or ()} & set(item["rhythm"]["days"]):
            bad.append(f"{name}: its days are not among its times of the week")
    return bad


def rule_art(content):
    bad = [f"{kind} {item['id']}: art '{item['art']}' is not drawn"
           for kind in ("programmes", "listings", "stories", "pages")
           for item in items(content, kind) if item["art"] not in ART]
    return bad + [f"script {name}: art '{scene['art']}' is not drawn"
                  for name, script in content["scripts"].items()
                  for scene in script["scenes"] if scene["art"] not in ART]


def rule_stories(content):
    bad = []
    listings = items(content, "listings")
    media = {}
    for story in items(content, "stories"):
        name = story["id"]
        words = sum(len(p.split()) for p in story["body"])
        if not 180 <= words <= 320:
            bad.append(f"{name}: {words} words, not 180 to 320")
        if not story["themes"] or not story["sources"] or not all(map(is_source, story["sources"])):
            bad.append(f"{name}: no themes or no sources")
        if story["district"] is not None and story["district"] not in DISTRICTS:
            bad.append(f"{name}: district")
        like = story["like"]
        if not any(x["programme"] == like["programme"] and set(like["tags"]) & set(x["tags"])
                   for x in listings):
            bad.append(f"{name}: 'do something like this' finds nothing")
        if re.search(r"[\u201c\u201d\"]", " ".join(story["body"])):
            bad.append(f"{name}: a quotation")
        if story["media"] is not None:
            media[name] = (story["media"]["type"], story["media"]["media"],
                           story["media"]["captions"])
            if not is_text(story["media"].get("made")):
                bad.append(f"{name}: does not say how its media was made")
    expected = {"mens-sheds": ("film", "film-mens-sheds", "captions-mens-sheds"),
                "essex-forest": ("narration", "narration-essex-forest", "captions-essex-forest")}
    return bad if media == expected else bad + [f"media of the stories: {media}"]


def rule_pages(content):
    bad = []
    pages = {p["id"]: p for p in items(content, "pages")}
    if set(pages) != PAGES:
        bad.append(f"pages: {sorted(set(pages) ^ PAGES)}")
    for page in pages.values():
        if not page["sources"] or not all(map(is_source, page["sources"])):
            bad.append(f"{page['id']}: no sources")
        for section in page["sections"]:
            if not is_text(section["heading"]) or not all(map(is_text, section["paragraphs"])):
                bad.append(f"{page['id']}: an empty heading or paragraph")
    for name in ("benefits-and-expenses", "dbs-checks"):
        if name in pages and not any("www.gov.uk" in s["url"] for s in pages[name]["sources"]):
            bad.append(f"{name}: no gov.uk source")
    now = json.dumps(pages.get("help-now", {}))
    bad += [f"help-now: {n} is missing" for n in ("0800 1111", "116 123", "85258", "111", "999")
            if n not in now]
    if "Your council and community partners" not in json.dumps(pages.get("about", {})):
        bad.append("about: does not say who runs it")
    return bad


def rule_pathways(content):
    bad = []
    known = {p["id"] for p in items(content, "programmes")}
    for item in items(content, "pathways"):
        if not is_text(item["summary"]) or not is_source(item["source"]):
            bad.append(f"{item['id']}: no summary or source")
        if not item["programmes"] or not set(item["programmes"]) <= known:
            bad.append(f"{item['id']}: programmes")
        if item["district"] is not None and item["district"] not in DISTRICTS:
            bad.append(f"{item['id']}: district")
    return bad


def read_postcodes(data):
    """(districts, outward codes, units) of a postcodes.bin; ValueError if the layout is wrong."""
    magic, districts, outward, units = struct.unpack_from("<8sHHI", data)
    if magic != b"FOYERPC1":
        raise ValueError("magic")
    if len(data) != 16 + 32 * districts + 24 * outward + 7 * units:
        raise ValueError("length")
    at = 16
    names = [struct.unpack_from("<24sii", data, at + 32 * i) for i in range(districts)]
    at += 32 * districts
    codes = [struct.unpack_from("<4sIIiiB3s", data, at + 24 * i) for i in range(outward)]
    at += 24 * outward
    return names, codes, [struct.unpack_from("<HhhB", data, at + 7 * i) for i in range(units)]


def rule_postcodes(content):
    try:
        names, codes, units = read_postcodes(content["postcodes"])
    except (ValueError, struct.error) as error:
        return [f"postcodes.bin: wrong {error}"]
    bad = []
    if (len(names), len(codes), len(units)) != (14, 85, 45790):
        bad.append(f"{len(names)} districts, {len(codes)} codes, {len(units)} postcodes")
    if {n[0].rstrip(b"\0").decode() for n in names} != DISTRICTS:
        bad.append("districts")
    if [c[0] for c in codes] != sorted({c[0] for c in codes}):
        bad.append("outward codes are not sorted")
    first = 0
    for code, begin, count, lat, lon, district, zero in codes:
        mine = units[begin:begin + count]
        inwards = [u[0] for u in mine]
        if begin != first or not mine or inwards != sorted(set(inwards)):
            bad.append(f"{code.decode()}: its postcodes are not in order")
        if zero != b"\0\0\0" or any(u[0] >= 6760 or u[3] >= len(names) for u in mine):
            bad.append(f"{code.decode()}: a value out of range")
        off = max(abs(sum(u[i] for u in mine)) / max(count, 1) for i in (1, 2))
        if off > 1 or not (LAT[0] < lat / 1e5 < LAT[1] and LON[0] < lon / 1e5 < LON[1]):
            bad.append(f"{code.decode()}: its middle is not the middle")
        share = [sum(u[3] == i for u in mine) for i in range(len(names))]
        if district >= len(names) or share[district] != max(share):
            bad.append(f"{code.decode()}: not the district with the largest share")
        first += count
    return bad if first == len(units) else bad + ["postcodes without an outward code"]


def rule_known_postcodes(content):
    """Every library, and the one listing with a postcode, is found where it stands."""
    try:
        names, codes, units = read_postcodes(content["postcodes"])
    except (ValueError, struct.error) as error:
        return [f"postcodes.bin: wrong {error}"]
    table = {c[0].decode().rstrip(): c for c in codes}
    bad = []
    for item in items(content, "places") + items(content, "listings"):
        if item["postcode"] is None:
            continue
        out, inward = item["postcode"].split()
        wanted = int(inward[0]) * 676 + (ord(inward[1]) - 65) * 26 + ord(inward[2]) - 65
        code = table.get(out, (b"", 0, 0, 0, 0, 0, b""))
        found = [u for u in units[code[1]:code[1] + code[2]] if u[0] == wanted]
        if not found:
            bad.append(f"{item['id']}: {item['postcode']} is not in postcodes.bin")
            continue
        lat, lon = (code[3] + found[0][1]) / 1e5, (code[4] + found[0][2]) / 1e5
        if max(abs(lat - item["lat"]), abs(lon - item["lon"])) > NEAR:
            bad.append(f"{item['id']}: {item['postcode']} lies elsewhere")
        if names[found[0][3]][0].rstrip(b"\0").decode() != item["district"]:
            bad.append(f"{item['id']}: {item['postcode']} is in another district")
    return bad


def own_words(content):
    """(where, text) for every piece of text that we wrote ourselves."""
    for p in items(content, "programmes"):
        yield from ((p["id"], t) for t in [p["tagline"], *p["about"]])
    for x in items(content, "listings"):
        texts = [x[m] for m in ("summary", "gain", "where_note", "when_text", "cost_text",
                                "contact_text")] + x["what_you_do"]
        yield from ((x["id"], t) for t in texts if t)
    for s in items(content, "stories"):
        yield from ((s["id"], t) for t in [s["title"], s["standfirst"], *s["body"]])
    for p in items(content, "pages"):
        texts = [p["title"], p["standfirst"]]
        texts += [t for s in p["sections"] for t in [s["heading"], *s["paragraphs"]]]
        yield from ((p["id"], t) for t in texts)
    for p in items(content, "pathways"):
        yield from ((p["id"], t) for t in (p["title"], p["summary"], p["contact_text"]) if t)
    for name, script in content["scripts"].items():
        yield from ((f"script {name}", t) for s in script["scenes"] for t in s["lines"])


def rule_words(content):
    bad = []
    for where, text in own_words(content):
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            if len(sentence.split()) > SENTENCE_WORDS:
                bad.append(f"{where}: more than {SENTENCE_WORDS} words: {sentence[:50]}…")
        if FORBIDDEN.search(text) or "  " in text or text != text.strip():
            bad.append(f"{where}: words we do not write: {text[:50]}…")
    everything = json.dumps([content[k] for k in KINDS], ensure_ascii=False)
    if re.search(r"/wo" r"rk/|/tmp/|/root/|bash_" r"jobs", everything):
        bad.append("a path of a machine")
    return bad


def rule_numbers(content):
    """No telephone number but the helplines and those the sources give."""
    bad = []
    texts = list(own_words(content))
    texts += [(x["id"], x["contact_phone"]) for k in ("listings", "pathways")
              for x in items(content, k) if x["contact_phone"]]
    for where, text in texts:
        for number in re.findall(r"\b0\d{2,4}[ \d]{5,9}\d\b|\b07\d{3} ?\d{6}\b", text):
            if number not in ALLOWED_NUMBERS:
                bad.append(f"{where}: number {number}")
    return bad


def rule_scripts(content):
    bad = []
    for name, script in content["scripts"].items():
        lines = [line for scene in script["scenes"] for line in scene["lines"]]
        bad += [f"{name}: too long for a caption: {line}" for line in lines
                if not 0 < len(line.split()) <= CAPTION_WORDS]
        if not 110 <= sum(len(line.split()) for line in lines) <= 185:
            bad.append(f"{name}: not 45 to 70 seconds of speech")
    return bad


def rule_documents(content):
    text = " ".join(content["documents"]["ATTRIBUTION.md"].split())
    bad = [f"ATTRIBUTION.md: '{a}' is missing" for a in ATTRIBUTIONS if a not in text]
    return bad + [f"{name}: a path of a machine" for name, t in content["documents"].items()
                  if re.search(r"/work\b|/tmp\b", t)]


RULES = {
    "the files are foyer-content-1, written in the one agreed way": rule_files,
    "every item has a good id and the members of FORMAT.md": rule_items,
    "the counts are right": rule_counts,
    "programmes are complete": rule_programmes,
    "libraries are complete, closed and community-run ones marked": rule_places,
    "opening hours are pairs of times that run forwards": rule_hours,
    "listings are complete": rule_listings,
    "roles say what is told, in sentences": rule_roles,
    "rhythms can be turned into dates": rule_rhythm,
    "positions are in Essex and claim no more than is known": rule_positions,
    "dates say what is known": rule_confirmed,
    "every facet option selects something, every tag is in the vocabulary": rule_tags,
    "every listing can be chosen, and promises only what it says": rule_match,
    "every picture is one that is drawn": rule_art,
    "stories are of the right length and lead to real listings": rule_stories,
    "pages are all there, with sources and the helplines": rule_pages,
    "support bodies are complete": rule_pathways,
    "postcodes.bin is laid out as FORMAT.md says": rule_postcodes,
    "every library is found by its postcode": rule_known_postcodes,
    "our sentences are short and plain": rule_words,
    "no telephone number is made up": rule_numbers,
    "the scripts fit on captions": rule_scripts,
    "attributions are stated": rule_documents,
}
