"""After issuing: the document, how a certificate stands, its withdrawal, its correction."""

import hashlib
from datetime import date, timedelta

import pytest

from lms import mail
from lms.accreditation.models import Accreditation
from lms.certificates import installation, lookups
from lms.certificates.jobs import make_document
from lms.certificates.models import CertificateEnd, CertificateFile
from lms.certificates.operations import correct_name, withdraw
from lms.certificates.verdicts import check
from lms.db import begin_writing, db
from lms.jobs import run_jobs_now
from lms.refusal import Refusal
from tests.certificates.issuing import counted, issue, of
from tests.make import NOW, US, in_arrears

LATER = NOW + timedelta(days=7)


def test_the_document_is_made_once_sealed_and_announced(finished, in_context):
    with in_context():
        batch = issue(finished)
        assert lookups.made_in(batch) == 0
    with in_context():
        run_jobs_now()
    with in_context():
        rep = of("Rhiannon Prŷs")
        assert counted(CertificateFile) == 5
        assert rep.file.pdf.startswith(b"%PDF-1.7")
        assert rep.file.sha256 == hashlib.sha256(rep.file.pdf).hexdigest()
        assert check(rep.file.pdf, installation.seal(NOW).roots).genuine
        letter = mail.last_to("rhiannon@example.org")
        assert letter.subject == "Your certificate is ready" and "/my-certificates" in letter.text
        before, letters = rep.file.pdf, counted(mail.OutgoingMail)
    with in_context():
        make_document(of("Rhiannon Prŷs").id)
        assert of("Rhiannon Prŷs").file.pdf == before
        assert counted(mail.OutgoingMail) == letters


def state(name, now=NOW, kind="accreditation"):
    return lookups.answer_for(of(name, kind), now).state


def test_how_it_stands_follows_what_became_of_her(finished, in_context, writing):
    with in_context():
        issue(finished)
        assert state("Rhiannon Prŷs") == "current"
        assert state("Rhiannon Prŷs", NOW + timedelta(days=366 * 5)) == "expired"
        assert state("Inês Ferreira", NOW + timedelta(days=3660), "completion") == "current"
        person = of("Rhiannon Prŷs").person
    with writing():
        in_arrears(person, since=date(2026, 12, 1), now=LATER)
    with in_context():
        assert state("Rhiannon Prŷs", LATER) == "not current"
        assert state("Rhiannon Prŷs", LATER, "completion") == "current"


def test_withdrawing_ends_the_accreditation_with_it(finished, in_context):
    with in_context():
        issue(finished)
        begin_writing()
        withdraw(of("Rhiannon Prŷs"), reason="cause", actor=US, now=LATER)
        db.session.commit()
    with in_context():
        rep = of("Rhiannon Prŷs")
        assert rep.end.kind == "withdrawn" and rep.end.reason == "cause"
        assert db.session.get(Accreditation, rep.accreditation_id).ended_at == LATER
        answer = lookups.answer_for(rep, LATER)
        assert (answer.state, answer.ended_on) == ("withdrawn", date(2026, 12, 3))
        assert "cause" not in answer.sentence.lower()
        assert state("Rhiannon Prŷs", LATER, "completion") == "current"
        for reason, sentence in (("cause", "has been ended already"), ("whim", "Choose why")):
            begin_writing()
            with pytest.raises(Refusal, match=sentence):
                withdraw(rep, reason=reason, actor=US, now=LATER)
        begin_writing()
        with pytest.raises(Refusal, match="has been ended already"):
            correct_name(rep, "Rhiannon Rees", actor=US, now=LATER)
        assert counted(CertificateEnd) == 1


def test_nobody_gets_a_second_one_for_what_was_withdrawn(finished, in_context):
    with in_context():
        issue(finished)
        begin_writing()
        withdraw(of("Inês Ferreira", "completion"), reason="error", actor=US, now=LATER)
        db.session.commit()
        with pytest.raises(Refusal, match="Nothing is left"):
            issue(finished, now=LATER)


def test_a_name_is_put_right_with_a_new_number_and_the_old_dates(finished, in_context):
    with in_context():
        issue(finished)
        old = of("Rhiannon Prŷs")
        begin_writing()
        new = correct_name(old, "  Rhiannon  Prŷs-Jones ", actor=US, now=LATER)
        db.session.commit()
        assert new.name == "Rhiannon Prŷs-Jones" and new.number == "HMT-A-2026-0003"
        assert (new.issued_on, new.valid_until) == (old.issued_on, old.valid_until)
        assert "Prŷs-Jones" in new.s10 and new.supersedes_id == old.id
        assert lookups.code_of(new) != lookups.code_of(old)
        assert state("Rhiannon Prŷs", LATER) == "superseded" and state("Rhiannon Prŷs-Jones", LATER) == "current"
        assert lookups.successor_of(old).id == new.id
    with in_context():
        make_document(of("Rhiannon Prŷs-Jones").id)
        assert of("Rhiannon Prŷs-Jones").file is not None


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("  ", "Type the name"), ("Rhiannon Prŷs", "printed now"), ("名", "no letter for 名")],
)
def test_a_correction_that_corrects_nothing_is_refused(finished, in_context, name, sentence):
    with in_context():
        issue(finished)
        begin_writing()
        with pytest.raises(Refusal, match=sentence):
            correct_name(of("Rhiannon Prŷs"), name, actor=US, now=LATER)


def test_two_who_end_it_at_once_end_it_once(app, finished, at_once, in_context):
    with in_context():
        issue(finished)

    def act(end):
        with app.app_context():
            begin_writing()
            end(of("Rhiannon Prŷs"))
            db.session.commit()

    outcomes = at_once(
        lambda: act(lambda found: withdraw(found, reason="cause", actor=US, now=LATER)),
        lambda: act(lambda found: correct_name(found, "Rhiannon Rees", actor=US, now=LATER)),
    )
    assert sum(isinstance(each, Refusal) for each in outcomes) == 1 and outcomes.count(None) == 1
    with in_context():
        assert counted(CertificateEnd) == 1
