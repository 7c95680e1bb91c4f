"""Names that say nothing, files that grew too long, and what belongs to one machine: none of it here."""

import re
from pathlib import Path

from tests.house.tree import PROJECT, files, is_ours

SAY_NOTHING = {"util", "utils", "helper", "helpers", "common", "service", "services", "manager", "managers", "misc"}
CODE = {".py", ".html", ".js"}
LONGEST = 300
# In halves, or this file would be the first to be found.
ONE_MACHINES = [
    "pypi" + ".org", "python" + "hosted.org", "registry" + ".npmjs", "deb.debian" + ".org", "arti" + "factory",
    "/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "sha" + "red/",
]
LEFT_OVER = re.compile("TO" + "DO|FIX" + "ME")

OURS = [path for path in files() if is_ours(path)]


def text_of(path: Path) -> str:
    """What the file says; nothing where it isn't text."""
    try:
        return (PROJECT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_each_name_says_what_it_is():
    assert not [path for path in OURS if {Path(part).stem.lower() for part in path.parts} & SAY_NOTHING]


def test_each_file_is_short_enough_to_read():
    # A migration is written once, by a program, and read in one go.
    lengths = {path: text_of(path).count("\n") for path in OURS if path.suffix in CODE and "versions" not in path.parts}
    assert not {path: lines for path, lines in lengths.items() if lines > LONGEST}


def test_no_file_names_a_registry_or_a_folder_of_one_machine():
    found = [(path, name) for path in files() for name in ONE_MACHINES if name in text_of(path).lower()]
    assert not found


def test_nothing_is_left_for_later():
    assert not [(path, found.group()) for path in OURS if path.suffix in CODE
                if (found := LEFT_OVER.search(text_of(path)))]
