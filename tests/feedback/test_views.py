"""The trainee's form, and the page of results for those who lead the run."""

import pytest

from tests import make
from tests.feedback.forms import a_run_that_took_place, an_open_form, answered
from tests.staging import staged


def page_of(answer) -> str:
    return answer.get_data(as_text=True)


@pytest.fixture
@staged
def asked(writing, clock):
    clock.at("2026-11-26 17:00")
    with writing():
        return an_open_form()


def test_she_answers_once_and_is_thanked(signed_in, asked):
    browser, url = signed_in(asked.people[0]), f"/my-course/{asked.run.ref}/feedback"
    assert "What was it like?" in page_of(browser.get(url))
    answer = browser.post(url, data={"outcomes-role": "5", "change": "Warmer rooms."})
    assert (answer.status_code, answer.location) == (303, url)
    assert "Thank you" in page_of(browser.get(url))
    again = browser.post(url, data={"materials": "1"})
    assert again.status_code == 422 and "Thank you" in page_of(again)


def test_an_empty_form_and_a_wrong_one_are_shown_again_with_what_was_typed(signed_in, asked):
    browser, url = signed_in(asked.people[0]), f"/my-course/{asked.run.ref}/feedback"
    empty = browser.post(url, data={"change": "  "})
    assert empty.status_code == 422 and "Answer at least one question" in page_of(empty)
    wrong = browser.post(url, data={"materials": "9", "outcomes-role": "4", "change": "Warmer rooms."})
    assert wrong.status_code == 422 and "Warmer rooms." in page_of(wrong)
    assert 'name="outcomes-role" value="4" checked' in page_of(wrong)


def test_after_closing_the_form_says_so(signed_in, asked, clock):
    clock.at("2026-12-11 09:00")
    browser, url = signed_in(asked.people[0]), f"/my-course/{asked.run.ref}/feedback"
    assert "Feedback has closed" in page_of(browser.get(url))
    assert browser.post(url, data={"materials": "3"}).status_code == 422


def test_who_was_not_on_the_run_finds_no_form(signed_in, asked, writing):
    with writing():
        stranger = make.a_link_member()
    for person in (stranger, asked.leader):
        browser = signed_in(person)
        assert browser.get(f"/my-course/{asked.run.ref}/feedback").status_code == 404
        assert browser.post(f"/my-course/{asked.run.ref}/feedback", data={"materials": "3"}).status_code == 404
    for person in (stranger, asked.people[0]):
        assert signed_in(person).get(f"/runs/{asked.run.ref}/feedback").status_code == 404


def test_before_closing_staff_see_nothing_and_not_even_how_many(signed_in, writing, clock):
    clock.at("2026-11-26 17:00")
    with writing():
        asked, other = an_open_form(), an_open_form()
        answered(asked, 5)
    pages = [page_of(signed_in(each.leader).get(f"/runs/{each.run.ref}/feedback")) for each in (asked, other)]
    assert "Thought" not in pages[0] and "5 answers." not in pages[0]
    main = [page.split("<h1>")[1].split("</main>")[0].split("csrf_token")[0].replace(each.run.ref, "")
            for page, each in zip(pages, (asked, other), strict=True)]
    assert main[0] == main[1]


def test_results_show_when_it_is_closed_from_five_answers_up(signed_in, writing, clock):
    clock.at("2026-11-26 17:00")
    with writing():
        enough, few = an_open_form(), an_open_form()
        answered(enough, 5)
        answered(few, 4)
    for asked, shown in ((enough, True), (few, False)):
        browser, url = signed_in(asked.leader), f"/runs/{asked.run.ref}/feedback"
        assert browser.post(f"{url}/closing").status_code == 303
        page = page_of(browser.get(url))
        assert ("5 answers." in page, "Thought 3" in page) == (shown, shown)
        assert ("Too few answers to show" in page) is not shown
        assert browser.post(f"{url}/closing").status_code == 422


def test_staff_open_it_on_the_last_day(signed_in, writing, clock):
    with writing():
        asked = a_run_that_took_place(1)
    browser, url = signed_in(asked.leader), f"/runs/{asked.run.ref}/feedback"
    clock.at("2026-11-25 12:00")
    assert "not open yet" in page_of(browser.get(url))
    clock.at("2026-11-26 15:00")
    assert "Open feedback" in page_of(browser.get(url))
    for wrong in ("", "2026-11-01"):
        refused = browser.post(f"{url}/opening", data={"closes_on": wrong})
        assert refused.status_code == 422 and f'value="{wrong}"' in page_of(refused)
    assert browser.post(f"{url}/opening", data={"closes_on": "2026-12-10"}).status_code == 303
    assert "Open until Thursday 10 December" in page_of(browser.get(url))
    assert browser.post(f"{url}/opening", data={"closes_on": "2026-12-10"}).status_code == 422


def test_results_cost_the_same_however_many_answered(signed_in, writing, clock, queries):
    costs = []
    for many in (5, 9):
        clock.at("2026-11-26 17:00")
        with writing():
            asked = an_open_form(many)
            answered(asked, many)
        clock.at("2026-12-11 09:00")
        browser = signed_in(asked.leader)
        browser.get(f"/runs/{asked.run.ref}/feedback")
        with queries() as seen:
            assert f"{many} answers" in page_of(browser.get(f"/runs/{asked.run.ref}/feedback"))
        costs.append(len(seen))
    assert costs[0] == costs[1]
