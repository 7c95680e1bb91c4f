"""The members' import at work: short batches, each a durable step, so that no other act waits long."""

from collections.abc import Iterator

from sqlalchemy import select

from lms import clock
from lms.clock import today
from lms.db import begin_reading, begin_writing, db
from lms.jobs import batch, when_a_worker_starts
from lms.record import batches, kept, long_check
from lms.record.members_file.reading import WrongFile
from lms.record.models import MembersFile
from lms.record.pace import Pace, undisturbed

PACE, KEEPING = Pace(), Pace()


@batch("record.check-members")
def check_members(step, file_id: int) -> None:
    while step(check_lines, file_id):
        pass
    while step(note_missing, file_id):
        pass
    step(end_check, file_id)


@batch("record.import-members")
def import_members(step, file_id: int) -> None:
    for first, last in step(which_rows, file_id):
        step(write_rows, file_id, first, last)
    step(finish, file_id)


@batch("record.forget-rows")
def forget_rows(step, file_id: int) -> None:
    while step(forget_some, file_id):
        pass


def check_here(file_id: int) -> None:
    """The check of a short list, at once; each part is committed."""
    check_members(lambda function, *ids: function(*ids), file_id)


def check_in_parts(file_id: int) -> Iterator[tuple[int, int]]:
    """The check for a command: after each part how many lines are read, and of about how many."""
    while check_lines(file_id):
        begin_reading()
        file = _file(file_id)
        yield file.rows_read, file.rows_total
    while note_missing(file_id):
        pass
    end_check(file_id)
    begin_reading()


def forget_all(file_id: int) -> None:
    """As if the list had never been sent."""
    begin_writing()
    _file(file_id).state = "discarded"
    db.session.commit()
    while forget_some(file_id):
        pass
    begin_writing()
    db.session.delete(_file(file_id))
    db.session.commit()


def check_lines(file_id: int) -> bool:
    file = _file(file_id)
    if file.state != "checking":
        return False
    try:
        with undisturbed():
            part = long_check.read_part(file, today(clock.now()))
    except WrongFile as wrong:
        begin_writing()
        long_check.give_up(_file(file_id), wrong.sentence, now=clock.now())
        db.session.commit()
        return False
    with undisturbed(), KEEPING.turn():
        more = long_check.keep_part(_file(file_id), part)
        db.session.commit()
    return more


def note_missing(file_id: int) -> bool:
    file = _file(file_id)
    if file.state != "checking":
        return False
    found = long_check.read_missing(file)
    with KEEPING.turn():
        more = long_check.keep_missing(_file(file_id), *found)
        db.session.commit()
    return more


def end_check(file_id: int) -> None:
    begin_writing()
    file = _file(file_id)
    long_check.end_check(file, now=clock.now())
    kept_as, file.kept_as = file.kept_as, None
    db.session.commit()
    if kept_as:
        kept.forget(kept_as)


def which_rows(file_id: int) -> list[list[int]]:
    return batches.batches(_file(file_id))


def write_rows(file_id: int, first: int, last: int) -> int:
    wrote = 0
    with undisturbed():
        lines = batches.read_rows(_file(file_id), first, last)
        places = batches.places_for(lines)
        while lines:
            some, lines = lines[:PACE.rows], lines[PACE.rows:]
            for line in some:
                line.make_ready()
            with PACE.turn():
                wrote += batches.write_rows(_file(file_id), some, places, now=clock.now())
                db.session.commit()
    return wrote


def finish(file_id: int) -> None:
    begin_writing()
    batches.finish(_file(file_id), now=clock.now())
    db.session.commit()


def forget_some(file_id: int) -> int:
    begin_writing()
    forgotten = batches.forget_some(_file(file_id))
    db.session.commit()
    return forgotten


@when_a_worker_starts
def forget_lists() -> None:
    kept.forget_old(set(db.session.scalars(select(MembersFile.kept_as).where(MembersFile.state == "checking"))))


def _file(file_id: int) -> MembersFile:
    return db.session.get_one(MembersFile, file_id)
