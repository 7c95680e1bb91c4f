"""What the README promises is there."""

import re

from lms.settings import SETTINGS
from tests.house.tree import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_in_the_table_with_its_meaning():
    assert not [setting.name for setting in SETTINGS if f"| `{setting.name}` | {setting.meaning} |" not in README]


def test_the_map_names_every_room():
    rooms = re.findall(r"^\| `(\w+)` \| ", README.split("## Words")[0], re.MULTILINE)
    there = {path.parent.name for path in PROJECT.glob("lms/*/__init__.py")} - {"web", "jobs", "mail", "pdf"}
    assert set(rooms) == there


def test_every_command_of_make_that_it_names_is_there():
    named = set(re.findall(r"(?:`|    )make ([a-z-]+)", README))
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert not [name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)]
