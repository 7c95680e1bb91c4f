"""Playing a practice on its pages: one choice a page, nothing twice, nothing rewritten."""

import pytest
from sqlalchemy import select

from lms.content.operations import programme_of
from lms.learning.practice import operations
from lms.learning.practice.lookups import ways_of, ways_on
from lms.learning.practice.models import PracticeStep, PracticeWay
from lms.people.models import Person
from lms.runs.models import Run
from tests import make
from tests.make import NOW
from tests.small_courses import a_practice, a_programme
from tests.staging import staged


@pytest.fixture
@staged
def course(writing):
    with writing():
        run = make.a_run(state="confirmed", minimum=1)
        return run, make.a_confirmed_trainee(run)


@pytest.fixture
def at(course):
    return f"/my-course/{course[0].ref}/modules/role/practice/at-the-door"


@pytest.fixture
def hers(course, signed_in):
    return signed_in(course[1])


@pytest.fixture
def kept(in_context):
    """What the database has: (way, number, scene, choice)."""

    def rows():
        with in_context() as session:
            found = select(PracticeWay.number, PracticeStep.number, PracticeStep.scene, PracticeStep.choice)
            ordered = found.join(PracticeStep).order_by(PracticeWay.number, PracticeStep.number)
            return [tuple(row) for row in session.execute(ordered)]

    return rows


def text(answer):
    return answer.get_data(as_text=True)


def play(browser, at, way, *choices):
    browser.post(f"{at}/{way}")
    for number, choice in enumerate(choices, 1):
        answer = browser.post(f"{at}/{way}/{number}", data={"choice": choice})
        assert (answer.status_code, answer.location) == (303, f"{at}/{way}/{number}")


def test_she_plays_it_through_one_choice_a_page(hers, at, kept):
    front = text(hers.get(at))
    assert "Your facilitator can see the way you took, to talk it over." in front and "It is not marked" in front
    assert "There are 3 endings" in front
    answer = hers.post(f"{at}/1")
    assert (answer.status_code, answer.location) == (303, f"{at}/1")
    assert hers.get(f"{at}/1").location == f"{at}/1/1"
    page = text(hers.get(f"{at}/1/1"))
    assert "She stands at the door." in page and "“Come in.”" in page and "“Not now.”" in page
    assert "She sits down." not in page
    assert hers.post(f"{at}/1/1", data={"choice": "0"}).location == f"{at}/1/1"
    page = text(hers.get(f"{at}/1/1"))
    assert "She sits down." in page and "She needs time." in page and "“Not now.”" not in page
    assert "Go on where you were" in text(hers.get(at))
    assert hers.get(f"{at}/1").location == f"{at}/1/2"
    hers.post(f"{at}/1/2", data={"choice": "1"})
    assert "How it ended" in text(hers.get(f"{at}/1/2"))
    end = text(hers.get(f"{at}/1/3"))
    for words in ("A warning", "A day too late.", "What you showed", "Choice by choice", "It has to be met",
                  "You could have said or done: “I ring the officer.”", "There are 3 endings. You have come to 1.",
                  "Try another way"):
        assert words in end
    assert kept() == [(1, 1, "door", 0), (1, 2, "chair", 1)]


def test_another_way_leaves_the_earlier_ones_as_they_were(hers, at, kept):
    play(hers, at, 1, 0, 1)
    play(hers, at, 2, 1)
    assert "Nobody helped her" in text(hers.get(f"{at}/2/2"))
    front = text(hers.get(at))
    assert "Nobody helped her" in front and "A warning" in front and "You have come to 2." in front
    assert "A day too late." in text(hers.get(f"{at}/1/3")) and "All your ways" in text(hers.get(f"{at}/1/3"))
    assert kept() == [(1, 1, "door", 0), (1, 2, "chair", 1), (2, 1, "door", 1)]


def test_what_was_chosen_stays_chosen(hers, at, kept):
    play(hers, at, 1, 0)
    again = hers.post(f"{at}/1/1", data={"choice": "1"})
    assert (again.status_code, again.location) == (303, f"{at}/1")
    assert "You have already chosen here" in text(hers.get(again.location, follow_redirects=True))
    assert hers.post(f"{at}/1/1", data={"choice": "0"}).location == f"{at}/1/1"
    assert kept() == [(1, 1, "door", 0)]


def test_an_earlier_way_is_left_as_it_was_when_she_has_begun_again(hers, at, kept):
    play(hers, at, 1, 0)
    play(hers, at, 2)
    assert "Here you left this way" in text(hers.get(f"{at}/1/2"))
    assert hers.post(f"{at}/1/2", data={"choice": "0"}).location == f"{at}/2"
    assert kept() == [(1, 1, "door", 0)]


@pytest.mark.parametrize(("step", "choice"), [(2, "0"), (9, "0"), (0, "0")])
def test_a_page_that_is_not_hers_to_answer_yet_records_nothing(hers, at, kept, step, choice):
    hers.post(f"{at}/1")
    assert hers.post(f"{at}/1/{step}", data={"choice": choice}).status_code == 303
    assert hers.get(f"{at}/1/{step}").location == f"{at}/1"
    assert kept() == []


