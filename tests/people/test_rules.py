"""Good standing, and passwords that are easily guessed."""

import pytest

from lms.people.rules import in_good_standing, weakness


@pytest.mark.parametrize(
    ("status", "good"),
    [("current", True), *((status, False) for status in ("arrears", "suspended", "expelled", "left", "none"))],
)
def test_only_a_current_member_is_in_good_standing(status, good):
    assert in_good_standing(status) is good


@pytest.mark.parametrize(
    "password", ["short", "nine char", "aaaaaaaaaaaa", "Password123", "tolpuddle2026", "rhiannon-prys1", "1234567890"]
)
def test_what_somebody_would_try_first_is_refused_with_a_reason(password):
    assert weakness(password, "Rhiannon Prys", "r.prys@pellowbay.example")


@pytest.mark.parametrize("password", ["seven quiet otters", "x" * 190 + "abcdefghi", "password of the otters"])
def test_a_long_password_is_good_without_signs_or_figures(password):
    assert weakness(password, "Rhiannon Prys", "r.prys@pellowbay.example") is None


def test_a_password_longer_than_anybody_types_is_refused():
    assert "too long" in weakness("abcdefghij" * 21)
