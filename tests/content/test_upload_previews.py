"""What was sent, on the pages of trainees before it is published: for authors, and nothing is kept there."""

import re

from sqlalchemy import func, select

from lms.learning.models import PageRead
from tests import make
from tests.content.sending import CHANGED, packed, send


def links_within(page: str) -> list[str]:
    return re.findall(r'href="(/my-course/PREVIEW-[^"#?]*)', page)


def test_every_page_of_a_preview_is_as_trainees_would_see_it_and_says_that_it_is_one(huw, tmp_path):
    sent = send(huw, packed(tmp_path, **CHANGED)).location
    seen, ahead = {}, links_within(huw.get(sent).text)
    while ahead:
        url = ahead.pop()
        if url not in seen:
            answer = huw.get(url)
            assert answer.status_code == 200, url
            assert answer.mimetype != "text/html" or "Preview: not published." in answer.text, url
            assert answer.headers["Cache-Control"] == "no-store" and "Kept-For" not in answer.headers
            seen[url] = answer.text
            ahead += links_within(answer.text)
    base = f"/my-course/PREVIEW-{sent.rpartition('/')[2]}-reps"
    assert "three times" in seen[f"{base}/modules/hearings/before"]
    assert {f"{base}{path}" for path in (
        "", "/modules/hearings", "/modules/hearings/checks", "/modules/hearings/keep", "/law", "/glossary", "/search",
        "/modules/hearings/practice/at-nine", "/case-studies/1A",
    )} <= set(seen)
    assert "Who sits beside her" in seen[f"{base}/glossary"]
    assert "Before the hearing" in huw.get(f"{base}/search?q=letter").text


def test_nothing_is_kept_in_a_preview(huw, tmp_path, in_context):
    number = send(huw, packed(tmp_path, **CHANGED)).location.rpartition("/")[2]
    page = f"/my-course/PREVIEW-{number}-reps/modules/hearings/before"
    assert huw.post(page).status_code == 303
    assert "nothing is kept" in huw.get(page).text
    assert huw.post(page, headers={"Accept": "application/json"}).status_code == 422
    assert huw.post(f"/my-course/PREVIEW-{number}-reps/modules/hearings/practice/at-nine/1").status_code == 303
    with in_context() as session:
        assert not session.scalar(select(func.count()).select_from(PageRead))


def test_a_preview_is_for_authors_and_only_of_what_can_be_published(huw, tmp_path, signed_in, writing):
    sound, bad = send(huw, packed(tmp_path, **CHANGED)).location, send(huw, packed(tmp_path, **{"union.yaml": None} | {
        "modules/hearings/module.yaml": "title: x"})).location
    url = f"/my-course/PREVIEW-{sound.rpartition('/')[2]}-reps"
    with writing():
        member, admin = make.a_link_member(), make.an_administrator()
    assert signed_in(member).get(url).status_code == 404
    assert signed_in(admin).get(url).status_code == 200
    assert huw.get(url.replace("-reps", "-nothing")).status_code == 404
    assert huw.get(f"/my-course/PREVIEW-{bad.rpartition('/')[2]}-reps").status_code == 404
    assert huw.get("/my-course/PREVIEW-999-reps").status_code == 404
    huw.post(f"{sound}/withdrawal")
    assert huw.get(url).status_code == 404


def test_what_is_met_step_by_step_is_read_in_one_go(huw, tmp_path):
    sent = send(huw, packed(tmp_path, **CHANGED)).location
    page = huw.get(f"{sent}/proof/reps/hearings").text
    assert all(words in page for words in (
        "The Act leaves it to her", "Listening comes first", "Ring the officer", "Everybody has practised it once",
    ))
    assert huw.get(f"{sent}/proof/reps/nothing").status_code == huw.get(f"{sent}/proof/x/hearings").status_code == 404
