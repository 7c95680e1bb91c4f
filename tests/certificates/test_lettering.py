"""What our typefaces can print, and how large a name stands."""

import pytest

from lms.certificates.lettering import (
    BOLD,
    NAME_SIZES,
    NAME_WIDTH,
    along_arc,
    even_room,
    lines_needed,
    lines_of,
    name_size,
    needs_two_lines,
    uncovered,
    width,
)

SIXTY = "Wilhelmina Ọláníkẹ́ Featherstonehaugh-Cholmondeley Prŷs-Jones"


@pytest.mark.parametrize(
    "name",
    ["Rhiannon Prŷs", "Ṣọlá Adéyẹmí", "Siân Llŷr-Evans", "Ọ̀pẹ́ O’Brien", "Łukasz Żółć", "Jürgen Ñúñez", SIXTY],
)
def test_the_names_of_our_members_can_be_printed(name):
    assert uncovered(name) == set()


def test_a_letter_with_its_mark_apart_is_the_same_letter():
    assert uncovered("Ry\N{COMBINING CIRCUMFLEX ACCENT}s") == set()


@pytest.mark.parametrize(
    ("name", "missing"), [("名", {"名"}), ("Анна", set("Анна")), ("Zoë 😀", {"😀"}), ("tab\there", {"\t"})]
)
def test_what_cannot_be_printed_is_named(name, missing):
    assert uncovered(name) == missing


def test_a_short_name_stands_large_and_a_long_one_shrinks_before_it_wraps():
    assert name_size("Rhiannon Prŷs") == 54
    middling = "Siân Llŷr-Evans Featherstonehaugh"
    assert NAME_SIZES[-1] < name_size(middling) < 54
    assert width(middling, name_size(middling)) <= NAME_WIDTH
    assert not needs_two_lines(middling)
    assert name_size(SIXTY) == 34 and needs_two_lines(SIXTY)


def test_short_titles_share_lines_evenly():
    titles = ["The role of reps", "Representing members", "Chairing meetings", "Employment rights"]
    assert lines_of(titles, 19, 2000) == [titles]
    assert lines_of(titles, 19, 420) == [titles[:2], titles[2:]]
    assert lines_of(["a very long title that fits nowhere"], 19, 10) == [["a very long title that fits nowhere"]]
    assert lines_of([], 19, 400) == []


def test_letters_along_a_curve_are_a_drawing():
    path = along_arc("SEAL", file=BOLD, size=8, radius=38, centre=(60, 60))
    assert path.startswith("M") and path.endswith("Z")


def test_a_sentence_is_narrowed_until_no_word_stands_alone():
    sentence = "member at Pellow Bay Health Board, and is accredited to represent all of its members there"
    assert lines_needed(sentence, 17, 660) == 2
    room = even_room(sentence, 17, 660)
    assert room < 500 and lines_needed(sentence, 17, room) == 2
    assert lines_needed("", 17, 660) == 1 and lines_needed("one", 17, 1) == 1
