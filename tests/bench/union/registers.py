"""Registers: a tap a person and session, the signature, and now and then a session made up."""

import uuid
from datetime import timedelta

from lms.attendance.models import MakeUp, RegisterSignature, Tap
from tests.bench.union.runs import Course, Sitting
from tests.bench.union.stage import Somebody, Stage

LATE, LEFT, MISSED = 0.05, 0.02, 0.01


def keep_register(stage: Stage, course: Course, sitting: Sitting, people: list[Somebody]) -> None:
    lead = course.leads[0]
    for number, person in enumerate(people):
        way, minutes, state = stage.chance.random(), 0, "present"
        if way < MISSED:
            state = "absent"
            stage.rows.add(
                MakeUp, session_id=sitting.id, person_id=person.id, accepted_by_id=lead.id,
                task="Talked the session through by telephone, and wrote half a page on it.",
                accepted_at=sitting.ends_at + timedelta(days=3),
            )
        elif way < MISSED + LEFT:
            state, minutes = "left early", 10
        elif way < MISSED + LEFT + LATE:
            state, minutes = "late", 10
        stage.rows.add(
            Tap, tap_id=str(uuid.UUID(int=stage.chance.getrandbits(128))), session_id=sitting.id, person_id=person.id,
            state=state, minutes_missed=minutes, recorded_at=sitting.starts_at + timedelta(minutes=number - 4),
            recorded_by_id=lead.id,
        )
    signed = sitting.ends_at + timedelta(minutes=5)
    stage.rows.add(RegisterSignature, session_id=sitting.id, signed_by_id=lead.id, signed_at=signed)
    stage.noted("signed a register", lead, "session", sitting.id,
                f"{sitting.part.capitalize()} session, day {sitting.day} of {course.ref}", signed)
