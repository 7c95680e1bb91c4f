"""The administrator plans a run on these pages; nobody else sees them."""

from datetime import date

import pytest

from lms.runs.lookups import run_by_ref, run_days
from lms.runs.models import Run
from tests import make
from tests.staging import staged

NEW = {
    "programme": "a-reps-course", "mode": "in person", "place": "Norwich", "venue": "The Weavers’ Hall",
    "capacity": "8", "minimum": "6", "first_day": "2027-04-15", "second_day": "2027-04-29",
    "closing_on": "2027-04-01", "joining_notes": "",
}


@pytest.fixture
def browser(writing, signed_in):
    """A browser of the administrator; the reps' course is published."""
    with writing():
        make.a_programme()
        admin = make.an_administrator()
    return signed_in(admin)


@pytest.fixture
@staged
def draft(writing):
    with writing():
        return make.a_run(state="draft")


PAGES = ["edit", "sessions", "facilitators", "due-dates"]


@pytest.mark.parametrize("path", [f"<ref>/{page}" for page in PAGES] + ["new"])
def test_nobody_but_administrators_plans(client, writing, signed_in, draft, path):
    with writing():
        member, morag = make.a_link_member(), make.a_person(name="Morag Bain")
        led = make.a_run(facilitators=[morag], state="draft")
    for person, ref in ((member, draft.ref), (morag, led.ref)):
        assert signed_in(person).get("/runs/" + path.replace("<ref>", ref)).status_code == 404
    assert client.get("/runs/" + path.replace("<ref>", draft.ref)).status_code == 302


@pytest.mark.parametrize("path", PAGES)
def test_a_run_that_is_not_there_is_not_found(browser, path):
    assert browser.get(f"/runs/RC-99-99/{path}").status_code == 404


def test_a_run_is_planned_with_its_days_laid_out(browser, in_context):
    assert "Plan a run" in browser.get("/runs/new").text
    answer = browser.post("/runs/new", data=NEW)
    assert (answer.status_code, answer.location) == (303, "/runs/RC-27-01/sessions")
    with in_context():
        run = run_by_ref("RC-27-01")
        assert (run.state, run.capacity, run_days(run), len(run.sessions)) == ("draft", 8, "15 and 29 April", 4)
    page = browser.get(answer.location).text
    assert "Thursday 15 April" in page
    assert "Name a facilitator." in page


@pytest.mark.parametrize(("typed", "words"), [
    ({"place": ""}, "This is needed"), ({"first_day": ""}, "Give its first day"),
    ({"first_day": "soon"}, "Give a date"), ({"capacity": "none"}, "whole number"),
    ({"minimum": "9"}, "between 1 and 8"), ({"programme": "knitting"}, "Choose one of these"),
    ({"mode": "open"}, "set days"), ({"capacity": "501"}, "between 1 and 500"),
])
def test_what_is_wrong_is_said_and_what_was_typed_is_shown_again(browser, typed, words):
    answer = browser.post("/runs/new", data=NEW | typed)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert "The Weavers’ Hall" in answer.text


def test_an_open_run_needs_neither_days_nor_places(browser, writing, in_context):
    with writing():
        make.a_basic_course()
    answer = browser.post("/runs/new", data={"programme": "a-basic-course", "mode": "open", "place": "On line"})
    assert (answer.status_code, answer.location) == (303, "/runs/LM-26-01/edit")
    assert "Open it for applications" in browser.get(answer.location).text
    assert browser.post("/runs/LM-26-01/opening").status_code == 303
    with in_context():
        assert run_by_ref("LM-26-01").state == "open"


def test_without_a_programme_the_page_says_who_publishes_one(signed_in, writing):
    with writing():
        admin = make.an_administrator()
    assert "lms content publish" in signed_in(admin).get("/runs/new").text


def test_the_facts_of_a_run_are_changed(browser, in_context, draft):
    typed = {"place": "York", "venue": "Merchants’ Hall", "joining_notes": "Lunch at noon.", "minimum": "5",
             "closing_on": "2027-02-20"}
    assert "Weavers’ Hall" in browser.get(f"/runs/{draft.ref}/edit").text
    answer = browser.post(f"/runs/{draft.ref}/edit", data=typed | {"closing_on": "2027-03-04"})
    assert (answer.status_code, "before the first day" in answer.text, "Lunch at noon." in answer.text) == (
        422, True, True)
    assert browser.post(f"/runs/{draft.ref}/edit", data=typed).status_code == 303
    with in_context() as session:
        run = session.get(Run, draft.id)
        assert (run.place, run.joining_notes, run.minimum) == ("York", "Lunch at noon.", 5)


