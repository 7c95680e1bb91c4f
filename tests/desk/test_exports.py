"""Lists as files: each holds what its page shows, opens for whoever may see the page, and stands in the audit."""

import csv
import html
import io
import re

import pytest
from sqlalchemy import select

from lms.audit import AuditLine
from lms.feedback.operations import close_form
from tests import make
from tests.accreditation import cases
from tests.feedback import forms
from tests.web.books import rows_of


@pytest.fixture
def union(writing):
    """A run that is over, with a rep and others; the people who run it, and who doesn't."""
    with writing():
        region, north, run = make.a_region("Wales"), make.a_region("North"), cases.a_run_that_is_over()
        found = {"officer": cases.officer_of(region), "administrator": make.an_administrator(), "ref": run.ref,
                 "facilitator": run.facilitators[0].person, "stranger": make.a_link_member(), "run": run,
                 "north": make.an_officer(north)}
        found["rep"] = cases.a_trainee(run, region, name="Olúfúnmiláyọ̀ Adébọ̀wálé")
        found["trainee"] = cases.a_trainee(run, region, "learned", name="=Siân Prŷs")
        make.placed(make.a_link_member(name="Iona Strachan"), make.a_workplace("X", region=north))
        make.a_run(place="+Cardiff", state="draft")
    return found


