"""What reps are told of the law: before it is published, and what an author is asked to say."""

from dataclasses import replace
from datetime import date

import pytest

from lms.content.news import CHANGED, CORRECTED, DROPPED, NO_CORRECTION, law_news
from lms.content.reading import read
from tests.content import small
from tests.content.sending import CHANGED as VERSION
from tests.content.sending import packed, send

DAY = date(2026, 11, 25)


@pytest.fixture
def programme(tmp_path):
    return read(small.write(tmp_path, **small.RICH)).programmes[0]


def news(programme, *laws):
    after = replace(programme, law=laws)
    return [(each.law.slug, each.words, each.unexplained)
            for each in law_news({programme.slug: programme}, {programme.slug: after})]


def test_what_changed_is_told_what_was_only_put_right_isnt_and_what_is_dropped_is(programme):
    service, companion = (programme.statement(slug) for slug in ("service", "when-a-companion"))
    assert news(programme, service, replace(companion, next_check=DAY, checked_on=DAY)) == []
    reworded = replace(companion, text="<p>She may bring one.</p>", provision="The Act")
    assert news(programme, service, reworded) == [("when-a-companion", CHANGED, True)]
    assert news(programme, service, replace(reworded, update="Only one.")) == [("when-a-companion", CHANGED, False)]
    assert news(programme, service, replace(reworded, corrected=DAY)) == [("when-a-companion", CORRECTED, False)]
    assert news(programme, service, replace(reworded, corrected=DAY, status="made")) == [
        ("when-a-companion", NO_CORRECTION, True)]
    assert news(programme, companion) == [("service", DROPPED, False)]


def test_a_statement_that_another_programme_still_has_is_not_dropped(programme):
    other = replace(programme, slug="stewards")
    both = {"reps": programme, "stewards": other}
    assert law_news(both, {"reps": replace(programme, law=())}) == []
    assert law_news(both, {slug: replace(each, law=()) for slug, each in both.items()})
    assert law_news({}, both) == []


def test_the_page_of_what_was_sent_says_what_reps_are_told(huw, tmp_path):
    law = small.LAW.replace("*one*", "*two*")
    page = huw.get(send(huw, packed(tmp_path / "a", **VERSION, **{"law/when-a-companion.yaml": law})).location).text
    assert CHANGED in page and "get one e-mail tomorrow morning" in page
    assert "it doesn’t say what has changed" in page and "write “corrected:” and today’s date" in page
    typo = huw.get(send(huw, packed(tmp_path / "b", **VERSION, **{
        "law/when-a-companion.yaml": law + "corrected: 2026-11-25\n"})).location).text
    assert CORRECTED in typo and "tomorrow morning" not in typo and "it doesn’t say what has changed" not in typo
    explained = huw.get(send(huw, packed(tmp_path / "c", **VERSION, **{
        "law/when-a-companion.yaml": law + "update: She may bring two.\n"})).location).text
    assert CHANGED in explained and "it doesn’t say what has changed" not in explained
