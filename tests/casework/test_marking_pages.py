"""The facilitator's pages: what waits, an answer with its criteria, and giving marks back."""

import pytest
from sqlalchemy import func, select

from lms import mail
from lms.casework.models import Mark, MarkDraft, Submission
from lms.db import db
from lms.people.models import Person
from lms.runs.models import Run
from tests import make
from tests.staging import staged

JSON = {"Accept": "application/json"}
FOUR = {f"score-C{n}": 2 for n in range(1, 5)}


class Course:
    """A run, two answers and its facilitator, by ids."""

    def __init__(self, run, morag, first, second):
        self.ref, self.run, self.morag = run.ref, run.id, morag.id
        self.first, self.second = first.id, second.id
        self.page = f"/marking/{first.id}"
        self.release = f"/marking/{run.ref}/2A/release"


@pytest.fixture
@staged
def course(writing):
    with writing():
        morag = make.a_person(name="Morag Dunmore", email="morag@example.org")
        run = make.a_run(state="confirmed", facilitators=[morag])
        people = [make.a_confirmed_trainee(run, make.a_link_member(name=name, known_as=name.split()[0], email=email))
                  for name, email in (("Rhiannon Prŷs", "rhiannon@example.org"), ("Ṣọlá Adéyẹmí", "sola@example.org"))]
        make.a_confirmed_trainee(run, make.a_link_member(name="Imran Sheikh"))
        return Course(run, morag, *(make.a_submission(run=run, person=person) for person in people))


@pytest.fixture
def morag(course, signed_in, in_context):
    with in_context() as session:
        person = session.get(Person, course.morag)
    return signed_in(person)


def marked(course, act="record", **over):
    return FOUR | {"feedback": "You put Daniel first.", "outcome": "meets", "revision": 0, "seen": 0,
                   "writer": course.morag, "act": act} | over


def test_the_queue_says_what_waits(morag, course):
    page = morag.get("/marking").text
    assert "2 answers wait for you." in page and "Mark Rhiannon" in page
    assert "Imran Sheikh" in page and "Not sent" in page


def test_nobody_without_a_course_to_lead_has_a_queue(signed_in, writing):
    with writing():
        person = make.a_member()
    assert signed_in(person).get("/marking").status_code == 404


def test_a_facilitator_without_answers_is_told_what_is_so(signed_in, writing):
    with writing():
        person = make.a_person(name="Ann Lee")
        make.a_run(facilitators=[person])
    assert "Nothing waits for you." in signed_in(person).get("/marking").text


def test_the_page_shows_the_answer_the_criteria_and_the_notes(morag, course):
    page = morag.get(course.page).text
    for words in ("<h1>Rhiannon Prŷs</h1>", "I would ring Daniel back first", "1. Criterion 1", "must be met",
                  "To Rhiannon", "What is good.", "Mark each criterion and the rule proposes an outcome."):
        assert words in page, words


def test_while_marking_it_is_kept_and_the_rule_answers(morag, course, in_context):
    typed = {"score-C1": 2, "score-C2": 2, "score-C3": 1, "feedback": "You", "writer": course.morag}
    kept = morag.post(course.page, data=typed, headers=JSON).json
    assert kept["revision"] == 1 and kept["proposal"]["outcome"] == ""
    assert "5 points from 3 criteria" in kept["proposal"]["sentence"]
    kept = morag.post(course.page, data=typed | {"score-C4": 0, "revision": 1}, headers=JSON).json
    assert kept["proposal"] == {"outcome": "meets", "sentence": "5 of 8 points. The rule proposes “meets”. You decide."}
    page = morag.get(course.page).text
    assert "5 of 8 points." in page and ">You</textarea>" in page.replace("\n", "")
    with in_context() as session:
        assert session.scalar(select(func.count()).select_from(Mark)) == 0


def test_saved_for_later_without_script(morag, course):
    answer = morag.post(course.page, data=marked(course, "later"), follow_redirects=True)
    assert "Nobody else sees it until you record it." in answer.text
    assert "You put Daniel first." in morag.get(course.page).text


def test_recording_goes_on_to_the_next_answer_and_then_to_release(morag, course):
    answer = morag.post(course.page, data=marked(course))
    assert answer.headers["Location"] == f"/marking/{course.second}"
    assert "Recorded for Rhiannon Prŷs: meets." in morag.get(answer.headers["Location"]).text
    answer = morag.post(f"/marking/{course.second}", data=marked(course))
    assert answer.headers["Location"] == course.release


@pytest.mark.parametrize(("over", "said"), [
    ({"score-C3": ""}, "“Criterion 3” isn’t marked yet"),
    ({"feedback": ""}, "Write to her"),
    ({"outcome": ""}, "Decide the outcome"),
    ({"outcome": "not yet"}, "Say why you decide otherwise"),
    ({"score-C1": "7"}, "Mark it 2, 1 or 0"),
])
def test_what_is_missing_is_said_and_what_was_typed_stands(morag, course, over, said):
    answer = morag.post(course.page, data=marked(course, feedback="Keep these words.") | over)
    assert answer.status_code == 422 and said in answer.text
    if "feedback" not in over:
        assert "Keep these words." in answer.text


