"""Another union's folder, written from nothing but course_content/README.md: its own examples."""

import dataclasses
import re

import pytest

from lms.audit import Program
from lms.content import law, publications, shapes, trying
from lms.content.advice import warnings
from lms.content.operations import latest, programme_of
from lms.content.reading import read
from lms.settings import PROJECT
from tests import make

README = (PROJECT / "course_content" / "README.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^\*\*`([^`]+)`\*\*\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WRITTEN = [
    shapes.Union, shapes.Signatory, shapes.RepKind, shapes.Programme, shapes.Standard, shapes.Question, shapes.Module,
    shapes.CaseStudy, shapes.MarkingScale, shapes.Sheet, shapes.Wording, law.Law, law.Rule, trying.Check, trying.Answer,
    trying.Reflection, trying.Plan, trying.Step, trying.Practice, trying.Criterion, trying.Scene, trying.Choice,
    trying.Shown,
]
# What follows from files' names and places.
ELSEWHERE = {
    "slug", "privacy", "accessibility", "modules", "wordings", "law", "pages", "case_studies", "keep", "checks",
    "practices", "plan", "module",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in EXAMPLE.findall(README):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("shape", WRITTEN, ids=lambda shape: shape.__name__)
def test_the_readme_names_every_key(shape):
    named = set(re.findall(r"`(\w+)`", README)) | set(re.findall(r"^ *(?:- )?(\w+):", README, re.MULTILINE))
    assert not {field.name for field in dataclasses.fields(shape)} - named - ELSEWHERE


def test_its_examples_have_no_mistake_and_use_all_that_there_is(folder):
    material = read(folder)
    [module] = material.modules
    assert material.union.short_name == "FHSU" and len(module.pages) == 2
    assert all((module.keep, module.checks, module.practices, module.plan, module.reflections, module.case_studies))
    assert all(box in module.pages[0].html + module.pages[1].html for box in (
        'class="law"', 'class="definition"', 'class="example"', 'class="callout"', 'class="card"',
        'class="notice warn"', 'class="checks"', "<figure",
    ))
    wanted = {(each.field, each.words) for each in warnings(material, make.NOW.date())}
    assert wanted == {("questions", "1 knowledge check")}


def test_it_is_published_and_a_trainee_opens_every_page(folder, app, writing, signed_in):
    app.config["CONTENT"] = folder
    with writing():
        publications.publish_folder(publications.take(folder), actor=Program("the tests"), now=make.NOW)
        run = make.a_run(snapshot=latest("deck-reps"))
        trainee = make.a_confirmed_trainee(run, make.a_link_member())
        modules = programme_of(run.snapshot).modules
    browser, seen = signed_in(trainee), set()
    ahead = [f"/my-course/{run.ref}"]
    while ahead:
        url = ahead.pop()
        if url not in seen:
            seen.add(url)
            answer = browser.get(url)
            assert answer.status_code in (200, 303), url
            ahead += re.findall(rf'href="(/my-course/{run.ref}[^"#?]*)', answer.text)
    base = f"/my-course/{run.ref}/modules/{modules[0].slug}"
    assert {f"{base}/when-she-rings", f"{base}/in-the-room", f"{base}/keep", f"{base}/checks",
            f"{base}/practice/at-the-office", f"/my-course/{run.ref}/case-studies/1A"} <= seen
    page = browser.get(f"{base}/in-the-room").text
    assert "Law as at 22 November 2026" in page and "Letter sent from 1 January 2027" in page
    assert "Ferry and Harbour Staff Union" in page
