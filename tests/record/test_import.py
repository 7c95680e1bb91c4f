"""The members' import as a page: sent, checked, confirmed, written, and what comes of each kind of line."""

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select

from lms.people import lookups as people
from lms.people.models import Person
from lms.record import lookups
from lms.record.models import Fact, MembersRow
from lms.workplaces.lookups import employments_of
from tests import make
from tests.record.sending import ADE, HEADER, RHIANNON, number_of, send, work


def test_checking_writes_no_member_and_shows_what_would_change(browser, in_context):
    page = send(browser, RHIANNON, ADE)
    assert "Nothing has been written yet" in page.text and "Write 2 lines?" in page.text
    assert "Rhiannon Prŷs" in page.text and "North Wing, Pellow Bay, Wales" in page.text
    assert "Regions: Wales" in page.text and "Employers: Pellow Bay" in page.text
    assert number_of(in_context) == 1


def test_what_was_confirmed_is_written(imported, in_context):
    imported(RHIANNON, ADE)
    with in_context():
        her = people.person_by_number("20417")
        assert (her.name, her.known_as, her.email) == ("Rhiannon Prŷs", "Rhiannon", "r.prys@pellow.example")
        works = employments_of([her.id])[her.id]
        assert (works.workplace.name, works.workplace.employer.name, works.workplace.region.name, works.job_title) == (
            "North Wing", "Pellow Bay", "Wales", "Ward manager")
        assert lookups.link_members_on([her.id], date(2025, 3, 3))
        assert people.person_by_number("20418").membership_status == "arrears"


def test_the_same_file_twice_changes_nothing(imported, browser, in_context):
    lines = (RHIANNON, ADE, "20419,Owen Pugh,,,,,left,,")
    imported(*lines)
    page = send(browser, *lines)
    assert "Nothing to write" in page.text
    assert number_of(in_context, MembersRow) == 3


def test_what_a_later_list_says_is_changed_and_history_stays(imported, in_context, clock):
    imported(RHIANNON)
    clock.at("2026-12-01 10:00")
    news = RHIANNON.replace("Prŷs", "Pryce").replace("North", "South").replace("r.prys", "rhi")
    page = imported(news.replace("current", "arrears"))
    assert "1 member to change" in page.text
    with in_context():
        her = people.person_by_number("20417")
        assert (her.name, her.email, her.membership_status) == ("Rhiannon Pryce", "rhi@pellow.example", "arrears")
        assert employments_of([her.id])[her.id].workplace.name == "South Wing"
        before, after = (people.status_on([her.id], day)[her.id] for day in (date(2026, 11, 30), date(2026, 12, 1)))
        assert (before, after) == ("current", "arrears")


def test_an_empty_cell_changes_nothing(imported, browser):
    imported(RHIANNON)
    assert "Nothing to write" in send(browser, "20417,,,,,,,,").text


def test_a_status_says_since_when_and_a_date_of_joining_is_not_that_day(imported, in_context):
    header = "Number,Name,Status,Status since,Joined"
    imported("1,Owen Pugh,current,,2019-05-05", "2,Morag Bain,arrears,2026-11-02,2019-05-05", header=header)
    imported("1,Owen Pugh,arrears,,2019-05-05", header=header)
    with in_context():
        owen, morag = people.person_by_number("1"), people.person_by_number("2")
        for person, day, status in (
            (owen, date(2019, 5, 5), "current"), (owen, date(2026, 11, 25), "current"),
            (owen, date(2026, 11, 26), "arrears"), (morag, date(2026, 11, 1), "current"),
            (morag, date(2026, 11, 2), "arrears"),
        ):
            assert people.status_on([person.id], day)[person.id] == status


def test_a_status_from_before_something_later_counts_from_today(imported, browser, in_context):
    header = "Number,Name,Status,Status since"
    imported("1,Owen Pugh,current,2026-11-20", header=header)
    imported("1,Owen Pugh,arrears,2026-06-01", header=header)
    with in_context():
        assert people.person_by_number("1").membership_status == "arrears"
    assert "Nothing to write" in send(browser, "1,Owen Pugh,arrears,2026-06-01", header=header).text


def test_wrong_lines_are_rejected_with_line_column_and_reason_and_the_others_written(imported, browser, in_context):
    page = imported(RHIANNON, "20418,Owen Pugh,owen.example,,,,asleep,,", ",Nobody,,,,,,,", RHIANNON)
    assert "3 lines rejected" in page.text
    for said in ("isn&#39;t an e-mail address", "isn&#39;t one of", "There is no membership number", "Line 2 has this"):
        assert said in page.text
    assert number_of(in_context) == 2


def test_rejects_come_back_as_a_list_that_can_be_put_right_and_sent_again(browser, app, in_context):
    page = send(browser, '20418,Owen Pugh,owen.example,"=cmd|calc",,,,,"Head, of it"')
    answer = browser.post(f"{page.request.path}/rejects.csv")
    assert answer.mimetype == "text/csv" and "attachment" in answer.headers["Content-Disposition"]
    text = answer.get_data().decode("utf-8-sig")
    assert text.splitlines()[0] == "Line," + HEADER + ",What is wrong"
    assert "'=cmd|calc" in text and '"Head, of it"' in text and "E-mail: “owen.example”" in text
    mended = text.replace("owen.example", "owen@pellow.example").replace(',,,,,"Head', ',,Wales,,,"Head')
    content = {"file": (BytesIO(mended.encode()), "mended.csv")}
    again = browser.post("/members/import", data=content, follow_redirects=True)
    assert "Write 1 line?" in again.text and "Left aside: Line, What is wrong" in again.text


