"""The lists beside the import go on where a page of them ends."""

import html
import re

import pytest

from lms.record.models import AddressChange, MembersFile
from tests import make


@pytest.mark.parametrize(("url", "page", "found"), [
    ("/members/import", 20, r"members-\d\d\d\.csv"), ("/members/addresses", 50, r"new-\d\d\d@"),
])
@pytest.mark.parametrize("more", [0, 1])
def test_the_list_goes_on(writing, signed_in, url, page, found, more):
    with writing() as session:
        administrator, person = make.an_administrator(), make.a_member()
        for number in range(page + more):
            if url.endswith("import"):
                session.add(MembersFile(
                    name=f"members-{number:03}.csv", uploaded_at=make.NOW, uploaded_by="Denise Okafor",
                    written_as="UTF-8, commas", header=["Name"], left_aside=[], state="discarded",
                ))
            else:
                session.add(AddressChange(person_id=person.id, email=f"new-{number:03}@b.example", found_at=make.NOW))
    browser, shown, pages, at = signed_in(administrator), [], 0, url
    while at:
        answer, pages = browser.get(at), pages + 1
        shown += re.findall(found, answer.text)
        onward = re.search(r'href="([^"]+)" rel="next"', answer.text)
        at = html.unescape(onward[1]) if onward else None
    assert pages == 1 + more and len(set(shown)) == page + more
    assert browser.get(f"{url}?after=x").status_code == 422
