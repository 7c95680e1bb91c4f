"""The desk's pages: for whom they are, what they say, and that they cost the same however much there is."""

import pytest

from lms.accreditation import operations
from tests import make
from tests.accreditation import cases
from tests.staging import staged

NOW = make.NOW


@pytest.fixture
@staged
def union(writing):
    """A run that is over, with a rep, somebody who waits for sign-off, and somebody in the middle; and their staff."""
    with writing():
        region, run = make.a_region("Wales"), cases.a_run_that_is_over()
        administrator, north = make.an_administrator(email="denise@example.org"), make.a_region("North")
        found = {"officer": cases.officer_of(region), "administrator": administrator,
                 "facilitator": run.facilitators[0].person, "run": run, "region": region, "ref": run.ref}
        found["rep"] = cases.a_trainee(run, region, name="Olúfúnmiláyọ̀ Adébọ̀wálé")
        found["waits"] = cases.a_trainee(run, region, "appointed", name="Gwenllian Haf Morris")
        found["trainee"] = cases.a_trainee(run, region, "learned", name="Rhiannon Prŷs")
        found["link"] = make.placed(make.a_link_member(name="Haf Parri"), make.a_workplace(region=region))
        found["elsewhere"] = make.placed(make.a_link_member(name="Iona Strachan"), make.a_workplace("X", region=north))
    return found


def text(browser, url, status=200):
    answer = browser.get(url)
    assert answer.status_code == status, (url, answer.status_code, answer.headers.get("Location"))
    return answer.get_data(as_text=True)


def test_the_administrator_is_told_what_to_do_today(union, signed_in):
    page = text(signed_in(union["administrator"]), "/home")
    assert "Decide who has completed Leeds" in page and "Rhiannon Prŷs." in page
    assert "Issue certificates for Leeds" in page and "2 people can have one." in page


def test_a_rep_who_left_her_employer_is_on_the_administrators_page(union, signed_in, writing):
    from datetime import date

    with writing() as session:
        other = make.a_workplace("Northmarsh Care Board", region=session.merge(union["region"]))
        make.placed(session.merge(union["rep"]), other, since=date(2026, 11, 26))
    page = text(signed_in(union["administrator"]), "/home")
    assert "Olúfúnmiláyọ̀ Adébọ̀wálé has left Pellow Bay Health Board" in page


def test_a_suspended_rep_is_shown_as_suspended_on_her_run_and_among_its_case_files(union, signed_in, writing):
    browser = signed_in(union["administrator"])
    for url in (f"/runs/{union['ref']}", f"/runs/{union['ref']}/case-files"):
        assert "Suspended" not in text(browser, url)
    with writing() as session:
        make.in_arrears(session.merge(union["rep"]))
    for url in (f"/runs/{union['ref']}", f"/runs/{union['ref']}/case-files"):
        page = text(browser, url)
        assert "Suspended: membership arrears" in page and ">Accredited<" not in page


def test_the_facilitator_never_reads_a_membership_number_an_address_or_why_a_hold_is_open(union, signed_in, writing):
    with writing() as session:
        trainee = session.merge(union["trainee"])
        operations.open_hold(trainee, kind="query", reason="A letter from Pellow", actor=trainee, now=NOW)
    ref, browser = union["ref"], signed_in(union["facilitator"])
    for url in (f"/runs/{ref}", f"/runs/{ref}/trainees/{trainee.id}", f"/runs/{ref}/case-files",
                f"/runs/{ref}/case-files/{trainee.id}"):
        page = text(browser, url)
        assert "Rhiannon Prŷs" in page
        for private in (trainee.membership_number, trainee.email, "A letter from Pellow", make.ANSWER[:30]):
            assert private not in page, (url, private)
    page = text(signed_in(union["administrator"]), f"/runs/{ref}/case-files/{trainee.id}")
    assert trainee.membership_number in page and "A letter from Pellow" in page


def test_the_officer_sees_reps_and_link_members_of_her_region_and_no_answers(union, signed_in):
    browser = signed_in(union["officer"])
    page = text(browser, "/my-region")
    assert "1 rep and 3 link members among 4 members." in page
    assert "Haf Parri" in page and "Iona Strachan" not in page
    page = text(browser, f"/my-region/people/{union['rep'].id}")
    assert "3 of 3" in page and make.ANSWER[:30] not in page and union["rep"].membership_number not in page
    text(browser, f"/my-region/people/{union['elsewhere'].id}", 404)
    text(browser, f"/my-region/people/{union['rep'].id + 999}", 404)


def test_an_officers_home_and_sign_offs(union, signed_in, client):
    browser = signed_in(union["officer"])
    assert "1 person waits for your sign-off" in text(browser, "/home")
    page = text(browser, "/sign-offs")
    assert "Sign off Gwenllian" in page and "Sign off Rhiannon" not in page
    answer = browser.post(f"/sign-offs/{union['ref']}/{union['waits'].id}")
    assert answer.status_code == 303
    assert "Nobody waits for you" in text(browser, "/sign-offs")
    assert browser.post(f"/sign-offs/{union['ref']}/{union['elsewhere'].id}").status_code == 404


def test_a_trainee_is_sent_to_her_course_and_reads_what_is_between_her_and_accreditation(union, signed_in):
    browser = signed_in(union["trainee"])
    assert browser.get("/home").headers["Location"] == f"/my-course/{union['ref']}"
    page = text(browser, f"/my-course/{union['ref']}")
    assert "You have done your part" in page and "7 of 10 met." in page
    assert "Your officer’s sign-off" in text(browser, f"/my-course/{union['ref']}/accreditation")
    text(browser, "/my-course/RC-99-99", 404)


def test_a_rep_reads_that_she_is_one(union, signed_in):
    page = text(signed_in(union["rep"]), f"/my-course/{union['ref']}")
    assert "You are an accredited rep" in page


def test_one_box_finds_a_person_a_run_or_nothing(union, signed_in):
    browser = signed_in(union["administrator"])
    page = text(browser, "/search?q=")
    assert "Nothing found" not in page and "Type any part of a name" in page
    assert "Nothing found for “zzz”" in text(browser, "/search?q=zzz")
    assert browser.get("/search?q=olufunmilayo").headers["Location"] == f"/people/{union['rep'].id}"
    assert browser.get(f"/search?q={union['ref']}").headers["Location"] == f"/runs/{union['ref']}"
    assert browser.get("/search?q=leeds").headers["Location"] == f"/runs/{union['ref']}"
    page = text(browser, "/search?q=ha")
    assert "Gwenllian Haf Morris" in page and "Haf Parri" in page


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)  # the statements are the same on either engine
def test_a_page_costs_the_same_however_much_there_is(union, signed_in, writing, queries):
    pages = [
        ("administrator", "/home"), ("administrator", "/runs"), ("administrator", "/people"),
        ("administrator", "/runs/{ref}"), ("administrator", "/runs/{ref}/case-files"), ("officer", "/my-region"),
        ("officer", "/home"), ("officer", "/sign-offs"), ("facilitator", "/runs/{ref}"),
    ]

    def costs() -> dict[tuple[str, str], int]:
        counted = {}
        for who, url in pages:
            browser = signed_in(union[who])
            with queries() as seen:
                text(browser, url.format(**union))
            counted[who, url] = len(seen)
        return counted

    before = costs()
    with writing() as session:
        region, run = session.merge(union["region"]), session.merge(union["run"])
        other = cases.a_run_that_is_over()
        for at, upto in ((run, "accredited"), (run, "appointed"), (other, "appointed"), (other, "learned")):
            cases.a_trainee(at, region, upto)
    assert costs() == before
