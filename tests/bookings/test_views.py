"""The courses as everybody sees them, and a member's way onto one."""

from datetime import timedelta

import pytest

from lms.bookings import operations
from lms.bookings.lookups import booking_of
from lms.bookings.models import Booking
from lms.people.models import Person
from lms.runs.models import Run
from tests import make
from tests.bookings.places import state_of
from tests.make import NOW, US


def test_everybody_sees_the_next_courses_without_names(client, writing, leeds):
    with writing() as session:
        make.a_confirmed_trainee(session.get(Run, leeds.id), make.a_link_member(name="Rhiannon Prŷs"))
    page = client.get("/courses").text
    assert "4 and 18 March" in page
    assert "7 places left" in page
    assert "Prŷs" not in page


def test_a_full_course_and_the_last_place_are_said(client, writing):
    with writing():
        full, nearly = make.a_run(capacity=1), make.a_run(capacity=2, place="Cardiff")
        make.a_booking(full)
        make.a_booking(nearly)
    page = client.get("/courses").text
    assert "Full. Join the waiting list" in page
    assert "1 place left" in page


def test_without_courses_the_page_says_what_to_do(client):
    assert "No course has dates yet" in client.get("/courses").text


def test_the_list_of_courses_takes_as_many_queries_for_nine_as_for_three(client, writing, queries):
    counts = []
    for more in (3, 6):
        with writing():
            for _ in range(more):
                make.a_booking(make.a_run())
        with queries() as seen:
            client.get("/courses")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_stranger_sees_the_course_but_neither_venue_nor_draft(client, writing, leeds):
    page = client.get(f"/courses/{leeds.ref}").text
    assert "Sign in to apply" in page
    assert "Weavers’ Hall" not in page
    with writing():
        draft = make.a_run(state="draft")
    assert client.get(f"/courses/{draft.ref}").status_code == 404
    assert client.get("/courses/RC-99-99").status_code == 404


def test_applying_asks_to_sign_in_first(client, leeds):
    answer = client.get(f"/courses/{leeds.ref}/apply")
    assert answer.status_code == 302
    assert f"/courses/{leeds.ref}/apply" in answer.location
    assert client.post(f"/courses/{leeds.ref}/apply").status_code == 401


def test_a_link_member_applies_and_sees_where_she_stands(signed_in, in_context, leeds, she):
    browser = signed_in(she)
    assert "Weavers’ Hall" in browser.get(f"/courses/{leeds.ref}").text
    assert "A place is kept for you at once" in browser.get(f"/courses/{leeds.ref}/apply").text
    answer = browser.post(f"/courses/{leeds.ref}/apply", data={"statement": "To help.", "needs": "A loop"})
    assert (answer.status_code, answer.location) == (303, f"/courses/{leeds.ref}")
    assert "A place is kept for you" in browser.get(answer.location).text
    assert "A place is kept for you" in browser.get("/courses").text
    with in_context() as session:
        assert booking_of(session.get(Run, leeds.id), session.get(Person, she.id)).needs == "A loop"


def test_what_was_typed_is_shown_again_with_the_reason(signed_in, writing, leeds):
    with writing():
        member = make.a_member()
    answer = signed_in(member).post(f"/courses/{leeds.ref}/apply", data={"statement": "I would like to stand by."})
    assert answer.status_code == 422
    assert "I would like to stand by." in answer.text
    assert "link member first" in answer.text


def test_too_long_a_statement_is_shown_again(signed_in, leeds, she):
    answer = signed_in(she).post(f"/courses/{leeds.ref}/apply", data={"statement": "Long. " * 400})
    assert answer.status_code == 422
    assert "Long. Long." in answer.text


