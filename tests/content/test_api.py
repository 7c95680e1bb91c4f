"""Programmes as programs read them."""

from dataclasses import replace

import pytest

from lms.content.operations import programme_of, publish
from lms.content.shapes import Material
from tests import make
from tests.small_courses import a_basic_course, a_programme


@pytest.fixture
def sian(writing, by_program):
    with writing():
        person = make.a_member()
    return by_program(person)


def test_anybody_reads_which_programmes_there_are(writing, by_program):
    with writing():
        a_programme(), a_basic_course()
    found = by_program(None).all("/programmes?limit=1")
    assert [each["slug"] for each in found] == ["a-basic-course", "a-reps-course"]
    assert found[1]["modules"][0] == "The role of reps"


def test_one_programme_says_what_it_asks_and_teaches_and_gives_no_notes_away(writing, sian):
    with writing():
        a_programme()
    found = sian.get("/programmes/a-reps-course")
    assert found.json["standard"]["required_case_studies"] == ["2A", "3A", "7A"]
    assert found.json["modules"][1] == {
        "slug": "representing", "title": "Representing members", "summary": "Representing members.",
        "outcomes": ["Say what it is."], "minutes": 4, "case_studies": ["2A"],
    }
    assert found.json["case_studies"][0]["title"] == "Tuesday at ten"
    assert "What is good" not in found.text and "What happened" not in found.text
    assert sian.get("/programmes/a-reps-course", headers={"If-None-Match": found.headers["ETag"]}).status_code == 304


def test_an_earlier_version_stays_readable(writing, sian):
    with writing():
        now = programme_of(a_programme())
        publish(Material(union=None, programmes=(replace(now, version="1.1", hours=13),)), actor=make.US, now=make.NOW)
    assert sian.get("/programmes/a-reps-course").json["hours"] == 13
    assert sian.get("/programmes/a-reps-course?version=1.0").json["hours"] == 12
    assert sian.get("/programmes/a-reps-course?version=2.0").status_code == 404
    assert sian.get("/programmes/nothing").status_code == 404
