"""What goes on now, the same whatever went before: these are the runs that the pages are measured on.

Morag Dunmore leads a course whose second day is today, and one whose answers she marks. Two more are to
come, one is a draft, and the link members' course is always open.
"""

from datetime import timedelta

from lms.accreditation.models import CompletionDecision
from lms.record.models import Fact
from lms.runs.models import Run
from lms.runs.rules import reference
from tests.bench.union import answers, registers, runs
from tests.bench.union.stage import Somebody, Stage

IN_PROGRESS, MARKED, COMING, READERS = 16, 24, 12, 1500
NEEDED = IN_PROGRESS + MARKED + 2 * COMING
FIRST_NUMBER = 501  # of the year; finished runs have the lower ones
LEEDS, CARDIFF, BRISTOL, NORWICH, EXETER = range(FIRST_NUMBER, FIRST_NUMBER + 5)


def make_present_runs(stage: Stage, people: list[Somebody]) -> None:
    """`people` are the trainees of the dated runs; those who read the link members' course come from the others."""
    _in_progress(stage, people[:IN_PROGRESS])
    _being_marked(stage, people[IN_PROGRESS:IN_PROGRESS + MARKED])
    coming = people[IN_PROGRESS + MARKED:]
    _to_come(stage, BRISTOL, 31, coming[:COMING])
    _to_come(stage, NORWICH, 52, coming[COMING:])
    days = (stage.day(121), stage.day(135))
    runs.make_run(stage, EXETER, days, state="draft", capacity=12)
    _link_members(stage)


def _in_progress(stage: Stage, people: list[Somebody]) -> None:
    """Its second day is today; the first of its trainees has sent one answer and is writing another."""
    days, leads = (stage.day(-14), stage.today), (stage.facilitators[0],)
    course = runs.make_run(stage, LEEDS, days, state="confirmed", capacity=IN_PROGRESS, leads=leads, place="Leeds")
    applied = stage.at(stage.day(-90))
    runs.book(stage, course.id, course.ref, people, applied, ["confirmed"] * len(people))
    for sitting in course.sessions[:2]:
        registers.keep_register(stage, course, sitting, people)
    sent = stage.at(stage.day(-5), 20)
    for number, person in enumerate(people):
        answers.read_pages(stage, stage.reps, person, 3 + number % 9, stage.at(stage.day(-13), 19))
        if number % 2 == 0:
            answers.send(stage, course, person, "3A", sent, whole=True)
        answers.keep_draft(stage, course, person, "2A", answers.good_answer("2A", number), sent)


def _being_marked(stage: Stage, people: list[Somebody]) -> None:
    """Everybody has sent everything; a third of it is marked, and nothing released."""
    days, leads = (stage.day(-42), stage.day(-28)), (stage.facilitators[0], stage.facilitators[1])
    course = runs.make_run(stage, CARDIFF, days, state="confirmed", capacity=MARKED, leads=leads, place="Cardiff")
    runs.book(stage, course.id, course.ref, people, stage.at(stage.day(-120)), ["confirmed"] * len(people))
    for sitting in course.sessions:
        registers.keep_register(stage, course, sitting, people)
    for number, person in enumerate(people):
        answers.read_pages(stage, stage.reps, person, 20, stage.at(stage.day(-40), 19))
        for code in answers.CODES:
            sent = stage.at(stage.day(-20 + number % 5), 21)
            submission_id = answers.send(stage, course, person, code, sent, whole=True)
            if number % 3 == 0:
                answers.mark(stage, submission_id, answers.label_of(code, person, 1), code, leads[number % 2],
                             sent + timedelta(days=6), released=False)


def _to_come(stage: Stage, number: int, days: int, people: list[Somebody]) -> None:
    """Eight places: some confirmed, some waiting for approval, some waiting for a place."""
    run = runs.make_run(stage, number, (stage.day(days), stage.day(days + 14)), state="open", capacity=8,
                        leads=(stage.facilitators[number % 5 + 2],))
    states = ["confirmed"] * 5 + ["provisional"] * 3 + ["waiting"] * (len(people) - 8)
    runs.book(stage, run.id, run.ref, people, stage.at(stage.day(-60)), states)


def _link_members(stage: Stage) -> None:
    """Each of them has read it to its end."""
    ref = reference(stage.basic.ref_prefix, stage.today.year, 1)
    run_id = stage.rows.add(
        Run, ref=ref, programme_slug=stage.basic.slug, snapshot_id=stage.basic_snapshot, place="On line", mode="open",
        capacity=None, minimum=None, closing_on=None, state="open", created_at=stage.at(stage.day(-400)),
    )
    readers = stage.members[-min(READERS, len(stage.members) // 20):]
    runs.book(stage, run_id, ref, readers, stage.at(stage.day(-390)), ["confirmed"] * len(readers), seats=False)
    evidence = {"rule": stage.basic.standard.version, "on": stage.today.isoformat(), "conditions": []}
    for person in readers:
        at = stage.at(stage.day(-30), 20)
        answers.read_pages(stage, stage.basic, person, 99, at)
        stage.rows.add(CompletionDecision, person_id=person.id, run_id=run_id, programme_slug=stage.basic.slug,
                       rule_version=stage.basic.standard.version, evidence=evidence, decided_at=at)
        stage.rows.add(Fact, person_id=person.id, kind="completed", subject=stage.basic.slug, since=at.date(),
                       basis=f"{ref}, rule {stage.basic.standard.version}", author=person.name, recorded_at=at)
