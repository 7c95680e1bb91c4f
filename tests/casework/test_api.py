"""Casework for programs: drafts with tags, answers, marks, and giving them back."""

import pytest

from tests import make
from tests.staging import staged

TEXT = "I would ring Daniel back first.\n\nThen my officer."
GIVEN = {"scores": {f"C{n}": 2 for n in range(1, 5)}, "feedback": "You put Daniel first.", "outcome": "meets"}


class Course:
    """A run, who writes and who marks, and the paths of case study 2A."""

    def __init__(self, run, rhiannon, imran, other):
        self.run, self.ref, self.rhiannon, self.imran, self.other = run, run.ref, rhiannon, imran, other
        self.morag, self.ann = (each.person for each in run.facilitators)
        self.hers = f"/my-course/{run.ref}/case-studies/2A"
        self.pile = f"/runs/{run.ref}/marking/2A"


@pytest.fixture
@staged
def course(writing):
    with writing():
        run = make.a_run(state="confirmed", facilitators=[make.a_person(name="Morag Dunmore"),
                                                          make.a_person(name="Ann Lee")])
        people = [make.a_confirmed_trainee(run, make.a_link_member(name=name)) for name in ("Rhiannon Prŷs", "Imran S")]
        return Course(run, *people, make.a_run(place="Cardiff", snapshot=run.snapshot).facilitators[0].person)


@pytest.fixture
def rhiannon(course, by_program):
    return by_program(course.rhiannon)


@pytest.fixture
def morag(course, by_program):
    return by_program(course.morag)


@pytest.fixture
def sent(course, writing):
    """Rhiannon's first version, by its path to be marked."""
    with writing() as session:
        submission = make.a_submission(run=session.merge(course.run), person=session.merge(course.rhiannon))
        return f"/marking/{submission.id}"


def keep(program, course, **typed):
    return program.put(f"{course.hers}/draft", json=typed, headers=tag(program, f"{course.hers}/draft"))


def tag(program, path):
    return {"If-Match": program.get(path).headers["ETag"]}


def record(program, sent, **over):
    return program.put(f"{sent}/mark", json=GIVEN | over, headers=tag(program, f"{sent}/mark"))


# --- writing -----------------------------------------------------------------------------------------


def test_a_draft_is_kept_sent_and_listed(rhiannon, course):
    assert rhiannon.get(f"{course.hers}/draft").json["revision"] == 0
    kept = keep(rhiannon, course, text=TEXT)
    assert (kept.status_code, kept.json["text"], kept.json["revision"]) == (200, TEXT, 1)
    sent = rhiannon.post(f"{course.hers}/answers", json={"revision": 1})
    assert (sent.status_code, sent.json["text"], sent.json["came_back"]) == (201, TEXT, None)
    assert rhiannon.all(f"{course.hers}/answers") == [sent.json]
    assert rhiannon.all(f"/my-course/{course.ref}/case-studies")[0]["state"] == "sent"
    assert rhiannon.get(course.hers).json["attempt"] == 2


def test_a_draft_that_a_page_kept_meanwhile_is_never_written_over(rhiannon, course, signed_in, in_context):
    old = tag(rhiannon, f"{course.hers}/draft")
    assert rhiannon.put(f"{course.hers}/draft", json={"text": TEXT}).json["code"] == "no-tag"
    signed_in(course.rhiannon).post(course.hers, data={"text": "On the page", "revision": 0, "act": "save"})
    late = rhiannon.put(f"{course.hers}/draft", json={"text": TEXT}, headers=old)
    assert (late.status_code, late.json["code"]) == (412, "changed")
    stale = keep(rhiannon, course, text=TEXT, revision=7)
    assert (stale.status_code, stale.json["code"]) == (422, "elsewhere")
    assert rhiannon.get(f"{course.hers}/draft").json["text"] == "On the page"


def test_of_two_drafts_at_once_one_is_kept(rhiannon, course, at_once):
    keep(rhiannon, course, text=TEXT)
    read = tag(rhiannon, f"{course.hers}/draft")
    answers = at_once(*[
        lambda text=text: rhiannon.put(f"{course.hers}/draft", json={"text": text}, headers=read) for text in "ab"
    ])
    assert sorted(answer.status_code for answer in answers) == [200, 412]


def test_what_was_not_read_is_not_sent(rhiannon, course):
    keep(rhiannon, course, text=TEXT)
    assert rhiannon.post(f"{course.hers}/answers", json={}).json["code"] == "elsewhere"
    assert rhiannon.post(f"{course.hers}/answers", json={"revision": 1}).status_code == 201
    assert keep(rhiannon, course, text="More").json["code"] == "sent"


def test_anothers_id_as_the_writer_keeps_nothing(rhiannon, course):
    assert keep(rhiannon, course, text=TEXT, writer=course.imran.id).json["code"] == "somebody-else"
    assert rhiannon.get(f"{course.hers}/draft").json["revision"] == 0


def test_what_came_back_is_read_once_it_is_released(rhiannon, morag, course, sent):
    record(morag, sent, scores={f"C{n}": 0 for n in range(1, 5)}, outcome="not yet")
    assert rhiannon.all(f"{course.hers}/answers")[0]["came_back"] is None
    morag.post(f"{sent}/release")
    back = rhiannon.all(f"{course.hers}/answers")[0]["came_back"]
    assert (back["outcome"], back["marker"], back["scores"][0]["score"]) == ("not yet", "Morag Dunmore", 0)
    assert rhiannon.get(course.hers).json["until"] == back["again_by"]


def test_an_unknown_case_study_is_not_found(rhiannon, course):
    assert rhiannon.get(f"/my-course/{course.ref}/case-studies/9Z").status_code == 404


