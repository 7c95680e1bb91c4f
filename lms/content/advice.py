"""What an author should look at, though it keeps nothing from being published."""

from collections.abc import Iterator
from datetime import date, timedelta

from lms.content.building import Problem
from lms.content.law import Law
from lms.content.prose import words_in
from lms.content.readability import reading_age
from lms.content.shapes import Material, Module, Page
from lms.content.texts import links_in, texts_in
from lms.content.trying import Practice

OLDEST_READER = 14
LONGEST_PAGE = 900  # words
LONGEST_MODULE = 3500
FEWEST_CHECKS = 5
UNCONFIRMED = timedelta(days=180)


def warnings(material: Material, today: date) -> list[Problem]:
    """Of law that wants looking at, of what is long or hard to read, of what a module lacks."""
    used = {module.slug for programme in material.programmes for module in programme.modules}
    in_rooms = {slug for each in material.programmes if each.kind == "dated" for slug in each.module_slugs}
    found = [problem for law in material.laws for problem in _law(law, today)]
    for module in material.modules:
        folder = f"modules/{module.slug}"
        found += [Problem(f"{folder}/{file}", *rest) for file, *rest in _module(module, module.slug in in_rooms)]
        for practice in module.practices:
            found += [Problem(f"{folder}/practice/{practice.slug}.yaml", *rest) for rest in _practice(practice)]
        if module.slug not in used:
            found.append(Problem(f"{folder}/module.yaml", "module", "no programme has it",
                                 "Name it under “module_slugs:” of a programme, or take its folder out."))
    return found + list(dict.fromkeys([*_links_outside(material), *_law_that_nobody_cites(material)]))


def _law(law: Law, today: date) -> Iterator[Problem]:
    file = f"law/{law.slug}.yaml"
    if law.next_check < today:
        yield Problem(file, "next_check", f"it was to be looked at again by {law.next_check.isoformat()}",
                      "Read the source, put right what has changed, and give new days to checked_on and next_check.")
    if law.corrected and law.corrected > today + timedelta(days=1):
        yield Problem(file, "corrected", f"{law.corrected.isoformat()} is still to come",
                      "Write the day on which its words were put right.")
    if law.status == "unverified" and law.checked_on + UNCONFIRMED < today:
        yield Problem(file, "status", f"not confirmed since {law.checked_on.isoformat()}",
                      "Have somebody confirm it, or take it out: readers are told to ask their officer each time.")


def _law_that_nobody_cites(material: Material) -> Iterator[Problem]:
    cited = {law.slug for programme in material.programmes for law in programme.law}
    for law in material.laws:
        if law.slug not in cited:
            yield Problem(f"law/{law.slug}.yaml", "law", "no page of a programme cites it",
                          f"Cite it with “::: law {law.slug}”, or take it out.")


def _module(module: Module, in_rooms: bool) -> Iterator[tuple[str, str, str, str]]:
    words = sum(words_in(page.html) for page in module.pages) + words_in(module.keep)
    if words > LONGEST_MODULE:
        yield ("module.yaml", "length", f"{words} words on all its pages",
               f"About 2,500 are enough; more than {LONGEST_MODULE:,} nobody reads in an evening.")
    for number, page in enumerate(module.pages, 1):
        yield from _page(page, f"{number:02d}-{page.slug}.md")
    asked = f"{len(module.checks) or 'no'} knowledge check{'' if len(module.checks) == 1 else 's'}"
    for there, file, words, hint in (
        (module.keep, "keep.md", "the page to keep is missing", "Sum the module up on one page."),
        (len(module.checks) >= FEWEST_CHECKS, "checks.yaml", asked,
         f"Ask {FEWEST_CHECKS} to 8, with a reason for every answer."),
        (module.plan or not in_rooms, "plan.yaml", "no plan for the room",
         "Say how a facilitator can lead it, with minutes."),
        (any("<figure" in page.html for page in module.pages), "figures", "no drawing on any of its pages",
         "One clear picture a module: ![what it says](name.svg \"its caption\")"),
        (module.reflections, "module.yaml", "no reflection on one’s own workplace", "Add one under “reflections:”."),
    ):
        if not there:
            yield file, "missing" if file != "checks.yaml" else "questions", words, hint


def _page(page: Page, file: str) -> Iterator[tuple[str, str, str, str]]:
    words, age = words_in(page.html), reading_age(page.html)
    if words > LONGEST_PAGE:
        yield file, "length", f"{words} words", f"Above {LONGEST_PAGE} words, make it two pages."
    if age is not None and age > OLDEST_READER:
        yield (file, "reading age", f"a reader of {age:.0f} years",
               f"Make sentences shorter and choose plainer words, until {OLDEST_READER} is enough.")
    if '<div class="card">' not in page.html:
        yield (file, "text", "it doesn’t say whom to ring",
               "End it with “::: officer”, a line on when to ring, and “:::”.")


def _practice(practice: Practice) -> Iterator[tuple[str, str, str]]:
    """Criteria that some way passes by: whoever goes it can't be told about them."""
    for criterion in practice.criteria:
        reached, ahead = set(), [practice.starts_at]
        while ahead:
            scene = practice.scene(ahead.pop())
            if scene.id in reached:
                continue
            reached.add(scene.id)
            ahead += [choice.to for choice in scene.choices
                      if criterion.id not in {shown.criterion for shown in choice.shows}]
        if passed := [scene for scene in practice.scenes if scene.ending and scene.id in reached]:
            yield (f"criteria.{criterion.id}", f"there is a way to “{passed[0].title}” that shows nothing against it",
                   "Let a choice on each way have “shows:” with this criterion.")


def _links_outside(material: Material) -> Iterator[Problem]:
    """Links of a programme's module to what this programme hasn't got: its trainees can't follow them."""
    for programme in material.programmes:
        here, codes = {module.slug for module in programme.modules}, {case.code for case in programme.case_studies}
        for text in texts_in(programme.modules):
            for kind, name in links_in(text):
                there = name in codes if kind == "case" else kind == "law" or name.partition("/")[0] in here
                if not there:
                    yield Problem(*text.at, f"the link {kind}:{name} leads out of {programme.title}",
                                  "Its trainees can’t follow it: take that module in, or say it without a link.")
