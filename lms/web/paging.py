"""Lists by keyset: a page begins after the last row of the one before, however long the list is.

The cursor is signed and tied to its list and filters, so that one from elsewhere is refused.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import Select, func, select, tuple_

from lms.db import db
from lms.refusal import Refusal

TYPES = {"date": date.fromisoformat, "datetime": datetime.fromisoformat}
MANY = 10_000


@dataclass(frozen=True)
class Slice:
    """One page of a list; `after` is the cursor of the next, or None on the last."""

    rows: list
    after: str | None


def read_slice(
    statement: Select, order: Sequence, key: Callable[[object], tuple], *,
    of: str, after: str | None = None, most: int = 50, descending: bool = False,
) -> Slice:
    """The rows of `statement` after the cursor, at most `most`.

    `order` are columns without NULLs, the last one unique; `key` gives their values for a row.
    `of` names the list with its filters. One entity or column selected gives it bare, else rows.
    Raises Refusal for a cursor that isn't of this list.
    """
    rows = _rows(statement, order, _opened(after, of, len(order)) if after else None, most + 1, descending)
    more, rows = len(rows) > most, rows[:most]
    return Slice(rows, _sealed(key(rows[-1]), of) if more else None)


def cut(
    rows: Sequence, key: Callable[[object], tuple], *, of: str, after: str | None = None, most: int = 50,
) -> Slice:
    """The same of rows that have been read already, in the order of their keys.

    Raises Refusal for a cursor that isn't of this list.
    """
    rows = sorted(rows, key=key)
    if after:
        begun = tuple(_opened(after, of, len(key(rows[0])) if rows else None))
        rows = [row for row in rows if key(row) > begun]
    return Slice(rows[:most], _sealed(key(rows[most - 1]), of) if len(rows) > most else None)


def read_through(
    statement: Select, order: Sequence, key: Callable[[object], tuple], *, most: int = 1000, descending: bool = False,
) -> Iterator[list]:
    """All rows, at most so many at a time, whatever is added meanwhile; the columns as in `read_slice`.

    Each part is a query of its own: between two, the transaction may be ended.
    """
    values = None
    while rows := _rows(statement, order, values, most, descending):
        values = key(rows[-1])
        yield rows
        if len(rows) < most:
            return


def _rows(statement: Select, order: Sequence, values: Sequence | None, most: int, descending: bool) -> list:
    if values is not None:
        keyset = tuple_(*order)
        statement = statement.where(keyset < tuple(values) if descending else keyset > tuple(values))
    statement = statement.order_by(*(column.desc() if descending else column for column in order))
    found = db.session.execute(statement.limit(most))
    return list(found.scalars() if len(statement.column_descriptions) == 1 else found)


def count_up_to(statement: Select, most: int = MANY) -> int:
    """How many rows there are; `most + 1` says that there are more than `most`, and costs no more."""
    return db.session.scalar(select(func.count()).select_from(statement.order_by(None).limit(most + 1).subquery()))


def say_count(count: int, most: int = MANY) -> str:
    return f"more than {most:,}" if count > most else f"{count:,}"


def _sealed(values: tuple, of: str) -> str:
    return _serializer(of).dumps([[type(value).__name__, str(value)] for value in values])


def _opened(cursor: str, of: str, length: int | None) -> list:
    try:
        values = [_value(kind, text) for kind, text in _serializer(of).loads(cursor)]
    except (BadSignature, ValueError):
        values = []
    if not values or length not in (None, len(values)):
        raise Refusal(
            "That place in the list can't be found: it belongs to another list. Begin at the first page.",
            field="after", code="wrong cursor",
        )
    return values


def _value(kind: str, text: str):
    return int(text) if kind == "int" else TYPES.get(kind, str)(text)


def _serializer(of: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"list:{of}")
