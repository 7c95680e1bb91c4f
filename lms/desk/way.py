"""Where somebody is on a course, read once for all that shows it."""

from dataclasses import dataclass
from datetime import datetime

from lms.accreditation.lookups import CaseFile, Standing, case_file_of, standing_of
from lms.bookings.models import Booking
from lms.casework.lookups import Task, tasks_of
from lms.content.operations import programme_of
from lms.content.shapes import Programme
from lms.feedback.lookups import form_of, has_answered, is_closed
from lms.learning.lookups import Progress, progress_of
from lms.people.models import Person
from lms.runs.models import Run, Session


@dataclass(frozen=True)
class Way:
    """A trainee on a run: what she has read, written and sat, and what waits for her."""

    booking: Booking
    run: Run
    programme: Programme
    progress: dict[str, Progress]
    tasks: list[Task]
    next_session: Session | None
    feedback_waits: bool
    file: CaseFile | None  # none while the place isn't confirmed
    standing: Standing | None  # none unless she is or was accredited on this run
    now: datetime

    @property
    def completed(self) -> bool:
        return self.file is not None and self.file.decision is not None

    @property
    def read(self) -> int:
        return sum(each.done for each in self.progress.values())

    @property
    def begun(self) -> int:
        return sum(bool(each.read) and not each.done for each in self.progress.values())


def way_of(person: Person, booking: Booking, now: datetime) -> Way:
    """Read where this person is on the run of this booking."""
    run = booking.run
    programme, file = programme_of(run.snapshot), case_file_of(person, run, now)
    form = form_of(run) if programme.feedback else None
    return Way(
        booking=booking, run=run, programme=programme, progress=progress_of([person.id], programme)[person.id],
        tasks=tasks_of(person, run, now) if programme.case_studies else [],
        next_session=next((each for each in run.sessions if each.ends_at > now), None),
        feedback_waits=form is not None and not is_closed(form, now) and not has_answered(form, person),
        file=file, now=now,
        standing=standing_of(person, programme.rep_kind, now) if file and (file.accreditation or file.ended) else None,
    )