def test_a_refused_mark_is_kept_as_a_draft_all_the_same(morag, course, in_context):
    morag.post(course.page, data=marked(course, outcome="not yet"))
    with in_context() as session:
        draft = session.scalars(select(MarkDraft)).one()
        assert (draft.feedback, draft.outcome) == ("You put Daniel first.", "not yet")
        assert session.scalar(select(func.count()).select_from(Mark)) == 0


def test_two_windows_of_one_marker_show_both(morag, course):
    morag.post(course.page, data=marked(course, "later", feedback="from the phone"), headers=JSON)
    assert morag.post(course.page, data=marked(course, feedback="from the desk"), headers=JSON).status_code == 409
    both = morag.post(course.page, data=marked(course, feedback="from the desk"))
    assert both.status_code == 422 and "from the phone" in both.text and "from the desk</textarea>" in both.text
    assert morag.post(course.page, data=marked(course, feedback="from the desk", revision=1)).status_code == 303


def test_somebody_else_s_mark_is_seen_before_it_is_superseded(morag, course, writing):
    with writing() as session:
        submission = session.get(Submission, course.first)
        other = make.a_mark(submission=submission, marker=make.a_person(name="Ann Lee")).id
    refused = morag.post(course.page, data=marked(course))
    assert refused.status_code == 422
    assert "Ann Lee has marked it while you had it open" in refused.text
    assert f'name="seen" value="{other}"' in refused.text
    assert morag.post(course.page, data=marked(course, revision=1, seen=other)).status_code == 303


def test_as_she_sees_it_shows_what_is_still_a_draft(morag, course):
    page = f"{course.page}/as-she-sees-it"
    assert "Nothing to see yet" in morag.get(page).text
    morag.post(course.page, data=marked(course, "later"))
    shown = morag.get(page).text
    assert "It meets" in shown and "You put Daniel first." in shown


def test_marks_are_released_after_one_more_look(morag, course, in_context):
    for page in (course.page, f"/marking/{course.second}"):
        morag.post(page, data=marked(course))
    page = morag.get(course.release).text
    assert "Rhiannon Prŷs" in page and page.count("checked") == 2
    with in_context() as session:
        first, second = session.scalars(select(Mark.id).order_by(Mark.id)).all()
    assert morag.get(f"{course.release}?mark={first}").text.count("checked") == 1
    told = morag.post(course.release, data={"marks": first}, follow_redirects=True)
    assert "Rhiannon Prŷs can read it now" in told.text
    again = morag.post(course.release, data={"marks": [first, second]}, follow_redirects=True)
    assert "Released. Ṣọlá Adéyẹmí can read it now" in again.text, "the first was released already"
    with in_context():
        assert mail.last_to("rhiannon@example.org").subject == "Your answer to “Tuesday at ten” has come back"
    assert "No mark is waiting" in morag.get(course.release).text


def test_releasing_nobody_and_a_mark_that_was_changed(morag, course, in_context):
    morag.post(course.page, data=marked(course))
    assert "Tick whose marks you release" in morag.post(course.release, data={}).text
    with in_context() as session:
        old = session.scalars(select(Mark.id)).one()
    morag.post(course.page, data=marked(course, feedback="Better words.", revision=2, seen=old))
    refused = morag.post(course.release, data={"marks": old})
    assert refused.status_code == 422 and "A mark was changed since" in refused.text


def test_other_facilitators_administrators_and_trainees_get_404(course, signed_in, writing):
    with writing() as session:
        ann = make.a_person(name="Ann Lee")
        make.a_run(state="confirmed", facilitators=[ann])
        others = [ann, make.an_administrator(), session.get(Submission, course.first).person]
    for person in others:
        browser = signed_in(person)
        for page in (course.page, f"{course.page}/as-she-sees-it", course.release):
            assert browser.get(page).status_code == 404
        assert browser.post(course.page, data=marked(course)).status_code == 404
        assert browser.post(course.release, data={"marks": 1}).status_code == 404


def test_the_queue_takes_as_many_queries_for_many_as_for_few(morag, course, writing, queries):
    def count():
        with queries() as seen:
            morag.get("/marking")
        return len(seen)

    count()
    few = count()
    with writing() as session:
        run = session.get(Run, course.run)
        for _ in range(3):
            make.a_mark(submission=make.a_submission(run=run, person=make.a_confirmed_trainee(run)))
        another = make.a_run(state="confirmed", facilitators=[db.session.get(Person, course.morag)])
        make.a_submission(run=another)
    assert count() == few
