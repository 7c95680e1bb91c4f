"""Publishing keeps what was published; the same again is nothing new; a change needs a new version."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from lms.audit import AuditLine, Program
from lms.content import operations
from lms.content.building import build
from lms.content.models import Snapshot
from lms.content.prose import Html
from lms.content.reading import read
from lms.content.shapes import Programme
from lms.refusal import Refusal
from tests.content import small

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def publish(folder, **changes):
    return operations.publish(read(small.write(folder, **changes)), actor=Program("a test"), now=NOW)


def version(number: str) -> dict:
    return {"programmes/reps.yaml": small.PROGRAMME.replace('"1.0"', f'"{number}"')}


ANOTHER_PAGE = {"modules/hearings/01-before.md": small.PAGE.replace("twice", "three times")}


def test_what_is_published_can_be_read_as_it_was(tmp_path, writing, in_context):
    with writing():
        [snapshot] = publish(tmp_path)
        assert (snapshot.programme_slug, snapshot.version, snapshot.published_by) == ("reps", "1.0", "a test")
    written = read(tmp_path).programmes[0]
    with in_context():
        operations._kept.clear()
        programme = operations.programme_of(operations.latest("reps"))
        assert programme == written
        assert programme is operations.programme_of(operations.latest("reps"))


def test_publishing_the_same_twice_is_nothing_new(tmp_path, writing, in_context):
    with writing():
        publish(tmp_path)
    with writing():
        assert publish(tmp_path) == []
    with in_context() as session:
        assert session.scalar(select(func.count()).select_from(Snapshot)) == 1
        assert session.scalar(select(func.count()).select_from(AuditLine)) == 1


def test_changed_material_under_the_same_version_is_refused_by_name(tmp_path, writing, in_context):
    with writing():
        publish(tmp_path)
    with writing() as session:
        with pytest.raises(Refusal) as caught:
            publish(tmp_path, **ANOTHER_PAGE)
        session.rollback()
    assert caught.value.sentence == (
        "Reps’ course has changed (Hearings, page “Before the hearing”: 1 paragraph changed), and version 1.0 is "
        "published already. "
        "Give it a new version in programmes/reps.yaml."
    )
    with in_context():
        page = operations.programme_of(operations.latest("reps")).module("hearings").page("before")
        assert "twice" in page.html


@pytest.mark.parametrize("file, before, after, said", [
    ("programmes/reps.yaml", "reps 1", "reps 2", "(standard: version was “reps 1”, is “reps 2”)"),
    ("programmes/reps.yaml", "The pace", "Our pace",
     "(question “Our pace was right”: label was “The pace was right”"),
    ("modules/hearings/case-studies/1a.yaml", "She rings you", "He rings you",
     "(Hearings, case study 1A “Monday at nine”: brief: 1 paragraph changed)"),
    ("wordings/completion.yaml", "completed it", "did it",
     "(wording “completion”: sentences: “{name} did it.” added"),
])
def test_any_part_of_the_programme_counts_as_a_change(tmp_path, writing, file, before, after, said):
    with writing() as session:
        publish(tmp_path)
        text = (tmp_path / file).read_text(encoding="utf-8")
        assert before in text
        with pytest.raises(Refusal, match="version 1.0 is published already") as caught:
            publish(tmp_path, **{file: text.replace(before, after)})
        assert said in caught.value.sentence
        session.rollback()


def test_a_new_version_stands_beside_the_old_one(tmp_path, writing, in_context):
    with writing():
        publish(tmp_path)
    with writing():
        publish(tmp_path, **version("1.1"), **ANOTHER_PAGE)
    with in_context() as session:
        first, second = session.scalars(select(Snapshot).order_by(Snapshot.id))
        pages = [operations.programme_of(each).module("hearings").page("before").html for each in (first, second)]
        assert ["twice" in pages[0], "three times" in pages[1]] == [True, True]
        assert operations.latest("reps").id == second.id
        assert [each.version for each in operations.programmes()] == ["1.1"]


def test_an_older_version_is_refused(tmp_path, writing):
    with writing() as session:
        publish(tmp_path, **version("1.10"))
        with pytest.raises(Refusal, match="has version 1.9, and 1.10 is published already"):
            publish(tmp_path, **version("1.9"))
        session.rollback()


def test_two_people_who_publish_at_once_publish_it_once(tmp_path, writing, in_context, at_once):
    material = read(small.write(tmp_path))

    def act():
        with writing():
            return len(operations.publish(material, actor=Program("a test"), now=NOW))

    outcomes = at_once(act, act)
    assert outcomes.count(1) == 1
    assert all(outcome in (0, 1) or isinstance(outcome, Refusal) for outcome in outcomes)
    with in_context() as session:
        assert session.scalar(select(func.count()).select_from(Snapshot)) == 1


def test_pages_that_are_only_drawn_differently_are_no_change(tmp_path, writing, monkeypatch):
    with writing():
        publish(tmp_path)
    monkeypatch.setattr(
        "lms.content.files.prose.to_html", lambda text, *_more: Html(f"<p>{text}</p>", source=text.strip())
    )
    monkeypatch.setattr("lms.content.modules.minutes_for", lambda html: 9)
    with writing():
        assert publish(tmp_path) == []


def test_a_comment_in_a_file_is_no_change(tmp_path, writing):
    with writing():
        publish(tmp_path)
        assert publish(tmp_path, **{"programmes/reps.yaml": "# For the spring.\n" + small.PROGRAMME}) == []


def test_a_snapshot_of_the_first_release_can_still_be_read():
    body = {
        "slug": "reps", "title": "Reps’ course", "version": "1.0", "kind": "dated", "ref_prefix": "RC",
        "summary": "Two days.", "hours": 12, "module_slugs": ["hearings"], "rep_kind": "rep",
        "makes_link_member": False, "approved_by": "", "due_days": 14, "resubmission_days": 14,
        "standard": {"version": "reps 1", "conditions": ["Q1"], "grace_minutes": 15, "min_attended_share": 0.5,
                     "required_case_studies": ["1A"], "companion_case_study": "1A", "validity_years": 5},
        "feedback": [{"id": "pace", "kind": "scale", "label": "The pace", "hint": "", "low": "", "high": ""}],
        "modules": [{
            "slug": "hearings", "title": "Hearings", "summary": "Beside her.", "outcomes": ["Sit beside her."],
            "pages": [{"slug": "before", "title": "Before", "html": "<p>Read.</p>", "minutes": 1}],
            "case_studies": [{
                "code": "1A", "title": "Monday at nine", "module": "hearings", "brief": "<p>She rings.</p>",
                "task": "<p>What?</p>", "words_from": 100, "words_to": 300, "checklist": ["Kind"], "notes": "",
                "criteria": [{"id": "rights", "title": "Rights", "description": "States.", "starred": True}],
                "scale": {"zeros_allowed": 1, "points_needed": 1},
            }],
        }],
        "wordings": [{"id": "C", "version": "1", "kind": "completion", "title": "Completion", "sentences": ["{name}"],
                      "jurisdictions": [], "approved_by": "Huw Price", "approved_on": "2026-11-01"}],
    }
    body["modules"][0]["case_studies"][0]["notes"] = "<p>Ring.</p>"
    problems = []
    programme = build(Programme, json.loads(json.dumps(body)), "snapshot", problems)
    assert not problems
    assert programme.wording("completion").approved
