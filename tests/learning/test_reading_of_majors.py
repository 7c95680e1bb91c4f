"""What was read of one major version isn't read of the next: it is read again, and counts from then on."""

from datetime import timedelta

from lms.content.operations import programme_of
from lms.learning.lookups import progress_of, since_of
from lms.learning.models import PageRead
from lms.learning.operations import mark_read
from tests import make
from tests.make import NOW
from tests.small_courses import a_basic_course

MODULE, LATER = "being-a-link-member", NOW + timedelta(days=40)


def test_pages_of_version_one_are_not_read_in_version_two_until_they_are_read_again(writing, in_context):
    with writing():
        one = programme_of(a_basic_course())
        reader = make.a_link_member()
        for page in ("first", "last"):
            mark_read(reader, MODULE, page, now=NOW)
        corrected = programme_of(a_basic_course(version="1.1", published_at=NOW + timedelta(days=20)))
        two = programme_of(a_basic_course(version="2.0", published_at=NOW + timedelta(days=30)))

        def read(programme) -> int:
            return progress_of([reader.id], programme)[reader.id][MODULE].read

        assert (since_of(one), since_of(corrected), since_of(two)) == (None, None, NOW + timedelta(days=30))
        assert (read(one), read(corrected), read(two)) == (2, 2, 0)
        assert mark_read(reader, MODULE, "first", since=since_of(two), now=LATER) is True
        assert mark_read(reader, MODULE, "first", since=since_of(two), now=LATER) is False
        assert (read(one), read(two)) == (2, 1)
    with in_context() as session:
        assert session.query(PageRead).count() == 2


def test_a_first_version_takes_what_was_read_before_it_was_published(writing):
    with writing():
        reader = make.a_link_member()
        mark_read(reader, MODULE, "first", now=NOW - timedelta(days=300))
        new = programme_of(a_basic_course(version="2.0", published_at=NOW))
        assert progress_of([reader.id], new)[reader.id][MODULE].read == 1


def test_the_pages_of_the_new_version_say_so(writing, signed_in):
    with writing():
        make.an_open_run(snapshot=a_basic_course())
        run = make.an_open_run(snapshot=a_basic_course(version="2.0", published_at=NOW))
        reader = make.a_confirmed_trainee(run, make.placed(make.a_link_member()))
        for page in ("first", "last"):
            mark_read(reader, MODULE, page, now=NOW - timedelta(days=1))
    hers, at = signed_in(reader), f"/my-course/{run.ref}"
    assert "0 of 2 pages read" in hers.get(f"{at}/modules/{MODULE}").text
    assert "2 pages, about" in hers.get(at).text
    hers.post(f"{at}/modules/{MODULE}/first")
    assert "1 of 2 pages read" in hers.get(f"{at}/modules/{MODULE}").text