def test_whoever_is_missing_is_listed_and_stays(imported, browser, in_context):
    imported(RHIANNON, ADE)
    page = imported(RHIANNON)
    assert "1 member not in the list" in page.text and "Adébáyọ̀ Ọlá" in page.text
    with in_context():
        assert people.person_by_number("20418").membership_status == "arrears"


def test_a_rejected_line_is_not_a_missing_member(imported, in_context):
    imported(RHIANNON)
    imported(RHIANNON.replace("2025-03-03", "never"), complete=True)
    with in_context():
        assert people.person_by_number("20417").membership_status == "current"


def test_guests_are_never_missing(imported, writing, in_context):
    with writing():
        guest = make.a_person(name="A Guest")
    imported(RHIANNON, complete=True)
    with in_context():
        assert people.find_person(guest.id).membership_status == "none"


def test_a_file_is_confirmed_once_or_discarded(browser, app, in_context):
    page = send(browser, RHIANNON)
    assert browser.post(f"{page.request.path}/discarding").location == "/members/import"
    answer = browser.post(f"{page.request.path}/confirmation")
    assert answer.status_code == 422 and "discarded" in answer.text
    assert work(app) == 0 and number_of(in_context) == 1 and number_of(in_context, MembersRow) == 0
    page = send(browser, RHIANNON)
    assert browser.post(f"{page.request.path}/confirmation").status_code == 303
    assert browser.post(f"{page.request.path}/confirmation").status_code == 422


def test_the_page_says_how_far_it_is(browser, app):
    page = send(browser, RHIANNON, ADE)
    browser.post(f"{page.request.path}/confirmation")
    assert "0 of 2 written" in browser.get(page.request.path).text
    assert browser.get(f"{page.request.path}/progress").json == {"state": "writing", "written": 0, "of": 2}
    work(app)
    done = browser.get(page.request.path)
    assert "Members imported" in done.text and "2 lines written" in done.text
    assert "Written" in browser.get("/members/import").text


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "empty"), (b"PK\x03\x04", "spreadsheet"), (b"a,b\n1,2", "No column is called")]
)
def test_what_is_no_list_is_refused_beside_the_field(browser, content, said):
    page = browser.post("/members/import", data={"file": (BytesIO(content), "members.csv")})
    assert page.status_code == 422 and said in page.text


def test_a_form_without_a_file_says_so(browser):
    page = browser.post("/members/import", data={})
    assert page.status_code == 422 and "This is needed" in page.text


def test_a_place_stands_in_one_region(browser):
    moved = ADE.replace("South Wing,Wales", "North Wing,Scotland")
    page = send(browser, RHIANNON, moved, "3,Owen Pugh,,New Place,,,,,")
    assert "line 2 puts it in Wales" in page.text and "needs its region" in page.text


def test_who_looks_like_a_member_that_we_have_is_pointed_out_and_listed(browser, imported, writing):
    imported(RHIANNON)
    twin = "30000,Prys Rhiannon,r.prys@pellow.example,Pellow Bay,North Wing,Wales,,,"
    assert "Looks like Rhiannon Prŷs, 20417" in imported(twin).text
    page = browser.get("/members/look-alikes")
    assert "30000" in page.text and "20417" in page.text and "The same address" in page.text
    with writing() as session:
        session.get(Person, people.person_by_number("30000").id).email = "other@pellow.example"
    assert "The same name at the same employer" in browser.get("/members/look-alikes").text


def test_nobody_looks_alike_at_first(browser):
    assert "No two members look like one" in browser.get("/members/look-alikes").text


def test_what_we_know_ourselves_of_a_link_member_is_not_overwritten(imported, browser, writing, in_context):
    with writing():
        make.a_link_member(membership_number="20417", name="Rhiannon Prŷs", email="r.prys@pellow.example")
    imported(RHIANNON.replace("2025-03-03", "2020-01-01"))
    with in_context() as session:
        assert session.scalars(select(Fact.since)).all() == [date(2024, 5, 1)]


def test_a_list_puts_right_what_a_list_had_said(imported, in_context):
    imported(RHIANNON)
    imported(RHIANNON.replace("2025-03-03", "2025-04-04"))
    with in_context():
        her = people.person_by_number("20417")
        assert lookups.fact_on(her.id, "link member", "", date(2025, 3, 30)) is None
        assert lookups.fact_on(her.id, "link member", "", date(2025, 4, 4))


def test_others_do_not_find_these_pages(signed_in, writing, client):
    with writing():
        member = make.a_member()
    browser = signed_in(member)
    for path in ("/members/import", "/members/import/1", "/members/import/1/progress", "/members/addresses",
                 "/members/look-alikes"):
        assert browser.get(path).status_code == 404
        assert client.get(path).location.startswith("/sign-in")
    for path in ("/members/import", "/members/import/1/confirmation", "/members/import/1/discarding",
                 "/members/import/1/rejects.csv", "/members/import/1/rejects.xlsx",
                 "/members/addresses/1"):
        assert browser.post(path).status_code == 404


def test_the_page_asks_the_same_number_of_questions_however_long_the_list_is(browser, queries):
    few, many = [], []
    for lines, seen in ((2, few), (60, many)):
        page = send(browser, *[f"{9000 + n},Member {chr(65 + n % 26)},,,,,,," for n in range(lines)])
        with queries() as statements:
            browser.get(page.request.path)
        seen += statements
    assert len(many) == len(few)


def test_checking_a_long_list_asks_no_question_a_line(browser, queries):
    counts = []
    for lines in (2, 400):
        with queries() as statements:
            send(browser, *[f"{9000 + n},Member {chr(65 + n % 26)}a,,,,,,," for n in range(lines)])
        counts.append(len(statements))
    assert counts[1] == counts[0]
