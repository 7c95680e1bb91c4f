"""What a person holds, as dated facts with basis and author; and the members' import."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import UTCDateTime, db
from lms.people.models import Person

KINDS = ("link member", "waiver", "completed", "module recognised", "accredited")


class Fact(db.Model):
    """One thing that holds of a person from a day on: nothing is overwritten, it is ended.

    `subject` narrows the kind: a programme's slug (completed), a module's slug (module
    recognised), a rep kind (accredited), the condition waived ("link member").
    """

    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        Index("uq_fact_holds", "person_id", "kind", "subject", unique=True,
              sqlite_where=text("ended_on IS NULL"), postgresql_where=text("ended_on IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(80), default="")
    since: Mapped[date]
    until: Mapped[date | None]
    basis: Mapped[str] = mapped_column(String(300))
    author: Mapped[str] = mapped_column(String(120))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_on: Mapped[date | None]
    ended_reason: Mapped[str | None] = mapped_column(String(300))

    person: Mapped[Person] = relationship()


class MembersFile(db.Model):
    """A members' file as it was checked, and how far its check and its import have come.

    While it is checked it lies in the data folder as `kept_as`, and `read_to`, `next_line` and `missing_to`
    (a byte, a line, a person's id) are where the check goes on.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    written_as: Mapped[str] = mapped_column(String(60))  # "UTF-8, commas"
    header: Mapped[list] = mapped_column(JSON)
    left_aside: Mapped[list] = mapped_column(JSON)  # titles of columns that we don't know
    complete: Mapped[bool] = mapped_column(default=False)  # "this is the complete list"
    state: Mapped[str] = mapped_column(String(12))  # checking (unreadable), checked, writing, done; discarded
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_to_write: Mapped[int] = mapped_column(default=0)
    uploaded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    uploaded_by: Mapped[str] = mapped_column(String(120))
    job_id: Mapped[str | None] = mapped_column(String(40))
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    kept_as: Mapped[str | None] = mapped_column(String(60))
    read_to: Mapped[int] = mapped_column(BigInteger, default=0)
    next_line: Mapped[int] = mapped_column(default=1)
    missing_to: Mapped[int] = mapped_column(default=0)
    rows_read: Mapped[int] = mapped_column(default=0)
    rows_written: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict] = mapped_column(JSON, default=dict)  # lines by action, and "without number"
    new_names: Mapped[dict] = mapped_column(JSON, default=dict)  # "region", "employer": [how many, the first of them]
    problem: Mapped[str | None] = mapped_column(String(300))  # why it is unreadable

    @property
    def audit_label(self) -> str:
        return self.name


class MembersRow(db.Model):
    """One line of a members' file: what it would change, or why it can't; a line that changes nothing has none.

    `values` are by column; a rejected line's are its cells, by the file's own titles. A member who
    isn't in the file is "missing", on line 0.
    """

    __table_args__ = (Index("ix_members_row_file_action", "file_id", "action", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("members_file.id"))
    line: Mapped[int]
    action: Mapped[str] = mapped_column(String(10))  # "add", "change", "reject", "missing"
    values: Mapped[dict] = mapped_column(JSON)
    changes: Mapped[dict] = mapped_column(JSON)  # field -> [before, after]
    problems: Mapped[list] = mapped_column(JSON)  # [{"column": …, "reason": …}]; for the others, what to look at
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    written: Mapped[bool] = mapped_column(default=False)


class AddressChange(db.Model):
    """A members' file gives another e-mail address than the one she signs in with: a person decides."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    found_at: Mapped[datetime] = mapped_column(UTCDateTime)
    decision: Mapped[str | None] = mapped_column(String(10))  # "taken", "kept"
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_by: Mapped[str | None] = mapped_column(String(120))

    person: Mapped[Person] = relationship()
