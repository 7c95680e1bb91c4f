"""From an empty union to a certificate that anybody can check: one walk, as all five people, at both widths."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from lms import first_run
from lms.db import begin_writing, db
from lms.demo_mark import mark_as_demo
from lms.people.invitations import first_administrator
from lms.runs.models import Run
from tests.browser.course import (
    DAYS,
    answers_are_marked,
    registers_are_kept,
    she_reads,
    she_says_what_it_was_like,
    she_writes,
)
from tests.browser.leaving import follow
from tests.browser.walking import PASSWORD, Walk, act, choose

MEMBERS = """Member no;Name;Email;Employer;Workplace;Job;Region;Status;Link member since
40017;Rhiannon Prŷs;rhiannon@pellow.example;Pellow Bay Health Board;Pellow General;Ward manager;Wales;current;01/05/2025
40048;Marcus Whitlock;marcus@pellow.example;Pellow Bay Health Board;Pellow General;Rota manager;Wales;current;01/05/2025
40079;Ṣọlá Adéyẹmí;sola@pellow.example;Pellow Bay Health Board;Tŷ Derwen;Service manager;Wales;current;01/05/2025
40110;Tegan Ashworth;tegan@pellow.example;Pellow Bay Health Board;Tŷ Derwen;Matron;Wales;honorary;
"""


@pytest.fixture
def walk(site, visit):
    with site.app.app_context():
        first_run.publish_content()
        begin_writing()
        mark_as_demo()
        db.session.commit()
    return Walk(site, visit)


def test_a_link_member_becomes_an_accredited_rep(walk):
    denise = the_first_administrator(walk)
    members_come_in(walk, denise)
    morag, catrin = staff_are_invited(walk, denise)
    a_run_is_planned_and_opened(walk, denise)
    rhiannon, marcus = members_apply(walk)
    places_are_confirmed(walk, denise)
    she_reads(walk, rhiannon)
    registers_are_kept(walk, morag)
    she_writes(walk, rhiannon)
    answers_are_marked(walk, morag)
    she_says_what_it_was_like(walk, morag, rhiannon)
    she_is_accredited(walk, morag, denise, catrin)
    certificates_are_issued(walk, denise)
    code = she_downloads(walk, rhiannon)
    a_stranger_checks(walk, code)
    assert not walk.faults, "\n".join(walk.faults)


def the_first_administrator(walk: Walk) -> Page:
    with walk.site.app.app_context():
        begin_writing()
        token = first_administrator(actor=first_run.Program("the walk"), now=walk.site.clock())
        db.session.commit()
    page = walk.person()
    walk.go(page, "/")
    walk.go(page, f"/link/{token}")
    page.get_by_label("Your name").fill("Denise Okafor")
    page.get_by_label("Your e-mail address").fill("denise@hmt.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    act(page, ".*")
    expect(page.get_by_role("heading", name="Good morning, Denise")).to_be_visible()
    walk.look(page)
    return page


def members_come_in(walk: Walk, page: Page) -> None:
    walk.go(page, "/members/import")
    page.get_by_label("The file").set_input_files(
        {"name": "members.csv", "mimeType": "text/csv", "buffer": MEMBERS.encode("utf-8-sig")}
    )
    act(page, "Check the file")
    expect(page.get_by_text("“honorary” isn't one of")).to_be_visible()
    walk.look(page)
    act(page, "Write what is shown here")
    expect(page.get_by_text("3 lines written.")).to_be_visible()
    walk.look(page)
    walk.go(page, "/people?q=prys")
    expect(page.locator("main").get_by_text("Rhiannon Prŷs").first).to_be_visible()


def staff_are_invited(walk: Walk, page: Page) -> list[Page]:
    joined = []
    for name, address, role in (("Morag Dunmore", "morag@hmt.example", "facilitator"),
                                ("Catrin Beddoe", "catrin@hmt.example", "officer")):
        walk.go(page, "/staff/invite")
        page.get_by_label("E-mail address").fill(address)
        page.get_by_label("Name", exact=True).fill(name)
        choose(page, "role", role)
        act(page, "Send the invitation")
        expect(page.locator("main").get_by_text(name).first).to_be_visible()
        theirs = walk.person()
        walk.choose_password(theirs, walk.link_mailed_to(address))
        joined.append(theirs)
    walk.go(page, "/regions")
    follow(page.get_by_role("link", name="Name an officer"))
    page.get_by_label("E-mail").fill("catrin@hmt.example")
    page.get_by_label("Telephone").fill("029 2018 0142")
    act(page, "Name the officer")
    expect(page.get_by_role("cell", name="Catrin Beddoe")).to_be_visible()
    return joined


def a_run_is_planned_and_opened(walk: Walk, page: Page) -> None:
    walk.go(page, "/runs/new")
    page.locator("label", has_text=re.compile("^Reps’ course$")).click()
    choose(page, "mode", "in person")
    for label, words in (("Where", "Cardiff"), ("Venue, or how to join", "Temple Court"), ("First day", DAYS[0]),
                         ("Second day", DAYS[1]), ("Places", "2"), ("Minimum", "2"),
                         ("Applications close on", "2027-01-05")):
        page.get_by_label(label, exact=True).fill(words)
    act(page, "Plan it")
    page.wait_for_url(re.compile("/runs/RC-"))
    with walk.site.app.app_context():
        walk.ref = db.session.scalars(select(Run.ref)).one()
    for part in ("edit", "sessions", "due-dates"):
        walk.go(page, f"/runs/RUN/{part}")
    walk.go(page, "/runs/RUN/facilitators")
    page.get_by_label("Membership number or e-mail").fill("morag@hmt.example")
    act(page, "Name her")
    act(page, "Open it for applications")
    walk.go(page, "/runs/RUN")
    expect(page.get_by_text("Open", exact=True).first).to_be_visible()


def members_apply(walk: Walk) -> list[Page]:
    """Two places for three: whoever asks third waits."""
    pages = []
    for screen, address, answer in (("phone", "rhiannon@pellow.example", "A place is kept for you"),
                                    ("desktop", "marcus@pellow.example", "A place is kept for you"),
                                    ("phone", "sola@pellow.example", "waiting list")):
        page = walk.first_time(screen, address)
        walk.look(page)
        walk.go(page, "/courses")
        walk.go(page, "/courses/RUN")
        follow(page.locator("main").get_by_role("link", name=re.compile("Apply|waiting list")).first)
        page.get_by_label("Why you would like to come").fill("My members ask me things that I can’t answer yet.")
        walk.look(page)
        act(page, ".*(Apply|Send|waiting list).*")
        walk.go(page, "/home")
        expect(page.locator("main").get_by_text(re.compile(answer)).first).to_be_visible()
        pages.append(page)
    return pages[:2]


def places_are_confirmed(walk: Walk, page: Page) -> None:
    for name in ("Rhiannon Prŷs", "Marcus Whitlock"):
        walk.go(page, "/runs/RUN/applications")
        act(page, f"Approve {name}")
    walk.go(page, "/runs/RUN/confirmation")
    act(page, "It goes ahead")
    walk.go(page, "/runs/RUN/applications")


def she_is_accredited(walk: Walk, morag: Page, denise: Page, catrin: Page) -> None:
    """The facilitator decides, the administrator records the appointment, the officer signs off; then she is a rep."""
    walk.at("2027-02-20 10:30")
    case_file_of(walk, morag)
    act(morag, "Record completion")
    expect(morag.get_by_text("has completed the course")).to_be_visible()

    walk.go(denise, "/home")
    case_file_of(walk, denise)
    denise.get_by_label("Employer").select_option(label="Pellow Bay Health Board")
    denise.get_by_label("Constituency").fill("Ward and rota managers")
    choose(denise, "how", "elected")
    denise.get_by_label("Where it is written").fill("Branch minute 14 of 12 February")
    denise.get_by_label("Day of the election").fill("2027-02-12")
    act(denise, "Record the appointment")
    expect(denise.get_by_text("is on record").first).to_be_visible()

    walk.go(catrin, "/home")
    walk.go(catrin, "/my-region")
    walk.go(catrin, "/sign-offs")
    act(catrin, "Sign off Rhiannon")
    expect(catrin.get_by_text("You have signed off Rhiannon Prŷs")).to_be_visible()
    walk.look(catrin)

    case_file_of(walk, denise)
    act(denise, "Accredit Rhiannon")
    expect(denise.get_by_text("is an accredited rep from today")).to_be_visible()
    walk.look(denise)


def case_file_of(walk: Walk, page: Page) -> None:
    walk.go(page, "/runs/RUN")
    walk.go(page, "/runs/RUN/case-files")
    follow(page.locator("main").get_by_role("link", name=re.compile("Rhiannon Prŷs")).first)
    walk.look(page)


def certificates_are_issued(walk: Walk, page: Page) -> None:
    """Two for Rhiannon, none for Marcus, and why."""
    walk.go(page, "/runs/RUN/certificates")
    expect(page.get_by_role("row", name=re.compile("Marcus Whitlock")).get_by_text("Nothing")).to_be_visible()
    page.get_by_label("I have checked the names").check()
    act(page, "Issue 2 certificates")
    expect(page.locator("#summary")).to_be_visible()
    page.get_by_label("I have checked the names").check()
    page.get_by_label("I have read why Marcus").check()
    act(page, "Issue 2 certificates")
    walk.look(page)
    expect(page.get_by_text("HMT-A-2027-0001").first).to_be_visible()
    walk.go(page, "/certificates")
    walk.go(page, "/certificates/HMT-A-2027-0001")


def she_downloads(walk: Walk, page: Page) -> str:
    """Her certificate, and the code that is printed on it."""
    walk.go(page, "/my-certificates")
    link = page.get_by_role("link", name="Download the PDF of HMT-A-2027-0001")
    for _ in range(120):
        if link.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    with page.expect_download() as coming:
        link.click()
    assert coming.value.path().read_bytes().startswith(b"%PDF-")
    walk.look(page)
    card = page.locator("main section", has_text="HMT-A-2027-0001")
    return re.search(r"(?:[0-9A-Z]{4}[- ]?){4}", card.locator("dd").nth(1).inner_text())[0]


def a_stranger_checks(walk: Walk, code: str) -> None:
    page = walk.person("phone")
    walk.go(page, "/verify")
    page.get_by_label("Certificate code").fill(code.lower())
    act(page, "Check it")
    expect(page.get_by_role("heading", name="Current")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Rhiannon")
    walk.look(page)
    for typed, answer in (("Marcus Whitlock", "The name does not match."), ("rhiannon prys", "The name matches.")):
        page.get_by_label("Name on the certificate").fill(typed)
        act(page, "Compare")
        expect(page.get_by_text(answer)).to_be_visible()
        walk.look(page)
