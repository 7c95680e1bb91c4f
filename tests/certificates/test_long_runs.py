"""A run with more people than a page holds: decided over as a whole, shown in parts, those who need attention first."""

import html
import re

import pytest

from lms import demo_mark
from lms.certificates import planning
from lms.certificates.operations import issue_run
from lms.runs.lookups import run_by_ref
from tests import make

pytestmark = pytest.mark.bench


@pytest.fixture
def cast(writing, stage):
    """`cast(51)`: a run with so many people, by name, of whom the last can be issued a certificate and no other."""

    def begun(count):
        with writing():
            demo_mark.mark_as_demo()
            run = make.a_finished_run(capacity=60)
            for number in range(count - 1):
                make.a_trainee_who_completed(run, name=f"Ann {number:03}", decided=False)
            make.an_accredited_rep(run, name="Zoë Prŷs")
            return run.ref, make.an_administrator(email="denise@example.org"), make.a_member(name="Ann Other")

    return lambda count: stage(begun, count)


def text(answer, status=200) -> str:
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def names_on(page: str) -> list[str]:
    return re.findall(r'class="main-cell"><a class="nowrap" [^>]+>([^<]+)', page)


def next_of(page: str, param: str) -> str | None:
    found = re.search(rf'href="([^"]+[?&]{param}=[^"]+)" rel="next"', page)
    return html.unescape(found[1]) if found else None


def test_the_figures_and_the_fingerprint_are_of_the_whole_run_on_each_page(cast, signed_in, in_context):
    ref, administrator, stranger = cast(52)
    browser, address = signed_in(administrator), f"/runs/{ref}/certificates"
    first = text(browser.get(address))
    last = text(browser.get(next_of(first, "after")))
    assert len(names_on(first)) == 50 and "Zoë Prŷs" not in names_on(first)
    assert names_on(first) + names_on(last) == [f"Ann {number:03}" for number in range(51)] + ["Zoë Prŷs"]
    assert next_of(last, "after") is None and "First page" in last
    with in_context():
        seen = planning.fingerprint(planning.dry_run(run_by_ref(ref), make.NOW))
    for page in (first, last):
        assert f'value="{seen}"' in page and "Issue 2 certificates" in page and "52 people" in page
    for refused in ("?after=x", "?issued=x", f"?issued={next_of(first, 'after').partition('after=')[2]}"):
        assert browser.get(address + refused).status_code == 422, refused
    assert signed_in(stranger).get(address).status_code == 404
    assert browser.post(address, data={"seen": seen, "names": "true", "reasons": "true"}).status_code == 303
    assert "of 2 documents made" in text(browser.get(address))


@pytest.mark.parametrize("count", [1, 50])
def test_a_run_that_fits_one_page_is_listed_by_name(cast, signed_in, count):
    ref, administrator, _ = cast(count)
    page = text(signed_in(administrator).get(f"/runs/{ref}/certificates"))
    assert names_on(page) == [f"Ann {number:03}" for number in range(count - 1)] + ["Zoë Prŷs"]
    assert 'class="pages"' not in page and " people:" not in page


def test_who_waits_stands_before_who_falls_short(cast, signed_in, writing):
    ref, administrator, _ = cast(51)
    with writing():
        make.an_accredited_rep(run_by_ref(ref), name="Zoë 名")
    page = text(signed_in(administrator).get(f"/runs/{ref}/certificates"))
    assert names_on(page)[:2] == ["Zoë 名", "Ann 000"]


def test_what_was_issued_for_many_comes_in_parts(writing, signed_in):
    with writing():
        demo_mark.mark_as_demo()
        run = make.a_finished_run(capacity=60)
        for number in range(51):
            make.a_trainee_who_completed(run, name=f"Ann {number:03}")
        issue_run(run, actor=make.US, now=make.NOW)
        ref, administrator = run.ref, make.an_administrator(email="denise@example.org")
    browser, listed = signed_in(administrator), r'class="main-cell">(Ann \d+)</td>'
    first = text(browser.get(f"/runs/{ref}/certificates"))
    last = text(browser.get(next_of(first, "issued")))
    assert re.findall(listed, first) + re.findall(listed, last) == [f"Ann {number:03}" for number in range(51)]
    assert len(re.findall(listed, first)) == 50 and next_of(last, "issued") is None
