"""What the server does with the course material when it starts."""

import pytest

from lms.content.operations import latest, programme_of
from lms.first_run import CantStart, publish_content
from tests.content import small

BROKEN = {"modules/hearings/01-before.md": "No title.\n"}


@pytest.fixture
def start(app, in_context):
    def started(folder):
        app.config["CONTENT"] = folder
        with in_context():
            publish_content()

    return started


def test_new_material_is_published(tmp_path, start, in_context):
    start(small.write(tmp_path))
    with in_context():
        assert latest("reps").version == "1.0"


def test_without_anything_to_show_a_mistake_stops_the_start_with_a_sentence(tmp_path, start):
    with pytest.raises(CantStart, match="01-before.md: title: the first line must be the title"):
        start(small.write(tmp_path, **BROKEN))


@pytest.mark.parametrize("changes, said", [
    (BROKEN, "01-before.md: title"),
    ({"modules/hearings/01-before.md": small.PAGE + "\nMore.\n"}, "version 1.0 is published already"),
])
def test_what_was_published_stays_when_the_files_have_a_mistake(tmp_path, start, in_context, capsys, changes, said):
    start(small.write(tmp_path))
    start(small.write(tmp_path, **changes))
    assert said in capsys.readouterr().out
    with in_context():
        assert "twice" in programme_of(latest("reps")).module("hearings").page("before").html


def test_a_union_that_nobody_can_read_stops_the_start(tmp_path, start):
    start(small.write(tmp_path / "sound"))
    with pytest.raises(CantStart, match="union.yaml: line 2"):
        start(small.write(tmp_path / "broken", **{"union.yaml": "name: [\n"}))
