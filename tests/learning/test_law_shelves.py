"""Every statement of a course lies on one shelf, no shelf grows too long to read, and every citation leads to it."""

import re
from pathlib import Path

import pytest

from lms.content.links import course
from lms.content.reading import read
from lms.learning.law_shelves import law_address, law_shelves, to_shelves

FOLDER = Path(__file__).parents[2] / "course_content"


@pytest.fixture(scope="module")
def programmes():
    return read(FOLDER).programmes


def test_every_statement_lies_on_one_shelf(programmes):
    for programme in programmes:
        lying = [each.law.slug for shelf in law_shelves(programme) for each in shelf.statements]
        assert sorted(lying) == sorted(law.slug for law in programme.law)


def test_no_shelf_is_longer_than_can_be_read(programmes):
    for programme in programmes:
        for shelf in law_shelves(programme):
            assert len(shelf.statements) <= 30, f"{programme.slug}: {shelf.title} has {len(shelf.statements)}: split it"


def test_every_citation_on_a_page_leads_to_its_shelf(programmes):
    seen = 0
    for programme in programmes:
        for page in (page for module in programme.modules for page in module.pages):
            html = to_shelves(course(page.html, "/my-course/RC-1", programme), programme)
            for shelf, name in re.findall(r'href="/my-course/RC-1/law/([^"#]+)#([^"]+)"', html):
                assert law_address(programme, name) == f"/law/{shelf}#{name}"
                seen += 1
            assert "/law#" not in html
    assert seen
