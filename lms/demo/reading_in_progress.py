"""What the people of the run in progress have read, tried and noted for themselves."""

from lms.content.operations import programme_of
from lms.content.shapes import Module
from lms.db import db
from lms.demo import cast
from lms.demo.courses import Stage
from lms.learning.answering import answer_checks
from lms.learning.models import PAGE, REFLECTION
from lms.learning.noting import keep_note
from lms.learning.operations import keep_place, mark_read
from lms.people.models import Person
from lms.runs.models import Run

# How many pages each has read, of the whole programme in its order.
READ = {"Ṣọlá Adéyẹmí": 14, "Marcus Whitlock": 4, cast.TRAINEE: 5, "Priya Raghunathan": 9, "Siân Llŷr-Evans": 24,
        "Imran Sheikh": 7, "Bernadette Quigley": 11}
BESIDE = "Ask Morag on day two: what if the papers come the night before?"
WORKPLACE = ("Nights are decided by the rota lead, days by the ward managers. The people adviser sits on our site. "
             "I don’t know who chairs the forum. Find out by Friday.")


def make_reading_in_progress(stage: Stage, run: Run, everybody: dict[str, Person]) -> None:
    programme = programme_of(run.snapshot)
    pages = [(module.slug, page.slug) for module in programme.modules for page in module.pages]
    for number, (name, count) in enumerate(READ.items()):
        for step, (module, page) in enumerate(pages[:count]):
            mark_read(everybody[name], module, page, now=stage.calendar.at(-24 + step, "20:30"))
        _answered(stage, everybody[name], programme.modules[0], number)
        db.session.commit()
    _of_her_own(stage, everybody[cast.TRAINEE], programme.slug, *programme.modules[:2])
    db.session.commit()


def _answered(stage: Stage, person: Person, module: Module, number: int) -> None:
    """Most are right; each person is wrong somewhere else."""
    for step, check in enumerate(module.checks):
        right = [at for at, answer in enumerate(check.answers) if answer.right]
        wrong = [at for at, answer in enumerate(check.answers) if not answer.right][:1]
        chosen = wrong if wrong and (number + step) % 4 == 0 else right
        answer_checks(person, module, {check.id: chosen}, now=stage.calendar.at(-20 + number, f"20:{40 + step}"))


def _of_her_own(stage: Stage, person: Person, programme: str, first: Module, second: Module) -> None:
    """A note, a reflection, and the page on which she stopped yesterday."""
    now = stage.calendar.at(-1, "21:40")
    keep_note(person, second.slug, PAGE, second.pages[0].slug, BESIDE, 0, now=now)
    for reflection in first.reflections[:1]:
        keep_note(person, first.slug, REFLECTION, reflection.id, WORKPLACE, 0, now=stage.calendar.at(-6, "20:15"))
    keep_place(person, programme, second.slug, second.pages[0].slug, down=3, now=now)
