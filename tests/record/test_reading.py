"""A members' file as bytes: encodings, delimiters, header names, and what isn't a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.record.members_file.reading import WrongFile, read_table

LIST = "Membership number,Name,E-mail\n20417,Rhiannon Prŷs,r@pellow.example\n20418,\"Bain, Morag\",\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("delimiter", "said"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs")])
def test_each_encoding_and_delimiter_is_read_alike(encoding, delimiter, said):
    text = LIST.replace('"Bain, Morag"', "Morag Bain").replace(",", delimiter)
    table = read_table(text.encode(encoding))
    assert table.columns == {"membership_number": 0, "name": 1, "email": 2}
    assert table.delimiter == said
    assert [line.cells[1] for line in table.lines] == ["Rhiannon Prŷs", "Morag Bain"]


def test_windows_1252_is_read():
    table = read_table("Number;Name\r\n20417;Siân Müller\r\n".encode("cp1252"))
    assert (table.encoding, table.lines[0].cells[1]) == ("Windows-1252", "Siân Müller")


def test_a_cell_may_hold_the_delimiter_and_new_lines_and_lines_are_counted_as_an_editor_does():
    table = read_table(b'Name,Number\n"Bain,\nMorag",1\n\nOwen,2\n')
    assert [(line.number, line.cells) for line in table.lines] == [(2, ["Bain,\nMorag", "1"]), (5, ["Owen", "2"])]


@pytest.mark.parametrize("header", [
    "E-mail address,MEMBERSHIP_NUMBER, Member Name", "mail;name;Member No", "Email\tFull Name\tnumber",
])
def test_header_names_go_by_many_names_in_any_case_and_order(header):
    table = read_table(f"{header}\na,b,c".encode())
    assert set(table.columns) == {"email", "membership_number", "name"}


def test_a_first_and_a_last_name_are_a_name():
    assert read_table(b"First name,Surname,Number\nOwen,Pugh,3").columns == {
        "first_name": 0, "last_name": 1, "membership_number": 2}


def test_columns_that_nobody_knows_are_left_aside_and_named():
    assert read_table(b"Number,Shoe size,Name,\n1,42,Owen,").left_aside == ["Shoe size"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"   \n", "No column"),
        (b"Number,Name\n", "no members beneath"),
        (b"Name,E-mail\nOwen,o@x.example", "No column is called “Membership number”"),
        (b"Number,E-mail\n1,o@x.example", "“Name”"),
        (b"Number,First name\n1,Owen", "“Name”"),
        (b"Number,Name,Member name\n1,Owen,Owen", "Two columns are the name"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0rest", "spreadsheet"),
        (b"Number,Name\n1,\x00\x01", "isn't a list that we can read"),
        (b"Number,Name\n1,\x81\x8d\xff", "isn't a list that we can read"),
        (b'Number,Name\n1,"Owen\n2,Morag', "Line 2 can't be read"),
    ],
)
def test_what_is_no_members_list_is_said_in_a_sentence(content, said):
    with pytest.raises(WrongFile) as wrong:
        read_table(content)
    assert said in wrong.value.sentence


@given(st.binary(max_size=300))
def test_whatever_is_sent_gets_a_table_or_a_sentence(content):
    for before in (b"", b"Number,Name\n"):
        try:
            assert read_table(before + content).lines
        except WrongFile as wrong:
            assert wrong.sentence
