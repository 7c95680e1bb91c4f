"""Acts that decide about one person wait for each other."""

from sqlalchemy import bindparam, select

from lms.db import db
from lms.people.models import Person

_HELD = select(Person.id).where(Person.id == bindparam("person")).with_for_update(key_share=True)


def wait_for_turn(person_id: int) -> None:
    """Hold her row until this transaction ends: what is read from now on is what stands when it is decided.

    Whoever locks more than this row locks it first.
    """
    db.session.execute(_HELD, {"person": person_id})
