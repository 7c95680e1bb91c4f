"""What was sent, on the pages of trainees before it is published: for authors, and nothing is kept there."""

import re

from sqlalchemy import func, select

from lms.content import operations, reading_uploads
from lms.learning.models import PageRead
from lms.learning.practice.models import PracticeStep, PracticeWay
from tests import make
from tests.content import small
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
    with in_context() as session:
        assert not session.scalar(select(func.count()).select_from(PageRead))


def test_a_practice_is_played_in_a_preview_and_nothing_of_it_is_kept(huw, tmp_path, in_context):
    number = send(huw, packed(tmp_path, **CHANGED)).location.rpartition("/")[2]
    base = f"/my-course/PREVIEW-{number}-reps/modules/hearings/practice/at-nine"
    assert huw.get(f"{base}/1/1").status_code == 404
    begun = huw.post(f"{base}/1")
    assert begun.location == f"{base}/1" and huw.get(f"{base}/1").location == f"{base}/1/1"
    scene = huw.get(f"{base}/1/1").text
    assert "She is pale." in scene and "Preview: not published." in scene
    assert {huw.post(f"{base}/1/1", data=data).status_code for data in ({}, {"choice": 7})} == {422}
    assert huw.post(f"{base}/1/1", data={"choice": 1}).location == f"{base}/1/1"
    assert "Nobody knows that." in huw.get(f"{base}/1/1").text
    huw.post(f"{base}/1/1", data={"choice": 0})  # what was chosen stays chosen
    assert "In the room" in huw.get(f"{base}/1/2").text and huw.get(f"{base}/1/4").location == f"{base}/1"
    huw.post(f"{base}/1/2", data={"choice": 0})
    end = huw.get(f"{base}/1/3").text
    assert "What you showed" in end and "Not touched on this way" in end and "A warning" in end
    huw.post(f"{base}/2")
    huw.post(f"{base}/2/1", data={"choice": 0})
    assert "Meets well" in huw.get(f"{base}/2/2").text and "Way 1" in huw.get(base).text
    assert huw.post(f"{base}/1/3", data={"choice": 0}).location == f"{base}/2"
    assert huw.post(f"{base}/9").location == f"{base}/1" and "Way 2" not in huw.get(base).text
    with in_context() as session:
        assert not session.scalar(select(func.count()).select_from(PracticeWay))
        assert not session.scalar(select(func.count()).select_from(PracticeStep))


def test_what_is_previewed_is_forgotten(huw, tmp_path):
    known = set(operations._kept)
    for number in range(6):
        text = small.PAGE.replace("twice", f"{number} times")
        sent = send(huw, packed(tmp_path / str(number), **CHANGED | {"modules/hearings/01-before.md": text})).location
        assert f"{number} times" in huw.get(
            f"/my-course/PREVIEW-{sent.rpartition('/')[2]}-reps/modules/hearings/before").text
    assert len(reading_uploads._read) == reading_uploads.MOST
    assert not [digest for digest in set(operations._kept) - known if digest.startswith("not published")]


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
