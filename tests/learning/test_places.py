"""Where she was last, what is read, the way through a module, and what none of it gives away."""

import pytest
from sqlalchemy import select

from lms.content.operations import programme_of
from lms.learning.contents import stops_of
from lms.learning.lookups import place_from, progress_from, resume_at
from lms.learning.models import PageRead, Place
from lms.learning.operations import keep_place
from lms.people.models import Person
from lms.runs.models import Run
from tests import make
from tests.house.table import PAGES, PROGRAMS
from tests.make import NOW

JSON = {"Accept": "application/json"}


def text(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def places(in_context):
    def kept():
        with in_context() as session:
            return [(row.person_id, row.module_slug, row.page_slug, row.down) for row in session.scalars(select(Place))]

    return kept


def test_she_goes_on_where_she_was_on_whatever_device(hers, reading, places, signed_in):
    for module, page, down in (("role", "first", "0"), ("role", "last", "4")):
        answer = hers.post(f"{reading.base}/place", data={"module": module, "page": page, "down": down}, headers=JSON)
        assert answer.status_code == 204
    assert places() == [(reading.trainee.id, "role", "last", 4)]
    elsewhere = signed_in(reading.trainee)
    course = text(elsewhere.get(reading.base))
    assert "Go on where you were: “Last”" in course and f'href="{reading.module}/last#here"' in course
    assert 'data-down="4"' in text(elsewhere.get(f"{reading.module}/last"))
    assert 'data-down="0"' in text(elsewhere.get(f"{reading.module}/first"))
    assert "Go on where you were" in text(elsewhere.get(reading.module))
    assert "Go on where you were" not in text(signed_in(reading.other).get(reading.base))


def test_a_page_that_is_read_is_not_where_to_go_on(hers, reading):
    hers.post(f"{reading.base}/place", data={"module": "role", "page": "first", "down": "2"})
    assert hers.post(f"{reading.module}/first", headers=JSON).json == {"read": True}
    page = text(hers.get(reading.base))
    assert "Read “Last”" in page and "Go on where you were" not in page


def test_two_devices_at_once_leave_one_place(writing, at_once, reading, places):
    def at(page):
        def move():
            with writing() as session:
                keep_place(session.get(Person, reading.trainee.id), "a-reps-course", "role", page, now=NOW)
        return move

    assert at_once(at("first"), at("last")) == [None, None]
    assert len(places()) == 1


@pytest.mark.parametrize(("said", "status"), [
    ({"module": "none", "page": "first"}, 404), ({"module": "role", "page": "none"}, 404),
    ({"module": "role"}, 422), ({}, 422), ({"module": "role", "page": "first", "down": "-3"}, 422),
    ({"module": "role", "page": "first", "down": "far"}, 422),
    ({"module": "role", "page": "first", "down": "99999"}, 422),
])
def test_a_place_that_is_none_is_not_kept(hers, reading, places, said, status):
    assert hers.post(f"{reading.base}/place", data=said, headers=JSON).status_code == status
    assert places() == []


def test_only_who_has_a_place_on_the_run_leaves_one(signed_in, reading, places, writing):
    with writing():
        stranger = make.a_link_member()
    for person in (stranger, reading.facilitator):
        answer = signed_in(person).post(f"{reading.base}/place", data={"module": "role", "page": "first"})
        assert answer.status_code == 404
    assert places() == []


def test_what_has_left_the_material_is_no_place(writing, reading):
    with writing() as session:
        programme = programme_of(session.get(Run, reading.run.id).snapshot)
        row = Place(programme_slug=programme.slug, module_slug="role", page_slug="gone", down=0)
        other = Place(programme_slug="another", module_slug="role", page_slug="first", down=0)
        assert place_from([row, other], programme) is None
        row = Place(programme_slug=programme.slug, module_slug="role", page_slug="last", down=3)
        here = place_from([row], programme)
        assert (here.page.slug, here.down) == ("last", 3)
        pages = [PageRead(module_slug=each.slug, page_slug=page) for each in programme.modules
                 for page in ("first", "last")]
        assert resume_at(here, progress_from(pages[1:2], programme)) is None
        assert resume_at(here, progress_from(pages, programme)) == here  # all is read: she looks something up


def test_scrolled_to_its_end_is_read_and_said_so_once(hers, reading, in_context):
    for _ in range(2):
        assert hers.post(f"{reading.module}/first", headers=JSON).status_code == 200
    with in_context() as session:
        assert len(session.scalars(select(PageRead)).all()) == 1
        assert session.scalars(select(Place)).all() == []  # she hasn't gone on
    assert "1 of 2 pages read." in text(hers.get(reading.module))


def test_without_script_the_next_page_is_where_she_is(hers, reading, places):
    hers.post(f"{reading.module}/first")
    assert places() == [(reading.trainee.id, "role", "last", 0)]


# --- the way through a module ------------------------------------------------------------------------


def test_the_contents_have_all_that_a_module_has_and_lead_from_one_to_the_next(hers, reading):
    stops = [f"{reading.module}/{each}" for each in
             ("first", "last", "checks", "reflections", "practice/at-the-door", "keep")]
    page = text(hers.get(f"{reading.module}/last"))
    contents = page.partition('aria-label="Contents of the course"')[2]
    at = [contents.index(f'href="{each}"') for each in stops]
    assert at == sorted(at) and f'href="{reading.base}/modules/rights"' in page
    assert "Page 2 of 2 · <strong>Contents</strong>" in page and page.count('aria-current="page"') == 1
    for here, before, after in ((stops[2], "Last", "In your own workplace"),
                                (stops[3], "Check what you know", "Practise: At the door"),
                                (stops[5], "Practise: At the door", "Next module: Representing members")):
        way = text(hers.get(here)).partition("<article>")[2]
        assert before in way and after in way


def test_the_last_module_leads_back_to_the_course(hers, reading):
    page = text(hers.get(f"{reading.base}/modules/dismissal/last"))
    assert "Next: 7A: Ten years" in page
    assert "Back to the course" in text(hers.get(f"{reading.base}/modules/rights/last"))


def test_what_is_done_is_said_as_it_was_done(writing, reading):
    with writing() as session:
        module = programme_of(session.get(Run, reading.run.id).snapshot).module("role")
        stops = stops_of("/my-course/X", module)
        assert [(stop.kind, stop.done) for stop in stops] == [
            (kind, "") for kind in ("page", "page", "checks", "reflections", "practice", "keep")]
        assert [stop.words for stop in stops][:4] == [
            "About 2 minutes", "About 2 minutes", "2 questions", "2 questions, only for you"]


def test_what_is_for_facilitators_is_on_no_page_of_hers(app, hers, reading, by_program):
    """The plan, what a good answer covers, how to discuss it, and the sheets of a role-play."""
    secrets = ("brown paper", "For the facilitator", "What is good", "Discuss how it went", "hold back")
    values = {"ref": reading.ref, "module": "role", "page": "first", "code": "2A", "reflection": "who",
              "name": "at-the-door", "programme": "a-reps-course", "way": 1, "step": 1}
    hers.post(f"{reading.module}/practice/at-the-door/1")
    seen = 0
    for table, client in ((PAGES, hers), (PROGRAMS, by_program(reading.trainee))):
        for path in _paths(app, table, values):
            for module in (path, path.replace("/role", "/representing")):
                said = text(client.get(module))
                assert not [each for each in secrets if each in said], module
                seen += 1
    assert seen > 40


def _paths(app, table, values):
    """Whatever can be opened with these values."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and rule.endpoint in table]
    with app.test_request_context():
        return [app.url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
                for rule in rules if rule.arguments <= set(values)]
