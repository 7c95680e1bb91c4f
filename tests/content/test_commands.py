"""`lms content check` and `lms content publish`: sentences, exit status, JSON."""

import json

import pytest
from sqlalchemy import func, select

from lms.content.models import Snapshot
from tests.content import small


@pytest.fixture
def lms(app):
    return lambda *args: app.test_cli_runner().invoke(args=["content", *map(str, args)])


def test_sound_material_is_said_to_be_sound(tmp_path, lms):
    result = lms("check", small.write(tmp_path))
    assert (result.exit_code, result.output) == (0, "No mistakes. Reps’ course 1.0.\n")
    assert json.loads(lms("check", tmp_path, "--json").output) == {"problems": []}


def test_mistakes_are_listed_and_the_exit_status_tells(tmp_path, lms):
    folder = small.write(tmp_path, **{"modules/hearings/01-before.md": b"# Si\xe2n\n"})
    for command in ("check", "publish"):
        result = lms(command, folder)
        assert result.exit_code == 1
        assert result.output == (
            "modules/hearings/01-before.md: byte 4: not UTF-8; save it as UTF-8\n1 mistake to put right.\n"
        )
    listed = json.loads(lms("check", folder, "--json").output)["problems"]
    assert listed[0]["file"] == "modules/hearings/01-before.md"


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path, lms):
    result = lms("check", tmp_path / "nowhere")
    assert result.exit_code == 1 and "there is no such folder" in result.output


def test_publishing_says_what_was_published_and_then_that_nothing_has_changed(tmp_path, lms, in_context):
    small.write(tmp_path)
    assert lms("publish", tmp_path).output == "Published reps 1.0.\n"
    again = lms("publish", tmp_path)
    assert (again.exit_code, again.output) == (0, "Nothing has changed since it was last published.\n")
    with in_context() as session:
        assert session.scalar(select(func.count()).select_from(Snapshot)) == 1


def test_a_refusal_is_a_sentence_and_an_exit_status(tmp_path, lms):
    lms("publish", small.write(tmp_path))
    changed = small.write(tmp_path, **{"modules/hearings/01-before.md": small.PAGE + "\nAnd again.\n"})
    refused = lms("publish", changed)
    assert refused.exit_code == 1 and "version 1.0 is published already" in refused.output
    as_json = lms("publish", changed, "--json")
    assert as_json.exit_code == 1 and "1.0" in json.loads(as_json.output)["refused"]


def test_without_a_folder_it_takes_the_set_one(tmp_path, app, lms):
    app.config["CONTENT"] = small.write(tmp_path)
    assert json.loads(lms("publish", "--json").output) == {"published": [{"programme": "reps", "version": "1.0"}]}
