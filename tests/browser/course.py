"""The course itself, as the walk goes through it: reading, the days, the case studies, feedback."""

import re

from playwright.sync_api import Page, expect

from lms.demo.answers import good_answer
from tests.browser.leaving import follow
from tests.browser.walking import Walk, act, choose

DAYS = ("2027-01-19", "2027-02-02")


def she_reads(walk: Walk, page: Page) -> None:
    walk.go(page, "/home")
    follow(page.get_by_role("link", name="The role of reps"))
    walk.look(page)
    follow(page.get_by_role("link", name="Begin reading"))
    walk.look(page)
    act(page, "Next: .*")
    walk.go(page, "/my-course/RUN")
    expect(page.get_by_text(re.compile(r"1 of \d pages read")).first).to_be_visible()


def registers_are_kept(walk: Walk, page: Page) -> None:
    """Rhiannon is there throughout; Marcus comes late on the first morning and is away on the second day."""
    for day in DAYS:
        for half in ("morning", "afternoon"):
            walk.at(f"{day} {'10:05' if half == 'morning' else '14:00'}")
            walk.go(page, "/runs/RUN/register")
            title = page.get_by_role("link", name=re.compile(f"{half} session", re.IGNORECASE))
            follow(title.nth(0 if day == DAYS[0] else -1))
            row = page.locator("#register > li", has_text="Marcus")
            if day == DAYS[1]:
                row.locator('label:has(input[value="absent"])').click()
            elif half == "morning":
                row.locator('label:has(input[value="late"])').click()
                expect(row.get_by_label("Minutes missed")).to_have_value("35")
                expect(page.locator("main")).to_contain_text("1 of 2 marked")
            walk.look(page)
            act(page, "Mark the rest present", stays=True)
            expect(page.locator("main")).to_contain_text("2 of 2 marked")
            act(page, "Sign the register")
            expect(page.get_by_text(re.compile("[Ss]igned")).first).to_be_visible()


def she_writes(walk: Walk, page: Page) -> None:
    for number, code in enumerate(("2A", "3A", "7A")):
        walk.at(f"2027-02-0{5 + number} 20:42")
        walk.go(page, f"/my-course/RUN/case-studies/{code}")
        page.get_by_label("Your answer").fill(good_answer(code, number))
        expect(page.get_by_text(re.compile("Saved")).first).to_be_visible()
        walk.look(page)
        act(page, "Read it through and send")
        expect(page.get_by_role("heading", name="Read it through")).to_be_visible()
        walk.look(page)
        act(page, "Send it")
        expect(page.get_by_text(re.compile("Morag.* has it")).first).to_be_visible()


def answers_are_marked(walk: Walk, page: Page) -> None:
    walk.at("2027-02-12 09:30")
    for _ in range(3):
        walk.go(page, "/marking")
        follow(page.locator("main").get_by_role("link", name="Mark Rhiannon").first)
        walk.look(page)
        names = page.locator('input[name^="score-"]').evaluate_all("all => [...new Set(all.map(each => each.name))]")
        for name in names:
            choose(page, name, "2")
        page.locator('textarea[name="feedback"]').fill("You begin with the person. Next: say what you would note.")
        choose(page, "outcome", "meets")
        walk.look(page)
        act(page, "Record.*")
        walk.go(page, "/marking")
        follow(page.locator("main").get_by_role("link", name="Release 1 mark").first)
        walk.look(page)
        act(page, "Release what is ticked")


def she_says_what_it_was_like(walk: Walk, morag: Page, rhiannon: Page) -> None:
    walk.go(morag, "/runs/RUN/feedback")
    act(morag, "Open.*")
    walk.go(rhiannon, "/my-course/RUN/feedback")
    choose(rhiannon, "facilitation", "5")
    rhiannon.get_by_label("What should we keep?").fill("The telephone call with Daniel.")
    act(rhiannon, "Send it")
    expect(rhiannon.get_by_role("heading", name="Thank you")).to_be_visible()
    walk.go(morag, "/runs/RUN/feedback")
    expect(morag.locator("main")).not_to_contain_text("The telephone call")
