"""What is shown of the answers, and when."""

from hypothesis import given
from hypothesis import strategies as some

from lms.feedback.lookups import results_of
from lms.feedback.operations import close_form
from lms.feedback.rules import ENOUGH, may_be_shown, shuffled, spread
from tests import make
from tests.feedback.forms import AFTER, an_open_form, answered


@given(some.booleans(), some.integers(min_value=0, max_value=50))
def test_nothing_is_shown_before_closing_or_below_five(closed, answers):
    assert may_be_shown(closed, answers) == (closed and answers >= ENOUGH == 5)


@given(some.lists(some.sampled_from(["1", "2", "3", "4", "5", None, "", "6"])))
def test_a_spread_counts_one_to_five_and_leaves_out_the_rest(values):
    row = spread("How?", values)
    assert row.answered == sum(value in ("1", "2", "3", "4", "5") for value in values)
    assert row.good == sum(value in ("4", "5") for value in values)


@given(some.lists(some.text(max_size=5)), some.randoms())
def test_texts_stand_in_an_order_that_does_not_depend_on_who_came_first(texts, chance):
    others = list(texts)
    chance.shuffle(others)
    assert shuffled(texts, "1change") == shuffled(others, "1change")
    assert sorted(shuffled(texts, "1change")) == sorted(text.strip() for text in texts if text.strip())


def test_four_answers_show_nothing_and_five_show_all_once_it_is_closed(writing):
    with writing():
        few, enough = an_open_form(), an_open_form()
        answered(few, 4)
        answered(enough, 5)
        assert results_of(enough.form, make.NOW) is None
        close_form(enough.form, actor=enough.leader, now=make.NOW)
        assert results_of(enough.form, make.NOW).answers == 5
        assert results_of(few.form, AFTER) is None
        assert results_of(enough.form, AFTER).outcomes[0] == ("The role of reps", 5)


def test_before_and_after_are_two_distributions_and_nothing_pairs_them(writing):
    with writing():
        asked = an_open_form()
        answered(asked, 5)
        results = results_of(asked.form, AFTER)
        assert [row.counts for row in (*results.before, *results.after)] == [(1, 1, 1, 1, 1), (1, 1, 1, 1, 1)]
        assert set(vars(results)) == {"answers", "modules", "scales", "before", "after", "texts"}


def test_texts_are_in_the_same_order_at_each_look_and_not_in_that_of_arrival(writing, in_context):
    with writing():
        asked = an_open_form(9)
        answered(asked, 9)
    looks = []
    for _ in range(2):
        with in_context() as session:
            [(_, texts)] = results_of(session.merge(asked.form, load=False), AFTER).texts
            looks.append(texts)
    assert looks[0] == looks[1] and looks[0] != [f"Thought {number}" for number in range(9)]
    assert sorted(looks[0]) == [f"Thought {number}" for number in range(9)]
