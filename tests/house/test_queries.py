"""What a page may cost: main pages at most eight statements, a page of a course four, all others fifteen."""

import pytest

from tests import make
from tests.accreditation import cases

MAIN, ELSEWHERE, READING = 8, 15, 4
PAGES = [
    ("administrator", "/runs/{ref}", MAIN), ("facilitator", "/runs/{ref}", MAIN),
    ("facilitator", "/runs/{ref}/register/{session}", MAIN), ("facilitator", "/marking", MAIN),
    ("facilitator", "/marking/{answer}", MAIN), ("administrator", "/runs/{ref}/case-files/{person}", MAIN),
    ("nobody", "/verify/{code}", MAIN), ("facilitator", "/runs/{ref}/register", ELSEWHERE),
    ("facilitator", "/marking/{answer}/as-she-sees-it", ELSEWHERE),
    ("facilitator", "/marking/{ref}/2A/release", ELSEWHERE), ("administrator", "/runs/{ref}/case-files", ELSEWHERE),
    ("administrator", "/runs/{ref}/certificates", ELSEWHERE), ("administrator", "/runs/{ref}/applications", ELSEWHERE),
    ("administrator", "/runs/{ref}/edit", ELSEWHERE), ("administrator", "/runs/{ref}/sessions", ELSEWHERE),
    ("administrator", "/runs/{ref}/due-dates", ELSEWHERE), ("administrator", "/runs/{ref}/facilitators", ELSEWHERE),
    ("administrator", "/runs/{ref}/capacity", ELSEWHERE), ("administrator", "/runs/{ref}/cancellation", ELSEWHERE),
    ("officer", "/sign-offs", ELSEWHERE), ("facilitator", "/runs/{ref}/trainees/{person}", ELSEWHERE),
]


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)  # the statements are the same on either engine
def test_a_page_keeps_within_its_statements(writing, signed_in, client, queries, clock):
    clock.at("2026-11-26 10:15")
    with writing():
        run, region = cases.a_run_that_is_over(), make.a_region("Wales")
        officer, administrator = cases.officer_of(region), make.an_administrator()
        people = [cases.a_trainee(run, region, upto, administrator=administrator)
                  for upto in ("accredited", "appointed", "completed", "learned")]
        answer = make.a_submission(run=run, person=make.a_confirmed_trainee(run, now=cases.BEGINS))
        who = {"administrator": administrator, "officer": officer, "facilitator": run.facilitators[0].person,
               "trainee": answer.person}
        words = {"ref": run.ref, "session": run.sessions[0].id, "answer": answer.id, "person": people[1].id,
                 "code": "AAAA-AAAA-AAAA-AAAA"}
    browsers = {name: signed_in(person) for name, person in who.items()} | {"nobody": client}
    over = {}
    for name, url, most in PAGES:
        page = url.format(**words)
        browsers[name].get(page)  # what a process reads once
        with queries() as seen:
            assert browsers[name].get(page).status_code == 200, page
        sent = [statement for statement in seen if not statement.startswith("BEGIN")]
        if len(sent) > most:
            over[name, url] = len(sent)
    assert not over
