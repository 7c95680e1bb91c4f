"""The demo union, made once on each engine: what it promises, and every page that its people can come to."""

import re
from collections import Counter

import pytest
from flask import current_app
from sqlalchemy import func, select
from werkzeug.exceptions import HTTPException

from lms.accreditation.lookups import case_files_of, standings_of
from lms.accreditation.models import Accreditation
from lms.accreditation.waiting import waiting_for
from lms.attendance.models import Tap
from lms.audit import Program
from lms.bookings.listing import is_short
from lms.bookings.lookups import places_of
from lms.bookings.models import Booking
from lms.casework.models import Draft, Mark, Submission
from lms.casework.moving import reason_not_to_move
from lms.certificates.lookups import certificates_of_run
from lms.content import reading
from lms.content.differences import differences
from lms.content.operations import latest, programme_of, publish
from lms.db import begin_reading, begin_writing, db
from lms.demo import cast
from lms.demo.making import make_demo
from lms.demo.people import named
from lms.demo.sign_ins import SIGN_INS
from lms.demo_mark import is_demo
from lms.feedback.lookups import form_of, results_of
from lms.learning.figures import check_figures
from lms.learning.lookups import hers_in
from lms.learning.models import PAGE, REFLECTION
from lms.learning.practice.lookups import ways_on
from lms.network.freshness import lines
from lms.network.reached import counts_of
from lms.network.register import register
from lms.network.updates import updates_of
from lms.people.lookups import authors
from lms.people.models import Person
from lms.refusal import Refusal
from lms.runs.lookups import has_ended
from lms.runs.models import Run
from lms.workplaces.lookups import employers_to_choose, officers_of, regions
from tests.frozen import Clock

PASSWORD = "a-password-for-looking"
A_KIND = 2


@pytest.fixture(scope="module")
def demo(house):
    """The application over the demo union; its clock stands still. Look, and change nothing."""
    app, database = house
    config = dict(app.config)
    clock = app.config["CLOCK"] = Clock()
    database.empty()
    with app.app_context():
        _publish(clock())
        make_demo(now=clock(), password=PASSWORD, progress=lambda _line: None)
    yield app
    app.config.clear()
    app.config.update(config)


def _publish(now):
    begin_writing()
    publish(reading.read(current_app.config["CONTENT"]), actor=Program("the tests"), now=now)
    db.session.commit()
    begin_reading()


@pytest.fixture
def union(demo):
    """In a context of its own, the moment at which everything is looked at."""
    with demo.app_context():
        yield demo.config["CLOCK"]()


def run_at(place: str) -> Run:
    return db.session.scalars(select(Run).where(Run.place == place).order_by(Run.id)).first()


def count(model, *conditions) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions))


def test_it_is_marked_and_peopled(union):
    assert is_demo()
    assert 400 <= count(Person) <= 420
    assert len(employers_to_choose()) == 12
    assert len(regions()) == 5
    assert len(officers_of(region.id for region in regions())) == 5


def test_the_finished_run_has_eight_accredited_reps(union):
    run = run_at("Bristol")
    ids = db.session.scalars(select(Accreditation.person_id).where(Accreditation.run_id == run.id)).all()
    standings = [standing.state for standing in standings_of(ids, union).values()]
    assert has_ended(run, union)
    assert Counter(standings) == {"current": 7, "suspended": 1, "ended": 1}


def test_one_of_them_is_suspended_by_arrears_and_keeps_everything(union):
    person = named(cast.IN_ARREARS)
    assert standings_of([person.id], union)[person.id, "rep"].words == "Suspended: membership arrears"


def test_three_on_the_finished_run_are_no_reps_each_for_a_reason(union):
    files = {file.person.name: file for file in case_files_of(run_at("Bristol"), union)}
    assert [line.code for line in files[cast.WAITS_FOR_OFFICER].in_the_way] == ["Q9"]
    assert [line.code for line in files[cast.NOT_YET].in_the_way if line.state == "no longer possible"] == ["Q5"]
    assert [file.person.name for file in waiting_for(named("Catrin Beddoe"), union)] == [cast.WAITS_FOR_OFFICER]


