"""What the check of a code answers: whether the certificate is genuine and holds on that day."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import defer, joinedload

from lms.accreditation.lookups import standings_of
from lms.certificates import rules
from lms.certificates.codes import normalise, printed
from lms.certificates.installation import code_keys
from lms.certificates.models import Certificate
from lms.clock import today
from lms.content.operations import union
from lms.db import db

_BY_CODE = select(Certificate).where(Certificate.code_lookup == bindparam("code")).options(
    joinedload(Certificate.end), joinedload(Certificate.accreditation), defer(Certificate.facts),
)


def certificate_by_code(typed: str) -> Certificate | None:
    """The certificate that carries this code, however it was typed."""
    code = normalise(typed)
    # A code that can't be ours is looked for all the same: each answer takes the same work.
    wanted = code_keys().lookup(code or "")
    return db.session.scalar(_BY_CODE, {"code": wanted})


def code_of(certificate: Certificate) -> str:
    """Its code, without separators."""
    return code_keys().unseal(certificate.code_sealed, certificate.number)


def printed_code(certificate: Certificate) -> str:
    return printed(code_of(certificate))


@dataclass(frozen=True)
class Answer:
    """What the check of a code says; without a name, whatever it says."""

    state: str
    sentence: str
    checked_at: datetime
    certificate: Certificate | None = None
    ended_on: date | None = None

    @property
    def certifies(self) -> str:
        """The award, and whether the statement on companions stands on it."""
        if self.certificate.kind == "completion":
            return self.certificate.title
        title = self.certificate.title.capitalize()
        return f"{title}, with the statement on companions at hearings" if self.certificate.s10 else title


def answer_for(certificate: Certificate | None, now: datetime) -> Answer:
    """How it stands today."""
    if certificate is None:
        return Answer(rules.NOT_FOUND, rules.sentence(rules.NOT_FOUND), now)
    held = held_by([certificate], now)[certificate.id]
    state = rules.status(held, today(now))
    return Answer(state, rules.sentence(state, held), now, certificate, held.ended_on)


def held_by(certificates: list[Certificate], now: datetime) -> dict[int, rules.Held]:
    """What decides whether each of these holds, in a fixed number of queries."""
    accredited = [row for row in certificates if row.accreditation]
    standings = standings_of({row.person_id for row in accredited}, now) if accredited else {}
    return {row.id: _held(row, standings, now) for row in certificates}


def _held(row: Certificate, standings, now: datetime) -> rules.Held:
    award = row.accreditation
    if row.end and row.end.at <= now:
        return rules.Held(row.valid_until, row.end.kind, today(row.end.at))
    if award and award.ended_at and award.ended_at <= now:
        ended = rules.SUPERSEDED if award.renewed_by_id else rules.WITHDRAWN
        return rules.Held(row.valid_until, ended, today(award.ended_at))
    standing = standings.get((row.person_id, award.rep_kind)) if award else None
    return rules.Held(row.valid_until, suspended=bool(standing and standing.state in ("suspended", "ended")))


def issuer() -> str:
    return union().name
