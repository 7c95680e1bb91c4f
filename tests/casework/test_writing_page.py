"""The trainee's page: nothing that she types is lost, and nothing is sent unread or twice."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lms.casework.models import Draft, Submission
from lms.casework.operations import mark_answer, release_mark
from lms.db import db
from lms.people.models import Person
from lms.runs.models import Run
from lms.runs.operations import set_deadline
from tests import make
from tests.make import NOW
from tests.staging import staged

JSON = {"Accept": "application/json"}


class Course:
    """A run, its trainee and its facilitator, by ids, and the trainee's addresses."""

    def __init__(self, run, rhiannon, morag):
        self.ref, self.run, self.rhiannon, self.morag = run.ref, run.id, rhiannon.id, morag.id
        self.page = f"/my-course/{run.ref}/case-studies/2A"
        self.sending = f"{self.page}/sending"

    def sent(self, **over):
        run, person = db.session.get(Run, self.run), db.session.get(Person, self.rhiannon)
        return make.a_submission(run=run, person=person, **over)


@pytest.fixture
@staged
def course(writing):
    with writing():
        morag = make.a_person(name="Morag Dunmore", email="morag@example.org")
        run = make.a_run(state="confirmed", facilitators=[morag])
        set_deadline(run, "2A", date(2026, 11, 30), actor=make.US, now=NOW)
        rhiannon = make.a_confirmed_trainee(run, make.a_link_member(name="Rhiannon Prŷs", email="rhiannon@example.org"))
        return Course(run, rhiannon, morag)


@pytest.fixture
def rhiannon(course, signed_in, in_context):
    with in_context() as session:
        person = session.get(Person, course.rhiannon)
    return signed_in(person)


def typed(course, text="I would ring Daniel.", revision=0, **over):
    return {"text": text, "revision": revision, "attempt": 1, "writer": course.rhiannon} | over


def test_the_page_says_what_is_asked_and_by_when(rhiannon, course):
    page = rhiannon.get(course.page).text
    for words in ("<h1>Tuesday at ten</h1>", "Monday 30 November", "Required.", "What would you do?",
                  "About 100 to 400 words", "Is it kind?", "Morag Dunmore marks it"):
        assert words in page, words
    assert "What is good." not in page, "the notes are the facilitators'"


def test_without_script_it_is_kept_by_a_button(rhiannon, course):
    answer = rhiannon.post(course.page, data=typed(course, act="save"), follow_redirects=True)
    assert "Kept at 09:00" in answer.text and "I would ring Daniel." in answer.text
    assert "Saved 09:00" in answer.text


def test_while_typing_it_is_kept_as_json(rhiannon, course, clock):
    clock.at("2026-11-26 10:42")
    assert rhiannon.post(course.page, data=typed(course), headers=JSON).json == {"revision": 1, "saved": "10:42"}
    longer = typed(course, "I would ring Daniel first.", 1)
    assert rhiannon.post(course.page, data=longer, headers=JSON).json["revision"] == 2
    assert rhiannon.get(course.page, headers=JSON).json["revision"] == 2
    assert "I would ring Daniel first." in rhiannon.get(course.page).text


def test_two_windows_show_each_other_s_text_and_nothing_is_lost(rhiannon, course):
    rhiannon.post(course.page, data=typed(course, "from the phone"), headers=JSON)
    refused = rhiannon.post(course.page, data=typed(course, "from the desk"), headers=JSON)
    assert (refused.status_code, refused.json["code"]) == (409, "elsewhere")
    both = rhiannon.post(course.page, data=typed(course, "from the desk", act="save"))
    assert both.status_code == 422
    assert "from the phone" in both.text and "from the desk</textarea>" in both.text
    together = typed(course, "from the desk", 1, act="both", other="from\0 the phone")
    assert rhiannon.post(course.page, data=together).status_code == 303
    assert "from the desk\n\nfrom the phone" in rhiannon.get(course.page).text


def test_too_long_a_text_stays_in_the_box(rhiannon, course):
    answer = rhiannon.post(course.page, data=typed(course, "word " * 9000, act="save"))
    assert answer.status_code == 422
    assert "longer than 40,000 letters" in answer.text and answer.text.count("word word") > 100


def test_what_was_typed_by_somebody_else_is_not_kept_under_her_name(rhiannon, course, in_context):
    refused = rhiannon.post(course.page, data=typed(course, writer=course.morag), headers=JSON)
    assert (refused.status_code, refused.json["code"]) == (409, "somebody else")
    assert rhiannon.post(course.page, data=typed(course, writer=course.morag, act="save")).status_code == 422
    with in_context() as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 0


def test_an_expired_session_is_told_so_as_json(client, course):
    answer = client.post(course.page, data=typed(course), headers=JSON)
    assert answer.status_code == 401 and answer.json["sign_in"] == "/sign-in"


def test_she_reads_it_through_before_it_is_sent(rhiannon, course, in_context):
    answer = rhiannon.post(course.page, data=typed(course, act="read"), follow_redirects=True)
    assert "<h1>Read it through</h1>" in answer.text and "I would ring Daniel." in answer.text
    sending = {"revision": 1, "attempt": 1, "writer": course.rhiannon}
    sent = rhiannon.post(course.sending, data=sending, follow_redirects=True)
    assert "Morag Dunmore has it." in sent.text and "<textarea" not in sent.text
    assert rhiannon.post(course.sending, data=sending).status_code == 303, "the second click"
    with in_context() as session:
        assert session.scalars(select(Submission.text)).all() == ["I would ring Daniel."]


