"""A list as a file: each kind of cell as what it is, nothing that a spreadsheet would count out, part by part."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from lms.db import db
from lms.people.models import Person
from lms.web import exports
from lms.web.exports import file_of, plain_cell
from lms.web.paging import read_through
from tests import make
from tests.web.books import rows_of

SUMMER = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)  # half past nine in London


@pytest.mark.parametrize("begun", list("=+-@\t\r\n＝＋－＠"))
def test_what_begins_like_a_formula_is_text(begun):
    assert plain_cell(f"{begun}1+1") == f"'{begun}1+1"


@pytest.mark.parametrize(("cell", "said"), [
    (None, ""), ("", ""), (-5, -5), (2.5, 2.5), (True, "yes"), (False, "no"), ("Ọlá", "Ọlá"), ("名", "名"),
    ("a=b", "a=b"), ("007", "007"), ("a\x00b", "ab"), (date(2026, 3, 4), "2026-03-04"), (SUMMER, "2026-07-01 09:30"),
])
def test_every_other_cell_stays_what_it_is(cell, said):
    assert plain_cell(cell) == said


def given(app, kind, columns, parts):
    with app.test_request_context():
        answer = file_of(kind, "list", columns, parts)
        return b"".join(answer.response)


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)  # no table is read
class TestFiles:
    PARTS = [[("=1+1", 3, date(2026, 3, 4), SUMMER)], [("a,b\n\"c\"", None, None, True)]]

    def test_a_csv_file_is_read_back_as_it_was_written(self, app):
        data = given(app, "csv", ["Text", "Number", "Day", "Time"], iter(self.PARTS))
        assert data.startswith("\ufeff".encode())
        assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) == [
            ["Text", "Number", "Day", "Time"], ["'=1+1", "3", "2026-03-04", "2026-07-01 09:30"],
            ['a,b\n"c"', "", "", "yes"],
        ]

    def test_an_excel_file_has_days_as_days_and_no_formula(self, app):
        rows = rows_of(given(app, "xlsx", ["Text", "Number", "Day", "Time"], iter(self.PARTS)))
        assert rows[1][:3] == ["=1+1", "3", "46085"] and float(rows[1][3]) == pytest.approx(46204.395833)
        assert rows[2] == ['a,b\n"c"', "", "", "yes"]

    def test_what_one_sheet_cant_hold_goes_on_the_next(self, app, monkeypatch):
        monkeypatch.setattr(exports, "SHEET", 2)
        book = given(app, "xlsx", ["Number"], iter([[(1,), (2,)], [(3,)]]))
        assert rows_of(book) == [["Number"], ["1"], ["2"]] and rows_of(book, sheet=2) == [["Number"], ["3"]]

    def test_a_list_that_is_empty_is_its_head(self, app):
        assert given(app, "csv", ["Name"], iter([])).decode("utf-8-sig") == "Name\r\n"
        assert rows_of(given(app, "xlsx", ["Name"], iter([]))) == [["Name"]]

    def test_a_fault_in_the_first_part_tears_no_file(self, app):
        def broken():
            raise LookupError
            yield []

        with pytest.raises(LookupError):
            given(app, "csv", ["Name"], broken())


def test_no_transaction_is_open_while_a_slow_reader_is_waited_for(app, writing):
    with writing():
        for number in range(5):
            make.a_member(name=f"Zoë Quill {number}")
    with app.test_request_context():
        parts = read_through(select(Person.id, Person.name), (Person.id,), lambda row: (row.id,), most=2)
        answer = file_of("csv", "people", ["Id", "Name"], parts)
        seen = []
        for piece in answer.response:
            assert not db.session().in_transaction()
            seen.append(piece)
    assert len(seen) == 5 and b"".join(seen).count(b"\r\n") == 6  # the mark, the head, three parts
