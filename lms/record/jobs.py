"""The members' import at work: short batches, each a durable step, so that no other act waits long."""

from lms import clock
from lms.db import begin_writing, db
from lms.jobs import batch
from lms.record import imports
from lms.record.models import MembersFile


@batch("record.import-members")
def import_members(step, file_id: int) -> None:
    for first, last in step(which_rows, file_id):
        step(write_rows, file_id, first, last)
    step(finish, file_id)


def which_rows(file_id: int) -> list[list[int]]:
    return imports.batches(db.session.get_one(MembersFile, file_id))


def write_rows(file_id: int, first: int, last: int) -> int:
    begin_writing()
    wrote = imports.write_rows(db.session.get_one(MembersFile, file_id), first, last, now=clock.now())
    db.session.commit()
    return wrote


def finish(file_id: int) -> None:
    begin_writing()
    imports.finish(db.session.get_one(MembersFile, file_id), now=clock.now())
    db.session.commit()
