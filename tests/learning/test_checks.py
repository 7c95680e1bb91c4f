"""Knowledge checks: answered, explained, kept, and shown to facilitators in sum only."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select

from lms.content.operations import programme_of
from lms.learning import rules
from lms.learning.answering import answer_checks
from lms.learning.figures import check_figures
from lms.learning.models import CheckAttempt
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs.models import Run
from tests import make
from tests.make import NOW
from tests.small_courses import a_programme


@pytest.fixture
def attempts(in_context):
    """`attempts()` is what was kept: check, attempt, what was chosen."""

    def kept():
        with in_context() as session:
            rows = session.scalars(select(CheckAttempt).order_by(CheckAttempt.id))
            return [(row.check_id, row.attempt, row.chosen) for row in rows]

    return kept


def text(answer):
    return answer.get_data(as_text=True)


def test_nothing_is_explained_before_it_is_answered(hers, reading):
    page = text(hers.get(f"{reading.module}/checks"))
    assert "Nobody marks this." in page and "0 of 2 answered" in page and "Tick all that apply." in page
    assert "The choice is hers." not in page


def test_each_answer_is_explained_once_one_is_chosen(hers, reading, attempts):
    answer = hers.post(f"{reading.module}/checks", data={"a-chooses": "1", "check": "chooses"})
    assert (answer.status_code, answer.location) == (303, f"{reading.module}/checks#q-chooses")
    page = text(hers.get(f"{reading.module}/checks"))
    assert "1 of 2 answered" in page and "Not this one" in page
    for why in ("The choice is hers.", "He may be asked for nothing.", "You may say no."):
        assert why in page
    assert "That too." not in page
    assert attempts() == [("chooses", 1, ["Her manager"])]


def test_what_was_chosen_elsewhere_on_the_page_is_kept_as_well(hers, reading, attempts):
    hers.post(f"{reading.module}/checks", data={"a-chooses": "0", "a-may": ["0", "1"], "check": "chooses"})
    assert attempts() == [("chooses", 1, ["The member"]), ("may", 1, ["Put her case", "Sum up"])]
    page = text(hers.get(f"{reading.module}/checks"))
    assert page.count("That is right") == 2
    assert "Answered" in text(hers.get(reading.module))


def test_it_can_be_tried_again_and_every_attempt_is_kept(hers, reading, attempts):
    hers.post(f"{reading.module}/checks", data={"a-may": ["0"], "check": "may"})
    assert "Not quite" in text(hers.get(f"{reading.module}/checks"))
    again = text(hers.get(f"{reading.module}/checks?again=may"))
    assert 'name="a-may"' in again and "Leave it as it was" in again
    hers.post(f"{reading.module}/checks", data={"a-may": ["0", "1"], "check": "may"})
    assert attempts() == [("may", 1, ["Put her case"]), ("may", 2, ["Put her case", "Sum up"])]
    assert "You have answered 2 times." in text(hers.get(f"{reading.module}/checks"))


def test_sent_twice_it_is_kept_once(hers, reading, attempts):
    for _ in range(2):
        assert hers.post(f"{reading.module}/checks", data={"a-chooses": "0", "check": "chooses"}).status_code == 303
    assert len(attempts()) == 1


def test_a_double_click_is_one_attempt(writing, at_once, reading, attempts):
    def click():
        with writing() as session:
            module = programme_of(session.get(Run, reading.run.id).snapshot).module("role")
            return answer_checks(session.get(Person, reading.trainee.id), module, {"chooses": [0]}, now=NOW)

    assert at_once(click, click) == [["chooses"], ["chooses"]]
    assert attempts() == [("chooses", 1, ["The member"])]


@pytest.mark.parametrize(("typed", "said"), [
    ({"check": "chooses"}, "Choose an answer first"),
    ({}, "Choose an answer first"),
    ({"a-chooses": ["0", "1"], "check": "chooses"}, "One answer is right here: choose one"),
    ({"a-chooses": "7", "check": "chooses"}, "This question has changed"),
    ({"a-chooses": "first", "check": "chooses"}, "Give a whole number"),
])
def test_what_can_not_be_kept_is_said_and_what_was_chosen_stays(hers, reading, attempts, typed, said):
    answer = hers.post(f"{reading.module}/checks", data=typed | {"a-may": "1"} if typed else typed)
    assert answer.status_code == 422 and said in text(answer)
    if typed:
        assert 'value="1" id="f-a-may-2" checked' in text(answer)
    assert attempts() == []


def test_only_who_has_a_place_answers(signed_in, reading, writing, attempts):
    with writing():
        stranger = make.a_link_member()
    for person in (stranger, reading.facilitator):
        browser = signed_in(person)
        assert browser.get(f"{reading.module}/checks").status_code == 404
        assert browser.post(f"{reading.module}/checks", data={"a-chooses": "0"}).status_code == 404
    assert attempts() == []


def test_a_module_without_questions_has_no_such_page(hers, reading):
    assert hers.get(f"{reading.base}/modules/rights/checks").status_code == 404
    assert hers.post(f"{reading.base}/modules/rights/checks").status_code == 404


def test_hers_are_not_anothers(hers, reading, signed_in):
    hers.post(f"{reading.module}/checks", data={"a-chooses": "0", "check": "chooses"})
    assert "0 of 2 answered" in text(signed_in(reading.other).get(f"{reading.module}/checks"))


def test_an_answer_that_is_worded_otherwise_by_now_is_asked_again(hers, reading, writing, attempts):
    with writing() as session:
        session.add(CheckAttempt(person_id=reading.trainee.id, module_slug="role", check_id="chooses", attempt=1,
                                 chosen=["As it was worded then"], answered_at=NOW))
    assert "0 of 2 answered" in text(hers.get(f"{reading.module}/checks"))
    hers.post(f"{reading.module}/checks", data={"a-chooses": "0", "check": "chooses"})
    assert [attempt for _, attempt, _ in attempts()] == [1, 2]


def test_what_was_answered_in_other_words_is_to_be_answered_again(hers, reading, writing):
    with writing() as session:
        session.add(CheckAttempt(person_id=reading.trainee.id, module_slug="role", check_id="chooses", attempt=1,
                                 chosen=["What has gone since"], answered_at=NOW))
        module = programme_of(session.get(Run, reading.run.id).snapshot).module("role")
        answer_checks(session.get(Person, reading.trainee.id), module, {"may": [0]}, now=NOW)
    assert "1 of 2 answered" in hers.get(f"{reading.module}/checks").text
    assert "Answered" not in hers.get(reading.module).text
    with writing() as session:
        answer_checks(session.get(Person, reading.trainee.id), module, {"chooses": [0]}, now=NOW)
    assert "2 of 2 answered" in hers.get(f"{reading.module}/checks").text
    assert "Answered" in hers.get(reading.module).text


# --- for facilitators --------------------------------------------------------------------------------


def test_figures_are_of_five_people_at_least_and_of_their_first_answers(writing):
    with writing():
        run = make.a_run(snapshot=a_programme(), state="confirmed", minimum=1)
        module = programme_of(run.snapshot).module("role")
        people = [make.a_confirmed_trainee(run, make.a_link_member()) for _ in range(5)]
        stranger = make.a_link_member()
        for person in [*people[:4], stranger]:
            answer_checks(person, module, {"chooses": [0]}, now=NOW)
        assert check_figures(run) == {("role", "chooses"): None, ("role", "may"): None}
        answer_checks(people[4], module, {"chooses": [1]}, now=NOW)
        answer_checks(people[4], module, {"chooses": [0]}, now=NOW)
        found = check_figures(run)
        assert found["role", "chooses"] == rules.Chosen(5, (4, 1, 0)) and found["role", "may"] is None


@given(some.lists(some.sets(some.sampled_from("abc"), min_size=1), max_size=17))
def test_figures_say_how_many_chose_each_and_never_of_one_person_more(chosen):
    found, counts = rules.figures(("a", "b", "c"), chosen), len(chosen) // 5 * 5
    if not counts:
        assert found is None
    else:
        assert found == rules.Chosen(counts, tuple(sum(each in one for one in chosen[:counts]) for each in "abc"))


def test_right_means_all_of_the_right_ones_and_no_other():
    assert rules.is_right(["a", "b"], ["b", "a"])
    assert not rules.is_right(["a"], ["a", "b"]) and not rules.is_right(["a", "b", "c"], ["a", "b"])


def test_an_unknown_check_is_refused_whole(writing, reading, attempts):
    with writing() as session:
        module = programme_of(session.get(Run, reading.run.id).snapshot).module("role")
        with pytest.raises(Refusal):
            answer_checks(session.get(Person, reading.trainee.id), module, {"chooses": [0], "none": [0]}, now=NOW)
    assert attempts() == []
