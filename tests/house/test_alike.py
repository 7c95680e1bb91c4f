"""What `make test` draws on one engine only."""

from tests.alike import PAGES, RULES
from tests.house.tree import PROJECT


def test_the_pages_and_rules_that_are_looked_at_once_are_there():
    assert not [file for file in PAGES | RULES if not (PROJECT / file).exists()]


def test_make_test_leaves_them_out_and_says_so():
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert "and not again" in makefile and "on PostgreSQL again" in makefile.split("test-all:")[0]
