"""Case studies by what they are to a trainee: required, hers to choose from, or to try if she likes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lms.casework import rules
from lms.casework.tasks import Task
from lms.content.shapes import Programme


@dataclass(frozen=True)
class Choice:
    """The tasks of a course; `choice` is how many of those that aren't required have to meet as well."""

    required: tuple[Task, ...]
    taken: tuple[Task, ...]  # of the others, those that she has begun or sent
    left: tuple[Task, ...]
    choice: int

    @property
    def met(self) -> int:
        return sum(task.state == rules.MEETS for task in self.taken)

    @property
    def to_meet(self) -> int:
        """How many of her choice have still to meet."""
        return max(0, self.choice - self.met)

    @property
    def to_send(self) -> int:
        """The same without those that wait for their mark: what she has still to do something about."""
        return max(0, self.to_meet - sum(task.state == rules.SENT for task in self.taken))

    @property
    def due_on(self) -> date | None:
        """By when one more is due, while one is missing."""
        days = [task.due_on for task in self.taken + self.left if task.due_on and task.state == rules.TO_WRITE]
        return max(days) if days and self.to_send else None


def choice_of(tasks: Iterable[Task], programme: Programme) -> Choice:
    """The tasks of this programme, sorted."""
    tasks = list(tasks)
    others = [task for task in tasks if not task.required]
    begun = [task for task in others if task.state != rules.TO_WRITE or task.draft is not None]
    return Choice(
        tuple(task for task in tasks if task.required), tuple(begun),
        tuple(task for task in others if task not in begun), programme.standard.case_studies_of_choice,
    )


def asked_in(programme: Programme) -> int:
    """How many case studies have to meet."""
    return len(programme.standard.required_case_studies) + programme.standard.case_studies_of_choice


def counted(programme: Programme, met: Iterable[str]) -> int:
    """Of the case studies that somebody met, how many count towards those."""
    required, met = set(programme.standard.required_case_studies), set(met)
    return len(required & met) + min(programme.standard.case_studies_of_choice, len(met - required))
