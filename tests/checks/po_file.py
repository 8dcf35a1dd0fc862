# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a catalogue of gettext into entries, as far as the rules need it."""

import re

LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)? ?"(.*)"$')


class Entry:
    def __init__(self):
        self.context = self.ident = self.plural = None
        self.words = {}  # 0 or the number of the plural form: text
        self.is_fuzzy = False

    def key(self):
        return (self.context, self.ident)


def unquote(text):
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), text)


def read_entry(block):
    entry, fields, key = Entry(), {}, None
    for line in block.splitlines():
        if line.startswith("#,") and "fuzzy" in line:
            entry.is_fuzzy = True
        match = None if line.startswith("#") else LINE.match(line)
        if match is None:
            continue
        key = match[1] or key
        fields[key] = fields.get(key, "") + match[2]
    if "msgid" not in fields:
        return None
    entry.context = fields.get("msgctxt")
    entry.ident = unquote(fields["msgid"])
    entry.plural = unquote(fields["msgid_plural"]) if "msgid_plural" in fields else None
    for name, text in fields.items():
        if name.startswith("msgstr"):
            entry.words[int(name[7:-1] or 0) if "[" in name else 0] = unquote(text)
    return entry


def read_po(text):
    """(header, {(context, msgid): Entry})"""
    entries = [entry for block in text.split("\n\n") if (entry := read_entry(block)) is not None]
    header = next((e.words.get(0, "") for e in entries if e.ident == ""), "")
    return header, {e.key(): e for e in entries if e.ident != ""}
