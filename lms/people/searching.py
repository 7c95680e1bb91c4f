"""Finding people by the beginnings of words: the index of them, and the search in it.

The words of a person's own (name, number, address) are kept by this room; those of where she works by
the room that knows it, through `write_words`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Select, bindparam, delete, distinct, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from lms.db import db
from lms.people.models import Person, SearchWord, folded
from lms.people.rules import LONGEST_WORD, typed_words, words_of
from lms.web.paging import MANY

LAST = "\U0010ffff"  # no word goes beyond it
FEW = 1_000
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


@dataclass(frozen=True)
class Found:
    """Who was searched for: rows with `id` and the rest of `order`, which `key` gives for a row.

    Few are in the order of their names. Many are in the order of the words that were found, as the index
    has them: sorting them would take reading them all.
    """

    count: int  # MANY + 1 where it is more than that
    statement: Select
    order: tuple
    key: Callable[[object], tuple]
    by_name: bool = True


def search(typed: str) -> Found | None:
    """Those who have every typed word, or None where nothing was typed that could be a word."""
    words = _rarest_first(typed_words(folded(typed)))
    if not words:
        return None
    count = _count(_having(words))
    if count <= FEW:
        named = select(Person.id, Person.folded_name).where(Person.id.in_(_having(words)))
        return Found(count, named, by_name(), lambda row: (row.folded_name, row.id))
    listed = _having(words, SearchWord.word, SearchWord.person_id.label("id"))
    # Somebody of whom two words begin like this stands at the first of them.
    earlier = aliased(SearchWord)
    before = (earlier.word < SearchWord.word) | (
        (earlier.word == SearchWord.word) & (earlier.source < SearchWord.source)
    )
    once = listed.where(_none(earlier, _starts(earlier, words[0]), before))
    return Found(count, once, (SearchWord.word, SearchWord.person_id), lambda row: (row.word, row.id), by_name=False)


def matching(typed: str) -> Select | None:
    """The ids of those who have every typed word, or None where nothing was typed that could be a word.

    At most MANY + 1 rows, and somebody may be in it twice: put it into `IN (…)`.
    """
    words = _rarest_first(typed_words(folded(typed)))
    return _having(words).limit(MANY + 1) if words else None


def by_name() -> tuple:
    """The order of a list of found people. The name is no bare column here, so that the database begins
    with the few that were found and doesn't walk through everybody in the order of an index."""
    return Person.folded_name.concat(""), Person.id


def _having(words: list[str], *columns) -> Select:
    rarest, *others = words
    found = select(*columns or [SearchWord.person_id]).where(_begins(SearchWord, rarest))
    for word in others:
        other = aliased(SearchWord)
        found = found.where(~_none(other, _starts(other, word)))
    return found


def _none(other, *conditions):
    """That she has no such word: asked of each person alone, by her id, and never joined, since neither
    database can tell how many words begin alike."""
    asked = select(other.person_id).where(other.person_id == SearchWord.person_id, *conditions).limit(1)
    return asked.correlate(SearchWord).scalar_subquery().is_(None)


def _count(found: Select) -> int:
    rows = found.limit(MANY + 1).subquery()
    counts = select(func.count(), func.count(distinct(rows.c.person_id))).select_from(rows)
    every, persons = db.session.execute(counts).one()
    return MANY + 1 if every > MANY else persons


def _rarest_first(words: list[str]) -> list[str]:
    if len(words) < 2:
        return words
    counted = [
        select(func.count()).select_from(
            select(SearchWord.person_id).where(_begins(SearchWord, word)).limit(MANY).subquery()
        ).scalar_subquery() for word in words
    ]
    counts = db.session.execute(select(*counted)).one()
    return [word for _count, word in sorted(zip(counts, words, strict=True), key=lambda pair: pair[0])]


def _starts(row, word: str):
    """The same of a word that was found by whose it is: the index of words is no help then, and not to be used."""
    whole = row.word.concat("")
    return (whole >= word) & (whole < word + LAST)


def _begins(row, word: str):
    return (row.word >= word) & (row.word < word + LAST)
