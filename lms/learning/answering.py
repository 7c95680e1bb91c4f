"""Answering knowledge checks: every attempt is kept, and nobody marks it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.content.shapes import Module
from lms.content.trying import Check
from lms.db import db
from lms.learning.models import CheckAttempt
from lms.people.models import Person
from lms.refusal import Refusal


def answer_checks(person: Person, module: Module, chosen: Mapping[str, list[int]], *, now: datetime) -> list[str]:
    """Keep what she chose, by the check's id the numbers of its answers; which checks that was.

    The same sent twice is kept once. Raises Refusal, and keeps nothing, where a check or an answer isn't there.
    """
    checks = {check.id: check for check in module.checks}
    if not chosen:
        raise Refusal("Choose an answer first.", code="nothing chosen")
    words = {id: _words(checks.get(id), numbers) for id, numbers in chosen.items()}
    for id, said in words.items():
        _keep(person, module.slug, id, said, now)
    return list(words)


def _words(check: Check | None, numbers: list[int]) -> list[str]:
    if check is None or any(number not in range(len(check.answers)) for number in numbers):
        raise Refusal("This question has changed since the page was opened. Answer it again.", code="no such answer")
    if not numbers:
        raise Refusal("Choose an answer first.", field=f"answers.{check.id}", code="nothing chosen")
    if len(set(numbers)) > 1 and not check.several:
        raise Refusal("One answer is right here: choose one.", field=f"answers.{check.id}", code="too many")
    return [check.answers[number].text for number in sorted(set(numbers))]


def _keep(person: Person, module_slug: str, check_id: str, words: list[str], now: datetime) -> None:
    hers = select(CheckAttempt).where(
        CheckAttempt.person_id == person.id, CheckAttempt.module_slug == module_slug, CheckAttempt.check_id == check_id,
    ).order_by(CheckAttempt.attempt.desc()).limit(1)
    last = db.session.scalar(hers)
    if last is not None and last.chosen == words:
        return
    attempt = last.attempt + 1 if last else 1
    try:
        with db.session.begin_nested():
            db.session.add(CheckAttempt(person_id=person.id, module_slug=module_slug, check_id=check_id,
                                        attempt=attempt, chosen=words, answered_at=now))
            db.session.flush()
    except IntegrityError:  # a second click was quicker
        _keep(person, module_slug, check_id, words, now)
