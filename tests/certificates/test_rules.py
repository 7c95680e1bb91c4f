"""What is said of a certificate, and whether a name is its own."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.certificates.rules import (
    Held,
    filled,
    folded,
    hours_in_words,
    in_words,
    names_match,
    number,
    sentence,
    status,
)

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("Rhiannon Prŷs", "rhiannon prys"),
        ("Ṣọlá Adéyẹmí", "SOLA  ADEYEMI"),
        ("Siân Llŷr-Evans", "Sian Llyr Evans"),
        ("Niamh O’Brien", "Niamh O'Brien"),
        ("Niamh O’Brien", "Niamh OBrien"),
        ("Łukasz Żółć", "Lukasz Zolc"),
        ("Jürgen Groß", "Jurgen Gross"),
        ("Søren Bjørn", "Soren Bjorn"),
    ],
)
def test_case_accents_hyphens_and_apostrophes_are_not_compared(printed, typed):
    assert names_match(printed, typed)


@pytest.mark.parametrize(
    "typed", ["", "   ", "Rhiannon", "Prŷs", "Rhiannon Pryss", "Prŷs Rhiannon", "Rhiannonprys", "'-"]
)
def test_a_part_of_the_name_or_another_one_does_not_match(typed):
    assert not names_match("Rhiannon Prŷs", typed)


@given(st.text(min_size=1, max_size=40))
def test_any_name_matches_itself_if_there_is_anything_to_it(name):
    assert names_match(name, name) == bool(folded(name))
    assert folded(folded(name)) == folded(name)


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (Held(None), "current"),
        (Held(TODAY), "current"),
        (Held(date(2026, 11, 25)), "expired"),
        (Held(date(2031, 1, 1), suspended=True), "not current"),
        (Held(date(2026, 11, 25), suspended=True), "expired"),
        (Held(date(2031, 1, 1), "withdrawn", date(2026, 11, 2)), "withdrawn"),
        (Held(date(2026, 1, 1), "superseded", date(2026, 11, 2), suspended=True), "superseded"),
    ],
)
def test_an_end_outweighs_a_date_and_a_date_a_suspension(held, said):
    assert status(held, TODAY) == said
    assert sentence(said, held).endswith(".")


def test_no_sentence_gives_a_reason_or_a_name():
    held = Held(date(2026, 1, 1), "withdrawn", date(2026, 11, 2))
    assert sentence("withdrawn", held) == "It was genuine. It stopped on 2 November 2026."
    assert sentence("not found") == "We have issued no certificate with this code."


def test_a_number_says_whose_what_and_when():
    assert number("HMT", "accreditation", 2026, 147) == "HMT-A-2026-0147"
    assert number("HMT", "completion", 2027, 12345) == "HMT-C-2027-12345"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (720, "twelve hours"),
        (60, "one hour"),
        (90, "one and a half hours"),
        (30, "half an hour"),
        (29, "less than half an hour"),
        (1500, "25 hours"),
        (119, "one and a half hours"),
    ],
)
def test_hours_are_said_in_words(minutes, said):
    assert hours_in_words(minutes) == said


def test_small_numbers_are_words():
    assert [in_words(count) for count in (0, 7, 20, 21)] == ["no", "seven", "twenty", "21"]


def test_a_wording_is_filled_in_and_an_unknown_place_is_an_error():
    assert filled("{name} of {employer}", {"name": "A {b}", "employer": "C"}) == "A {b} of C"
    with pytest.raises(KeyError, match="who"):
        filled("{who}", {})