def test_sessions_come_change_and_go_while_it_is_a_draft(browser, in_context, draft):
    path, session_id = f"/runs/{draft.ref}/sessions", draft.sessions[0].id
    evening = {"date": "2027-03-10", "part": "evening", "starts": "18:00", "ends": "20:00", "modules": ["role"]}
    answer = browser.post(path, data=evening | {"ends": "17:00"})
    assert (answer.status_code, "end after it begins" in answer.text, 'value="18:00"' in answer.text) == (
        422, True, True)
    assert browser.post(path, data=evening | {"modules": []}).status_code == 422
    assert browser.post(path, data=evening).status_code == 303
    assert browser.get(f"{path}/{session_id}").status_code == 200
    assert browser.post(f"{path}/{session_id}", data={"modules": []}).status_code == 422
    assert browser.post(f"{path}/{session_id}", data={"modules": ["chairing"]}).status_code == 303
    assert browser.post(f"{path}/{draft.sessions[1].id}/removal").status_code == 303
    with in_context():
        sessions = run_by_ref(draft.ref).sessions
        assert [(each.day, each.part) for each in sessions] == [
            (1, "morning"), (2, "evening"), (3, "morning"), (3, "afternoon")]
        assert [cover.module_slug for cover in sessions[0].covers] == ["chairing"]


def test_a_session_of_another_run_is_not_found(browser, writing, draft):
    with writing():
        other = make.a_run(state="draft", place="Cardiff")
    path = f"/runs/{draft.ref}/sessions/{other.sessions[0].id}"
    assert browser.get(path).status_code == 404
    assert browser.post(f"{path}/removal").status_code == 404


def test_sessions_of_an_open_run_are_shown_and_left_alone(browser, writing):
    with writing():
        run = make.a_run()
    page = browser.get(f"/runs/{run.ref}/sessions").text
    assert "Thursday 4 March" in page
    assert "Add a session" not in page
    answer = browser.post(f"/runs/{run.ref}/sessions/{run.sessions[0].id}/removal")
    assert (answer.status_code, "arranged their days" in answer.text) == (422, True)


def test_facilitators_are_named_and_taken_off(browser, writing, in_context, draft):
    with writing():
        alun, member = make.a_person(name="Alun Harries"), make.a_member(name="Megan Rhys")
    path = f"/runs/{draft.ref}/facilitators"
    answer = browser.post(path, data={"who": "nobody@example.org"})
    assert (answer.status_code, "We know nobody" in answer.text, "nobody@example.org" in answer.text) == (
        422, True, True)
    for who in (alun.email, member.membership_number):
        assert browser.post(path, data={"who": who}).status_code == 303
    assert browser.post(path, data={"who": alun.email}).status_code == 422
    assert "Megan Rhys" in browser.get(path).text
    with in_context():
        of_alun = next(each for each in run_by_ref(draft.ref).facilitators if each.person_id == alun.id)
    assert browser.post(f"{path}/{of_alun.id}/end").status_code == 303
    assert browser.post(f"{path}/999/end").status_code == 404
    assert "Alun Harries" not in browser.get(path).text.replace("Alun Harries no longer leads", "")


def test_due_dates_are_set_together(browser, in_context, draft):
    path = f"/runs/{draft.ref}/due-dates"
    assert "2A “Tuesday at ten” is due on" in browser.get(path).text
    assert browser.post(path, data={"due_2A": "soon"}).status_code == 422
    assert browser.post(path, data={"due_2A": "2027-03-12", "due_7A": ""}).status_code == 303
    with in_context():
        assert [(each.case_study, each.due_on) for each in run_by_ref(draft.ref).deadlines] == [
            ("2A", date(2027, 3, 12))]


def test_a_run_opens_when_nothing_is_missing(browser, writing, in_context, client, draft):
    assert "Open it for applications" in browser.get(f"/runs/{draft.ref}/edit").text
    assert browser.post(f"/runs/{draft.ref}/opening").status_code == 303
    assert client.get(f"/courses/{draft.ref}").status_code == 200
    with writing() as session:
        session.get(Run, draft.id).state = "draft"
        session.get(Run, draft.id).venue = ""
    answer = browser.post(f"/runs/{draft.ref}/opening")
    assert (answer.status_code, "Say where it meets." in answer.text) == (422, True)


def test_a_run_closes_when_its_days_are_over(browser, writing, clock, in_context):
    with writing():
        run = make.a_run()
    assert browser.post(f"/runs/{run.ref}/closing").status_code == 422
    clock.at("2027-03-19 09:00")
    assert browser.post(f"/runs/{run.ref}/closing").status_code == 303
    with in_context() as session:
        assert session.get(Run, run.id).state == "closed"
