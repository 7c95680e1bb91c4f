"""The database handle: who may write when, nothing lost between writers, times with their zone."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from lms.db import WroteWhileReading, begin_reading, begin_writing, db
from lms.throttle import Attempt
from tests import make


def attempt(at=make.NOW):
    return Attempt(kind="a test", key="k", at=at)


def test_a_flush_in_a_reading_transaction_is_a_mistake(app):
    with app.app_context():
        db.session.add(attempt())
        with pytest.raises(WroteWhileReading):
            db.session.flush()
        db.session.rollback()


def test_a_statement_that_writes_is_one_too(app):
    with app.app_context(), pytest.raises(WroteWhileReading):
        db.session.execute(db.update(Attempt).values(kind="b"))


def test_what_was_begun_for_reading_again_may_not_write(app):
    with app.app_context():
        begin_writing()
        begin_reading()
        db.session.add(attempt())
        with pytest.raises(WroteWhileReading):
            db.session.flush()
        db.session.rollback()


def test_a_savepoint_that_fails_leaves_what_came_before(app, in_context):
    with app.app_context():
        begin_writing()
        db.session.add(attempt())
        db.session.flush()
        savepoint = db.session.begin_nested()
        db.session.add(Attempt(kind="gone", key="k", at=make.NOW))
        db.session.flush()
        savepoint.rollback()
        db.session.commit()
    with in_context() as session:
        assert [row.kind for row in session.scalars(select(Attempt))] == ["a test"]


def test_a_time_comes_back_in_utc_and_one_without_its_zone_is_refused(writing, in_context):
    with writing() as session:
        session.add(attempt(datetime(2026, 7, 1, 12, tzinfo=UTC)))
    with in_context() as session:
        assert session.scalar(select(Attempt.at)) == datetime(2026, 7, 1, 12, tzinfo=UTC)
    with pytest.raises(Exception, match="without its zone"), writing() as session:
        session.add(attempt(datetime(2026, 7, 1, 12)))  # noqa: DTZ001


def test_writers_at_once_lose_nothing(app, writing, in_context, at_once):
    with writing() as session:
        session.add(Attempt(kind="0", key="sum", at=make.NOW))

    def add_ten():
        for _ in range(10):
            with app.app_context():
                begin_writing()
                row = db.session.scalars(select(Attempt).where(Attempt.key == "sum").with_for_update()).one()
                row.kind = str(int(row.kind) + 1)
                db.session.commit()

    assert at_once(*[add_ten] * 4) == [None] * 4
    with in_context() as session:
        assert session.scalar(select(Attempt.kind)) == "40"
