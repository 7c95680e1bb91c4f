"""On the big union no page asks too much, and none asks more for a thousand runs than for ten."""

from contextlib import ExitStack

import pytest

from tests.bench import aims
from tests.bench.databases import ENGINES, Size, databases
from tests.bench.elsewhere import counts
from tests.bench.fresh import in_fresh_process
from tests.bench.measuring import Plan

pytestmark = pytest.mark.bench
SIZE: Size = Plan().size


@pytest.fixture(scope="module", params=ENGINES)
def counted(request):
    """Statements and bytes of every page, over ten runs and over a thousand."""
    with ExitStack() as stack:
        pair = stack.enter_context(databases(SIZE, (request.param,)))[request.param]
        yield in_fresh_process(counts, pair.few, pair.many)


@pytest.mark.parametrize(("kind", "queries", "html"), [
    ("main", aims.QUERIES, aims.HTML), ("elsewhere", aims.QUERIES_ELSEWHERE, aims.HTML_ELSEWHERE),
])
def test_no_page_asks_or_says_too_much(counted, kind, queries, html):
    pages = [page for page in counted if page.kind == kind]
    assert {page.name: page.many for page in pages if queries.missed(page.many)} == {}
    assert {page.name: page.html for page in pages if html.missed(page.html)} == {}


# A list that goes over one page also counts its rows; a region with more than a page of reps reads its figures.
ONCE_OVER_A_PAGE = {"admin /runs": 1, "officer /my-region": 2}


def test_a_thousand_runs_take_no_more_statements_than_ten(counted):
    grown = {page.name: page.many - page.few for page in counted if page.few != page.many}
    assert {name: more for name, more in grown.items() if more > ONCE_OVER_A_PAGE.get(name, 0)} == {}
