"""Where somebody is on a course, read once for all that shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from lms.accreditation.known import known_of
from lms.accreditation.lookups import CaseFile, Standing, case_files_for
from lms.accreditation.rows import Known
from lms.bookings.models import Booking
from lms.casework.lookups import Choice, Outcomes, Task, choice_of, outcomes_by
from lms.casework.tasks import WRITING, tasks_from
from lms.certificates.lookups import MADE, newest_first
from lms.content.operations import programme_of
from lms.content.shapes import Programme
from lms.db import db, several
from lms.feedback.lookups import ASKED, is_closed
from lms.learning.lookups import PLACE, READ, Progress, Spot, place_from, progress_from, resume_at
from lms.people.models import Person
from lms.runs.loading import load_timetables
from lms.runs.models import Run, Session

# All that is hers on these runs and that no rule looks at, in one statement.
_HERS = several(**WRITING, read=READ, place=PLACE, asked=ASKED, certificate=MADE)


@dataclass(frozen=True)
class Way:
    """A trainee on a run: what she has read, written and sat, and what waits for her."""

    booking: Booking
    run: Run
    programme: Programme
    progress: dict[str, Progress]
    resume: Spot | None  # the page on which to go on
    tasks: list[Task]
    next_session: Session | None
    feedback_waits: bool
    made: list  # number, title and run of each certificate of hers that can be opened, the newest first
    file: CaseFile | None  # none while the place isn't confirmed
    standing: Standing | None  # none unless she is or was accredited as what this course makes, or was renewed by it
    now: datetime

    @property
    def completed(self) -> bool:
        return self.file is not None and self.file.decision is not None

    @property
    def certificates(self) -> list:
        """Those that were made for this run."""
        return [row for row in self.made if row.run_id == self.run.id]

    @cached_property
    def choice(self) -> Choice:
        """Her case studies: required, of choice, to try."""
        return choice_of(self.tasks, self.programme)

    @property
    def read(self) -> int:
        return sum(each.done for each in self.progress.values())

    @property
    def begun(self) -> int:
        return sum(bool(each.read) and not each.done for each in self.progress.values())


def way_of(person: Person, booking: Booking, now: datetime) -> Way:
    """Read where this person is on the run of this booking."""
    return ways_of(person, [booking], now)[0]


def ways_of(person: Person, bookings: list[Booking], now: datetime, known: Known | None = None) -> list[Way]:
    """Where she is on the run of each; the statements don't grow with them. `known`: what is known of her already."""
    if not bookings:
        return []
    runs = [booking.run for booking in bookings]
    load_timetables(runs)
    known = known or known_of([person.id], now)[person.id]
    hers = db.session.execute(_HERS, {"person": person.id, "runs": [run.id for run in runs]}).all()
    read = {(person.id, run.snapshot_id): _progress(hers, run) for run in runs}
    completed = {decision.run_id for decision in known.decisions}
    seats = [(person, booking.run) for booking in bookings
             if booking.state == "confirmed" or booking.run_id in completed]
    answers = any(programme_of(run.snapshot).case_studies for _, run in seats)
    outcomes = outcomes_by([person.id]) if answers else Outcomes({}, [])
    files = {file.run.id: file for file in case_files_for(
        seats, now, known={person.id: known}, outcomes=outcomes, read=read)}
    return [_way(person, booking, files.get(booking.run_id), read[person.id, booking.run.snapshot_id], hers, outcomes,
                 now) for booking in bookings]


def _progress(hers: Iterable, run: Run) -> dict[str, Progress]:
    return progress_from([row for row in hers if row.part == "read"], programme_of(run.snapshot))


def _way(
    person: Person, booking: Booking, file: CaseFile | None, progress: dict[str, Progress], hers: Iterable,
    outcomes: Outcomes, now: datetime,
) -> Way:
    run, programme = booking.run, programme_of(booking.run.snapshot)
    asked = (row for row in hers if row.part == "asked" and row.run_id == run.id)
    form = next(asked, None) if programme.feedback else None
    return Way(
        booking=booking, run=run, programme=programme, progress=progress,
        resume=resume_at(place_from((row for row in hers if row.part == "place"), programme), progress),
        tasks=tasks_from(hers, outcomes, person, run, now),
        next_session=next((each for each in run.sessions if each.ends_at > now), None),
        feedback_waits=form is not None and not is_closed(form, now) and not form.answered,
        made=newest_first(row for row in hers if row.part == "certificate"), file=file, now=now,
        standing=file.standing if file and (file.recognised or file.rep_kind and file.ended) else None,
    )
