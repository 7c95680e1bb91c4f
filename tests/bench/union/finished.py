"""A finished run: its registers, a hundred answers with their marks released, and what came of it.

Of its trainees the last doesn't complete (her second try is not yet either), the one before her is not
appointed, and the first has stood down since.
"""

from datetime import date, timedelta

from tests.bench.union import answers, awards, registers, runs, said
from tests.bench.union.certificates import Certificates
from tests.bench.union.stage import Somebody, Stage

TRAINEES = 33  # with three answers each, and one sent again: a hundred
YEARS_BACK = 3600  # days ago, when the first of them was held
LATEST = 120  # days ago; whoever led it sees it no longer
PAGES_READ = 8


def make_finished_runs(stage: Stage, count: int, people: list[Somebody]) -> None:
    """`count` runs spread over ten years; `people` are shared out among them."""
    certificates, each = Certificates(stage), len(people) // count if count else 0
    numbers: dict[int, int] = {}
    for number in range(count):
        back = YEARS_BACK - (YEARS_BACK - LATEST) * (number + 1) // count
        first = _weekday(stage.day(-back - 14))
        numbers[first.year] = numbers.get(first.year, 0) + 1
        leads = (stage.facilitators[number % len(stage.facilitators)],
                 stage.facilitators[(7 * number + 3) % len(stage.facilitators)])
        course = runs.make_run(stage, numbers[first.year], (first, first + timedelta(days=14)), state="closed",
                               capacity=each, leads=leads if leads[0] != leads[1] else leads[:1])
        _hold(stage, course, people[number * each:(number + 1) * each], certificates)
    certificates.finish()


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _hold(stage: Stage, course: runs.Course, people: list[Somebody], certificates: Certificates) -> None:
    applied = stage.at(course.days[0] - timedelta(days=70))
    runs.book(stage, course.id, course.ref, people, applied, ["confirmed"] * len(people))
    for sitting in course.sessions:
        registers.keep_register(stage, course, sitting, people)
    for number, person in enumerate(people):
        last = number == len(people) - 1
        answers.read_pages(stage, stage.reps, person, PAGES_READ, stage.at(course.days[0], 19))
        for step, code in enumerate(answers.CODES):
            _answer(stage, course, person, code, (number + step) % len(course.leads), fails=last and code == "7A")
    said.say(stage, course, people)
    _awards(stage, course, people, certificates)


def _answer(stage: Stage, course: runs.Course, person: Somebody, code: str, marker: int, *, fails: bool) -> None:
    sent = stage.at(course.days[-1] + timedelta(days=1 + stage.chance.randrange(12)), 20, stage.chance.randrange(60))
    for attempt in (1, 2) if fails else (1,):
        at = sent + timedelta(days=25 * (attempt - 1))
        submission_id = answers.send(stage, course, person, code, at, attempt=attempt, weak=fails)
        answers.mark(stage, submission_id, answers.label_of(code, person, attempt), code, course.leads[marker],
                     at + timedelta(days=9), weak=fails, again=attempt == 2)


def _awards(stage: Stage, course: runs.Course, people: list[Somebody], certificates: Certificates) -> None:
    evidence, given = awards.evidence_of(stage, course), []
    decided, accredited = course.days[-1] + timedelta(days=50), course.days[-1] + timedelta(days=57)
    stood_down = stage.at(accredited) + timedelta(days=310) < stage.now
    for number, person in enumerate(people[:-1]):
        decision_id = awards.complete(stage, course, person, evidence, stage.at(decided, 16))
        if number == len(people) - 2:
            given.append(awards.Awards(person, decision_id, decided))
        else:
            given.append(awards.accredit(stage, course, person, decision_id, evidence, stage.at(accredited, 10),
                                         stood_down=stood_down and number == 0))
    certificates.issue(course, given, stage.at(accredited + timedelta(days=1), 10), given[0] if stood_down else None)
