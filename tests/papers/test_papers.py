"""Room packs and modules on paper: asked for, made once by a job, taken by whom they are for, and forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms.audit import AuditLine
from lms.bookings.lookups import booking_of
from lms.bookings.operations import withdraw_booking
from lms.papers import operations, pack, printing
from lms.papers.jobs import make_paper
from lms.papers.models import Paper
from lms.runs.lookups import run_by_ref
from lms.runs.models import Run
from tests import make
from tests.make import NOW
from tests.staging import staged

NAMES = ("Rhiannon Prŷs", "Ṣọlá Adéyẹmí", "王小明", "Marcus <b>Whitlock</b>",
         "Wilhelmina Ọláníkẹ́ Featherstonehaugh-Cholmondeley Prŷs-Jones")
pytestmark = pytest.mark.usefixtures("quick_press")


@pytest.fixture
@staged
def course(writing):
    with writing():
        run = make.a_run(state="confirmed", minimum=1, venue="Weavers’ Hall, 12 Call Lane")
        trainees = [make.a_confirmed_trainee(run, make.a_link_member(name=name)) for name in NAMES]
        return run, trainees, make.an_administrator()


@pytest.fixture
def leader(course, signed_in):
    return signed_in(course[0].facilitators[0].person)


def text(answer):
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def read(answer):
    """What stands in the file."""
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.data.decode()


def made(leader, run, worked):
    leader.post(f"/runs/{run.ref}/pack")
    worked()
    return leader.post(f"/runs/{run.ref}/pack/file")


def test_a_pack_is_asked_for_made_and_taken(course, leader, worked):
    run, at = course[0], f"/runs/{course[0].ref}/pack"
    assert "Make the pack" in text(leader.get(at))
    assert leader.post(f"{at}/file").status_code == 303
    assert leader.post(at).location == at
    page = text(leader.get(at))
    assert "It is being made." in page and '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    assert leader.post(f"{at}/file").location == at
    assert worked() == 1
    page = text(leader.get(at))
    assert "It is ready." in page and "deleted here 7 days after" in page and "refresh" not in page
    answer = leader.post(f"{at}/file")
    assert f"{run.ref}-room-pack.pdf" in answer.headers["Content-Disposition"]
    assert "Rhiannon Prŷs" in read(answer)


def test_a_double_click_has_it_made_once(course, leader, worked, at_once, writing, in_context):
    run = course[0]

    def ask():
        with writing():
            found = run_by_ref(run.ref)
            fingerprint = pack.fingerprint(pack.facts_of(found, NOW))
            return operations.ask_for_pack(found, fingerprint, actor=found.facilitators[0].person, now=NOW).id

    first, second = at_once(ask, ask)
    assert first == second
    leader.post(f"/runs/{run.ref}/pack")
    assert worked() == 1
    leader.post(f"/runs/{run.ref}/pack")
    assert worked() == 0
    with in_context() as session:
        assert session.scalar(select(func.count(Paper.id))) == 1


def test_it_is_made_anew_when_who_is_booked_has_changed(course, leader, worked, writing):
    run, trainees, _ = course
    assert "Rhiannon Prŷs" in read(made(leader, run, worked))
    with writing() as session:
        now = session.get(Run, run.id)
        withdraw_booking(booking_of(now, session.merge(trainees[0])), actor=trainees[0], now=NOW)
    page = text(leader.get(f"/runs/{run.ref}/pack"))
    assert "Something has changed since" in page and "Make it anew" in page and "Download" not in page
    assert leader.post(f"/runs/{run.ref}/pack/file").status_code == 303
    found = read(made(leader, run, worked))
    assert "Rhiannon Prŷs" not in found and "Ṣọlá Adéyẹmí" in found


def test_a_pack_is_forgotten_after_a_week_unless_it_was_made_again(course, leader, worked, clock, writing, in_context):
    run = course[0]
    made(leader, run, worked)
    with writing() as session:
        paper = session.scalar(select(Paper))
        operations.forget_paper(paper, paper.made_at - timedelta(minutes=1))
        assert session.scalar(select(Paper.id))
    clock.forward(days=7)
    worked(early=True)
    with in_context() as session:
        assert session.scalar(select(Paper.id)) is None
    assert "Make the pack" in text(leader.get(f"/runs/{run.ref}/pack"))


def test_who_had_it_made_and_who_took_it_is_noted(course, leader, worked, in_context):
    made(leader, course[0], worked)
    with in_context() as session:
        acts = session.scalars(
            select(AuditLine.act).where(AuditLine.act.contains("room pack")).order_by(AuditLine.id)).all()
    assert acts == ["had a room pack made", "took a room pack"]


def test_only_its_facilitators_and_administrators_come_to_a_pack(course, leader, worked, signed_in, writing):
    run, trainees, administrator = course
    made(leader, run, worked)
    with writing() as session:
        other = make.a_run(place="Cardiff", snapshot=session.get(Run, run.id).snapshot)
        stranger = make.a_member()
    for person in (trainees[0], other.facilitators[0].person, stranger):
        browser = signed_in(person)
        assert browser.get(f"/runs/{run.ref}/pack").status_code == 404
        for url in ("pack", "pack/file"):
            assert browser.post(f"/runs/{run.ref}/{url}").status_code == 404
    assert "Rhiannon Prŷs" in read(signed_in(administrator).post(f"/runs/{run.ref}/pack/file"))


def test_a_course_without_days_has_no_pack(signed_in, writing):
    with writing():
        run, administrator = make.an_open_run(), make.an_administrator()
    browser = signed_in(administrator)
    assert "no room to pack for" in text(browser.get(f"/runs/{run.ref}/pack"))
    assert "no room to pack for" in text(browser.post(f"/runs/{run.ref}/pack", follow_redirects=True))


def test_a_job_that_was_killed_leaves_one_file_when_it_is_done_again(app, course, leader, worked, in_context):
    leader.post(f"/runs/{course[0].ref}/pack")
    worked()
    with in_context() as session:
        before = session.scalar(select(Paper)).made_at
        paper_id = session.scalar(select(Paper.id))
    with app.app_context():
        make_paper(paper_id)
        make_paper(paper_id + 1)
    with in_context() as session:
        assert session.scalar(select(Paper)).made_at == before


def test_a_job_that_failed_can_be_asked_for_again(app, course, leader, worked, monkeypatch):
    at = f"/runs/{course[0].ref}/pack"
    leader.post(at)
    with monkeypatch.context() as broken:
        broken.setattr(pack, "draw", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            worked()
    assert "It could not be made." in text(leader.get(at))
    leader.post(at)
    assert worked() == 1
    assert "It is ready." in text(leader.get(at))


def test_a_trainee_takes_a_module_on_paper_and_so_does_her_facilitator(course, leader, worked, signed_in, in_context):
    run, trainees, _ = course
    hers, at = signed_in(trainees[0]), f"/my-course/{run.ref}/modules/role/paper"
    assert "Make the file" in text(hers.get(at))
    assert hers.get(f"{at}.pdf").location == at
    hers.post(at)
    hers.post(at)
    assert "It is being made." in text(hers.get(at))
    assert worked() == 1
    assert f"{at}.pdf" in text(hers.get(at))
    assert "The first page." in read(hers.get(f"{at}.pdf"))
    theirs = f"/runs/{run.ref}/room/role/paper"
    assert f"{theirs}.pdf" in text(leader.get(theirs))
    assert "The first page." in read(leader.get(f"{theirs}.pdf"))
    leader.post(theirs)
    assert worked() == 0
    with in_context() as session:
        assert session.scalar(select(func.count(Paper.id))) == 1


def test_a_module_that_would_be_another_file_now_is_made_anew(course, worked, signed_in, by_program, monkeypatch):
    run, trainees, _ = course
    hers, at = signed_in(trainees[0]), f"/my-course/{run.ref}/modules/role/paper"
    hers.post(at)
    assert worked() == 1 and hers.get(f"{at}.pdf").status_code == 200
    monkeypatch.setattr(printing, "_stylesheet", lambda: b"another")
    assert hers.get(f"{at}.pdf").location == at and "Make the file" in text(hers.get(at))
    program = by_program(trainees[0])
    assert program.get(at).json["state"] == "changed" and program.get(f"{at}/document").status_code == 404
    hers.post(at)
    assert worked() == 1 and hers.get(f"{at}.pdf").status_code == 200


def test_a_stranger_finds_no_module_on_paper(course, signed_in, writing):
    run, trainees, _ = course
    with writing():
        stranger = make.a_link_member()
    browser, hers = signed_in(stranger), signed_in(trainees[0])
    for at in (f"/my-course/{run.ref}/modules/role/paper", f"/runs/{run.ref}/room/role/paper"):
        for answer in (browser.get(at), browser.post(at), browser.get(f"{at}.pdf")):
            assert answer.status_code == 404
    assert hers.get(f"/my-course/{run.ref}/modules/none/paper").status_code == 404
    assert hers.get(f"/runs/{run.ref}/room/role/paper").status_code == 404
