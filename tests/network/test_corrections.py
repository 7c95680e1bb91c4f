"""What only puts right the words is nothing to read; what is dropped is; and a mark left standing silences nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lms.network.models import LawReading
from lms.network.operations import begin_round, read_update, tell_some
from lms.network.reached import counts_of, reps_of
from lms.network.register import register
from lms.network.updates import update_of, updates_of
from tests import make
from tests.network import law
from tests.small_courses import a_stewards_course

NOW = make.NOW
TYPO = replace(law.SERVICE, text="<p>An employee has to have worked long enough.</p>")
PUT_RIGHT = replace(TYPO, corrected=date(2026, 11, 24))


def slugs(person):
    return [each.slug for each in updates_of(person, NOW)]


def told(day):
    firsts = begin_round(day, now=NOW)
    return sum(tell_some(first, now=NOW) for first in firsts)


def test_words_that_are_put_right_are_nothing_to_read_and_nobody_is_told(writing, a_rep):
    with writing():
        rep, _ = a_rep()
        law.published("1.1", PUT_RIGHT, law.COMPANION)
        assert slugs(rep) == [] and told(date(2026, 11, 26)) == 0
        service = register().statements["service"]
        assert counts_of(service, NOW.date()) == (0, 0) and not service.teach_otherwise
        assert [each.law.text for each in service.wordings] == [PUT_RIGHT.text, law.SERVICE.text]


def test_the_same_words_without_the_mark_are_something_to_read(writing, a_rep):
    with writing():
        rep, _ = a_rep()
        law.published("1.1", TYPO, law.COMPANION)
        assert slugs(rep) == ["service"] and told(date(2026, 11, 26)) == 1


@pytest.mark.parametrize("changed", [
    {"status": "made"}, {"jurisdiction": "Scotland"},
    {"rules": (replace(law.SERVICE.rules[0], ends=date(2027, 6, 30)),)},
    {"rules": (replace(law.SERVICE.rules[0], status="made"),)}, {"rules": law.SIX_MONTHS.rules},
], ids=["status", "jurisdiction", "last day", "status of a rule", "another rule"])
def test_a_change_of_more_than_words_is_no_correction_whatever_it_says_of_itself(writing, a_rep, changed):
    with writing():
        rep, _ = a_rep()
        law.published("1.1", replace(PUT_RIGHT, **changed), law.COMPANION)
        assert slugs(rep) == ["service"]


def test_a_mark_that_was_left_standing_silences_no_later_change(writing, a_rep):
    with writing():
        rep, _ = a_rep()
        law.published("1.1", PUT_RIGHT, law.COMPANION)
        law.published("1.2", replace(PUT_RIGHT, text="<p>No service is needed.</p>"), law.COMPANION)
        assert slugs(rep) == ["service"]
        law.published("1.3", replace(PUT_RIGHT, text="<p>No service at all.</p>", corrected=date(2026, 11, 25)),
                      law.COMPANION)
        update = update_of(rep, "service", NOW)
        assert "No service at all" in update.now.law.text and "long enough" in update.learned.law.text


def test_what_she_read_stays_read_when_its_words_are_put_right(writing, a_rep):
    with writing() as session:
        rep, _ = a_rep()
        law.published("1.1", law.SIX_MONTHS, law.COMPANION)
        shown = update_of(rep, "service", NOW)
        law.published("1.2", replace(law.SIX_MONTHS, text=TYPO.text, corrected=date(2026, 11, 24)), law.COMPANION)
        read_update(rep, update_of(rep, "service", NOW), digest=shown.digest, now=NOW)  # from the page of before
        assert update_of(rep, "service", NOW).read_at == NOW
        assert session.scalar(select(LawReading)).digest == shown.digest
        assert counts_of(register().statements["service"], NOW.date()) == (1, 1)
        assert told(date(2026, 11, 26)) == 0


def test_a_correction_in_one_course_is_none_where_another_said_something_else(writing, a_rep):
    with writing():
        rep, _ = a_rep()
        a_stewards_course(law=(law.SIX_MONTHS,))
        a_stewards_course(version="1.1", law=(replace(
            law.SIX_MONTHS, text=TYPO.text, corrected=date(2026, 11, 24)),))
        assert slugs(rep) == ["service"]
        law.published("1.1", replace(law.SIX_MONTHS, text=TYPO.text, corrected=date(2026, 11, 24)), law.COMPANION)
        assert slugs(rep) == ["service"]


def test_what_no_course_states_any_more_is_to_be_read_once(writing, a_rep):
    with writing() as session:
        rep, _ = a_rep()
        law.published("1.1", law.COMPANION)
        (update,) = updates_of(rep, NOW)
        assert (update.slug, update.dropped, update.learned.law.title) == ("service", True, law.SERVICE.title)
        dropped = register().dropped["service"]
        assert dropped.dropped_at == register().editions[-1].published_at
        assert counts_of(dropped, NOW.date()) == (1, 0)
        assert [row.id for row in session.execute(reps_of(dropped, NOW.date(), read=False))] == [rep.id]
        assert told(date(2026, 11, 26)) == 1 and told(date(2026, 11, 27)) == 0
        read_update(rep, update, digest=update.digest, now=NOW)
        assert update_of(rep, "service", NOW).read_at == NOW and counts_of(dropped, NOW.date()) == (1, 1)


def test_what_is_stated_again_is_no_longer_dropped_and_what_is_dropped_again_is_read_again(writing, a_rep):
    with writing():
        rep, _ = a_rep()
        law.published("1.1", law.COMPANION)
        first = update_of(rep, "service", NOW)
        read_update(rep, first, digest=first.digest, now=NOW)
        law.published("1.2", law.SERVICE, law.COMPANION)
        back = update_of(rep, "service", NOW)
        assert back.again and not back.dropped and back.read_at is None and not register().dropped
        read_update(rep, back, digest=back.digest, now=NOW + timedelta(hours=1))
        assert update_of(rep, "service", NOW).read_at
        law.published("1.3", law.COMPANION)
        again = update_of(rep, "service", NOW)
        assert again.read_at is None and again.digest != first.digest


def test_what_another_course_states_or_what_has_another_name_is_not_dropped(writing, a_rep):
    with writing():
        rep, _ = a_rep()
        law.published("1.1", replace(law.SERVICE, slug="service-needed"), law.COMPANION)
        assert slugs(rep) == [] and not register().dropped
        law.published("1.2", law.COMPANION)
        assert slugs(rep) == ["service"]
        a_stewards_course(law=(law.SERVICE,))
        assert slugs(rep) == []


@pytest.fixture
def people(writing, a_rep):
    with writing():
        rep, administrator = a_rep()
        law.published("1.1", law.COMPANION)
        return {"rep": rep, "administrator": administrator, "author": make.an_author()}


def test_the_pages_say_that_it_is_no_longer_part_of_the_course(people, signed_in):
    rep = signed_in(people["rep"])
    assert "No longer part of any course since" in rep.get("/updates").text
    page = rep.get("/updates/service").text
    assert "Don’t advise a member by it any more" in page and "As you learned it" in page
    assert "As it is now" not in page and "What is different" not in page
    digest = page.partition('name="digest"')[2].partition('value="')[2].partition('"')[0]
    answer = rep.post("/updates/service", data={"digest": digest}, follow_redirects=True)
    assert "It is on record that you have read it." in answer.text
    assert "You read this on" in rep.get("/updates/service").text
    administrator = signed_in(people["administrator"])
    listed = administrator.get("/freshness").text
    assert "No longer stated" in listed and "Service needed for a claim" in listed
    page = administrator.get("/freshness/service").text
    assert "As it was stated last" in page and "1 of 1" in page and "no latest version states it" in page
    assert "still states it otherwise" not in page and "As it is stated now" not in page


def test_programs_are_told_too(people, by_program):
    rep, author = by_program(people["rep"]), by_program(people["author"])
    assert [each["dropped"] for each in rep.get("/updates").json["items"]] == [True]
    shown = rep.get("/updates/service").json
    assert shown["now"] is None and shown["learned"]["title"] == law.SERVICE.title
    assert rep.post("/updates/service", json={"digest": shown["digest"]}).json["read_at"]
    assert [each["statement"] for each in author.get("/freshness").json["items"]] == ["companion"]
    (gone,) = author.get("/freshness?dropped=true").json["items"]
    assert (gone["statement"], gone["otherwise"]) == ("service", 1) and gone["dropped_at"]
    assert author.get("/freshness/service").json["read"] == 1


def test_a_correction_is_shown_as_one_on_the_page_of_the_statement(writing, a_rep, signed_in):
    with writing():
        _, administrator = a_rep()
        law.published("1.1", PUT_RIGHT, law.COMPANION)
    page = signed_in(administrator).get("/freshness/service").text
    assert "only words were put right since" in page and "Reps who learned it otherwise" not in page


def test_the_file_has_what_was_dropped_too(people, signed_in):
    text = signed_in(people["author"]).post("/freshness.csv").text
    assert "Service needed for a claim" in text
