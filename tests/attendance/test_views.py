"""The register's pages, and the answers that its script gets."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.attendance.models import Tap
from lms.attendance.operations import sign_register
from tests import make
from tests.attendance.registers import a_register, tap
from tests.staging import staged

JSON = {"Accept": "application/json"}


@pytest.fixture
@staged
def register(writing, clock):
    clock.at("2026-11-26 10:15")
    with writing():
        return a_register()


@pytest.fixture
def browser(signed_in, register):
    return signed_in(register.leader)


def a_tap(register, who=0, **over):
    return {"tap_id": str(uuid.uuid4()), "person_id": register.people[who].id, "state": "present",
            "writer": register.leader.id} | over


def page_of(answer) -> str:
    return answer.get_data(as_text=True)


def states(in_context):
    with in_context() as session:
        return session.scalars(select(Tap.state).order_by(Tap.id)).all()


def test_a_tap_is_kept_and_the_page_comes_back_to_the_name(browser, register, in_context):
    answer = browser.post(f"{register.url}/taps", data=a_tap(register, state="late", minutes_missed="45"))
    assert answer.status_code == 303 and answer.location.endswith(f"{register.url}#p{register.people[0].id}")
    assert states(in_context) == ["late"]
    page = page_of(browser.get(register.url))
    assert "1 of 3 marked" in page and 'value="45"' in page and "2 names are not marked yet" in page


def test_a_script_gets_the_state_and_the_time(browser, register):
    answer = browser.post(f"{register.url}/taps", data=a_tap(register, state="absent"), headers=JSON)
    assert answer.json == {"state": "absent", "minutes_missed": register.session.minutes, "at": "10:15"}


@pytest.mark.parametrize(("typed", "sentence"), [
    ({"state": ""}, "Choose present, late"),
    ({"state": "late", "minutes_missed": "600"}, "The session lasts"),
    ({"state": "late", "minutes_missed": "a few"}, "as a whole number"),
    ({"state": "late"}, "Say how many minutes were missed"),
])
def test_a_refusal_shows_what_was_typed(browser, register, in_context, typed, sentence):
    given = a_tap(register, **typed)
    answer = browser.post(f"{register.url}/taps", data=given)
    page = page_of(answer)
    assert answer.status_code == 422 and page.count(sentence) == 2  # above, and under the name
    if typed["state"]:
        assert 'value="late" checked' in page
    assert given["tap_id"] not in page  # what is sent next is a tap of its own
    said = browser.post(f"{register.url}/taps", data=given, headers=JSON)
    assert said.status_code == 422 and sentence in said.json["title"]
    assert states(in_context) == []


def test_a_signed_register_asks_why_and_keeps_what_was_typed(browser, register, writing, in_context):
    with writing():
        for person in register.people:
            tap(register, person)
        sign_register(register.session, actor=register.leader, now=register.begins)
    answer = browser.post(f"{register.url}/taps", data=a_tap(register, state="late", minutes_missed="25"))
    assert answer.status_code == 422 and "Say why it changes" in page_of(answer) and 'value="25"' in page_of(answer)
    said = browser.post(f"{register.url}/taps", data=a_tap(register, state="absent"), headers=JSON)
    assert said.json["code"] == "signed"
    browser.post(f"{register.url}/taps", data=a_tap(register, state="absent", reason="She rang at ten."))
    assert states(in_context)[3:] == ["absent"]


def test_a_tap_of_somebody_else_on_the_same_device_is_not_kept(browser, register, in_context):
    answer = browser.post(f"{register.url}/taps", data=a_tap(register, writer=register.people[0].id), headers=JSON)
    assert (answer.status_code, answer.json["code"]) == (409, "somebody else")
    assert states(in_context) == []


def test_a_name_that_is_not_on_the_register_is_told_to_nobody(browser, register, writing):
    with writing():
        stranger = make.a_link_member(name="Ann Elsewhere")
    for person_id in (stranger.id, 99999):
        answer = browser.post(f"{register.url}/taps", data=a_tap(register, person_id=person_id))
        assert answer.status_code == 422 and "no longer on this register" in page_of(answer)
        assert "Ann Elsewhere" not in page_of(answer)


def test_a_page_that_was_open_for_long_learns_whose_turn_it_is(browser, register):
    told = browser.get(register.url, headers=JSON).json
    assert told["writer"] == register.leader.id and told["csrf_token"]


def test_the_rest_then_the_signature(browser, register, in_context):
    assert browser.post(f"{register.url}/signature").status_code == 422
    assert browser.post(f"{register.url}/rest").status_code == 303
    assert states(in_context) == ["present"] * 3
    assert "3 marked present." in page_of(browser.get(register.url))
    assert browser.post(f"{register.url}/signature").status_code == 303
    assert "Signed by" in page_of(browser.get(register.url))
    assert browser.post(f"{register.url}/signature").status_code == 422


def test_a_task_is_accepted_or_shown_again(browser, register, writing):
    with writing():
        tap(register, register.people[0], "absent")
    url, who = f"{register.url}/make-up", {"person_id": register.people[0].id}
    refused = browser.post(url, data=who | {"task": "reading"})
    assert refused.status_code == 422 and 'value="reading"' in page_of(refused) and "<details open>" in page_of(refused)
    assert browser.post(url, data=who | {"task": ""}).status_code == 422
    assert browser.post(url, data=who | {"task": "Wrote up the exercise."}).status_code == 303
    assert "Made up: Wrote up the exercise." in page_of(browser.get(register.url))


def test_before_it_opens_the_names_are_shown_and_nothing_can_be_tapped(browser, register, clock):
    clock.at("2026-11-25 10:00")
    page = page_of(browser.get(register.url))
    assert "This register opens" in page and register.people[0].name in page and 'class="tap"' not in page


def test_who_does_not_lead_the_run_finds_nothing(signed_in, register, writing):
    with writing():
        others = [register.people[0], make.a_run(place="Cardiff").facilitators[0].person]
    for person in others:
        browser = signed_in(person)
        assert browser.get(register.url).status_code == 404
        assert browser.post(f"{register.url}/taps", data=a_tap(register)).status_code == 404
    foreign = register.url.replace(str(register.session.id), "99999")
    assert signed_in(register.leader).get(foreign).status_code == 404


def test_the_pages_cost_the_same_however_many_are_on_the_run(signed_in, writing, queries, clock):
    clock.at("2026-11-26 10:15")
    costs = []
    for count in (2, 9):
        with writing():
            register = a_register(count=count)
            helpers = [make.a_person() for _ in register.people]
            for person, helper in zip(register.people, helpers, strict=True):
                tap(register, make.placed(person), "absent", actor=helper, now=register.begins + timedelta(minutes=1))
        browser = signed_in(register.leader)
        browser.get(register.url)  # what a process reads once
        for url in (register.url, f"/runs/{register.run.ref}/register"):
            with queries() as seen:
                assert browser.get(url).status_code == 200
            costs.append(len(seen))
    assert costs[:2] == costs[2:]
