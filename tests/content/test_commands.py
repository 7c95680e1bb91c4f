"""`lms content check`, `publish` and `export`: sentences, exit status, JSON."""

import json
import zipfile

import pytest
from sqlalchemy import func, select

from lms.content.models import Publication, Snapshot
from tests.content import small


@pytest.fixture
def lms(app):
    return lambda *args: app.test_cli_runner().invoke(args=["content", *map(str, args)])


def version(number: str, **changes: str) -> dict:
    return {"programmes/reps.yaml": small.PROGRAMME.replace('"1.0"', f'"{number}"')} | changes


ANOTHER_WORD = {"modules/hearings/01-before.md": small.PAGE.replace("twice", "three times")}


def test_what_is_worth_a_look_is_said_and_stops_nobody(tmp_path, lms):
    result = lms("check", small.write(tmp_path))
    lines = result.output.splitlines()
    assert result.exit_code == 0
    assert "warning: modules/hearings/keep.md: missing: the page to keep is missing" in lines
    assert "    Sum the module up on one page." in lines
    assert lines[-1] == "No mistakes, 6 warnings to look at. Reps’ course 1.0."


def test_strict_makes_warnings_count(tmp_path, lms):
    assert lms("check", small.write(tmp_path), "--strict").exit_code == 1


def test_json_carries_all_of_it(tmp_path, lms):
    said = json.loads(lms("check", small.write(tmp_path), "--json").output)
    assert said["problems"] == []
    assert said["warnings"][0] == {
        "file": "modules/hearings/01-before.md", "field": "text", "words": "it doesn’t say whom to ring",
        "hint": "End it with “::: officer”, a line on when to ring, and “:::”.",
    }


def test_mistakes_are_listed_and_the_exit_status_tells(tmp_path, lms):
    folder = small.write(tmp_path, **{"modules/hearings/01-before.md": b"# Si\xe2n\n"})
    for command in ("check", "publish"):
        result = lms(command, folder)
        assert result.exit_code == 1
        assert result.output == (
            "modules/hearings/01-before.md: line 1: not UTF-8; save it as UTF-8\n"
            "    Where you save it, choose the encoding UTF-8. The line named has the first sign that isn’t.\n"
            "1 mistake to put right.\n"
        )
    listed = json.loads(lms("check", folder, "--json").output)["problems"]
    assert listed[0]["file"] == "modules/hearings/01-before.md"


def test_a_mistake_comes_with_what_may_have_been_meant(tmp_path, lms):
    folder = small.write(tmp_path, **version("1.0", **{
        "modules/hearings/module.yaml": small.MODULE.replace("summary", "sumary"),
    }))
    lines = lms("check", folder).output.splitlines()
    at = next(number for number, line in enumerate(lines) if ": sumary: unknown; known are" in line)
    assert lines[at + 1] == "    Did you mean “summary”?"


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path, lms):
    result = lms("check", tmp_path / "nowhere")
    assert result.exit_code == 1 and "there is no such folder" in result.output


def test_publishing_says_what_was_published_and_then_that_nothing_has_changed(tmp_path, lms, in_context):
    small.write(tmp_path)
    assert lms("publish", tmp_path).output == "Published reps 1.0.\n  new, with 1 module\n"
    again = lms("publish", tmp_path)
    assert (again.exit_code, again.output) == (0, "Nothing has changed since it was last published.\n")
    with in_context() as session:
        assert session.scalar(select(func.count()).select_from(Snapshot)) == 1
        assert session.scalar(select(func.count()).select_from(Publication)) == 1


def test_publishing_says_what_changed_page_by_page(tmp_path, lms):
    lms("publish", small.write(tmp_path))
    small.write(tmp_path, **version("1.1", **ANOTHER_WORD))
    assert lms("publish", tmp_path).output == (
        "Published reps 1.1.\n  Hearings, page “Before the hearing”: 1 paragraph changed\n"
    )


def test_a_refusal_is_a_sentence_and_an_exit_status(tmp_path, lms):
    lms("publish", small.write(tmp_path))
    changed = small.write(tmp_path, **ANOTHER_WORD)
    refused = lms("publish", changed)
    assert refused.exit_code == 1 and "version 1.0 is published already" in refused.output
    as_json = lms("publish", changed, "--json")
    assert as_json.exit_code == 1 and "1.0" in json.loads(as_json.output)["refused"]


def test_the_check_says_beforehand_what_would_be_refused(tmp_path, lms):
    lms("publish", small.write(tmp_path))
    result = lms("check", small.write(tmp_path, **ANOTHER_WORD))
    assert result.exit_code == 1
    assert (
        "programmes/reps.yaml: version: Reps’ course has changed (Hearings, page “Before the hearing”: 1 paragraph "
        "changed), and version 1.0 is published already\n"
        "    Give it a new version in programmes/reps.yaml. “1.1” would be the next.\n"
    ) in result.output


def test_what_was_published_last_can_be_had_back_file_by_file(tmp_path, lms):
    folder = small.write(tmp_path / "material")
    assert lms("export", tmp_path / "none.zip").exit_code == 1
    lms("publish", folder)
    result = lms("export", tmp_path / "back.zip")
    assert result.exit_code == 0 and "reps 1.0" in result.output
    with zipfile.ZipFile(tmp_path / "back.zip") as archive:
        there = {name: archive.read(name) for name in archive.namelist()}
    assert there == {path.relative_to(folder).as_posix(): path.read_bytes()
                     for path in folder.rglob("*") if path.is_file()}
    again = lms("export", tmp_path / "back.zip")
    assert again.exit_code == 1 and "never overwrites" in again.output


def test_without_a_folder_it_takes_the_set_one(tmp_path, app, lms):
    app.config["CONTENT"] = small.write(tmp_path)
    assert json.loads(lms("publish", "--json").output) == {"published": [
        {"programme": "reps", "version": "1.0", "changes": ["new, with 1 module"]},
    ], "law": []}


def test_publishing_says_what_reps_are_told_of_the_law(tmp_path, lms):
    lms("publish", small.write(tmp_path / "a", **small.RICH))
    law = small.LAW.replace("*one*", "*two*")
    changed = small.write(tmp_path / "b", **small.RICH | version("1.1", **{"law/when-a-companion.yaml": law}))
    assert "asked to read it again, and it doesn’t say what has changed" in lms("check", changed).output
    said = lms("publish", changed).output.splitlines()
    assert said[-1] == "When a worker may bring a companion: Reps who learned it are asked to read what has changed."
    corrected = law.replace("may bring", "can bring") + "corrected: 2026-11-25\n"
    again = small.write(tmp_path / "c", **small.RICH | version("1.2", **{"law/when-a-companion.yaml": corrected}))
    told = json.loads(lms("publish", again, "--json").output)["law"]
    assert [(each["statement"], each["told"]) for each in told] == [("when-a-companion", False)]
