"""The list of people: found by the beginnings of words, page by page, and taken away as a file."""

import csv
import html
import io
import re
from urllib.parse import quote

import pytest
from sqlalchemy import select

from lms.audit import AuditLine
from tests import make
from tests.staging import staged
from tests.web.books import rows_of

NAMES = ("Rhiannon Prŷs", "Olúfúnmiláyọ̀ Adébọ̀wálé", "Siân Llŷr-Evans", "名 太郎", "Aoife O’Brien")


@pytest.fixture
@staged
def administrator(writing):
    with writing():
        return make.an_administrator(email="denise@example.org")


@pytest.fixture
def quills(administrator, writing, stage):
    """`quills(50)`: so many of that name, at least 48, which are written once for all who ask."""

    def first():
        with writing():
            named(range(48))

    def named(numbers):
        for number in numbers:
            make.a_member(name=f"Zoë {'' if number % 2 else 'Mai '}Quill {number:02}")

    def so_many(count):
        stage(first)
        with writing():
            named(range(48, count))

    return so_many


def names_on(page: str) -> list[str]:
    return [html.unescape(name) for name in re.findall(r'class="main-cell"><a href="/people/\d+">([^<]+)', page)]


def page(browser, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.get_data(as_text=True)


def taken(browser, words="", kind="csv"):
    answer = browser.post(f"/people.{kind}", data={"q": words})
    assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    if kind == "xlsx":
        return rows_of(answer.data)
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


FOUND = {
    NAMES[0]: ("prys", "PRŶS rhi", "2041", "20417", "r.prys@pel"),
    NAMES[1]: ("olufun ade",),
    NAMES[2]: ("Sian", "evans", "llyr-e", "llyreva"),
    NAMES[3]: ("太",),
    NAMES[4]: ("o'brien", "o’brien", "obri", "brien", "northm", "board northm aoi"),
    None: ("ola", "rien", "%", "_", "rhiannon evans", "pellow", "rhiannonx"),
}


def test_people_are_found_by_the_beginnings_of_words(administrator, writing, signed_in):
    with writing():
        people = {name: make.a_member(name=name, email=None, membership_number=f"9{number}")
                  for number, name in enumerate(NAMES[1:])}
        make.a_member(name=NAMES[0], email="R.Prys@pellow.example", membership_number="20417")
        make.placed(people[NAMES[4]], make.a_workplace("Northmarsh Care Board"))
    browser = signed_in(administrator)
    for found, searches in FOUND.items():
        for typed in searches:
            shown = page(browser, f"/people?q={quote(typed)}")
            assert names_on(shown) == ([found] if found else []), typed
            assert found or f"Nobody found for “{typed}”" in html.unescape(shown)


def test_who_is_renamed_moves_or_gets_another_address_is_found_by_what_is_so_now(administrator, writing, signed_in):
    from lms.people.operations import rename_person, set_email

    with writing():
        aoife = make.placed(make.a_member(name="Aoife Bay"), make.a_workplace("Bay Trust"))
        rename_person(aoife, "Aoife Byrne", actor=make.US, now=make.NOW)
        set_email(aoife, "New@home.example")
    browser = signed_in(administrator)
    for typed, there in (("byrne", 1), ("bay", 1), ("new@", 1), ("person", 0)):
        assert names_on(page(browser, f"/people?q={typed}")) == ["Aoife Byrne"] * there, typed
    with writing() as session:
        make.placed(session.merge(aoife), make.a_workplace("Weir Council"), since=make.NOW.date())
    assert names_on(page(browser, "/people?q=bay")) == []
    assert names_on(page(browser, "/people?q=weir")) == ["Aoife Byrne"]


@pytest.mark.parametrize("more", [-2, -1, 0, 1])
def test_a_list_goes_on_where_the_page_ends_and_keeps_its_search(administrator, quills, signed_in, more):
    quills(50 + more)
    browser, shown, url = signed_in(administrator), [], "/people?q=quill+zo"
    while url:
        answer = page(browser, url)
        shown += names_on(answer)
        onward = re.search(r'href="([^"]+)" rel="next"', answer)
        url = html.unescape(onward[1]) if onward else None
        assert url is None or "q=quill+zo" in url
    assert len(shown) == len(set(shown)) == 50 + more
    assert shown == sorted(shown) and (more < 1 or "First page" in answer)
    everybody = page(browser, "/people")
    assert f"{51 + more} people, by first name." in everybody
    assert len(names_on(everybody)) == min(50, 51 + more)


def test_many_come_in_the_order_of_the_word_that_fits_and_each_once(
    administrator, writing, signed_in, monkeypatch
):
    from lms.people import searching

    monkeypatch.setattr(searching, "FEW", 3)
    with writing():
        for number in range(52):
            make.placed(make.a_member(name=f"Quentin {number:02} Quill"), make.a_workplace("Quill Trust"))
        make.a_member(name="Zoë Quigley")
    browser = signed_in(administrator)
    first = page(browser, "/people?q=qui")
    onward = html.unescape(re.search(r'href="([^"]+)" rel="next"', first)[1])
    shown = names_on(first) + names_on(page(browser, onward))
    assert len(shown) == len(set(shown)) == 53 and shown[0] == "Zoë Quigley"
    assert "53 found for “qui”, in the order of the word that fits." in html.unescape(first)
    assert [row[0] for row in taken(browser, "qui")[1:]] == shown


def test_the_place_of_another_search_is_refused_in_a_sentence(administrator, writing, signed_in):
    with writing():
        for number in range(51):
            make.a_member(name=f"Zoë Quill {number:02}")
    browser = signed_in(administrator)
    onward = html.unescape(re.search(r'href="([^"]+)" rel="next"', page(browser, "/people?q=quill"))[1])
    for wrong in (onward.replace("q=quill", "q=zoe"), "/people?after=nonsense", "/people?after=%F0%9F%92%A9.x"):
        answer = browser.get(wrong)
        assert answer.status_code == 422 and "it belongs to another list" in answer.get_data(as_text=True)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_holds_what_the_list_shows(administrator, writing, signed_in, in_context, kind):
    with writing():
        for number in range(53):
            make.a_member(name=f"Zoë Quill {number:02}", membership_number=f"00{number:02}")
        bad = make.a_link_member(name="=HYPERLINK(Quill)", membership_number="+4711")
        make.placed(bad, make.a_workplace("@Bay Quill"))
    browser = signed_in(administrator)
    head, *rows = taken(browser, "quill", kind)
    assert head == ["Name", "Number", "Employer", "Region", "Membership", "Way"]
    assert [row[1] for row in rows[1:]] == [f"00{number:02}" for number in range(53)]
    mark = "'" if kind == "csv" else ""
    assert rows[0][:3] == [f"{mark}=HYPERLINK(Quill)", f"{mark}+4711", f"{mark}@Bay Quill"]
    assert rows[0][4:] == ["Member", "Link member"]
    assert len(taken(browser, "", kind)) == 56
    assert taken(browser, "nobody", kind) == [head] and taken(browser, "%", kind) == [head]
    with in_context() as session:
        lines = session.scalars(
            select(AuditLine).where(AuditLine.act == "downloaded the list of people").order_by(AuditLine.id)
        ).all()
    assert [(line.actor_label, line.detail) for line in lines[:2]] == [
        ("Denise Okafor", {"search": "quill", "kind": kind, "rows": 54}),
        ("Denise Okafor", {"search": "", "kind": kind, "rows": 55}),
    ]


def test_a_file_is_no_link_and_no_strangers(administrator, writing, signed_in):
    with writing():
        stranger = make.a_link_member()
    assert signed_in(administrator).get("/people.csv").status_code in (404, 405)
    assert signed_in(administrator).post("/people.exe").status_code == 404
    assert signed_in(stranger).post("/people.csv").status_code == 404


def test_the_list_costs_the_same_however_many_there_are(administrator, writing, signed_in, queries):
    counts, browser = [], signed_in(administrator)
    for _ in range(2):
        with writing():
            run = make.a_finished_run()
            for number in range(40):
                make.placed(make.a_member(name=f"Zoë Quill {number:02}"), make.a_workplace())
            rep = make.an_accredited_rep(run, name="Zoë Quill").id
        page(browser, "/people")
        for url in (f"/people/{rep}", "/people", "/people?q=quill", "/people?q=quill+zoe+pellow"):
            with queries() as seen:
                size = len(page(browser, url))
            counts.append(len(seen) - seen.count("BEGIN"))
            assert counts[-1] <= 8 and size < 40_000, (url, size, seen)
    assert counts[:4] == counts[4:]