def test_there_is_nothing_to_read_through_yet(rhiannon, course):
    answer = rhiannon.post(course.page, data=typed(course, "  ", act="read"))
    assert answer.status_code == 422 and "There is nothing to send yet" in answer.text
    assert rhiannon.get(course.sending).headers["Location"] == course.page


def test_what_was_written_since_is_read_before_it_is_sent(rhiannon, course, in_context):
    rhiannon.post(course.page, data=typed(course), headers=JSON)
    rhiannon.post(course.page, data=typed(course, "I would ring Daniel and my officer.", 1), headers=JSON)
    old = rhiannon.post(course.sending, data={"revision": 1, "attempt": 1})
    assert old.status_code == 422
    assert "You have written more since" in old.text and "and my officer" in old.text
    with in_context() as session:
        assert session.scalar(select(func.count()).select_from(Submission)) == 0


def test_after_sending_a_page_still_open_keeps_nothing_but_shows_what_it_had(rhiannon, course, writing):
    with writing():
        course.sent()
    late = rhiannon.post(course.page, data=typed(course, "One thought more."), headers=JSON)
    assert (late.status_code, late.json["code"]) == (409, "sent")
    page = rhiannon.post(course.page, data=typed(course, "One thought more.", act="save"))
    assert page.status_code == 422 and "One thought more." in page.text


def test_late_is_said_before_and_after(rhiannon, course, clock):
    clock.at("2026-12-01 09:00")
    assert "It was due Monday 30 November." in rhiannon.get(course.page).text
    rhiannon.post(course.page, data=typed(course), headers=JSON)
    sent = rhiannon.post(course.sending, data={"revision": 1, "attempt": 1}, follow_redirects=True).text
    assert "It is late, and shown as late." in sent and "09:00, late, 4 words" in sent


def returned(course, outcome, **over):
    mark = make.a_mark(submission=course.sent(), outcome=outcome, **over)
    return release_mark(mark, actor=mark.marker, now=NOW)


def test_a_mark_that_is_held_is_nowhere_on_her_page(rhiannon, course, writing):
    with writing():
        make.a_mark(submission=course.sent(), feedback="Seven otters.")
    page = rhiannon.get(course.page).text
    assert "Seven otters" not in page and "It meets" not in page and "Morag Dunmore has it." in page


def test_not_yet_says_until_when_and_begins_with_what_she_sent(rhiannon, course, writing, clock):
    with writing():
        returned(course, "not yet", feedback="Read the part on companions again.")
    page = rhiannon.get(course.page).text
    assert "You can send it once more, by Thursday 10 December" in page
    assert "Read the part on companions again." in page and make.ANSWER.split("\n")[0] in page
    assert "What you sent before" in page and "This is the last time" in page
    again = typed(course, "Better.", 1, attempt=2)
    assert rhiannon.post(course.page, data=again, headers=JSON).json["revision"] == 2
    rhiannon.post(course.sending, data={"revision": 2, "attempt": 2})
    page = rhiannon.get(course.page).text
    assert "This came back for the version before" in page and "Version 1" in page and "Version 2" in page


def test_what_meets_is_behind_her(rhiannon, course, writing):
    with writing():
        returned(course, "meets")
    page = rhiannon.get(course.page).text
    assert "Well done." in page and "<textarea" not in page
    assert rhiannon.get(course.sending).status_code == 303


def test_after_a_second_not_yet_it_is_closed(rhiannon, course, writing, clock):
    with writing():
        returned(course, "not yet")
    clock.forward(days=15)
    page = rhiannon.get(course.page).text
    assert "It can’t be sent again on this course." in page and "<textarea" not in page
    refused = rhiannon.post(course.sending, data={"revision": 1, "attempt": 2}, follow_redirects=True)
    assert "could be sent once more until Thursday 10 December." in refused.text


def test_a_decision_that_was_corrected_is_read_once_it_is_released(rhiannon, course, writing):
    with writing():
        first = returned(course, "not yet")
        second = mark_answer(first.submission, scores={f"C{n}": 2 for n in range(1, 5)}, feedback="I misread you.",
                             outcome="meets", marker=first.marker, seen=first.id, now=NOW)
        second_id = second.id
    assert "I misread you" not in rhiannon.get(course.page).text
    with writing() as session:
        mark = session.get(type(second), second_id)
        release_mark(mark, actor=mark.marker, now=NOW + timedelta(minutes=1))
    assert "I misread you" in rhiannon.get(course.page).text


def test_a_stranger_and_even_her_facilitator_get_404(course, signed_in, writing):
    with writing() as session:
        provisional = make.a_booking(session.get(Run, course.run)).person
        others = [make.a_member(), session.get(Person, course.morag), make.an_administrator(), provisional]
    for person in others:
        browser = signed_in(person)
        for page in (course.page, course.sending):
            assert browser.get(page).status_code == 404
            assert browser.post(page, data=typed(course)).status_code == 404


def test_there_is_no_such_case_study(rhiannon, course):
    assert rhiannon.get(f"/my-course/{course.ref}/case-studies/9Z").status_code == 404
