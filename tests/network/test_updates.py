"""A rep reads what has changed since she learned it, and says so: once, of the wording that she was shown."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from lms.accreditation.models import Accreditation
from lms.accreditation.operations import decide_completion, end_accreditation
from lms.accreditation.renewal import renew
from lms.attendance.models import Tap
from lms.attendance.operations import record_tap
from lms.audit import AuditLine
from lms.network.models import LawReading
from lms.network.operations import begin_round, read_update, tell_some
from lms.network.reached import counts_of, reps_of
from lms.network.register import register
from lms.network.updates import update_of, updates_of
from lms.people.models import Person
from lms.people.operations import set_membership
from lms.refusal import Refusal
from lms.workplaces.models import Region
from tests import make
from tests.accreditation import cases
from tests.network import law
from tests.small_courses import a_refresher

NOW = make.NOW


def later(days):
    return NOW + timedelta(days=days)


def attend(person, run):
    make.a_confirmed_trainee(run, person, now=cases.BEGINS)
    for each in run.sessions:
        record_tap(each, person, tap_id=f"sat{each.id}-{person.id}", state="present",
                   actor=run.facilitators[0].person, now=each.ends_at)


def slugs(person, now=NOW):
    return [each.slug for each in updates_of(person, now)]


def test_she_has_nothing_to_read_until_something_is_said_otherwise(writing, a_rep):
    with writing():
        rep, _ = a_rep()
        assert slugs(rep) == []
        law.published("1.1", replace(law.SERVICE, checked_on=NOW.date()), law.COMPANION)
        assert slugs(rep) == []
        law.published("1.2", law.SIX_MONTHS, law.COMPANION)
        (update,) = updates_of(rep, NOW)
        assert (update.slug, update.read_at) == ("service", None)
        assert len(update.learned.law.rules) == 1 and len(update.now.law.rules) == 2


def test_a_trainee_who_is_not_accredited_and_a_rep_no_longer_have_nothing_to_read(writing, a_rep):
    with writing() as session:
        rep, administrator = a_rep()
        law.changed()
        run, region = session.scalar(select(Accreditation)).run, session.scalar(select(Region))
        trainee = cases.a_trainee(run, region, "completed")
        assert slugs(trainee) == []
        assert slugs(rep, law.later(365 * 6)) == []
        end_accreditation(session.scalar(select(Accreditation)), reason="Stood down", actor=administrator, now=NOW)
        assert slugs(rep) == []


def test_what_she_learned_before_a_renewal_is_still_to_be_read_when_it_changes(writing, a_rep):
    with writing() as session:
        rep, administrator = a_rep()
        run = make.a_run(snapshot=a_refresher(law=(law.COMPANION,)), days=[law.later(30).date()], state="confirmed",
                         minimum=1)
        make.a_confirmed_trainee(run, rep)
        for each in run.sessions:
            record_tap(each, rep, tap_id=f"sat{each.id}", state="present", actor=run.facilitators[0].person,
                       now=each.ends_at)
        decide_completion(rep, run, actor=administrator, now=law.later(31))
        renew(rep, run, actor=administrator, now=law.later(31))
        law.changed(companion=replace(law.COMPANION, text="<p>To any hearing.</p>"))
        assert sorted(slugs(rep, law.later(40))) == ["companion", "service"]
        service = register().statements["service"]
        assert counts_of(service, law.later(40).date()) == (1, 0)
        assert [row.id for row in session.execute(reps_of(service, law.later(40).date()))] == [rep.id]
        assert begin_round(law.later(40).date(), now=law.later(40)) == [rep.id]
        assert tell_some(0, now=law.later(40)) == 1
        assert slugs(rep, law.later(365 * 6)) == []  # nothing of hers holds any more


def test_who_is_suspended_reads_it_all_the_same(writing, a_rep):
    with writing():
        rep, _ = a_rep()
        law.changed()
        make.in_arrears(rep)
        assert slugs(rep) == ["service"]


def test_what_she_has_read_is_kept_with_the_wording_and_when(writing, a_rep):
    with writing() as session:
        rep, _ = a_rep()
        law.changed()
        update = update_of(rep, "service", NOW)
        read_update(rep, update, digest=update.digest, now=NOW)
        kept = session.scalar(select(LawReading))
        assert (kept.person_id, kept.statement, kept.digest, kept.read_at) == (
            rep.id, "service", update.digest, NOW)
        assert update_of(rep, "service", NOW).read_at == NOW
        read_update(rep, update_of(rep, "service", NOW), digest=update.digest, now=NOW + timedelta(hours=1))
        assert session.scalars(select(LawReading)).one().read_at == NOW
        assert list(session.scalars(select(AuditLine.act).where(AuditLine.act == "read what has changed"))) == [
            "read what has changed"]


def test_what_changes_again_is_to_be_read_again_and_an_old_page_is_refused(writing, a_rep):
    with writing():
        rep, _ = a_rep()
        law.changed()
        seen = update_of(rep, "service", NOW).digest
        law.published("1.2", replace(law.SIX_MONTHS, status="made"), law.COMPANION)
        again = update_of(rep, "service", NOW)
        with pytest.raises(Refusal, match="changed again"):
            read_update(rep, again, digest=seen, now=NOW)
        read_update(rep, again, digest=again.digest, now=NOW)
        law.published("1.3", law.SIX_MONTHS, law.COMPANION)
        assert update_of(rep, "service", NOW).read_at is None  # that wording she has not read yet
        law.published("1.4", law.SERVICE, law.COMPANION)
        assert slugs(rep) == ["service"]  # it is as she learned it, and not as she has read it since


def test_a_rep_of_two_kinds_who_learned_it_anew_has_nothing_to_read(writing, a_rep):
    with writing() as session:
        rep, administrator = a_rep()
        run = law.a_run_with(law.changed(), days=cases.DAYS)
        session.add(Accreditation(
            person_id=rep.id, programme_slug=run.programme_slug, rep_kind="steward", run_id=run.id, companion=False,
            valid_from=NOW.date(), valid_to=law.later(900).date(), rule_version="1", evidence={}, accredited_at=NOW,
            accredited_by_id=administrator.id))
        session.flush()
        assert slugs(rep) == ["service"]  # she sat nothing there: it was given for what she learned before
        assert counts_of(register().statements["service"], NOW.date()) == (1, 0)
        attend(rep, run)
        assert slugs(rep) == []
        assert counts_of(register().statements["service"], NOW.date()) == (0, 0)


def test_who_is_accredited_elsewhere_hears_of_what_she_learned_on_another_run(writing, a_rep):
    with writing() as session:
        rep, _ = a_rep()
        old = law.a_run_with(law.changed())
        law.published("1.2", law.SERVICE, law.COMPANION)
        sat = cases.a_trainee(session.scalar(select(Accreditation)).run, session.scalar(select(Region)))
        assert slugs(sat) == []
        attend(sat, old)
        assert slugs(sat) == [] and slugs(rep) == []  # she sat the present wording, too
        session.execute(delete(Tap).where(Tap.person_id == sat.id, Tap.session_id.not_in([s.id for s in old.sessions])))
        assert slugs(sat) == ["service"]
        service = register().statements["service"]
        assert counts_of(service, NOW.date()) == (1, 0)
        assert begin_round(NOW.date(), now=NOW) and tell_some(0, now=NOW) == 1


def test_a_tap_that_was_corrected_to_absent_is_no_learning(writing, a_rep):
    with writing() as session:
        rep, _ = a_rep()
        run = law.a_run_with(law.changed(), days=cases.DAYS)
        attend(rep, run)
        assert slugs(rep) == []
        for each in run.sessions:
            record_tap(each, rep, tap_id=f"not{each.id}", state="absent", actor=run.facilitators[0].person, now=NOW)
        session.flush()
        assert slugs(rep) == ["service"]
        assert counts_of(register().statements["service"], NOW.date()) == (1, 0)


def test_a_wrong_wording_that_is_put_right_again_reaches_whoever_read_it(writing, a_rep):
    with writing() as session:
        rep, _ = a_rep()
        other = cases.a_trainee(session.scalar(select(Accreditation)).run, session.scalar(select(Region)))
        law.changed()
        wrong = update_of(rep, "service", NOW)
        read_update(rep, wrong, digest=wrong.digest, now=NOW)
        law.published("1.2", law.SERVICE, law.COMPANION)
        right = update_of(rep, "service", later(1))
        assert right.learned.digest == wrong.now.digest and right.known.read_then == NOW and not right.read_at
        assert slugs(other) == []  # she never read the wrong one
        service = register().statements["service"]
        assert counts_of(service, NOW.date()) == (1, 0)
        assert [row.id for row in session.execute(reps_of(service, NOW.date(), read=False))] == [rep.id]
        assert begin_round(NOW.date(), now=NOW) and tell_some(0, now=NOW) == 1
        read_update(rep, right, digest=right.digest, now=later(1))
        assert update_of(rep, "service", later(1)).read_at == later(1)
        assert counts_of(service, NOW.date()) == (1, 1)
        assert [row.id for row in session.execute(reps_of(service, NOW.date(), read=True))] == [rep.id]


def test_what_comes_back_is_read_again_where_something_else_was_read_in_between(writing, a_rep):
    with writing():
        rep, _ = a_rep()
        made = replace(law.SIX_MONTHS, status="made")
        for day, (version, wording) in enumerate([("1.1", law.SIX_MONTHS), ("1.2", made), ("1.3", law.SIX_MONTHS)]):
            law.published(version, wording, law.COMPANION)
            update = update_of(rep, "service", later(day))
            assert update.read_at is None and tell_some(0, now=later(day)) == 1
            read_update(rep, update, digest=update.digest, now=later(day))
            assert update_of(rep, "service", later(day)).read_at == later(day)
        law.published("1.4", made, law.COMPANION)
        law.published("1.5", law.SIX_MONTHS, law.COMPANION)
        assert update_of(rep, "service", later(9)).read_at == later(2) and tell_some(0, now=later(9)) == 0
        assert counts_of(register().statements["service"], NOW.date()) == (1, 1)


def test_the_statement_counts_who_learned_it_otherwise_and_who_has_read_it(writing, a_rep):
    with writing() as session:
        rep, _ = a_rep()
        run, region = session.scalar(select(Accreditation)).run, session.scalar(select(Region))
        others = [cases.a_trainee(run, region, name=name) for name in ("Ada Moss", "Zofia Nowak", "Bea Lunt")]
        cases.a_trainee(law.a_run_with(law.changed(), days=cases.DAYS), region)
        set_membership(others[2], "left", since=NOW.date(), source="the tests", actor=make.US, now=NOW)
        service = register().statements["service"]
        assert counts_of(service, NOW.date()) == (3, 0)
        read_update(others[0], update_of(others[0], "service", NOW), digest=service.to_read, now=NOW)
        assert counts_of(service, NOW.date()) == (3, 1)
        unread = session.execute(reps_of(service, NOW.date(), read=False).order_by(Person.folded_name)).all()
        assert [row.name for row in unread] == ["Rhiannon Prŷs", "Zofia Nowak"] and rep.name in unread[0].name
        read = session.execute(reps_of(service, NOW.date(), read=True)).all()
        assert [(row.name, row.read_at) for row in read] == [("Ada Moss", NOW)]


def test_she_says_it_on_two_pages_at_once_and_it_is_kept_once(writing, a_rep, at_once, in_context):
    with writing():
        rep, _ = a_rep()
        law.changed()
        number = rep.id

    def act():
        with writing() as session:
            person = session.get(Person, number)
            update = update_of(person, "service", NOW)
            read_update(person, update, digest=update.digest, now=NOW)
            return "read"

    assert at_once(act, act) == ["read", "read"]
    with in_context() as session:
        assert len(session.scalars(select(LawReading)).all()) == 1


def test_her_updates_take_as_many_statements_however_much_has_changed(writing, a_rep, in_context, queries):
    counts = []
    with writing():
        number = a_rep()[0].id
    for over in ({}, {"companion": replace(law.COMPANION, text="<p>To any hearing.</p>")}):
        with writing():
            law.changed(version=f"1.{len(counts) + 1}", **over)
        with in_context() as session:
            rep = session.get(Person, number)
            found = updates_of(rep, NOW)
            with queries() as seen:
                updates_of(rep, NOW)
            counts.append((len(found), len(seen)))
    assert counts == [(1, counts[0][1]), (2, counts[0][1])] and counts[0][1] <= 4
