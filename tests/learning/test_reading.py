"""Reading: what is said to be read, how far each person is, and the pages themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lms.content.operations import programme_of
from lms.content.shapes import Module, Page
from lms.learning import lookups
from lms.learning.lookups import progress_of
from lms.learning.models import PageRead
from lms.learning.operations import mark_read
from lms.people.models import Person
from lms.runs.models import Run
from tests import make
from tests.make import NOW
from tests.small_courses import a_programme
from tests.staging import staged


def test_a_page_is_read_once_however_often_it_is_said(writing, in_context):
    with writing():
        person = make.a_link_member()
        assert mark_read(person, "role", "first", now=NOW) is True
        assert mark_read(person, "role", "first", now=NOW) is False
    with in_context() as session:
        assert session.query(PageRead).count() == 1


def test_a_double_click_reads_once(writing, at_once, in_context):
    with writing():
        person_id = make.a_link_member().id

    def read():
        with writing() as session:
            return mark_read(session.get(Person, person_id), "role", "first", now=NOW)

    assert sorted(at_once(read, read)) == [False, True]
    with in_context() as session:
        assert session.query(PageRead).count() == 1


def test_progress_knows_every_module_of_everybody_asked_about(writing):
    with writing():
        programme = programme_of(a_programme())
        reader, other = make.a_link_member(), make.a_link_member()
        for page in ("first", "last"):
            mark_read(reader, "role", page, now=NOW)
        mark_read(reader, "rights", "last", now=NOW)
        mark_read(reader, "of-another-course", "first", now=NOW)
        found = progress_of([reader.id, other.id], programme)
        hers = found[reader.id]
        assert list(hers) == [module.slug for module in programme.modules] == list(found[other.id])
        assert hers["role"].done and hers["role"].next_page is None
        assert (hers["rights"].read, hers["rights"].total, hers["rights"].next_page.slug) == (1, 2, "first")
        assert not any(progress.read for progress in found[other.id].values())


def test_a_page_that_left_the_material_no_longer_counts(writing):
    with writing():
        person = make.a_link_member()
        mark_read(person, "role", "gone-since", now=NOW)
        progress = progress_of([person.id], programme_of(a_programme()))[person.id]["role"]
        assert (progress.read, progress.total, progress.done) == (0, 2, False)


@given(some.sets(some.sampled_from(["first", "last", "gone"])))
def test_what_is_read_and_what_is_next_make_the_whole(read):
    pages = tuple(Page(slug, slug.capitalize(), "<p>It.</p>", 2) for slug in ("first", "last"))
    module = Module(slug="role", title="The role", summary="It.", outcomes=("Say it.",), pages=pages, case_studies=())
    progress = lookups._progress(module, read)
    assert progress.read + sum(page.slug not in read for page in module.pages) == progress.total
    assert progress.done == (progress.next_page is None)
    assert progress.next_page is None or progress.next_page.slug not in read


# --- the pages -------------------------------------------------------------------------------------


@pytest.fixture
@staged
def course(writing):
    with writing():
        run = make.a_run(state="confirmed", minimum=1)
        return run, make.a_confirmed_trainee(run)


def test_a_trainee_reads_page_after_page(signed_in, course):
    run, trainee = course
    browser, module = signed_in(trainee), f"/my-course/{run.ref}/modules/role"
    assert "Begin reading" in browser.get(module).get_data(as_text=True)
    page = browser.get(f"{module}/first").get_data(as_text=True)
    assert "Page 1 of 2" in page and "Next: Last" in page and "The first page." in page
    answer = browser.post(f"{module}/first")
    assert (answer.status_code, answer.location) == (303, f"{module}/last")
    assert "Go on where you were" in browser.get(module).get_data(as_text=True)
    assert "</svg> Read<" in browser.get(f"{module}/first").get_data(as_text=True)
    answer = browser.post(f"{module}/last")
    assert answer.location == f"{module}/checks"
    assert browser.post(f"{module}/last").status_code == 303
    assert "You have read all of it." in browser.get(module).get_data(as_text=True)


def test_a_module_of_pages_alone_leads_back_to_the_course(signed_in, course):
    run, trainee = course
    answer = signed_in(trainee).post(f"/my-course/{run.ref}/modules/rights/last")
    assert (answer.status_code, answer.location) == (303, f"/my-course/{run.ref}#modules")


def test_looking_at_a_page_reads_nothing(signed_in, course, in_context):
    run, trainee = course
    signed_in(trainee).get(f"/my-course/{run.ref}/modules/role/first")
    with in_context() as session:
        assert session.query(PageRead).count() == 0


def test_a_place_is_needed_to_read(signed_in, course, writing, in_context):
    run, _ = course
    with writing() as session:
        applicant, stranger = make.a_booking(session.get(Run, run.id)).person, make.a_link_member()
    for person in (applicant, stranger, run.facilitators[0].person):
        browser = signed_in(person)
        for url in ("role", "role/first"):
            assert browser.get(f"/my-course/{run.ref}/modules/{url}").status_code == 404
        assert browser.post(f"/my-course/{run.ref}/modules/role/first").status_code == 404
    with in_context() as session:
        assert session.query(PageRead).count() == 0


def test_what_is_not_in_the_course_is_not_found(signed_in, course):
    run, trainee = course
    browser = signed_in(trainee)
    for url in ("none", "role/none", "none/first"):
        assert browser.get(f"/my-course/{run.ref}/modules/{url}").status_code == 404
    assert browser.post(f"/my-course/{run.ref}/modules/role/none").status_code == 404


def test_a_page_costs_the_same_however_much_is_read(signed_in, course, writing, queries):
    run, trainee = course
    browser, url, costs = signed_in(trainee), f"/my-course/{run.ref}/modules/role", []
    browser.get(url)
    for read in ([], ["first", "last"]):
        with writing() as session:
            for page in read:
                mark_read(session.get(Person, trainee.id), "role", page, now=NOW)
        with queries() as seen:
            browser.get(url)
        costs.append(len(seen))
    assert costs[0] == costs[1]
