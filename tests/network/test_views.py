"""The pages: freshness for authors and administrators, and what a rep reads; who sees whom."""

import pytest
from sqlalchemy import select

from lms.accreditation.models import Accreditation
from lms.audit import AuditLine
from lms.network import views
from lms.network.models import LawReading
from lms.network.register import register
from lms.workplaces.models import Region
from tests import make
from tests.accreditation import cases
from tests.network import law


@pytest.fixture
def people(writing, a_rep):
    """The rep, an administrator, an author and somebody else; the law has changed since the rep learned it."""
    with writing():
        rep, administrator = a_rep()
        law.changed()
        return {"rep": rep, "administrator": administrator, "author": make.an_author(), "other": make.a_link_member()}


def test_the_list_says_what_is_due_and_what_rests_on_it(people, signed_in):
    for who in ("administrator", "author"):
        page = signed_in(people[who]).get("/freshness").text
        assert "Service needed for a claim" in page and "1 on an earlier wording" in page
        assert "1 accreditation" in page and "Later" in page
    assert signed_in(people["rep"]).get("/freshness").status_code == 404


def test_what_is_past_its_check_comes_first_in_words(people, signed_in, clock):
    clock.at("2027-07-11 09:00")
    page = signed_in(people["administrator"]).get("/freshness").text
    assert "Overdue by 10 days" in page
    assert page.index("To be checked now") < page.index("Later")
    assert page.index("Service needed") < page.index("When a worker may bring")


def test_a_statement_shows_its_wordings_and_the_administrator_sees_who_has_not_read_it(people, signed_in):
    page = signed_in(people["administrator"]).get("/freshness/service").text
    assert "As it was stated before" in page and "Reps’ course 1.0" in page and "Reps’ course 1.1" in page
    assert "0 of 1" in page and "Rhiannon Prŷs" in page and "On Friday 27 November, 07:15" in page
    page = signed_in(people["author"]).get("/freshness/service").text
    assert "0 of 1" in page and "Rhiannon" not in page
    assert signed_in(people["author"]).get("/freshness/nothing").status_code == 404


def test_a_rep_is_led_from_home_reads_both_and_says_so(people, signed_in, in_context):
    rep = signed_in(people["rep"])
    assert "Something that you learned has changed." in rep.get("/home").text
    assert "To read" in rep.get("/updates").text
    page = rep.get("/updates/service")
    assert "As you learned it" in page.text and "As it is now" in page.text
    assert "From January six months are enough." in page.text and "Six months’ service." in page.text
    answer = rep.post("/updates/service", data={"digest": digest(in_context)}, follow_redirects=True)
    assert "It is on record that you have read it." in answer.text
    assert "Something that you learned has changed." not in answer.text
    assert "You read this on 26 November 2026." in rep.get("/updates/service").text
    assert "1 of 1" in signed_in(people["administrator"]).get("/freshness/service").text


def digest(in_context):
    with in_context():
        return register().statements["service"].to_read


@pytest.mark.parametrize("sent", [{}, {"digest": ""}, {"digest": "another"}, {"digest": "a" * 65}])
def test_what_was_not_shown_is_not_read(people, signed_in, in_context, sent):
    assert signed_in(people["rep"]).post("/updates/service", data=sent).status_code == 422
    with in_context() as session:
        assert session.scalar(select(LawReading)) is None


def test_an_administrator_goes_on_to_the_runs_that_can_be_moved(people, signed_in):
    to = 'href="/runs/RC-26-01/programme"'
    assert to in signed_in(people["administrator"]).get("/freshness/service").text
    page = signed_in(people["author"]).get("/freshness/service").text
    assert "RC-26-01" in page and to not in page


def test_the_list_leads_to_what_has_changed_and_says_when_reps_are_told(people, signed_in):
    page = signed_in(people["author"]).get("/freshness").text
    assert "Changed since reps learned them:" in page and "Next morning, at a quarter past seven" in page


def test_somebody_else_has_nothing_to_read(people, signed_in):
    other = signed_in(people["other"])
    assert "Nothing that you learned has changed" in other.get("/updates").text
    assert other.get("/updates/service").status_code == 404
    assert other.post("/updates/service", data={"digest": "a"}).status_code == 404
    assert signed_in(people["rep"]).get("/updates/companion").status_code == 404


def test_a_rep_on_another_course_and_a_facilitator_who_is_a_rep_are_told_at_home(writing, people, signed_in):
    with writing() as session:
        rep = session.get(type(people["rep"]), people["rep"].id)
        make.a_run(place="Cardiff", snapshot=session.scalar(select(Accreditation)).run.snapshot, facilitators=[rep])
    assert "Something that you learned has changed." in signed_in(people["rep"]).get("/home").text


def test_the_list_can_be_taken_away_as_a_file(people, signed_in, in_context):
    answer = signed_in(people["author"]).post("/freshness.csv")
    assert answer.mimetype == "text/csv" and "Service needed for a claim" in answer.text
    assert "Reps’ course 1.1" in answer.text and "Rhiannon" not in answer.text
    with in_context() as session:
        assert "downloaded the statements of law" in set(session.scalars(select(AuditLine.act)))
    assert signed_in(people["administrator"]).post("/freshness.xlsx").status_code == 200


def test_without_a_statement_of_law_the_pages_open_all_the_same(writing, signed_in):
    with writing():
        administrator = make.an_administrator()
    assert "No statement of law is published yet" in signed_in(administrator).get("/freshness").text
    assert signed_in(administrator).post("/freshness.csv").status_code == 200


def test_many_who_have_not_read_it_are_shown_page_by_page(writing, people, signed_in, monkeypatch):
    monkeypatch.setattr(views.reps_who, "__kwdefaults__", {"most": 2})
    with writing() as session:
        run = session.scalar(select(Accreditation)).run
        for name in ("Ada Moss", "Bea Lunt", "Cy Dee"):
            cases.a_trainee(run, session.scalar(select(Region)), name=name)
    page = signed_in(people["administrator"]).get("/freshness/service")
    assert "Ada Moss" in page.text and "Rhiannon" not in page.text
    following = page.text.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "Rhiannon" in signed_in(people["administrator"]).get(following).text
    assert signed_in(people["administrator"]).get("/freshness/service?after=nonsense").status_code == 422


def test_her_officer_sees_what_she_has_not_read_and_no_other_officer(writing, people, signed_in, by_program):
    with writing() as session:
        officer = cases.officer_of(session.scalar(select(Region)))
        other = make.an_officer(make.a_region("North"))
    path = f"/my-region/people/{people['rep'].id}"
    assert "Service needed for a claim" in signed_in(officer).get(path).text
    assert by_program(officer).get(path).json["to_read"] == ["Service needed for a claim"]
    assert signed_in(other).get(path).status_code == 404


def test_the_administrator_hears_at_home_of_what_is_past_its_check(people, signed_in, clock):
    home = signed_in(people["administrator"])
    assert "to be checked" not in home.get("/home").text
    clock.at("2027-07-11 09:00")
    assert "A statement of law is to be checked" in home.get("/home").text
