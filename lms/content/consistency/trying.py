"""That knowledge checks have an answer, and that what is written about a module has names of its own."""

from collections.abc import Iterator

from lms.content.building import Problem
from lms.content.consistency.twice import twice
from lms.content.modules import LONGEST_SLUG, SLUG
from lms.content.shapes import Module


def trying_problems(module: Module) -> list[Problem]:
    return [Problem(f"modules/{module.slug}/{file}", field, words) for file, field, words in _wrong(module)]


def _wrong(module: Module) -> Iterator[tuple[str, str, str]]:
    for number, check in enumerate(module.checks, 1):
        field = f"questions[{number}].answers"
        if len(check.answers) < 2:
            yield "checks.yaml", field, "there must be two answers at least"
        if not any(answer.right for answer in check.answers):
            yield "checks.yaml", field, "one of them must be right: true"
        for text in twice(answer.text for answer in check.answers):
            yield "checks.yaml", field, f"the answer “{text}” stands there twice"
    for file, field, names in (
        ("checks.yaml", "questions", [check.id for check in module.checks]),
        ("module.yaml", "reflections", [reflection.id for reflection in module.reflections]),
    ):
        for name in twice(names):
            yield file, field, f"two of them are called {name}"
        for name in names:
            if not SLUG.fullmatch(name) or len(name) > LONGEST_SLUG:
                yield file, field, f"the id {name} must be of small letters, figures and hyphens, at most 60"
    if module.plan and not module.plan.steps:
        yield "plan.yaml", "steps", "a plan needs a step"
    for number, step in enumerate(module.plan.steps if module.plan else (), 1):
        if step.minutes < 1:
            yield "plan.yaml", f"steps[{number}].minutes", "it must be at least 1"
