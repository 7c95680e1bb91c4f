"""Certificates as rows: real numbers, words, facts and codes; their files are stand-ins.

A sealed PDF takes a second of work and 60 kB, so that all of them would take half a day. No page reads
the file itself; each row has the same few bytes in its place.
"""

import hashlib
from collections import Counter
from datetime import datetime, timedelta

from lms.certificates import rules
from lms.certificates.codes import ALPHABET, LENGTH, checked
from lms.certificates.installation import code_keys, site
from lms.certificates.models import Batch, Certificate, CertificateEnd, CertificateFile, NumberSeries
from tests.bench.union.awards import Awards
from tests.bench.union.runs import Course
from tests.bench.union.stage import Stage

STAND_IN = b"%PDF-1.7\n% stands in for a sealed page in the bench's union\n%%EOF\n"
DIGEST = hashlib.sha256(STAND_IN).hexdigest()


class Certificates:
    """Gives the numbers, year by year, and keeps the last of each series."""

    def __init__(self, stage: Stage):
        self._stage = stage
        self._last: Counter[tuple[str, int]] = Counter()

    def issue(self, course: Course, awards: list[Awards], at: datetime, withdrawn: Awards | None) -> None:
        """All of a run's certificates in one batch."""
        stage = self._stage
        planned = sum(1 + (each.accreditation_id is not None) for each in awards)
        batch_id = stage.rows.add(Batch, run_id=course.id, requested_at=at, planned=planned,
                                  requested_by=stage.administrator.name)
        for award in awards:
            self._one(course, award, "completion", batch_id, at)
            if award.accreditation_id is not None:
                certificate_id = self._one(course, award, "accreditation", batch_id, at)
                if award is withdrawn:
                    self._stage.rows.add(
                        CertificateEnd, certificate_id=certificate_id, kind="withdrawn", reason="wish",
                        at=at + timedelta(days=300), by=stage.administrator.name,
                    )
        stage.noted("issued certificates", stage.administrator, "run", course.id, f"{course.ref}, {course.place}", at,
                    certificates=planned, batch=batch_id)

    def _one(self, course: Course, award: Awards, kind: str, batch_id: int, at: datetime) -> int:
        stage, accredited = self._stage, kind == "accreditation"
        self._last[kind, at.year] += 1
        number = rules.number(stage.union.number_prefix, kind, at.year, self._last[kind, at.year])
        code = checked("".join(stage.chance.choices(ALPHABET, k=LENGTH - 1)))
        wording = stage.reps.wording(kind)
        words = self._words(award)
        certificate_id = stage.rows.add(
            Certificate, number=number, kind=kind, person_id=award.person.id, run_id=course.id, batch_id=batch_id,
            accreditation_id=award.accreditation_id if accredited else None,
            completion_decision_id=None if accredited else award.decision_id,
            name=award.person.name, title=wording.title, wording=wording.label, specimen=True,
            body=" ".join(rules.filled(sentence, words) for sentence in wording.sentences),
            s10=self._s10(words) if accredited else None, facts=self._facts(course, kind), issued_on=at.date(),
            valid_until=award.valid_to if accredited else None, code_lookup=code_keys().lookup(code),
            code_sealed=code_keys().seal(code, number), issued_at=at, issued_by=stage.administrator.name,
        )
        stage.rows.add(CertificateFile, certificate_id=certificate_id, pdf=STAND_IN, sha256=DIGEST, made_at=at)
        return certificate_id

    def _words(self, award: Awards) -> dict[str, str]:
        reps = self._stage.reps
        return {
            "name": award.person.name, "union": self._stage.union.name, "programme": reps.title,
            "programme_version": reps.version, "hours": rules.hours_in_words(reps.hours * 60),
            "modules": "seven modules",
            "employer": award.person.employer,
            "appointed_on": rules.day(award.appointed_on) if award.appointed_on else "",
        }

    def _s10(self, words: dict[str, str]) -> str:
        companion = self._stage.reps.wording("companion", "England and Wales")
        return " ".join(rules.filled(sentence, words) for sentence in companion.sentences)

    def _facts(self, course: Course, kind: str) -> dict:
        reps, union, lead = self._stage.reps, self._stage.union, course.leads[0]
        learned = kind == "completion"
        signed = [{"name": each.name, "office": each.office, "drawing": each.drawing} for each in union.signatories]
        return {
            "union": union.name, "base_url": site(),
            "signatories": [*signed, {"name": lead.name, "office": "Facilitator", "drawing": "morag-dunmore"}],
            "modules": [module.title for module in reps.modules] if learned else [],
            "programme_line": f"Held in {course.place}, led by {lead.name}." if learned else None,
            "held": f"{course.place}, {course.ref}" if learned else None,
            "programme": reps.slug, "programme_version": reps.version, "hours": reps.hours,
        }

    def finish(self) -> None:
        for (kind, year), last in self._last.items():
            self._stage.rows.add(NumberSeries, kind=kind, year=year, last=last)
