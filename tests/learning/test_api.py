"""Reading a course by a program."""

import pytest

from lms.learning.models import PageRead
from tests import make


@pytest.fixture
def course(writing):
    with writing():
        run = make.a_run(state="confirmed")
        return run.ref, make.a_confirmed_trainee(run), run.facilitators[0].person


def test_a_trainee_reads_her_course_page_by_page(course, by_program, in_context):
    ref, trainee, _ = course
    hers = by_program(trainee)
    first = hers.get(f"/my-course/{ref}/modules").json["items"][0]
    assert first == {"slug": "role", "title": "The role of reps", "minutes": 4, "read": 0, "total": 2,
                     "next_page": "first"}
    path = f"/my-course/{ref}/modules/role"
    assert [page["read"] for page in hers.get(path).json["pages"]] == [False, False]
    shown = hers.get(f"{path}/first")
    assert (shown.json["html"], shown.json["read"]) == ("<p>The first page.</p>", False)
    for _ in range(2):
        said = hers.post(f"{path}/first")
        assert (said.status_code, said.json["read"], said.json["next_page"]) == (200, 1, "last")
    assert hers.get(f"{path}/first", headers={"If-None-Match": shown.headers["ETag"]}).status_code == 200
    with in_context() as session:
        assert session.query(PageRead).count() == 1


def test_case_studies_are_named_and_their_notes_are_not_given(course, by_program):
    ref, trainee, _ = course
    shown = by_program(trainee).get(f"/my-course/{ref}/modules/representing")
    assert shown.json["case_studies"] == [{"code": "2A", "title": "Tuesday at ten"}]
    assert "What is good" not in shown.text


@pytest.mark.parametrize("path", ["nothing", "role/nothing", "nothing/first"])
def test_what_the_course_has_not_is_not_found(course, by_program, path):
    ref, trainee, _ = course
    assert by_program(trainee).get(f"/my-course/{ref}/modules/{path}").status_code == 404


def test_an_application_reads_nothing_yet(course, by_program, writing):
    with writing() as session:
        other = make.a_run(place="Cardiff", snapshot=None)
        booking = make.a_booking(other)
        ref, person = other.ref, session.merge(booking.person)
    assert by_program(person).get(f"/my-course/{ref}/modules").status_code == 404
    assert by_program(person).post(f"/my-course/{ref}/modules/role/first").status_code == 404


def test_her_facilitator_reads_how_far_she_has_come(course, by_program, writing):
    ref, trainee, leader = course
    by_program(trainee).post(f"/my-course/{ref}/modules/role/first")
    hers = by_program(leader)
    assert hers.get(f"/runs/{ref}/trainees/{trainee.id}/modules").json["items"][0]["read"] == 1
    with writing():
        stranger = make.a_member()
    assert hers.get(f"/runs/{ref}/trainees/{stranger.id}/modules").status_code == 404