@pytest.mark.parametrize("sent", [{}, {"choice": ""}, {"choice": "2"}, {"choice": "-1"}, {"choice": "in"}])
def test_without_a_choice_nothing_is_chosen(hers, at, kept, sent):
    hers.post(f"{at}/1")
    answer = hers.post(f"{at}/1/1", data=sent)
    assert answer.status_code == 422 and 'role="alert"' in text(answer) and "She stands at the door." in text(answer)
    assert kept() == []


def test_after_the_end_there_is_nothing_to_choose(hers, at, kept):
    play(hers, at, 1, 1)
    assert hers.post(f"{at}/1/2", data={"choice": "0"}).status_code == 303
    assert kept() == [(1, 1, "door", 1)]


def test_only_the_next_way_can_be_begun(hers, at, in_context):
    for number in (0, 2, 7):
        assert hers.post(f"{at}/{number}").location == at
    for _ in range(2):
        assert hers.post(f"{at}/1").location == f"{at}/1"
    with in_context() as session:
        assert session.query(PracticeWay).count() == 1


def test_a_double_click_begins_once_and_chooses_once(course, at_once, writing, in_context, kept):
    run, trainee = course

    def begin():
        with writing() as session:
            run_now, person = session.get(Run, run.id), session.get(Person, trainee.id)
            module = programme_of(run_now.snapshot).module("role")
            return operations.begin_way(run_now, module, a_practice(), 1, actor=person, now=NOW).number

    assert at_once(begin, begin) == [1, 1]

    def choose(choice):
        def act():
            with writing() as session:
                way = ways_of(session.get(Person, trainee.id), "role", "at-the-door")[0]
                return operations.choose(way, 1, choice, latest=1, now=NOW).choice

        return act

    assert at_once(choose(1), choose(1)) == [1, 1]
    assert kept() == [(1, 1, "door", 1)]


def test_two_tabs_with_different_choices_keep_one(course, hers, at, at_once, writing, kept):
    _run, trainee = course
    hers.post(f"{at}/1")

    def choose(choice):
        def act():
            with writing() as session:
                way = ways_of(session.get(Person, trainee.id), "role", "at-the-door")[0]
                return operations.choose(way, 1, choice, latest=1, now=NOW).choice

        return act

    answers = at_once(choose(0), choose(1))
    refused = [each for each in answers if isinstance(each, Exception)]
    assert [each.code for each in refused] == ["stale"] and len(kept()) == 1


def test_a_way_is_shown_in_the_words_in_which_it_was_taken(course, hers, at, writing):
    run, _ = course
    play(hers, at, 1, 1)
    with writing() as session:
        now = session.get(Run, run.id)
        other = a_practice(scenes=tuple(
            scene if scene.id != "gone" else type(scene)("gone", "Gone", "<p>Rewritten since.</p>", ending="Rewritten")
            for scene in a_practice().scenes
        ))
        modules = [vars(module) | ({"practices": (other,)} if module.slug == "role" else {})
                   for module in programme_of(now.snapshot).modules]
        module = type(programme_of(now.snapshot).modules[0])
        now.snapshot = a_programme(version="1.1", modules=tuple(module(**each) for each in modules))
    assert "She did not come again." in text(hers.get(f"{at}/1/2"))
    play(hers, at, 2, 1)
    assert "Rewritten since." in text(hers.get(f"{at}/2/2"))
    assert "She did not come again." in text(hers.get(f"{at}/1/2"))


def test_it_is_hers_alone_and_her_facilitators_see_the_way(course, hers, at, signed_in, writing, in_context):
    run, trainee = course
    play(hers, at, 1, 0, 0)
    with writing() as session:
        other_run = make.a_run(place="Cardiff", snapshot=session.get(Run, run.id).snapshot, state="confirmed",
                               minimum=1)
        others = [make.a_link_member(), make.a_confirmed_trainee(other_run), run.facilitators[0].person]
    for person in others:
        browser = signed_in(person)
        for url in ("", "/1", "/1/1", "/1/3"):
            assert browser.get(f"{at}{url}").status_code == 404
        assert browser.post(f"{at}/1").status_code == browser.post(f"{at}/1/1").status_code == 404
    own = signed_in(others[1])
    own.post(f"/my-course/{other_run.ref}/modules/role/practice/at-the-door/1")
    with in_context() as session:
        found = ways_on(session.get(Run, run.id))
        assert [(way.row.person.id, way.number, way.scene.ending) for way in found] == [
            (trainee.id, 1, "She keeps her job")]


def test_what_the_course_has_not_is_not_found(course, hers, at):
    for url in (f"{at}x", f"{at}x/1", f"{at}/1", f"{at}/1/1", at.replace("role", "rights"), at.replace("role", "no")):
        assert hers.get(url).status_code == 404
    assert hers.post(f"{at}x/1").status_code == hers.post(f"{at}/1/1", data={"choice": 0}).status_code == 404


def test_a_long_way_costs_no_more_statements(hers, at, queries):
    play(hers, at, 1)
    costs = []
    for number in (1, 2):
        hers.get(f"{at}/1/{number}")
        with queries() as seen:
            assert hers.get(f"{at}/1/{number}").status_code == 200
        costs.append(len([statement for statement in seen if not statement.startswith("BEGIN")]))
        hers.post(f"{at}/1/{number}", data={"choice": "0"})
    assert costs[0] == costs[1] <= 8
