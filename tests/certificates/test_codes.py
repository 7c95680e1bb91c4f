"""The printed code: typing it, mistyping it, keeping it."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lms.certificates.codes import (
    ALPHABET,
    LENGTH,
    CodeKeys,
    checked,
    new_code,
    normalise,
    printed,
)

codes = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1).map(checked)
places = st.integers(0, LENGTH - 1)


@given(codes)
def test_a_new_code_is_sixteen_characters_that_nobody_confuses(code):
    assert len(code) == 16
    assert not set(code) & set("ILOU")
    assert normalise(code) == code


@given(codes)
def test_it_is_printed_in_four_groups(code):
    assert [len(group) for group in printed(code).split("-")] == [4, 4, 4, 4]
    assert normalise(printed(code)) == code


@given(codes, st.randoms(use_true_random=False))
def test_capitals_spaces_dashes_and_misread_letters_do_not_matter(code, dice):
    typed = "".join(
        dice.choice([" ", "", "-", " – "])
        + dice.choice({"0": "0Oo", "1": "1IiLl"}.get(character, character + character.lower()))
        for character in code
    )
    assert normalise(typed) == code


@given(codes, places, st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(code, place, other):
    assume(other != code[place])
    assert normalise(code[:place] + other + code[place + 1 :]) is None


@given(codes, places, places)
def test_two_characters_that_changed_places_are_noticed(code, one, another):
    assume(code[one] != code[another])
    letters = list(code)
    letters[one], letters[another] = letters[another], letters[one]
    assert normalise("".join(letters)) is None


@given(codes, places)
def test_a_character_missing_or_typed_twice_is_noticed(code, place):
    assert normalise(code[:place] + code[place + 1 :]) is None
    assert normalise(code[:place] + code[place] + code[place:]) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_gets_an_answer_and_never_an_error(typed):
    code = normalise(typed)
    assert code is None or (len(code) == LENGTH and set(code) <= set(ALPHABET))


@pytest.mark.parametrize("typed", ["", "U" * 16, "é" * 16, "²" * 16, "0" * 15, "0" * 17])
def test_what_no_certificate_could_carry_is_none(typed):
    assert normalise(typed) is None


def test_new_codes_use_the_whole_alphabet_and_do_not_repeat():
    made = [new_code() for _ in range(500)]
    assert all(normalise(code) == code for code in made)
    assert len(set(made)) == 500
    assert set("".join(made)) == set(ALPHABET)


def test_the_look_up_is_the_same_for_one_secret_and_differs_for_another():
    keys, again, other = (CodeKeys.from_secret(secret) for secret in ("one", b"one", "two"))
    code = new_code()
    assert keys.lookup(code) == again.lookup(code)
    assert keys.lookup(code) != other.lookup(code)
    assert len(keys.lookup(code)) == 64
    assert set(keys.lookup(code)) <= set(string.hexdigits)


def test_a_sealed_code_opens_for_its_own_row_and_secret_alone():
    keys = CodeKeys.from_secret("one")
    code = new_code()
    sealed = keys.seal(code, "HMT-A-2026-0001")
    assert code.encode() not in sealed
    assert keys.seal(code, "HMT-A-2026-0001") != sealed
    assert keys.unseal(sealed, "HMT-A-2026-0001") == code
    tampered = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for refused, number, reader in [
        (sealed, "HMT-A-2026-0002", keys),
        (sealed, "HMT-A-2026-0001", CodeKeys.from_secret("two")),
        (tampered, "HMT-A-2026-0001", keys),
        (b"", "HMT-A-2026-0001", keys),
    ]:
        with pytest.raises(ValueError, match="cannot be read"):
            reader.unseal(refused, number)


def test_the_keys_do_not_show_when_printed():
    assert "key" not in repr(CodeKeys.from_secret("one")).lower().replace("codekeys", "")


def test_an_empty_secret_is_refused():
    with pytest.raises(ValueError, match="secret"):
        CodeKeys.from_secret("")
