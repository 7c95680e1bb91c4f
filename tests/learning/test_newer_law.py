"""A run keeps its version; where the law has moved on, or nobody has looked in time, its pages say so."""

import re
from dataclasses import replace
from datetime import date

import pytest

from lms.content.operations import programme_of
from lms.learning.newer_law import doubts_of
from lms.runs.models import Run
from tests import make
from tests.small_courses import LAW, a_programme

COMPANION, SERVICE = LAW
AFTER = make.NOW.replace(day=25)
CITING = '<p>Read on. <a href="law:companion">A companion</a></p>'


def told(answer) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", answer.text))


@pytest.fixture
def publish(writing):
    """Publishes version 1.1 with these statements."""
    def published(*law):
        with writing():
            a_programme(version="1.1", law=law, published_at=AFTER)
    return published


def test_while_nothing_is_newer_nothing_is_said(hers, reading):
    for path in ("/law", "/law/role", "/modules/role/last"):
        assert "may not be so" not in told(hers.get(reading.base + path))
        assert "otherwise" not in told(hers.get(reading.base + path))


def test_a_statement_that_says_otherwise_now_is_shown_beside_the_old_one(hers, reading, publish):
    publish(replace(COMPANION, text="<p>To any meeting she may bring one.</p>"), SERVICE)
    shelf = told(hers.get(f"{reading.base}/law/role"))
    assert "To a hearing she may bring one." in shelf and "To any meeting she may bring one." in shelf
    assert f"It is worded otherwise in the newest version, of {AFTER.day} November 2026." in shelf
    listed = hers.get(f"{reading.base}/law").text
    assert "worded otherwise in the newest version" in listed.split('id="companion"')[1].split("</li>")[0]
    assert "otherwise" not in listed.split('id="service"')[1].split("</li>")[0]


def test_a_page_that_cites_it_says_so_and_leads_there(hers, reading, publish):
    publish(replace(COMPANION, text="<p>To any meeting she may bring one.</p>"), SERVICE)
    page = hers.get(f"{reading.module}/last")
    assert "Some of the law here may not be so any more." in told(page)
    assert f'<a href="{reading.base}/law/role#companion">{COMPANION.title}</a>: worded otherwise in' in page.text
    assert "may not be so" not in told(hers.get(f"{reading.base}/modules/rights/first"))


def test_what_is_dropped_or_was_not_looked_at_in_time_is_said(hers, reading, publish, clock):
    publish(COMPANION)
    assert "no longer states this" in told(hers.get(f"{reading.base}/law/elsewhere"))
    clock.at("2027-01-05 10:00")
    assert "It was to be checked by 4 January 2027, and hasn’t been." in told(hers.get(f"{reading.base}/law/role"))
    assert "not yet checked" in told(hers.get(f"{reading.module}/last"))


def test_the_same_words_checked_anew_are_no_doubt(reading, publish, in_context):
    publish(replace(COMPANION, next_check=date(2027, 7, 1)), SERVICE)
    with in_context() as session:
        run = session.get(Run, reading.run.id)
        assert programme_of(run.snapshot).version == "1.0"
        assert [doubt.law.slug for doubt in doubts_of(run.snapshot, date(2027, 3, 1))] == ["service"]  # overdue
        assert doubts_of(run.snapshot, date(2026, 12, 1)) == []
        assert [doubt.overdue for doubt in doubts_of(run.snapshot, date(2027, 8, 1), CITING)] == [True]


def test_a_comma_that_was_put_right_hides_no_change_before_it(reading, publish, writing, in_context):
    publish(changed := replace(COMPANION, text="<p>To any meeting she may bring one</p>"), SERVICE)
    with writing():
        a_programme(version="1.2", published_at=AFTER.replace(day=27), law=(
            replace(changed, text="<p>To any meeting she may bring one.</p>", corrected=date(2026, 11, 27)), SERVICE))
    with in_context() as session:
        doubt, = doubts_of(session.get(Run, reading.run.id).snapshot, date(2026, 12, 1))
        assert doubt.newer.text == "<p>To any meeting she may bring one.</p>" and doubt.newest == date(2026, 11, 27)


def test_programs_are_told_as_well(reading, publish, by_program):
    publish(COMPANION)
    shown = by_program(reading.trainee).get(f"{reading.base}/law").json["items"]
    assert [each["doubt"][:16] for each in shown] == ["", "no longer stated"]


def test_a_text_that_cites_no_law_costs_nothing(reading, in_context, queries):
    with in_context() as session:
        run = session.get(Run, reading.run.id)
        programme_of(run.snapshot)
        with queries() as seen:
            assert doubts_of(run.snapshot, date(2027, 8, 1), "<p>Ring your officer.</p>") == []
        assert len(seen) == 0
        with queries() as seen:
            doubts_of(run.snapshot, date(2027, 8, 1))
        assert len(seen) == 1
