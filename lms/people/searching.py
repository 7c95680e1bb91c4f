"""Finding people by the beginnings of words: the index of them, and the search in it.

The words of a person's own (name, number, address) are kept by this room; those of where she works by
the room that knows it, through `write_words`.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import Select, bindparam, delete, distinct, exists, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from lms.db import db
from lms.people.models import Person, SearchWord, folded
from lms.people.rules import LONGEST_WORD, typed_words, words_of
from lms.web.paging import MANY

LAST = "\U0010ffff"  # no word goes beyond it
WORDS = SearchWord.__table__


def index_people(person_ids: Iterable[int]) -> None:
    """Each of them is found by her name, number and address as they stand now; in bulk, a few statements."""
    rows = db.session.execute(
        select(Person.id, Person.folded_name, Person.membership_number, Person.email)
        .where(Person.id.in_(list(person_ids)))
    )
    write_words("own", {row.id: own_words(row.folded_name, row.membership_number, row.email) for row in rows})


def own_words(folded_name: str, number: str | None, email: str | None) -> set[str]:
    whole = {each.casefold()[:LONGEST_WORD] for each in (number, email) if each}
    return words_of(folded_name) | whole


def write_words(source: str, wanted: Mapping[int, set[str]]) -> None:
    """Of each of these persons exactly these words, as far as this source goes; writes only what differs."""
    asked = {(person_id, word) for person_id, words in wanted.items() for word in words}
    known = {tuple(row) for row in db.session.execute(
        select(WORDS.c.person_id, WORDS.c.word).where(WORDS.c.person_id.in_(list(wanted)), WORDS.c.source == source)
    )}
    connection = db.session.connection()
    if known - asked:
        hers = (WORDS.c.person_id == bindparam("hers")) & (WORDS.c.word == bindparam("gone"))
        connection.execute(
            delete(WORDS).where(hers, WORDS.c.source == source),
            [{"hers": person_id, "gone": word} for person_id, word in known - asked],
        )
    if asked - known:
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        connection.execute(
            dialect.insert(WORDS).on_conflict_do_nothing(),  # two who index the same person at once agree
            [{"person_id": person_id, "source": source, "word": word} for person_id, word in sorted(asked - known)],
        )


def matching(typed: str) -> Select | None:
    """The ids of those who have every typed word, or None where nothing was typed that could be a word.

    At most MANY + 1 rows, and somebody may be in it twice: put it into `IN (…)`.
    """
    words = typed_words(folded(typed))
    if not words:
        return None
    rarest, *others = _rarest_first(words)
    found = select(SearchWord.person_id).where(_begins(SearchWord, rarest))
    for word in others:
        other = aliased(SearchWord)
        found = found.where(exists().where(other.person_id == SearchWord.person_id, _begins(other, word)))
    return found.limit(MANY + 1)


def count_matching(found: Select) -> int:
    """How many persons these are; MANY + 1 where it is more than that."""
    rows = found.subquery()
    counts = select(func.count(), func.count(distinct(rows.c.person_id))).select_from(rows)
    every, persons = db.session.execute(counts).one()
    return MANY + 1 if every > MANY else persons


def by_name() -> tuple:
    """The order of a list of found people. The name is no bare column here, so that the database begins
    with the few that were found and doesn't walk through everybody in the order of an index."""
    return Person.folded_name.concat(""), Person.id


def _rarest_first(words: list[str]) -> list[str]:
    if len(words) == 1:
        return words
    counted = [
        select(func.count()).select_from(
            select(SearchWord.person_id).where(_begins(SearchWord, word)).limit(MANY).subquery()
        ).scalar_subquery() for word in words
    ]
    counts = db.session.execute(select(*counted)).one()
    return [word for _count, word in sorted(zip(counts, words, strict=True), key=lambda pair: pair[0])]


def _begins(row, word: str):
    return (row.word >= word) & (row.word < word + LAST)