def test_certificates_are_issued_one_is_withdrawn_and_a_name_put_right(union):
    certificates = certificates_of_run(run_at("Bristol"))
    assert Counter(each.end.kind if each.end else each.kind for each in certificates) == {
        "accreditation": 8, "completion": 10, "withdrawn": 1, "superseded": 2,
    }
    assert all(each.specimen for each in certificates if each.kind == "accreditation")
    assert {each.name for each in certificates if each.person.name == cast.NAME_AS_IT_IS and not each.end} == {
        cast.NAME_AS_IT_IS
    }


def test_feedback_on_the_finished_run_can_be_read(union):
    assert results_of(form_of(run_at("Bristol")), union).answers == 6


def test_the_run_in_progress_has_work_in_every_state(union):
    run = run_at("Leeds")
    sent = select(Submission.id).where(Submission.run_id == run.id)
    late = db.session.scalars(select(Submission).where(Submission.run_id == run.id, Submission.late)).all()
    assert [each.person.name for each in late] == ["Marcus Whitlock"]
    assert count(Tap, Tap.state == "late", Tap.minutes_missed == 35) == 1
    assert count(Tap, Tap.state == "absent") == 1
    assert count(Mark, Mark.submission_id.in_(sent), Mark.outcome == "not yet", Mark.resubmit_by > union.date()) == 1
    assert count(Mark, Mark.submission_id.in_(sent), Mark.released_at.is_(None)) == 1
    assert count(Submission, Submission.run_id == run.id, ~Submission.marks.any()) > 2


def test_the_trainee_is_in_the_middle_of_a_case_study(union):
    draft = db.session.scalars(
        select(Draft).where(Draft.person_id == named(cast.TRAINEE).id, Draft.case_study == "2A")
    ).one()
    assert 100 < len(draft.text.split()) < 200


def test_the_trainee_has_read_tried_and_noted_something_and_can_go_on(union):
    trainee, run = named(cast.TRAINEE), run_at("Leeds")
    programme = programme_of(run.snapshot)
    first, second = programme.modules[:2]
    of_first, of_second = (hers_in(trainee, programme, module) for module in (first, second))
    assert of_first.progress[first.slug].read > 0 and of_first.answered == {check.id for check in first.checks}
    assert of_first.note(REFLECTION, first.reflections[0].id).text and of_second.note(PAGE, second.pages[0].slug).text
    assert of_second.spot.module == second
    assert [way.over for way in ways_on(run) if way.row.person == trainee] == [True]


def test_enough_people_on_her_run_answered_and_practised_for_figures_to_show(union):
    run = run_at("Leeds")
    figures, first = check_figures(run), programme_of(run.snapshot).modules[0]
    assert all(figures[first.slug, check.id] for check in first.checks)
    ways = ways_on(run)
    assert len({way.row.person_id for way in ways if way.over}) >= 5
    assert len({way.scene.id for way in ways if way.over}) >= 3
    assert [way.row.person.name for way in ways if not way.over] == ["Marcus Whitlock"]


def test_a_refresher_is_to_come_for_reps_whose_renewal_is_due(union):
    ids = [named(role.name).id for role in cast.EARLIER]
    words = {standing.words.rpartition(". ")[2] for standing in standings_of(ids, union).values()}
    run = run_at("Shrewsbury")
    booked = {each.person.name for each in db.session.scalars(select(Booking).where(Booking.run_id == run.id))}
    assert words == {"Renewal is due"} and programme_of(run.snapshot).refreshes == "rep"
    assert booked == {role.name for role in cast.EARLIER[:2]} and cast.DUE_FOR_RENEWAL in booked


def test_a_safety_reps_course_and_a_training_day_are_planned(union):
    safety = run_at("Manchester")
    assert (programme_of(safety.snapshot).rep_kind, safety.state) == ("safety-rep", "open")
    training = db.session.scalars(select(Run).where(Run.programme_slug == "training-day")).one()
    assert (programme_of(training.snapshot).rep_kind, training.state, len(training.sessions)) == (None, "draft", 1)


