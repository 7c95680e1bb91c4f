"""A list as long as the union: checked in parts by a job, and no part forgets what another one said."""

import os
from io import BytesIO

import pytest
from sqlalchemy import func, select

from lms import jobs
from lms.record import jobs as at_work
from lms.record import kept, long_check, views
from lms.record.models import MembersFile, MembersRow
from tests import make
from tests.record.lists import checked, lines, started, steps


@pytest.fixture(autouse=True)
def _short_parts(monkeypatch):
    monkeypatch.setattr(long_check, "A_PART", 10)


@pytest.fixture
def lying_about(app):
    """`lying_about()` is what the test has left in the data folder, which all tests share."""

    def now():
        with app.app_context():
            return {path.name for path in kept.path_of("any").parent.glob("*")}

    before = now()
    return lambda: now() - before


@pytest.fixture
def rejects(in_context):
    def of(file_id):
        with in_context() as session:
            rows = session.scalars(select(MembersRow).where(
                MembersRow.file_id == file_id, MembersRow.action == "reject").order_by(MembersRow.id))
            return [(row.line, row.problems[0]["reason"]) for row in rows]

    return of


def test_a_long_list_is_checked_by_a_job_and_the_page_says_how_far_it_is(app, browser, monkeypatch, lying_about):
    monkeypatch.setattr(views, "SHORT", 3)
    content = "\n".join(["Number,Name", *(f"{n},Owen Pugh" for n in range(100, 125))]).encode()
    page = browser.post("/members/import", data={"file": (BytesIO(content), "m.csv")}, follow_redirects=True)
    assert "0 of about 25 read" in page.text and '<noscript><meta http-equiv="refresh"' in page.text
    assert "Being checked" in browser.get("/members/import").text
    assert browser.get(f"{page.request.path}/progress").json == {"state": "checking", "written": 0, "of": 25}
    assert browser.post(f"{page.request.path}/confirmation").status_code == 422
    with app.app_context():
        jobs.run_jobs_now()
    page = browser.get(page.request.path)
    assert "Write 25 lines?" in page.text and "refresh" not in page.text
    assert lying_about() == set()


def test_a_number_or_a_place_of_an_earlier_part_is_remembered(app, rejects):
    rows = lines(25)
    rows[22] = rows[2].replace("Member", "Other")
    rows[24] = "30000,Morag Bain,PELLOW BAY,ward 6,Wales,"
    file_id = checked(app, rows)
    assert rejects(file_id) == [
        (24, "Line 4 has this number too."),
        (26, "Ward 6 at Pellow Bay can't be in Wales: line 8 puts it in Scotland."),
    ]


def test_a_part_that_is_read_twice_is_kept_once(app, in_context, rejects):
    file_id, step = started(app, lines(25)), steps(app)
    really, parts = long_check.read_part, []

    def read_again(file, today):
        """As if the worker had been killed after it noted what the lines say, before it kept them."""
        really(file, today)
        parts.append(file.rows_read)
        return really(file, today)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_check, "read_part", read_again)
        at_work.check_members(step, file_id)
    assert parts == [0, 10, 20, 25] and rejects(file_id) == []
    with in_context() as session:
        assert session.get(MembersFile, file_id).counts["add"] == 25
        assert session.scalar(select(func.count(MembersRow.id))) == 25


def test_of_two_who_check_the_same_part_one_keeps_it(app, in_context, writing):
    file_id = started(app, lines(25))
    with in_context() as session:
        part = long_check.read_part(session.get(MembersFile, file_id), make.NOW.date())
    for _ in range(2):
        with writing() as session:
            assert long_check.keep_part(session.get(MembersFile, file_id), part)
    with in_context() as session:
        assert session.get(MembersFile, file_id).rows_read == 10


def test_a_list_that_breaks_off_is_unreadable_and_nothing_of_it_is_kept(app, browser, in_context, lying_about):
    file_id = started(app, [*lines(25), '5,"Owen Pugh'], by_job=True)
    with app.app_context():
        jobs.run_jobs_now()
    page = browser.get(f"/members/import/{file_id}")
    assert "Line 27 can&#39;t be read" in page.text and "read to its end" in page.text
    with in_context() as session:
        assert session.scalar(select(func.count(MembersRow.id))) == 0
    assert lying_about() == set()


def test_a_list_whose_file_is_gone_says_so(app, in_context):
    file_id = started(app, lines(25))
    with in_context() as session:
        kept.forget(session.get(MembersFile, file_id).kept_as)
    at_work.check_members(steps(app), file_id)
    with in_context() as session:
        assert "Send it again" in session.get(MembersFile, file_id).problem


def test_a_list_can_be_discarded_while_it_is_checked(app, browser, in_context, lying_about):
    file_id = started(app, lines(25), by_job=True)
    with app.app_context():
        at_work.check_lines(file_id)
    assert browser.post(f"/members/import/{file_id}/discarding").status_code == 303
    with app.app_context():
        jobs.run_jobs_now()
    with in_context() as session:
        assert session.get(MembersFile, file_id).state == "discarded"
        assert session.scalar(select(func.count(MembersRow.id))) == 0
    assert lying_about() == set()


def test_who_is_missing_is_noted_in_parts(app, writing, in_context):
    with writing():
        for _ in range(23):
            make.a_member()
    file_id = checked(app, lines(5))
    with in_context() as session:
        file = session.get(MembersFile, file_id)
        assert (file.counts["missing"], file.counts["add"], file.rows_total) == (23, 5, 5)


def test_new_names_are_counted_and_the_first_are_said(app, browser, monkeypatch):
    monkeypatch.setattr("lms.record.seen.SHOWN", 3)
    file_id = checked(app, [f"{n},Owen Pugh,Employer {n},,Wales," for n in range(100, 125)])
    page = browser.get(f"/members/import/{file_id}").text
    assert "Employers: Employer 100, Employer 101, Employer 102 and 22 others" in page and "Regions: Wales." in page


@pytest.mark.parametrize("name", ["Ọlá Adébáyọ̀", "Siân Prŷs", "名", "ﷺ" * 120, "X" * 120, "Zoë O’Neill-Ó Briain"])
def test_names_of_every_kind_are_kept_as_they_are(app, name, in_context):
    from lms.people.lookups import person_by_number
    from tests.record.lists import confirmed, written

    written(app, confirmed(app, [f"77,{name}"], titles="Number,Name"))
    with in_context():
        assert person_by_number("77").name == name


def test_a_list_may_be_larger_than_any_other_form(app, browser):
    app.config["MAX_CONTENT_LENGTH"] = 2000
    content = "\n".join(["Number,Name", *(f"{n},Owen Pugh" for n in range(1000, 1400))]).encode()
    assert browser.post("/members/import", data={"file": (BytesIO(content), "m.csv")}).status_code == 303
    assert browser.post("/sign-in", data={"file": (BytesIO(content), "m.csv")}).status_code == 413


def test_what_nobody_came_back_for_is_removed_after_a_day(app, in_context, lying_about):
    old, mine = started(app, lines(3)), started(app, lines(3, first=1))
    with in_context() as session:
        names = [session.get(MembersFile, each).kept_as for each in (old, mine)]
        for name in names:
            os.utime(kept.path_of(name), (0, 0))
        kept.forget_old({names[1]})
    assert lying_about() == {names[1]}
