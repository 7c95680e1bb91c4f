"""What the pages of everybody but staff ask of the database: few statements, and no more where there is more."""

from datetime import date

import pytest

from lms.feedback.operations import open_form
from lms.runs.models import Run
from tests import make
from tests.accreditation import cases
from tests.feedback.forms import QUESTIONS
from tests.small_courses import a_programme

# Main pages may send eight, others fifteen; what a page needs less than that is held too, so that none grows unseen.
LIMITS = {
    ("nobody", "/"): 3,
    ("nobody", "/sign-in"): 0,
    ("nobody", "/courses"): 3,
    ("nobody", "/courses/{next}"): 4,
    ("nobody", "/what-a-rep-does"): 1,
    ("trainee", "/home"): 2,
    ("trainee", "/my-course/{ref}"): 7,
    ("trainee", "/my-course/{ref}/accreditation"): 6,
    ("trainee", "/my-course/{ref}/modules/representing"): 3,
    ("trainee", "/my-course/{ref}/modules/representing/first"): 3,
    ("trainee", "/my-course/{ref}/case-studies/2A"): 5,
    ("trainee", "/my-course/{ref}/feedback"): 4,
    ("trainee", "/my-certificates"): 3,
    ("trainee", "/courses"): 5,
    ("trainee", "/courses/{next}"): 10,
    ("trainee", "/account"): 1,
    ("trainee", "/account/password"): 1,
    ("reader", "/home"): 7,
    ("reader", "/my-course/{basic}"): 4,
    ("applicant", "/home"): 8,
    ("stranger", "/home"): 7,
    ("facilitator", "/home"): 6,
    ("officer", "/home"): 9,
    ("administrator", "/home"): 15,
    ("officer", "/my-region"): 6,
    ("officer", "/my-region/people/{rep}"): 11,
}


@pytest.fixture
def union(writing):
    """A run that is over, with its people; courses to come; somebody on the basic course, and somebody on none."""
    with writing():
        asked = a_programme(feedback=QUESTIONS)
        region, run, basic = make.a_region("Wales"), cases.a_run_that_is_over(snapshot=asked), make.an_open_run()
        people = {
            "administrator": make.an_administrator(), "officer": cases.officer_of(region),
            "facilitator": run.facilitators[0].person, "trainee": cases.a_trainee(run, region, "learned"),
            "reader": make.placed(make.a_member(), make.a_workplace(region=region)),
            "applicant": make.placed(make.a_link_member(), make.a_workplace(region=region)),
            "stranger": make.placed(make.a_member(), make.a_workplace(region=region)),
        }
        make.a_confirmed_trainee(basic, people["reader"])
        coming = make.a_run(snapshot=asked)
        make.a_booking(coming, people["applicant"])
        rep, _ = cases.a_trainee(run, region), cases.a_trainee(run, region, "appointed")
        open_form(run, date(2026, 12, 10), actor=people["facilitator"], now=make.NOW)
        addresses = {"ref": run.ref, "basic": basic.ref, "next": coming.ref, "rep": rep.id}
    return people, addresses, (region, run)


@pytest.fixture
def costs(union, client, signed_in, queries):
    """By page, how many statements it sends."""
    people, addresses, _ = union
    browsers = {"nobody": client} | {who: signed_in(person) for who, person in people.items()}

    def counted() -> dict[tuple[str, str], int]:
        found = {}
        for who, url in LIMITS:
            with queries() as seen:
                answer = browsers[who].get(url.format(**addresses))
            assert answer.status_code in (200, 303), (who, url, answer.status_code)
            assert len(answer.data) < 40_000, (who, url)
            found[who, url] = len([statement for statement in seen if not statement.startswith("BEGIN")])
        return found

    return counted


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)  # the statements are the same on either engine
def test_each_page_keeps_to_its_statements(costs):
    assert {page: count for page, count in costs().items() if count > LIMITS[page]} == {}


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_more_courses_people_and_answers_cost_no_statement_more(union, costs, writing):
    _, _, (region, run) = union
    before = costs()
    with writing() as session:
        region, run = session.merge(region), session.get(Run, run.id)
        for upto in ("accredited", "appointed", "learned"):
            cases.a_trainee(run, region, upto)
        for _ in range(3):
            make.a_booking(make.a_run(snapshot=run.snapshot, facilitators=[run.facilitators[0].person]))
    assert costs() == before