def test_the_law_that_reps_were_taught_is_looked_at_by_those_who_write(union):
    assert named(cast.AUTHOR) in authors()
    line = next(line for line in lines(union.date()) if line.accreditations)
    assert line.cited and line.runs and line.certificates >= line.accreditations == 11


def test_the_law_has_changed_since_a_rep_learned_it_and_she_has_read_half_of_it(union):
    read, unread = sorted(updates_of(named(cast.REP), union), key=lambda each: each.read_at is None)
    assert read.read_at and unread.read_at is None and unread.now.law.update
    assert len(unread.learned.law.rules) < len(unread.now.law.rules)
    by_slug = {line.statement.slug: line for line in lines(union.date())}
    assert counts_of(by_slug[read.slug].statement, union.date()) == (11, 1)
    assert by_slug[unread.slug].otherwise == 11 and not register().dropped


def test_a_run_that_has_not_begun_can_be_moved_to_what_was_published_since(union):
    run = db.session.scalars(select(Run).where(Run.place == "On line", Run.programme_slug == "reps")).one()
    newest = latest("reps")
    assert run.snapshot_id != newest.id and reason_not_to_move(run, newest, union) == ""
    assert "It has begun" in reason_not_to_move(run_at("Bristol"), newest, union)
    changed = differences(programme_of(run.snapshot), programme_of(newest))
    assert changed and not any("checks" in str(each) for each in changed)


def test_places_are_in_every_state(union):
    cardiff, norwich = run_at("Cardiff"), run_at("Norwich")
    leeds = db.session.scalars(select(Run).where(Run.place == "Leeds").order_by(Run.id.desc())).first()
    places = places_of([cardiff.id, norwich.id, leeds.id])
    assert places[cardiff.id].free(cardiff.capacity) == 1
    assert (places[leeds.id].offered, places[leeds.id].waiting) == (1, 2)
    assert is_short(norwich, places[norwich.id], union)
    assert run_at("Glasgow").state == "draft"
    assert count(Booking, Booking.state == "refused") == 1


def test_nothing_happened_in_the_future(union):
    for model, column in ((Booking, Booking.applied_at), (Submission, Submission.sent_at), (Mark, Mark.marked_at)):
        assert count(model, column > union) == 0


def test_it_is_made_once_only(union):
    with pytest.raises(Refusal, match="There are people in this database already"):
        make_demo(now=union, password=PASSWORD, progress=print)


def test_it_is_not_made_at_a_public_address(union, demo, monkeypatch):
    monkeypatch.setitem(demo.config, "BASE_URL", "https://courses.example.org")
    with pytest.raises(Refusal, match="for looking around on one’s own machine"):
        make_demo(now=union, password=PASSWORD, progress=print)


# What a page shows is tested on both engines in its room; here it is that each can be come to.
@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
@pytest.mark.parametrize("email", [None, *(email for email, _ in SIGN_INS)])
def test_every_page_that_a_link_leads_to_is_there(demo, email):
    browser, kinds = demo.test_client(), demo.url_map.bind("localhost")
    if email:
        answer = browser.post("/sign-in", data={"email": email, "password": PASSWORD})
        assert answer.location == "/home"
    seen, reached, ahead, broken = Counter(), {"/", "/home"}, ["/", "/home"] if email else ["/"], []
    while ahead:
        path = ahead.pop(0)
        kind = _kind(kinds, path)
        if kind is None or seen[kind] >= A_KIND:
            continue
        seen[kind] += 1
        answer = browser.get(path, follow_redirects=True)
        if answer.status_code != 200:
            broken.append(f"{path}: {answer.status}")
        for link in re.findall(r'href="(/[^"#?]*)', answer.text) if answer.mimetype == "text/html" else []:
            if link not in reached:
                reached.add(link)
                ahead.append(link)
    # A document is made by a worker, and none has worked here.
    assert [line for line in broken if ".pdf" not in line] == []
    assert len(seen) >= (8 if email else 5)


def _kind(kinds, path: str) -> str | None:
    try:
        endpoint = kinds.match(path, method="GET")[0]
    except HTTPException:
        return None
    return None if endpoint == "static" else endpoint
