"""A request sent twice is carried out once: `Idempotency-Key`, kept with what was answered.

The key is written in the act's own transaction, so that a key without its act, or the other way
round, can't be. Answers are kept for a day.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Response, current_app, g, has_request_context, request
from sqlalchemy import Index, String, Text, delete, event, select
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import UTCDateTime, begin_writing, db
from lms.web.api.problems import Problem

KEPT = timedelta(days=1)
A_MOMENT = timedelta(minutes=1)  # longer than any request takes
LONGEST = 100
RETURNED = ("Location", "ETag", "Content-Type")


class RepeatKey(db.Model):
    """A key that somebody's program gave to a request, and what it was answered; nothing yet in `status` 0."""

    __tablename__ = "repeat_key"
    __table_args__ = (Index("uq_repeat_key", "who", "key", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(LONGEST))
    request_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    status: Mapped[int] = mapped_column(default=0)
    headers: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[str] = mapped_column(Text, default="")


@dataclass
class Pending:
    """The key of the request at hand, until its act is committed."""

    who: str
    key: str
    request_hash: str
    at: datetime
    is_written: bool = False


def answer_again(who: str, now: datetime) -> Response | None:
    """What the same request was answered before; None if it is new, and then its key is written with its act.

    Raises Problem if the key belongs to another request, or to one that isn't answered yet.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None or request.method != "POST" or _leaves_no_trace():
        return None
    if not re.fullmatch(rf"[!-~]{{8,{LONGEST}}}", key):
        raise Problem("invalid", errors=[("header.Idempotency-Key", "Give 8 to 100 letters, digits or signs.")])
    pending = Pending(who, key, _hashed_request(), now)
    found = _find(pending)
    if found is not None:
        return _again(found, pending)
    g.repeat = pending
    return None


def _leaves_no_trace() -> bool:
    return hasattr(current_app.view_functions.get(request.endpoint), "leaves_no_trace")


def too_late() -> Response | None:
    """After the database refused the key: another request with it was first. What that one was answered."""
    pending = g.pop("repeat", None)
    begin_writing()
    found = _find(pending) if pending else None
    return _again(found, pending) if found else None


def keep_answer(response: Response) -> Response:
    """Write the answer beside the key; a request that was refused gives its key back.

    One that broke after its act was committed keeps it: the same again would do the act twice.
    """
    pending = g.pop("repeat", None)
    if pending is None or (not pending.is_written and response.status_code < 400):
        return response
    begin_writing()
    found = _find(pending)
    if not pending.is_written:  # the twin of a request that came first was refused what that one got
        return _again(found, pending) if found and found.request_hash == pending.request_hash else response
    if response.status_code < 400 and not response.is_streamed:
        found.status, found.body = response.status_code, response.get_data(as_text=True)
        found.headers = "\n".join(f"{name}: {response.headers[name]}" for name in RETURNED if name in response.headers)
    elif found is not None and response.status_code < 500:
        db.session.delete(found)
    db.session.commit()
    return response


@event.listens_for(db.session, "before_commit")
def _write_key(session) -> None:
    if not has_request_context():
        return
    g.committed = True
    pending: Pending | None = g.get("repeat")
    if pending is None or pending.is_written:
        return
    pending.is_written = True
    session.execute(delete(RepeatKey).where(RepeatKey.at <= pending.at - KEPT))
    session.add(RepeatKey(who=pending.who, key=pending.key, request_hash=pending.request_hash, at=pending.at))


def _find(pending: Pending) -> RepeatKey | None:
    return db.session.scalar(select(RepeatKey).where(
        RepeatKey.who == pending.who, RepeatKey.key == pending.key, RepeatKey.at > pending.at - KEPT
    ))


def _again(found: RepeatKey, pending: Pending) -> Response:
    if found.request_hash != pending.request_hash:
        raise Problem("key-reused", errors=[("header.Idempotency-Key", "Take a new key for a new request.")])
    if not found.status:
        if pending.at - found.at < A_MOMENT:
            return Problem("in-progress", headers={"Retry-After": "2"}).answer()
        return Problem("answer-lost").answer()
    headers = dict(line.split(": ", 1) for line in found.headers.splitlines())
    return Response(found.body, found.status, headers=headers | {"Idempotency-Replayed": "true"})


def _hashed_request() -> str:
    """What makes two requests the same: address and body, of an upload the file itself."""
    said = hashlib.sha256(b"\0".join([request.full_path.encode(), request.mimetype.encode()]))
    if request.mimetype != "multipart/form-data":
        said.update(request.get_data(cache=True))
        return said.hexdigest()
    for name, file in request.files.items(multi=True):
        said.update(f"\0{name}\0{file.filename}\0".encode())
        while piece := file.stream.read(1 << 20):
            said.update(piece)
        file.stream.seek(0)
    return said.hexdigest()
