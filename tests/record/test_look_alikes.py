"""Members who look like one: by address, by name at one employer, the first so many and how many there are."""

from lms.record.look_alikes import find_look_alikes
from tests import make


def groups(most=200) -> tuple[list[tuple], int]:
    found, count = find_look_alikes(most)
    return [(each.why, *(person.name for person in each.people)) for each in found], count


def test_nobody_looks_alike_where_names_employers_and_addresses_differ(writing, in_context):
    with writing():
        here, there = make.a_workplace("Pellow Bay"), make.a_workplace("Northmarsh")
        make.placed(make.a_member(name="Ann Rees"), here)
        make.placed(make.a_member(name="Ann Rees"), there)
        make.placed(make.a_member(name="Ann Sere"), here)  # the same letters
        make.a_member(name="Ann Rees")  # works nowhere
        make.placed(make.a_member(name="Ann Rees", status="left"), here)
    with in_context():
        assert groups() == ([], 0)


def test_words_of_a_name_may_stand_in_any_order_and_each_group_is_listed_once(writing, in_context):
    with writing():
        here = make.a_workplace("Pellow Bay")
        for name in ("Siân Llŷr Evans", "Evans Sian Llyr"):
            make.placed(make.a_member(name=name, email="sian@example.org"), here)
    with in_context():
        assert groups() == ([("The same address", "Siân Llŷr Evans", "Evans Sian Llyr")], 1)


def test_only_the_first_are_read_and_all_are_counted(writing, in_context, signed_in):
    with writing():
        here = make.a_workplace("Pellow Bay")
        for name in ("Ann Rees", "Beth Rees", "Cai Rees"):
            make.placed(make.a_member(name=name), here)
            make.placed(make.a_member(name=name), here)
        administrator = make.an_administrator()
    why = "The same name at the same employer"
    with in_context():
        assert groups(2) == ([(why, "Ann Rees", "Ann Rees"), (why, "Beth Rees", "Beth Rees")], 3)
    page = signed_in(administrator).get("/members/look-alikes").text
    assert page.count(why) == 3 and "The first" not in page


def test_the_page_says_how_many_more_there_are(writing, signed_in, monkeypatch):
    with writing():
        here, administrator = make.a_workplace("Pellow Bay"), make.an_administrator()
        for name in ("Ann Rees", "Ann Rees", "Beth Rees", "Beth Rees"):
            make.placed(make.a_member(name=name), here)
    monkeypatch.setattr("lms.record.views.SHOWN", 1)
    page = signed_in(administrator).get("/members/look-alikes").text
    assert "The first 1 of 2, by first name." in page and "Beth Rees" not in page
