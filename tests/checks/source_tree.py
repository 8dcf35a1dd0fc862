# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the source tree, read once, for the rules that look at them."""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

ROOT = pathlib.Path(os.environ.get("FOYER_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
BUILD = pathlib.Path(os.environ.get("FOYER_BUILD_ROOT", ROOT / "_build"))
TOP_FOLDERS = ("src", "data", "tests", "po", "flatpak", "docs", ".ci")
NOT_OURS = ("__pycache__", "node_modules")


def read_tree(root=ROOT):
    """{path relative to the root: text} of every text file that belongs to the project."""
    files = {}
    # In a second worktree .git is a file.
    tops = [root / name for name in os.listdir(root) if (root / name).is_file() and name != ".git"]
    for folder in TOP_FOLDERS:
        for at, folders, names in os.walk(root / folder):
            folders[:] = sorted(f for f in folders if f not in NOT_OURS)
            tops += [pathlib.Path(at) / name for name in sorted(names)]
    for path in tops:
        try:
            files[str(path.relative_to(root))] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, a film, the postcodes
    return files


def c_files(files, folder="src/"):
    return {p: t for p, t in files.items() if p.startswith(folder) and p.endswith((".c", ".h"))}


def strip_comments(text):
    """C text with its comments blanked; strings and line numbers stay."""
    out, i, state = [], 0, None
    while i < len(text):
        two = text[i:i + 2]
        if state is None and two in ("/*", "//"):
            state, i = two, i + 2
            out.append("  ")
        elif state == "/*" and two == "*/":
            state, i = None, i + 2
            out.append("  ")
        elif state == "//" and text[i] == "\n":
            state = None
            out.append("\n")
            i += 1
        elif state in ('"', "'") and text[i] == "\\":
            out.append(text[i:i + 2])
            i += 2
        else:
            if state in (None, '"', "'") and text[i] in "\"'":
                state = text[i] if state is None else (None if state == text[i] else state)
            out.append(text[i] if state not in ("/*", "//") or text[i] == "\n" else " ")
            i += 1
    return "".join(out)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1