def test_who_may_not_apply_reads_why_and_where_to_begin(signed_in, writing, leeds):
    with writing():
        member, owing, basic = make.a_member(), make.a_link_member(status="arrears"), make.an_open_run()
    page = signed_in(member).get(f"/courses/{leeds.ref}").text
    assert "link member first" in page
    assert f"/courses/{basic.ref}" in page
    assert "subscription is up to date" in signed_in(owing).get(f"/courses/{leeds.ref}").text
    assert signed_in(owing).get(f"/courses/{leeds.ref}/apply").status_code == 302


def test_a_member_begins_the_basic_course_with_one_button(signed_in, writing, in_context):
    with writing():
        basic, member = make.an_open_run(), make.a_member()
    browser = signed_in(member)
    assert "Begin" in browser.get(f"/courses/{basic.ref}").text
    answer = browser.post(f"/courses/{basic.ref}/apply")
    assert (answer.status_code, answer.location) == (303, f"/my-course/{basic.ref}")
    assert state_of(in_context, basic, member) == "confirmed"


def test_who_waits_sees_how_many_wait_before_her(signed_in, writing, she):
    with writing() as session:
        run = make.a_run(capacity=1)
        for _ in range(3):
            make.a_booking(run)
        make.a_booking(run, session.get(Person, she.id))
    page = signed_in(she).get(f"/courses/{run.ref}").text
    assert "2 people have waited longer than you" in " ".join(page.split())


@pytest.fixture
def offered(writing, she):
    """A course whose one place is offered to her."""
    with writing() as session:
        run = make.a_run(capacity=1)
        first = make.a_booking(run)
        make.a_booking(run, session.get(Person, she.id))
        operations.withdraw_booking(first, actor=US, now=NOW)
    return run


def test_she_takes_the_place_that_she_is_offered(signed_in, in_context, offered, she):
    browser = signed_in(she)
    assert "Sunday 29 November, 09:00" in browser.get(f"/courses/{offered.ref}").text
    assert browser.post(f"/courses/{offered.ref}/acceptance").status_code == 303
    assert state_of(in_context, offered, she) == "provisional"


def test_she_leaves_the_place_to_somebody_else(signed_in, in_context, offered, she):
    assert signed_in(she).post(f"/courses/{offered.ref}/declining").status_code == 303
    assert state_of(in_context, offered, she) == "passed"


def test_an_offer_that_has_run_out_is_not_taken_any_more(signed_in, clock, offered, she):
    clock.forward(days=3)
    answer = signed_in(she).post(f"/courses/{offered.ref}/acceptance")
    assert answer.status_code == 422
    assert "let the offer pass" in answer.text


def test_she_withdraws_after_being_asked(signed_in, writing, in_context, leeds, she):
    with writing() as session:
        make.a_booking(session.get(Run, leeds.id), session.get(Person, she.id))
    browser = signed_in(she)
    assert "Withdraw?" in browser.get(f"/courses/{leeds.ref}/withdrawal").text
    answer = browser.post(f"/courses/{leeds.ref}/withdrawal", data={"reason": "x" * 301})
    assert (answer.status_code, "x" * 301 in answer.text) == (422, True)
    assert browser.post(f"/courses/{leeds.ref}/withdrawal").status_code == 303
    assert state_of(in_context, leeds, she) == "withdrawn"


@pytest.mark.parametrize("path", ["withdrawal", "acceptance", "declining"])
def test_nobody_acts_on_a_place_that_is_not_hers(signed_in, leeds, she, path):
    assert signed_in(she).post(f"/courses/{leeds.ref}/{path}").status_code == 404


def test_an_offer_passes_by_itself_when_its_time_is_up(app, writing, in_context, clock, offered, she):
    from lms.jobs import run_jobs_now

    with writing() as session:
        third = make.a_booking(session.get(Run, offered.id))
    clock.forward(days=3)
    with app.app_context():
        run_jobs_now(early=True)
    assert state_of(in_context, offered, she) == "passed"
    with in_context() as session:
        assert session.get(Booking, third.id).state == "offered"
        assert session.get(Booking, third.id).offered_until == NOW + timedelta(days=6)
