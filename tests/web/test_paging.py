"""A list page by page: each row once, whatever the order, and no cursor from elsewhere."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import audit
from lms.people.models import Person
from lms.refusal import Refusal
from lms.web.paging import count_up_to, cut, read_slice, say_count
from tests import make

ORDER = (Person.folded_name, Person.id)


def key(person: Person) -> tuple:
    return person.folded_name, person.id


@pytest.fixture
def five(writing):
    with writing():
        return [make.a_member(name=name).id for name in ("Ọlá Ade", "Siân Rees", "Siân Rees", "Ann Ow", "名 太郎")]


@pytest.mark.parametrize("descending", [False, True])
def test_each_row_comes_once_and_in_order(five, in_context, descending):
    with in_context() as session:
        seen, after = [], None
        while True:
            part = read_slice(select(Person), ORDER, key, of="people", after=after, most=2, descending=descending)
            seen += part.rows
            after = part.after
            if after is None:
                break
        whole = session.scalars(select(Person).order_by(*ORDER)).all()
    assert [key(person) for person in seen] == [key(person) for person in (whole[::-1] if descending else whole)]
    assert len(seen) == 5


def test_what_is_added_before_the_cursor_moves_nothing(five, writing, in_context):
    with in_context():
        first = read_slice(select(Person), ORDER, key, of="people", most=2)
    with writing():
        make.a_member(name="Aaron First")
    with in_context():
        second = read_slice(select(Person), ORDER, key, of="people", after=first.after, most=2)
    assert not {person.id for person in first.rows} & {person.id for person in second.rows}


@pytest.mark.parametrize("cursor", ["", "x", "a.b.c", "WzFd.x"])
def test_a_cursor_that_we_did_not_write_is_refused(five, in_context, cursor):
    with in_context():
        theirs = read_slice(select(Person), ORDER, key, of="runs", most=2).after
        with pytest.raises(Refusal) as refused:
            read_slice(select(Person), ORDER, key, of="people", after=cursor or theirs, most=2)
    assert (refused.value.field, refused.value.code) == ("after", "wrong cursor")


def test_a_count_stops_where_nobody_would_read_on(five, in_context):
    with in_context():
        assert count_up_to(select(Person.id)) == 5
        assert say_count(count_up_to(select(Person.id), 3), 3) == "more than 3"
    assert say_count(9_999) == "9,999"


def test_times_are_compared_as_they_are_stored(app, clock, writing, in_context):
    with writing():
        person = make.a_member()
        for minute in range(3):
            audit.record("did something", person, person, clock() + timedelta(minutes=minute, microseconds=7))
    lines, order = select(audit.AuditLine), (audit.AuditLine.at, audit.AuditLine.id)
    with in_context():
        first = read_slice(lines, order, lambda line: (line.at, line.id), of="lines", most=2)
        second = read_slice(lines, order, lambda line: (line.at, line.id), of="lines", most=2, after=first.after)
    assert len(first.rows) == 2
    assert not {line.id for line in first.rows} & {line.id for line in second.rows}
    assert second.rows


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_rows_that_are_in_memory_come_once_each_too(in_context, count):
    rows, seen, after = list(range(count))[::-1], [], None
    with in_context():
        while True:
            part = cut(rows, lambda row: (row,), of="numbers", after=after, most=2)
            seen.append(part.rows)
            after = part.after
            if after is None:
                break
    assert sum(seen, []) == sorted(rows) and all(len(each) <= 2 for each in seen) and (seen[-1] or not count)


@pytest.mark.parametrize("rows", [[], [1, 2, 3]])
def test_a_cursor_from_elsewhere_is_refused_of_rows_in_memory(in_context, rows):
    with in_context():
        for of, key in (("others", lambda row: (row,)), ("numbers", lambda row: (row, row))):
            theirs = cut([1, 2], key, of=of, most=1).after
            if not rows and of == "numbers":
                continue  # nothing there says how long a key is
            with pytest.raises(Refusal):
                cut(rows, lambda row: (row,), of="numbers", after=theirs)
