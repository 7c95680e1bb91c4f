"""Words by which people are found; somebody's whole history is read by an index"""

import sqlalchemy as sa
from alembic import op

from lms.people.models import folded
from lms.people.rules import LONGEST_WORD, words_of

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

A_BATCH = 2_000
HISTORIES = ("employment", "appointment", "accreditation")


def upgrade():
    words = op.create_table(
        "search_word",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.String(4), nullable=False),
        sa.Column(
            "word", sa.String(60).with_variant(sa.String(60, collation="C"), "postgresql"), nullable=False
        ),
        sa.PrimaryKeyConstraint("person_id", "source", "word", name="pk_search_word"),
        sqlite_with_rowid=False,
    )
    _fill(op.get_bind(), words)
    op.create_index("ix_search_word_word", "search_word", ["word", "person_id"])
    for history in HISTORIES:
        op.create_index(f"ix_{history}_person_id", history, ["person_id"])


def _fill(connection, words):
    """The words of everybody that is known already."""
    found = sa.text(
        "SELECT person.id, person.folded_name, person.membership_number, person.email, employer.name FROM person"
        " LEFT JOIN employment ON employment.person_id = person.id AND employment.until IS NULL"
        " LEFT JOIN workplace ON workplace.id = employment.workplace_id"
        " LEFT JOIN employer ON employer.id = workplace.employer_id"
        " WHERE person.id > :after ORDER BY person.id LIMIT :most"
    )
    after = 0
    while batch := connection.execute(found, {"after": after, "most": A_BATCH}).all():
        after = batch[-1][0]
        rows = []
        for person_id, name, number, email, employer in batch:
            own = words_of(name) | {each.casefold()[:LONGEST_WORD] for each in (number, email) if each}
            rows += [{"person_id": person_id, "source": "own", "word": word} for word in sorted(own)]
            work = words_of(folded(employer)) if employer else ()
            rows += [{"person_id": person_id, "source": "work", "word": word} for word in sorted(work)]
        if rows:
            connection.execute(sa.insert(words), rows)


def downgrade():
    for history in HISTORIES:
        op.drop_index(f"ix_{history}_person_id", history)
    op.drop_table("search_word")
