"""A word has changed under a version that is published: the next versions are filled in, and what changes is said."""

import re

from sqlalchemy import select

from lms.content.models import Upload
from tests.content import small
from tests.content.sending import CHANGED, packed, send

SAME_VERSION = {"modules/hearings/01-before.md": CHANGED["modules/hearings/01-before.md"]}
SHARED = SAME_VERSION | {"programmes/stewards.yaml": small.PROGRAMME.replace("RC", "ST").replace("Reps’", "Stewards’")}


def test_the_next_version_is_filled_in_and_published(huw, tmp_path, in_context):
    sent = send(huw, packed(tmp_path, **SAME_VERSION)).location
    page = huw.get(sent).text
    assert "Only new versions are missing" in page and "1 programme changed under a version" in page
    assert "“1.1” would be the next" in page and "Publish it" not in page
    given = huw.post(f"{sent}/versions")
    assert given.status_code == 303 and given.location != sent
    page = huw.get(given.location).text
    assert "This can be published" in page and "1 change since 1.0" in page
    assert "In your own folder the old ones still stand" in page
    assert "Huw Price withdrew it" in huw.get(sent).text
    assert huw.post(f"{given.location}/publication").status_code == 303
    page = huw.get("/material").text
    assert "Published: Reps’ course 1.1." in page and "Download it before you change anything else" in page


def test_pressed_twice_it_is_done_once(huw, tmp_path, in_context):
    sent = send(huw, packed(tmp_path, **SAME_VERSION)).location
    huw.post(f"{sent}/versions")
    again = huw.post(f"{sent}/versions")
    assert again.location == sent and "Huw Price has withdrawn it already." in huw.get(sent).text
    with in_context() as session:
        assert [each.state for each in session.scalars(select(Upload).order_by(Upload.id))] == ["withdrawn", "waiting"]


def test_where_nothing_is_due_nothing_happens(huw, tmp_path):
    sent = send(huw, packed(tmp_path, **CHANGED)).location
    assert huw.post(f"{sent}/versions").location == sent
    assert "No new version is due by itself here." in huw.get(sent).text
    assert "This can be published" in huw.get(sent).text


def test_what_somebody_has_published_meanwhile_is_not_taken_back_by_a_click(huw, tmp_path):
    mine = send(huw, packed(tmp_path / "a", **SAME_VERSION)).location
    old = packed(tmp_path / "c", **{"modules/hearings/keep.md": "Ring **twice**."})
    hers = send(huw, packed(tmp_path / "b", **CHANGED | {"modules/hearings/keep.md": "Ring **now**."})).location
    huw.post(f"{hers}/publication")
    for page in (huw.get(mine).text, huw.get(send(huw, old).location).text):
        assert "This can’t be published yet" in page and "Fill in" not in page
        assert "Make your change in what is published now: download it first." in page
    assert huw.post(f"{mine}/versions").location == mine


def test_a_zip_that_is_what_is_published_says_so(huw, tmp_path):
    page = huw.get(send(huw, packed(tmp_path)).location).text
    assert "This is published already" in page and "Nothing to publish" in page and "Publish it</" not in page


def test_every_programme_that_shares_the_page_is_given_its_own(denise, tmp_path):
    both = {"programmes/stewards.yaml": SHARED["programmes/stewards.yaml"]}
    denise.post(f"{send(denise, packed(tmp_path / 'a', **both)).location}/publication")
    sent = send(denise, packed(tmp_path / "b", **SHARED)).location
    page = denise.get(sent).text
    assert "2 programmes changed under a version" in page
    page = denise.get(denise.post(f"{sent}/versions").location).text
    assert len(re.findall("1 change since 1.0", page)) == 2
