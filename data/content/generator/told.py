# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written by hand as a whole: programmes, stories, pages, and the support bodies."""

from .common import fail, in_order, known
from .listings import last_confirmed, source_of

PROGRAMME = ("id", "name", "title", "tagline", "about", "colour", "art", "order", "reply_days", "browse",
             "action", "source", "facets")
STORY = ("id", "title", "standfirst", "district", "place_name", "themes", "body", "art",
         "published", "sources", "like", "media", "demonstration")
PAGE = ("id", "title", "standfirst", "programmes", "art", "order", "sections", "sources",
        "last_confirmed")


def need(item, members, kind):
    for member in members:
        if member not in item:
            fail(item.get("id", kind), f"has no {member}")


def translated_facets(facets, labels):
    """The words of the facets in one language; what has none there stays out, and so in English."""
    out = {}
    for facet in facets:
        options = {o["tag"]: labels[o["label"]] for o in facet["options"] if o["label"] in labels}
        label = {"label": labels[facet["label"]]} if facet["label"] in labels else {}
        if label or options:
            out[facet["id"]] = {**label, "options": options}
    return out


def translations(programme, translated):
    """translated: what written/translations/CODE.json holds, by code."""
    out = {}
    for code in sorted(translated):
        words = dict(translated[code]["programmes"].get(programme["id"], {}))
        facets = translated_facets(programme["facets"], translated[code]["labels"])
        if facets:
            words["facets"] = facets
        if words:
            out[code] = words
    return out


def programmes(written, translated):
    out = []
    for item in written["items"]:
        need(item, PROGRAMME, "programmes")
        programme = in_order(item, PROGRAMME)
        words = translations(programme, translated)
        out.append({**programme, "translations": words} if words else programme)
    return sorted(out, key=lambda p: p["order"])


def sources(item, keys, named, directory):
    """A source is a name from the list at the top of the file, or a record of the directory."""
    records = {record["id"]: record for record in directory["records"]}
    out = []
    for key in keys:
        if key in named:
            out.append(named[key])
        elif key in records:
            out.append(source_of(item, records[key]["source_url"]))
        else:
            fail(item, f"source '{key}' is not known")
    return out


def stories(written, directory):
    items = []
    for story in written["items"]:
        story = {"demonstration": True, "media": None, **story}
        need(story, STORY, "stories")
        story["sources"] = sources(story["id"], story["sources"], written["sources"], directory)
        for theme in story["themes"]:
            if theme not in written["themes"]:
                fail(story["id"], f"theme '{theme}' is not in the list")
        items.append(in_order(story, STORY))
    return items


def pages(written, directory):
    items = []
    for page in written["items"]:
        need(page, PAGE, "pages")
        page = dict(page)
        page["sources"] = sources(page["id"], page["sources"], written["sources"], directory)
        items.append(in_order(page, PAGE))
    return sorted(items, key=lambda page: (page["order"], page["id"]))


def pathways(written, directory):
    items = []
    records = [r for r in directory["records"] if r["kind"] == "infrastructure"]
    for key in written["items"]:
        if key not in {r["id"] for r in records}:
            fail(key, "has words in pathways.json, but is not a support body of the directory")
    for record in sorted(records, key=lambda r: r["id"]):
        words = written["items"].get(record["id"])
        if words is None:
            fail(record["id"], f"'{record['title']}' has no words in written/pathways.json")
        items.append({
            "id": record["id"],
            "title": words["title"],
            "organisation": record["organisation"],
            "summary": words["summary"],
            "place_name": words.get("place_name", record["place"]),
            "district": known(record["district"]),
            "programmes": words["programmes"],
            "contact_text": words.get("contact_text"),
            "contact_phone": known(record["public_contact"]),
            "source": source_of(record["id"], record["source_url"]),
            "last_confirmed": last_confirmed(record["id"], record["source_dated"]),
            "demonstration": True,
        })
    return items
