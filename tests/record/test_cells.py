"""One line of a members' file: values, and problems with column and reason."""

from datetime import date

import pytest

from lms.record.members_file.cells import read_line
from lms.record.members_file.reading import read_table

TODAY = date(2026, 11, 26)


def read(**cells):
    given = {"Number": "20417", "Name": "Rhiannon Prŷs"} | cells
    table = read_table(("\t".join(given) + "\n" + "\t".join(given.values())).encode())
    return read_line(table.lines[0], table, TODAY)


def test_a_full_line():
    row = read(**{
        "E-mail": " R.Prys@Pellow.example ", "Employer": "Pellow  Bay", "Workplace": "Main", "Region": "Wales",
        "Status": "In arrears", "Status since": "01/11/2026", "Link member since": "3.3.2025", "Job title": "Manager",
        "Known as": "Rhi", "Joined": "5 May 2019",
    })
    assert not row.problems
    assert row.values == {
        "membership_number": "20417", "name": "Rhiannon Prŷs", "email": "r.prys@pellow.example",
        "employer": "Pellow Bay", "workplace": "Main", "region": "Wales", "status": "arrears",
        "status_since": "2026-11-01", "link_since": "2025-03-03", "job_title": "Manager", "known_as": "Rhi",
        "joined": "2019-05-05",
    }


def test_an_empty_cell_says_nothing():
    assert set(read(Status=" ", **{"E-mail": ""}).values) == {"membership_number", "name"}


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"Number": ""}, "Membership number", "There is no membership number"),
        ({"Number": "<b>"}, "Membership number", "isn't a membership number"),
        ({"Number": "1" * 21}, "Membership number", "longer than 20"),
        ({"Name": "12345"}, "Name", "isn't a name"),
        ({"Name": "x" * 121}, "Name", "longer than 120"),
        ({"E-mail": "r.prys@pellow"}, "E-mail", "isn't an e-mail address"),
        ({"E-mail": "a@b.example, c@d.example"}, "E-mail", "isn't an e-mail address"),
        ({"Status": "sleeping"}, "Membership status", "isn't one of current, arrears"),
        ({"Link member since": "yes"}, "Link member since", "isn't a day"),
        ({"Link member since": "31/02/2025"}, "Link member since", "isn't a day"),
        ({"Link member since": "27/11/2026"}, "Link member since", "lies in the future"),
        ({"Status since": "1066-10-14"}, "Status since", "too long ago"),
        ({"Region": "Wales"}, "Employer", "A region needs an employer"),
        ({"Workplace": "Main"}, "Employer", "A workplace needs an employer"),
    ],
)
def test_what_is_wrong_has_a_column_and_a_reason(cells, column, said):
    row = read(**cells)
    assert [(problem["column"], said in problem["reason"]) for problem in row.problems] == [(column, True)]


def test_all_that_is_wrong_with_a_line_is_said_at_once():
    assert len(read(Number="", Status="x", **{"E-mail": "x"}).problems) == 3


def test_a_number_that_a_spreadsheet_made_a_figure_of_is_put_right():
    assert [read(Number=text).values["membership_number"] for text in ("20417.0", " 20 417", "ab-12")] == [
        "20417", "20417", "AB-12"]


def test_a_cell_too_many_is_told():
    table = read_table(b"Number,Name\n1,Pugh, Owen")
    problem = read_line(table.lines[0], table, TODAY).problems[0]
    assert problem["column"] == "" and "3 cells" in problem["reason"]


def test_a_first_and_a_last_name_are_joined():
    table = read_table(b"Number,First name,Last name\n1,Owen Rhys,Pugh")
    assert read_line(table.lines[0], table, TODAY).values["name"] == "Owen Rhys Pugh"


def test_a_name_that_a_spreadsheet_would_take_for_a_formula_comes_back_as_it_was():
    assert read(**{"Job title": "'=SUM(A1)"}).values["job_title"] == "=SUM(A1)"
