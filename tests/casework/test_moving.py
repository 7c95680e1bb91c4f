"""A run that hasn't begun is moved to a newer version; one that has, or whose answers would hang in the air, isn't."""

from dataclasses import replace
from threading import Event
from time import sleep

import pytest
from sqlalchemy import func, select

from lms.audit import AuditLine
from lms.bookings import operations as bookings
from lms.casework import moving
from lms.casework.models import Submission
from lms.casework.operations import save_draft, submit_answer
from lms.content.operations import latest, programme_of, publish, published
from lms.content.shapes import Material, Module, Page
from lms.learning.lookups import progress_of
from lms.learning.operations import mark_read
from lms.refusal import Refusal
from lms.runs.locking import hold
from lms.runs.lookups import run_by_ref
from tests import make


def first(run):
    """Its programme as it was when the run was planned."""
    return programme_of(published(run.programme_slug, "1.0"))


def newer(run, version="1.1", **over):
    """A newer version of the run's programme is published."""
    programme = replace(first(run), version=version, **over)
    programme = replace(programme, module_slugs=tuple(module.slug for module in programme.modules))
    publish(Material(union=None, programmes=(programme,)), actor=make.US, now=make.NOW)
    return latest(programme.slug)


def with_page(run, words):
    modules = first(run).modules
    changed = replace(modules[0], pages=(Page("first", "First", f"<p>{words}</p>", 1), *modules[0].pages[1:]))
    return (changed, *modules[1:])


def without_case(run, code):
    return tuple(replace(module, case_studies=tuple(case for case in module.case_studies if case.code != code))
                 for module in first(run).modules)


def another_task(run, code):
    return tuple(replace(module, case_studies=tuple(
        replace(case, task="<p>And what else?</p>") if case.code == code else case for case in module.case_studies
    )) for module in first(run).modules)


def move(run, snapshot):
    moving.move_run(run, snapshot, actor=make.US, now=make.NOW)


@pytest.fixture
def run(writing):
    with writing():
        return make.a_run()


@pytest.fixture
def browser(writing, signed_in):
    with writing():
        admin = make.an_administrator()
    return signed_in(admin)


def test_the_page_shows_the_difference_and_moves_the_run(run, browser, writing, in_context):
    assert "It has the newest version" in browser.get(f"/runs/{run.ref}/programme").text
    with writing():
        newer(run, modules=with_page(run, "The new page."))
    page = browser.get(f"/runs/{run.ref}/programme").text
    assert "Version 1.1 is published" in page and "Page “First”: 1 paragraph changed" in page
    assert "<del>first</del><ins>new</ins>" in page and "major version" not in page
    moved = browser.post(f"/runs/{run.ref}/programme", data={"version": "1.1"})
    assert moved.status_code == 303
    assert "held with version 1.1" in browser.get(moved.location).text
    with in_context() as session:
        assert run_by_ref(run.ref).snapshot.version == "1.1"
        line = session.scalars(select(AuditLine).where(AuditLine.act == "moved a run to another version")).one()
        assert line.detail == {"before": "1.0", "after": "1.1"}
    again = browser.post(f"/runs/{run.ref}/programme", data={"version": "1.1"})
    assert again.status_code == 422 and "has version 1.1 already" in again.text


def test_a_run_keeps_its_old_text_after_a_publish(run, writing, signed_in, in_context):
    with writing():
        trainee = make.a_confirmed_trainee(run_by_ref(run.ref), make.a_link_member())
        newer(run, modules=with_page(run, "The new page."))
    browser = signed_in(trainee)
    url = f"/my-course/{run.ref}/modules/role/first"
    assert "The first page." in browser.get(url).text
    with writing():
        move(run_by_ref(run.ref), latest("a-reps-course"))
    assert "The new page." in browser.get(url).text


def test_what_she_has_read_stays_read(run, writing, in_context):
    with writing():
        trainee = make.a_confirmed_trainee(run_by_ref(run.ref), make.a_link_member())
        mark_read(trainee, "role", "first", now=make.NOW)
        move(run_by_ref(run.ref), newer(run, modules=with_page(run, "The new page.")))
    with in_context():
        programme = programme_of(run_by_ref(run.ref).snapshot)
        assert progress_of([trainee.id], programme)[trainee.id]["role"].read == 1