# --- marking -----------------------------------------------------------------------------------------


def test_the_pile_says_how_far_everybody_is(morag, course, sent):
    pile = morag.get(course.pile).json
    assert [(line["name"], line["state"]) for line in pile["lines"]] == [
        ("Imran S", "not sent"), ("Rhiannon Prŷs", "to mark")]
    assert pile in morag.all("/marking")


def test_an_answer_is_read_with_its_criteria_and_notes(morag, sent):
    answer = morag.get(sent).json
    assert (answer["name"], answer["is_latest"], answer["mark"]) == ("Rhiannon Prŷs", True, None)
    assert [each["id"] for each in answer["criteria"]] == ["C1", "C2", "C3", "C4"]
    assert answer["notes"] == "<p>What is good.</p>"


def test_an_unfinished_mark_is_the_markers_own(morag, course, sent, by_program):
    given = {"scores": {"C1": 2}, "feedback": "So far"}
    kept = morag.put(f"{sent}/draft", json=given, headers=tag(morag, f"{sent}/draft"))
    assert (kept.status_code, kept.json["scores"], kept.json["revision"]) == (200, {"C1": 2}, 1)
    assert kept.json["proposed"] is None
    ann = by_program(course.ann)
    assert ann.get(f"{sent}/draft").json["feedback"] == ""
    assert ann.get(course.pile).json["lines"][1]["begun_by"] == ["Morag Dunmore"]


def test_a_revision_that_never_was_keeps_nothing(rhiannon, morag, course, sent):
    """On PostgreSQL the one after the largest was a number too large for its column."""
    for program, path, field in ((morag, f"{sent}/draft", "feedback"), (rhiannon, f"{course.hers}/draft", "text")):
        program.put(path, json={field: "So far"}, headers=tag(program, path))
        again = program.put(path, json={field: "On", "revision": 2**31 - 1}, headers=tag(program, path))
        assert again.status_code in (409, 412, 422), again.text
        assert program.get(path).json[field] != "On"


def test_a_mark_is_recorded_and_nobodys_is_superseded_unseen(morag, course, sent, by_program):
    ann, old = by_program(course.ann), tag(morag, f"{sent}/mark")
    recorded = record(ann, sent)
    assert (recorded.status_code, recorded.json["mark"]["marker"]) == (200, "Ann Lee")
    late = morag.put(f"{sent}/mark", json=GIVEN, headers=old)
    assert (late.status_code, late.json["code"]) == (412, "changed")
    assert morag.put(f"{sent}/mark", json=GIVEN).json["code"] == "no-tag"
    unseen = record(morag, sent, seen=999)
    assert (unseen.status_code, unseen.json["code"]) == (422, "marked")
    assert record(morag, sent).json["mark"]["marker"] == "Morag Dunmore"


def test_a_mark_never_writes_over_what_a_page_of_hers_kept(morag, course, sent, signed_in):
    old = tag(morag, f"{sent}/mark")
    signed_in(course.morag).post(sent, data={"feedback": "On the page", "revision": 0, "act": "later"})
    assert morag.put(f"{sent}/mark", json=GIVEN, headers=old).status_code == 412
    assert morag.get(f"{sent}/draft").json["feedback"] == "On the page"


@pytest.mark.parametrize(("given", "field"), [
    ({"scores": {"C9": 2}}, "body.scores.C9"), ({"scores": {"C1": 3}}, "body.scores.C1.value"),
    ({"scores": {"C1": "2"}}, "body.scores.C1.value"), ({"outcome": "perhaps"}, "body.outcome"),
])
def test_a_wrong_mark_names_its_field(morag, sent, given, field):
    refused = record(morag, sent, **given)
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, field)


def test_a_mark_that_is_refused_leaves_nothing_behind(morag, sent):
    assert record(morag, sent, outcome="not yet").json["code"] == "reason"
    assert morag.get(f"{sent}/draft").json["revision"] == 0


def test_marks_are_given_back_one_some_or_all_of_a_run(morag, course, sent):
    assert morag.post(f"{sent}/release").json["code"] == "unmarked"
    mark = record(morag, sent).json["mark"]["id"]
    assert morag.post(f"{course.pile}/release", json={}).json["code"] == "nobody"
    assert morag.post(f"{course.pile}/release", json={"marks": [999]}).json["code"] == "changed"
    given_back = morag.post(f"{course.pile}/release", json={"marks": [mark]}).json
    assert [line["state"] for line in given_back["lines"]] == ["not sent", "returned"]
    again = record(morag, sent, feedback="And one more thing.")
    assert again.json["mark"]["released_at"] is None
    piles = morag.post(f"/runs/{course.ref}/marking/release").json["items"]
    assert piles[0]["to_release"] == 0
    assert morag.get(f"{sent}/mark").json["mark"]["released_at"]


def test_who_leads_another_run_finds_nothing(by_program, course, sent):
    other = by_program(course.other)
    for path in (sent, f"{sent}/draft", f"{sent}/mark", course.pile):
        assert other.get(path).status_code == 404
    assert other.put(f"{sent}/mark", json=GIVEN).status_code == 404
    assert other.post(f"/runs/{course.ref}/marking/release").status_code == 404


def test_the_queue_costs_the_same_however_many_have_sent(morag, course, sent, writing, queries):
    morag.get("/marking")  # the token's first use is written down
    with queries() as before:
        morag.get("/marking")
    with writing() as session:
        run = session.merge(course.run)
        for _ in range(3):
            make.a_submission(run=run, person=make.a_confirmed_trainee(run))
    with queries() as after:
        morag.get("/marking")
    assert len(after) == len(before)
