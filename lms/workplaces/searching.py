"""People are found by the name of their employer, too."""

from collections.abc import Iterable

from sqlalchemy import select

from lms.db import db
from lms.people.models import folded
from lms.people.rules import words_of
from lms.people.searching import write_words
from lms.workplaces.models import Employer, Employment, Workplace


def index_work(person_ids: Iterable[int]) -> None:
    """Each of them is found by the employer that she works for now; in bulk, a few statements."""
    ids = list(person_ids)
    rows = db.session.execute(
        select(Employment.person_id, Employer.name)
        .join(Workplace, Workplace.id == Employment.workplace_id).join(Employer, Employer.id == Workplace.employer_id)
        .where(Employment.person_id.in_(ids), Employment.until.is_(None))
    ).all()
    words = {name: words_of(folded(name)) for name in {row.name for row in rows}}
    write_words("work", dict.fromkeys(ids, frozenset()) | {row.person_id: words[row.name] for row in rows})
