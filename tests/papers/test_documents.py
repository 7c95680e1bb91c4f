"""The files themselves: what stands on the paper can be read by people and by machines."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from lms.papers import pack, reader
from lms.papers.pack import Guest
from lms.runs.lookups import run_by_ref
from tests import make
from tests.make import NOW
from tests.staging import staged

NAMES = ("Rhiannon Prŷs", "Ṣọlá Adéyẹmí", "王小明", "Marcus <b>Whitlock</b>",
         "Wilhelmina Ọláníkẹ́ Featherstonehaugh-Cholmondeley Prŷs-Jones", 45 * "A" + " " + 44 * "B")
# What is printed is the same from either engine.
pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


@pytest.fixture
@staged
def course(writing):
    with writing():
        run = make.a_run(state="confirmed", minimum=1, venue="Weavers’ Hall, 12 Call Lane")
        for name in NAMES:
            make.a_confirmed_trainee(run, make.a_link_member(name=name))
        return run


@pytest.fixture
def facts(app, course):
    with app.app_context():
        return pack.facts_of(run_by_ref(course.ref), NOW)


_made = []  # the pack of this course: to the byte the same each time, as the first test here says


def drawn(facts):
    if not _made:
        _made.append(pack.draw(facts, NOW))
    return _made[0]


def words(document):
    return " ".join(" ".join(page.extract_text().split()) for page in document.pages)


def flat(outline):
    return [one for each in outline for one in (flat(each) if isinstance(each, list) else [each.title])]


def figures(document):
    """The alternative texts of its figures."""
    found, waiting = [], [document.root_object["/StructTreeRoot"]]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if part.get("/S") == "/Figure":
                found.append(part["/Alt"])
            children = part.get("/K", [])
            waiting += [each.get_object() for each in (children if isinstance(children, list) else [children])]
    return found


def check_sound(document):
    """Its language, tags and standards are said, and all of its letters are inside."""
    assert document.root_object["/Lang"] == "en-GB" and document.root_object["/MarkInfo"]["/Marked"]
    assert 'pdfuaid:part="1"' in document.root_object["/Metadata"].get_data().decode()
    fonts = {font.get_object()["/BaseFont"]: font.get_object() for page in document.pages
             for font in page["/Resources"].get("/Font", {}).values()}
    assert fonts and all("Atkinson" in name or "Young" in name for name in fonts)
    for font in fonts.values():
        assert "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"]


def test_a_pack_has_all_that_the_room_needs(app, course, facts):
    with app.app_context():
        made = drawn(facts)
        assert pack.draw(facts, NOW) == made
        assert pack.fingerprint(facts) == pack.fingerprint(pack.facts_of(run_by_ref(course.ref), NOW))
    document = PdfReader(BytesIO(made))
    check_sound(document)
    found = words(document)
    for said in ("Weavers’ Hall, 12 Call Lane", "4 and 18 March", "Register, Leeds", "Day 2, Afternoon session",
                 "Rhiannon Prŷs", "Ṣọlá Adéyẹmí", "Marcus <b>Whitlock</b>", "Featherstonehaugh", "One name has letters",
                 "Module 7, to keep", "Case study 2A", "What would you do?",
                 "When you are not sure, ring your officer.", "26 November 2026 at 09:00"):
        assert said in found, said
    assert "What is good." not in found  # what a good answer covers is for facilitators
    assert document.metadata.title == f"Room pack: Reps’ course, Leeds, {course.ref}"
    marks = {"Reps’ course", "Day 1, Morning session", "Name cards", "The role of reps", "Tuesday at ten"}
    assert marks <= set(flat(document.outline))
    shown = figures(document)
    assert len(shown) == 1 and f"/my-course/{course.ref}" in shown[0]


def test_no_name_is_cut_off_and_a_long_register_says_on_each_page_which_it_is(app, facts):
    many = tuple(Guest(f"Person {number}", "") for number in range(40))
    with app.app_context():
        registers = PdfReader(BytesIO(drawn(facts))).pages[1:5]
        pages = PdfReader(BytesIO(pack.draw(replace(facts, guests=many), NOW))).pages
    assert all(15 * "A" in (text := page.extract_text()) and 45 * "A" not in text for page in registers)
    register = [text for page in pages if "Person" in (text := " ".join(page.extract_text().split()))]
    assert sum("Day 1, Afternoon session" in text for text in register) >= 2


@pytest.mark.parametrize(("of_choice", "said"), [(1, "One of those to choose from."), (0, "To talk about here.")])
def test_a_sheet_says_whether_its_case_study_is_to_be_written(app, facts, of_choice, said):
    standard = replace(facts.programme.standard, required_case_studies=("2A",), case_studies_of_choice=of_choice)
    with app.app_context():
        html = pack.page(replace(facts, programme=replace(facts.programme, standard=standard)))
    assert html.count("Everybody writes this one.") == 1 and said in html
    assert html.count(", by ") == (len(facts.due) if of_choice else 1)


def test_a_long_list_of_law_begins_under_its_heading(app, course, monkeypatch):
    with app.app_context():
        facts = reader.facts_of(run_by_ref(course.ref).snapshot, "role")
        law = facts.law
        monkeypatch.setattr(reader.ReaderFacts, "law", property(lambda self: 50 * law))
        pages = PdfReader(BytesIO(reader.draw(facts))).pages
    assert law
    heading = next(page for page in pages[1:] if "The law in this module" in page.extract_text())
    assert law[0].law.title in " ".join(heading.extract_text().split())


def test_a_module_has_its_pages_in_order(app, course):
    with app.app_context():
        facts = reader.facts_of(run_by_ref(course.ref).snapshot, "role")
        document = PdfReader(BytesIO(reader.draw(facts)))
    check_sound(document)
    assert document.metadata.title == "The role of reps: Reps’ course, module 1"
    found = words(document)
    assert found.index("The first page.") < found.index("The last page.")
    assert flat(document.outline)[:3] == ["The role of reps", "First", "Last"]
    assert {"The law in this module", "Words"} <= set(flat(document.outline))