def test_due_dates_go_with_their_case_studies(run, writing, in_context):
    with writing():
        held = run_by_ref(run.ref)
        before = {each.case_study: each.due_on for each in held.deadlines}
        modules = without_case(run, "3A")
        case = replace(first(run).case_study("2A"), code="1B", module="role")
        modules = (replace(modules[0], case_studies=(case,)), *modules[1:])
        standard = replace(first(run).standard, required_case_studies=("2A", "7A"))
        move(held, newer(run, modules=modules, standard=standard))
    with in_context():
        after = {each.case_study: each.due_on for each in run_by_ref(run.ref).deadlines}
    assert sorted(before) == ["2A", "3A", "7A"] and sorted(after) == ["1B", "2A", "7A"]
    assert after["2A"] == before["2A"]


def refusal(run, snapshot) -> str:
    with pytest.raises(Refusal) as caught:
        move(run_by_ref(run.ref), snapshot)
    return caught.value.sentence


def test_a_run_that_has_begun_stays_as_it_is(run, writing, clock, browser):
    with writing():
        newer(run, hours=13)
    clock.at("2027-03-04 12:00")
    page = browser.get(f"/runs/{run.ref}/programme").text
    assert "This run can’t be moved to it." in page and "It has begun" in page and "Hold it with" not in page
    answer = browser.post(f"/runs/{run.ref}/programme", data={"version": "1.1"})
    assert answer.status_code == 422 and "It has begun" in answer.text


def test_a_cancelled_run_an_older_version_and_one_that_is_not_there_are_refused(run, writing, browser):
    with writing() as session:
        old, second = published("a-reps-course", "1.0"), newer(run, hours=13)
        assert "has version 1.0 already" in refusal(run, old)
        move(run_by_ref(run.ref), second)
        assert "has version 1.1 already" in refusal(run, old)
        bookings.cancel_run(run_by_ref(run.ref), "Too few", actor=make.US, now=make.NOW)
        third = newer(run, "1.2", hours=14)
        assert "It is cancelled" in refusal(run, third)
        session.rollback()
    assert browser.post(f"/runs/{run.ref}/programme", data={"version": "9.9"}).status_code == 422
    assert browser.post("/runs/RC-99-99/programme", data={"version": "1.1"}).status_code == 404


def test_modules_that_no_session_covers_keep_an_open_run_where_it_is_and_a_draft_is_told(writing, in_context):
    with writing():
        run, draft = make.a_run(), make.a_run(state="draft", place="Hull")
        extra = Module("extra", "Extra", "More.", ("Do more.",), (Page("one", "One", "<p>1</p>", 1),))
        new = newer(run, modules=(*first(run).modules[1:], extra))
        assert "No session of it covers Extra" in refusal(run, new)
        move(run_by_ref(draft.ref), new)
    with in_context():
        covered = {each.module_slug for session in run_by_ref(draft.ref).sessions for each in session.covers}
        assert "role" not in covered and "extra" not in covered and "representing" in covered


def test_a_sent_answer_holds_the_run_to_what_it_was_asked(run, writing):
    with writing():
        make.a_submission(run=run_by_ref(run.ref), person=make.a_confirmed_trainee(
            run_by_ref(run.ref), make.a_link_member()))
        changed = newer(run, modules=another_task(run, "2A"))
        assert "An answer to 2A has been sent" in refusal(run, changed)
        elsewhere = newer(run, "1.2", modules=another_task(run, "7A"))
        move(run_by_ref(run.ref), elsewhere)


