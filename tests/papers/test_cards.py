"""How large a name stands on its card."""

import pytest

from lms.papers.pack import Guest

LONG = "Wilhelmina Ọláníkẹ́ Featherstonehaugh-Cholmondeley Prŷs-Jones"


@pytest.mark.parametrize(("called", "size"), [
    ("Ọlá", "large"), ("Gwenllian", "large"), ("Siân Llŷr-Evans", "middle"), ("Mwmwmwmwmwmw Wwwww", "small"),
    (LONG, "smallest"), ("", "large"),
])
def test_a_name_stands_on_its_card_as_large_as_it_can(called, size):
    assert Guest(called, called).size == size
