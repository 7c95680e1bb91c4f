"""The administrator's page of applications, and the acts on a whole run."""

import pytest

from lms.people.models import Person
from lms.runs.models import Run
from tests import make
from tests.bookings.places import booked, state_of


@pytest.mark.parametrize("path", [
    "applications", "capacity", "confirmation", "cancellation", "applications/1/approval", "applications/1/refusal",
    "applications/1/withdrawal", "booking-closing",
])
def test_only_administrators_decide_on_places(signed_in, leeds, she, path):
    assert signed_in(she).post(f"/runs/{leeds.ref}/{path}", data={}).status_code == 404


def test_the_applications_show_who_asks_and_what_she_needs(signed_in, writing, admin, leeds):
    with writing() as session:
        person = make.a_link_member(name="Ṣọlá Adéyẹmí")
        make.placed(person)
        make.a_booking(session.get(Run, leeds.id), person, statement="To help.", needs="A hearing loop")
    page = signed_in(admin).get(f"/runs/{leeds.ref}/applications").text
    for words in ("Ṣọlá Adéyẹmí", "Pellow Bay Health Board", "To help.", "A hearing loop", "Link member since",
                  "1 provisional of 8"):
        assert words in page


def test_an_empty_page_of_applications_says_what_to_do(signed_in, admin, leeds):
    assert "Nobody has applied yet" in signed_in(admin).get(f"/runs/{leeds.ref}/applications").text


def test_the_page_of_applications_takes_as_many_queries_for_six_as_for_two(signed_in, writing, admin, leeds, queries):
    browser, counts = signed_in(admin), []
    for more in (2, 4):
        for _ in range(more):
            booked(writing, leeds)
        with queries() as seen:
            browser.get(f"/runs/{leeds.ref}/applications")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_administrator_approves(signed_in, writing, in_context, admin, leeds):
    booking_id, person = booked(writing, leeds)
    answer = signed_in(admin).post(f"/runs/{leeds.ref}/applications/{booking_id}/approval")
    assert answer.status_code == 303
    assert state_of(in_context, leeds, person) == "confirmed"


def test_a_refusal_without_a_reason_is_shown_again_beside_its_person(signed_in, writing, in_context, admin, leeds):
    booking_id, person = booked(writing, leeds)
    path = f"/runs/{leeds.ref}/applications/{booking_id}/refusal"
    answer = signed_in(admin).post(path, data={"reason": ""})
    assert (answer.status_code, "This is needed" in answer.text) == (422, True)
    assert signed_in(admin).post(path, data={"reason": "Too many from one team."}).status_code == 303
    assert state_of(in_context, leeds, person) == "refused"
    assert "Too many from one team." in signed_in(person).get(f"/courses/{leeds.ref}").text


def test_the_administrator_withdraws_somebody_at_her_word(signed_in, writing, in_context, admin, leeds):
    booking_id, person = booked(writing, leeds)
    path = f"/runs/{leeds.ref}/applications/{booking_id}/withdrawal"
    assert signed_in(admin).post(path, data={"reason": "She rang: ill."}).status_code == 303
    assert state_of(in_context, leeds, person) == "withdrawn"
    assert "She rang: ill." in signed_in(admin).get(f"/runs/{leeds.ref}/applications").text


def test_an_application_of_another_run_is_not_found(signed_in, writing, admin, leeds):
    with writing():
        other = make.a_run(place="Cardiff")
    booking_id, _ = booked(writing, other)
    assert signed_in(admin).post(f"/runs/{leeds.ref}/applications/{booking_id}/approval").status_code == 404


def test_the_administrator_books_somebody_by_number_or_address(signed_in, writing, in_context, admin, leeds):
    with writing():
        one, other, owing = make.a_link_member(), make.a_link_member(), make.a_link_member(status="arrears")
    browser, path = signed_in(admin), f"/runs/{leeds.ref}/applications"
    for who in (one.membership_number, other.email):
        assert browser.post(path, data={"who": who}).status_code == 303
    assert state_of(in_context, leeds, one) == state_of(in_context, leeds, other) == "provisional"
    said = "does not show her as a member in good standing"
    for who, words in (("99999", "We know nobody"), (owing.email, said), ("", "This is needed")):
        answer = browser.post(path, data={"who": who})
        assert (answer.status_code, words in answer.text, who in answer.text) == (422, True, True)


def test_more_places_are_offered_at_once_and_too_few_are_refused(signed_in, writing, in_context, admin, she):
    with writing() as session:
        run = make.a_run(capacity=1)
        make.a_booking(run)
        make.a_booking(run, session.get(Person, she.id))
    browser, path = signed_in(admin), f"/runs/{run.ref}/capacity"
    assert 'value="1"' in browser.get(path).text
    answer = browser.post(path, data={"capacity": "many"})
    assert (answer.status_code, "whole number" in answer.text) == (422, True)
    assert browser.post(path, data={"capacity": "2"}).status_code == 303
    assert state_of(in_context, run, she) == "offered"
    answer = browser.post(path, data={"capacity": "1"})
    assert (answer.status_code, "2 people have a place" in answer.text) == (422, True)


def test_a_run_goes_ahead_below_its_minimum_if_that_is_ticked(signed_in, writing, in_context, admin, leeds):
    browser, path = signed_in(admin), f"/runs/{leeds.ref}/confirmation"
    assert "Below its minimum" in browser.get(path).text
    answer = browser.post(path)
    assert (answer.status_code, "0 confirmed, and the minimum is 6" in answer.text) == (422, True)
    assert browser.post(path, data={"anyway": "true"}).status_code == 303
    with in_context() as session:
        assert session.get(Run, leeds.id).state == "confirmed"


def test_cancelling_needs_a_reason_and_ends_every_place(signed_in, writing, in_context, admin, leeds):
    _, person = booked(writing, leeds)
    browser, path = signed_in(admin), f"/runs/{leeds.ref}/cancellation"
    assert "cannot be undone" in browser.get(path).text
    assert browser.post(path, data={"reason": ""}).status_code == 422
    assert browser.post(path, data={"reason": "The hall has flooded."}).status_code == 303
    assert state_of(in_context, leeds, person) == "cancelled"
    assert "The hall has flooded." in signed_in(person).get(f"/courses/{leeds.ref}").text
    answer = browser.post(path, data={"reason": "Again."})
    assert (answer.status_code, "Again." in answer.text) == (422, True)


def test_applications_are_closed_by_hand(signed_in, admin, leeds, client):
    assert signed_in(admin).post(f"/runs/{leeds.ref}/booking-closing").status_code == 303
    assert "Applications have closed" in client.get(f"/courses/{leeds.ref}").text