def test_a_draft_stays_unless_its_case_study_is_gone(run, writing):
    with writing() as session:
        standard = replace(first(run).standard, required_case_studies=("2A", "7A"))
        held = run_by_ref(run.ref)
        trainee = make.a_confirmed_trainee(held, make.a_link_member())
        save_draft(trainee, held, "3A", "I would ask.", 0, now=make.NOW)
        assert "begun an answer to 3A" in refusal(run, newer(run, modules=without_case(run, "3A"), standard=standard))
        move(run_by_ref(run.ref), newer(run, "1.2", modules=another_task(run, "3A")))
        session.flush()


def test_an_on_line_course_that_somebody_is_on_stays_as_it_is(writing):
    with writing():
        run = make.an_open_run()
        new = newer(run, hours=2)
        make.a_confirmed_trainee(run, make.a_member())
        assert "People are reading it already" in refusal(run, new)
        move(make.an_open_run(snapshot=published("a-basic-course", "1.0")), new)


def test_a_major_version_says_what_it_means_for_what_was_attended(run, writing, browser):
    with writing():
        newer(run, "2.0", hours=13)
    assert "A new major version." in browser.get(f"/runs/{run.ref}/programme").text


def test_two_who_move_it_at_once_move_it_once(run, writing, at_once):
    with writing():
        newer(run, hours=13)

    def act():
        with writing():
            move(run_by_ref(run.ref), latest("a-reps-course"))

    outcomes = at_once(act, act)
    assert sorted(type(each).__name__ for each in outcomes) == ["NoneType", "Refusal"]


def test_an_answer_waits_for_the_move_that_is_being_made_and_is_not_sent_to_another_question(run, writing, at_once):
    with writing():
        person = make.a_confirmed_trainee(run_by_ref(run.ref), make.a_link_member())
        newer(run, modules=another_task(run, "2A"))
    loaded, moved = Event(), Event()

    def move_it():
        loaded.wait(5)
        with writing():
            move(run_by_ref(run.ref), latest("a-reps-course"))
            moved.set()
            sleep(0.3)  # not committed yet: the answer comes now

    def send():
        with writing() as session:
            hers, held = session.get(type(person), person.id), run_by_ref(run.ref)
            programme_of(held.snapshot)
            loaded.set()
            moved.wait(0.5)  # where there is one writer, the move can't begin before this is sent
            submit_answer(hers, held, "2A", "I would ring my officer first.", now=make.NOW)

    outcomes = at_once(move_it, send)
    with writing() as session:
        version, sent = run_by_ref(run.ref).snapshot.version, session.scalar(select(func.count(Submission.id)))
    assert (version, sent) in (("1.1", 0), ("1.0", 1))
    (refused,) = [each for each in outcomes if each is not None]
    assert isinstance(refused, Refusal) and refused.code == "version"


def test_a_move_waits_for_the_answer_that_is_being_sent(run, writing, at_once):
    with writing():
        person = make.a_confirmed_trainee(run_by_ref(run.ref), make.a_link_member())
        newer(run, modules=another_task(run, "2A"))
    held = Event()

    def move_it():
        held.wait(5)
        with writing():
            move(run_by_ref(run.ref), latest("a-reps-course"))

    def send():
        with writing() as session:
            hers, its = session.get(type(person), person.id), run_by_ref(run.ref)
            hold(its)
            held.set()
            sleep(0.3)  # nothing is written yet
            submit_answer(hers, its, "2A", "I would ring my officer first.", now=make.NOW)

    moved, sent = at_once(move_it, send)
    assert sent is None and "An answer to 2A has been sent" in moved.sentence


def test_a_program_sees_and_moves_it(run, writing, by_program):
    with writing():
        newer(run, hours=13)
        admin = make.an_administrator()
    program = by_program(admin)
    shown = program.get(f"/runs/{run.ref}/programme").json
    assert shown == {
        "programme": "a-reps-course", "version": "1.0", "newest": "1.1", "is_major": False, "may_move": True,
        "reason": None, "changes": ["hours was 12, is 13"],
    }
    assert program.post(f"/runs/{run.ref}/programme", json={"version": "1.1"}).json["version"] == "1.1"
    again = program.post(f"/runs/{run.ref}/programme", json={"version": "1.1"})
    assert (again.status_code, again.json["code"]) == (422, "version")
