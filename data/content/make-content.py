#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes Foyer's starter content from the collected facts and our own words.

    make-content.py --shared DIR [--out DIR] [--check]

DIR is the folder with the collected facts (it holds data/libraries, data/geo, data/directory).
The words stand beside this program in written/. The same sources always give the same bytes.
With --check nothing is written; the exit code is 1 if the files in --out differ.
"""

import argparse
import pathlib
import sys

sys.dont_write_bytecode = True  # leaves no cache folders in the source tree

from generator import listings, outlines, places, postcodes, told  # noqa: E402
from generator.common import ContentError, as_bytes, fail, native, read_json  # noqa: E402
from generator.match import Matcher  # noqa: E402
from generator.tags import Tagger  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent


def listing_words(folder):
    """The words of all listings in one table; a listing written twice is an error."""
    words = {}
    for programme in listings.PROGRAMMES:
        for item, text in read_json(folder / f"listings-{programme}.json")["listings"].items():
            if item in words:
                fail(item, "has words in two files")
            words[item] = text
    return words


def translated(folder):
    """Our words in other languages, by code: {"labels": {English: words}, "programmes": {id: words}}."""
    return {path.stem: read_json(path) for path in sorted((folder / "translations").glob("*.json"))}


def make(shared, folder):
    """{file name: bytes} of everything."""
    directory = read_json(shared / "data/directory/essex_community_directory.json")
    programmes = told.programmes(read_json(folder / "programmes.json"), translated(folder))
    tagger = Tagger(read_json(folder / "tags.json"), programmes)
    kinds = {
        "programmes": programmes,
        "places": places.build(shared, read_json(folder / "places.json")),
        "listings": listings.build(shared, directory, listing_words(folder),
                                   read_json(folder / "roles.json")["roles"], tagger,
                                   Matcher(read_json(folder / "match-rules.json"))),
        "stories": told.stories(read_json(folder / "stories.json"), directory),
        "pages": told.pages(read_json(folder / "pages.json"), directory),
        "pathways": told.pathways(read_json(folder / "pathways.json"), directory),
    }
    files = {f"{kind}.json": as_bytes(native(kind, items)) for kind, items in kinds.items()}
    files["map.bin"] = outlines.build(shared, read_json(folder / "map.json"), kinds["places"])
    files["postcodes.bin"] = postcodes.build(shared)
    return files


def arguments(argv):
    parser = argparse.ArgumentParser(description="Make Foyer's starter content.")
    parser.add_argument("--shared", type=pathlib.Path, required=True, metavar="DIR",
                        help="folder with the collected facts (holds data/)")
    parser.add_argument("--out", type=pathlib.Path, default=HERE, metavar="DIR",
                        help="where the native files go (default: beside this program)")
    parser.add_argument("--check", action="store_true",
                        help="write nothing; fail if the files in --out differ")
    return parser.parse_args(argv)


def check(files, out):
    differing = [name for name, data in sorted(files.items())
                 if not (out / name).is_file() or (out / name).read_bytes() != data]
    for name in differing:
        print(f"{name}: differs from what the sources give", file=sys.stderr)
    if not differing:
        print(f"{len(files)} files are as the sources give them")
    return 1 if differing else 0


def main(argv):
    args = arguments(argv)
    try:
        files = make(args.shared, HERE / "written")
    except ContentError as error:
        print(f"make-content: {error}", file=sys.stderr)
        return 1
    if args.check:
        return check(files, args.out)
    args.out.mkdir(parents=True, exist_ok=True)
    for name, data in sorted(files.items()):
        (args.out / name).write_bytes(data)
        print(f"{name}: {len(data)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