def as_csv(browser, url, **fields):
    answer = browser.post(f"{url}.csv", data=fields)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv"), (url, answer.status_code)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.data.startswith("\ufeff".encode())
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def both(browser, url):
    """The rows of the CSV file, after a look whether the Excel file says the same."""
    rows = as_csv(browser, url)
    answer = browser.post(f"{url}.xlsx")
    assert answer.status_code == 200 and answer.content_length == len(answer.data)
    book = rows_of(answer.data)
    assert [len(row) for row in book] == [len(row) for row in rows] and book[0] == rows[0]
    for plain, cells in zip(rows, book, strict=True):
        for one, other in zip(plain, cells, strict=True):
            if not re.fullmatch(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?", one):  # days are numbers there
                assert one.removeprefix("'") == other
    return rows


LISTS = {
    "/runs": "the list of runs", "/certificates": "the list of certificates", "/staff": "the list of staff",
    "/outbox": "the outbox", "/people": "the list of people", "/regions/reps": "the list of reps",
    "/runs/{ref}/applications": "the applications", "/runs/{ref}/register": "the register",
    "/runs/{ref}/case-files": "the case files",
}


def test_each_list_is_taken_away_by_whoever_may_see_it_and_the_audit_says_so(union, signed_in, in_context):
    administrator, stranger = signed_in(union["administrator"]), signed_in(union["stranger"])
    for url in LISTS:
        url = url.format(ref=union["ref"])
        both(administrator, url)
        assert stranger.post(f"{url}.csv").status_code == 404, url
    with in_context() as session:
        lines = session.scalars(select(AuditLine).where(AuditLine.act.startswith("downloaded"))).all()
    assert {line.act for line in lines} == {f"downloaded {what}" for what in LISTS.values()}
    assert {line.actor_label for line in lines} == {"Denise Okafor"} and all("rows" in line.detail for line in lines)


def test_what_could_be_a_formula_is_marked_as_text(union, signed_in):
    browser = signed_in(union["administrator"])
    assert "'=Siân Prŷs" in [row[0] for row in as_csv(browser, f"/runs/{union['ref']}/applications")]
    assert "'+Cardiff" in [row[2] for row in as_csv(browser, "/runs")]


def test_the_file_of_runs_says_what_the_page_says(union, signed_in):
    browser = signed_in(union["administrator"])
    page = html.unescape(browser.get("/runs").get_data(as_text=True))
    head, *rows = as_csv(browser, "/runs")
    assert head[:6] == ["Run", "Course", "Where", "Days", "State", "Places"] and len(rows) == 2
    shown = re.findall(r'main-cell"><a href="/runs/([^"]+)"', page)
    assert [row[0] for row in rows] == shown
    for row in rows:
        assert all(cell.removeprefix("'") in page for cell in row[:5]), row


def test_applications_and_register_name_everybody_on_the_run(union, signed_in):
    browser = signed_in(union["administrator"])
    rows = {row[0]: row for row in as_csv(browser, f"/runs/{union['ref']}/applications")[1:]}
    assert rows["Olúfúnmiláyọ̀ Adébọ̀wálé"][5] == "Confirmed" and len(rows) == 2
    head, *rows = as_csv(signed_in(union["facilitator"]), f"/runs/{union['ref']}/register")
    assert {row[5] for row in rows} == {"Present"} and len(rows) == 2 * len(union["run"].sessions)
    assert "Number" not in head  # a facilitator never reads a membership number


def test_case_files_have_a_column_for_each_condition(union, signed_in):
    head, *rows = as_csv(signed_in(union["facilitator"]), f"/runs/{union['ref']}/case-files")
    rows = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    rep, other = rows["Olúfúnmiláyọ̀ Adébọ̀wálé"], rows["'=Siân Prŷs"]
    assert rep["State"] == "Accredited" and rep["Met"] == rep["Of"] == str(len(head) - 5)
    assert not rep["Still in the way"]
    assert list(other.values())[5:].count("Met") == int(other["Met"]) < int(other["Of"])


def test_marks_are_for_those_who_lead_the_run(union, signed_in):
    url = f"/marking/{union['ref']}/marks"
    head, *rows = both(signed_in(union["facilitator"]), url)
    sent = [dict(zip(head, row, strict=True)) for row in rows if row[head.index("Version")]]
    assert {row["Outcome"] for row in sent} == {"Meets"} and {row["State"] for row in sent} == {"Released"}
    assert make.ANSWER[:20] not in str(rows)
    assert signed_in(union["administrator"]).post(f"{url}.csv").status_code == 404


def test_an_officer_takes_away_her_own_regions_reps_alone(union, signed_in):
    rows = as_csv(signed_in(union["officer"]), "/regions/reps")[1:]
    assert ["Olúfúnmiláyọ̀ Adébọ̀wálé", "'=Siân Prŷs"] == [row[0] for row in rows[::-1]]
    assert [row[2:] for row in rows][0] == ["Wales", "Link member"]
    assert [row[0] for row in as_csv(signed_in(union["north"]), "/regions/reps")[1:]] == ["Iona Strachan"]
    assert len(as_csv(signed_in(union["administrator"]), "/regions/reps")) == 4


def test_feedback_goes_out_when_it_may_be_read_and_no_sooner(writing, signed_in):
    with writing() as session:
        asked = forms.an_open_form()
        forms.answered(asked, 5)
    browser, url = signed_in(asked.leader), f"/runs/{asked.run.ref}/feedback"
    assert browser.post(f"{url}.csv").status_code == 404
    with writing() as session:
        close_form(session.merge(asked.form), actor=session.merge(asked.leader), now=make.NOW)
    head, *rows = both(browser, url)
    assert head == ["Question", "About", "1", "2", "3", "4", "5", "Said"]
    assert ["How sure?", "Before the course", "1", "1", "1", "1", "1", ""] in rows
    assert {row[-1] for row in rows if row[-1]} == {f"Thought {number}" for number in range(5)}


def test_lists_that_are_empty_go_out_as_a_head(writing, signed_in):
    with writing():
        administrator = make.an_administrator()
    for url in ("/runs", "/certificates", "/outbox", "/regions/reps"):
        assert len(both(signed_in(administrator), url)) == 1


@pytest.mark.parametrize(("more", "pages"), [(0, 1), (1, 2)])
def test_the_outbox_goes_on_where_its_page_ends(writing, signed_in, more, pages):
    from lms import mail

    with writing():
        administrator = make.an_administrator()
        for number in range(50 + more):
            letter = f"Letter {number:03}"
            mail.post("people/password-set", "a@b.example", letter, now=make.NOW, to_label="Ann", name="A")
    browser, url, shown, seen = signed_in(administrator), "/outbox", [], 0
    while url:
        page, seen = browser.get(url).get_data(as_text=True), seen + 1
        shown += re.findall(r"Letter \d\d\d", page)
        onward = re.search(r'href="([^"]+)" rel="next"', page)
        url = html.unescape(onward[1]) if onward else None
    assert seen == pages and shown == [f"Letter {number:03}" for number in range(49 + more, -1, -1)]
    rows = as_csv(browser, "/outbox")
    assert [row[0] for row in rows[1:]] == shown and rows[1][1:] == ["Ann", "2026-11-26 09:00", "Waiting"]
    assert browser.get("/certificates?after=" + "x").status_code == 422
