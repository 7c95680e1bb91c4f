"""Issuing: what the dry run shows, once, in numbers without gaps; and what may follow."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lms import demo_mark
from lms.audit import AuditLine
from lms.certificates import lookups, planning
from lms.certificates.models import Certificate
from lms.db import db
from lms.refusal import Refusal
from lms.runs.lookups import run_by_ref
from tests.certificates.issuing import counted, issue, of
from tests.make import NOW, a_finished_run, a_programme, a_run, an_accredited_rep, wordings

LATER = NOW + timedelta(days=7)


def test_the_dry_run_says_who_gets_what_and_why_and_issues_nothing(finished, in_context):
    with in_context():
        lines = {line.person.name: line for line in lookups.dry_run(run_by_ref(finished), NOW)}
        rep, without, completed, neither = (
            lines[name] for name in ("Rhiannon Prŷs", "Ṣọlá Adéyẹmí", "Inês Ferreira", "Delyth Prosser")
        )
        assert rep.gets == ("accreditation", "completion") and rep.s10
        assert rep.why == "Ten of ten met"
        assert without.gets == rep.gets and not without.s10
        assert without.why == "Without the sentence on companions: that element is not met"
        assert completed.gets == ("completion",) and completed.why
        assert neither.nothing and neither.why
        sums = planning.sums_of(list(lines.values()))
        assert (sums.accreditations, sums.completions, sums.nothing, sums.certificates) == (2, 3, 1, 5)
        assert len(sums.falls_short) == 2
        assert counted(Certificate) == 0


def test_what_is_issued_stands_there_in_words_and_dates(finished, in_context):
    with in_context():
        batch = issue(finished)
        assert batch.planned == 5
        rep = of("Rhiannon Prŷs")
        assert rep.number == "HMT-A-2026-0001"
        assert rep.issued_on == date(2026, 11, 26) and rep.valid_until == date(2031, 11, 26)
        assert rep.body.startswith("member at Pellow Bay Health Board, has completed the seven modules of the Reps’")
        assert rep.s10.endswith("certifies that Rhiannon Prŷs, appointed on 1 October 2026, is trained as a companion.")
        assert rep.specimen and rep.wording == "A 1, S 1"
        assert [each["name"] for each in rep.facts["signatories"]][-1] == "Catrin Beddoe"
        assert of("Ṣọlá Adéyẹmí").s10 is None
        learnt = of("Inês Ferreira", "completion")
        assert learnt.number.startswith("HMT-C-2026-") and learnt.valid_until is None
        assert learnt.facts["modules"][:2] == ["The role of reps", "Representing members"]
        assert "led by Morag Bain" in learnt.facts["programme_line"]
        assert "twelve hours" in learnt.body
        assert of("Delyth Prosser", "completion") is None
        line = db.session.scalar(select(AuditLine).where(AuditLine.act == "issued certificates"))
        assert line.detail["certificates"] == 5


def test_the_code_is_in_no_column(finished, in_context):
    with in_context():
        issue(finished)
        rep = of("Rhiannon Prŷs")
        code = lookups.code_of(rep)
        assert len(code) == 16
        assert lookups.certificate_by_code(lookups.printed_code(rep).lower()).id == rep.id
        row = db.session.execute(select(Certificate.__table__).where(Certificate.id == rep.id)).one()
        assert code not in repr(row) and code.encode() not in row.code_sealed


def test_issuing_again_issues_nothing(finished, in_context):
    with in_context():
        issue(finished)
        with pytest.raises(Refusal, match="Nothing is left to issue"):
            issue(finished)
        db.session.rollback()
        assert counted(Certificate) == 5
        assert not any(line.gets for line in lookups.dry_run(run_by_ref(finished), LATER))


def test_who_comes_later_gets_hers_later(finished, in_context, writing):
    with in_context():
        issue(finished)
    with writing():
        an_accredited_rep(run_by_ref(finished), name="Ruth Lindqvist")
    with in_context():
        assert issue(finished, now=LATER).planned == 2
        assert of("Ruth Lindqvist").issued_on == date(2026, 12, 3)
        assert of("Rhiannon Prŷs").issued_on == date(2026, 11, 26)


def test_numbers_are_counted_without_gaps_each_kind_for_itself(finished, in_context):
    with in_context():
        issue(finished)
        numbers = db.session.scalars(select(Certificate.number).order_by(Certificate.number)).all()
        assert numbers == [
            "HMT-A-2026-0001", "HMT-A-2026-0002", "HMT-C-2026-0001", "HMT-C-2026-0002", "HMT-C-2026-0003",
        ]


def test_two_who_issue_at_once_issue_once(app, finished, at_once, in_context):
    def act():
        with app.app_context():
            return issue(finished).planned

    outcomes = at_once(act, act, act)
    assert [each for each in outcomes if each == 5] == [5]
    assert sum(isinstance(each, Refusal) for each in outcomes) == 2
    with in_context():
        assert counted(Certificate) == 5
        assert sorted(db.session.scalars(select(Certificate.number)))[-1] == "HMT-C-2026-0003"


def test_a_list_that_changed_since_it_was_looked_at_is_not_issued(finished, in_context, writing):
    with in_context():
        seen = planning.fingerprint(lookups.dry_run(run_by_ref(finished), NOW))
    with writing():
        an_accredited_rep(run_by_ref(finished), name="Ruth Lindqvist")
    with in_context():
        with pytest.raises(Refusal, match="has changed since you opened it"):
            issue(finished, seen=seen)
        db.session.rollback()
        assert counted(Certificate) == 0


def test_outside_a_demonstration_an_unapproved_wording_is_refused(writing, in_context):
    with writing():
        run = a_finished_run()
        an_accredited_rep(run, name="Rhiannon Prŷs")
        ref = run.ref
    with in_context():
        (line,) = lookups.dry_run(run_by_ref(ref), NOW)
        assert line.gets == () and line.refused.endswith("has not been approved yet.")
        with pytest.raises(Refusal, match="Nothing is left"):
            issue(ref)


def test_an_approved_wording_is_no_specimen(writing, in_context):
    with writing():
        run = a_finished_run(approved=True)
        an_accredited_rep(run, name="Rhiannon Prŷs")
        ref = run.ref
    with in_context():
        issue(ref)
        rep = of("Rhiannon Prŷs")
        assert not rep.specimen
        assert rep.wording_approved_by == "Huw Price, solicitor" and rep.wording_approved_on == date(2026, 9, 1)


def test_a_wording_approved_after_the_run_was_opened_is_the_one_that_is_printed(writing, in_context):
    with writing():
        run = a_finished_run()
        an_accredited_rep(run, name="Rhiannon Prŷs")
        ref = run.ref
        a_programme(version="1.1", wordings=wordings(approved=True))
    with in_context():
        issue(ref)
        rep = of("Rhiannon Prŷs")
        assert not rep.specimen
        assert rep.facts["programme_version"] == "1.0"


def test_a_name_that_our_letters_cannot_print_waits_and_the_rest_go_on(finished, in_context, writing):
    with writing():
        an_accredited_rep(run_by_ref(finished), name="名 Prosser")
    with in_context():
        lines = {line.person.name: line for line in lookups.dry_run(run_by_ref(finished), NOW)}
        assert lines["名 Prosser"].refused == (
            "Our certificate has no letter for 名. Ask her how she would like her name printed."
        )
        assert issue(finished).planned == 5


def test_a_programme_without_a_wording_gives_none(writing, in_context):
    with writing():
        demo_mark.mark_as_demo()
        run = a_run(snapshot=a_programme(wordings=wordings()[:1]), state="confirmed")
        an_accredited_rep(run)
        ref = run.ref
    with in_context():
        (line,) = lookups.dry_run(run_by_ref(ref), NOW)
        assert line.refused == "The programme has no wording for the certificate of completion."


def test_the_dry_run_takes_the_same_queries_for_many_as_for_few(finished, in_context, writing, queries):
    def asked():
        with in_context(), queries() as seen:
            lookups.dry_run(run_by_ref(finished), NOW)
        return len(seen)

    few = asked()
    with writing():
        for _ in range(3):
            an_accredited_rep(run_by_ref(finished))
    assert asked() == few
