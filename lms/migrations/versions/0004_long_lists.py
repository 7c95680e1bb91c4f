"""A members' list of any length: how far its check and its import have come, and its counts"""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FILE = sa.table("members_file", sa.column("id", sa.Integer), sa.column("counts", sa.JSON),
                sa.column("rows_total", sa.Integer), sa.column("rows_read", sa.Integer),
                sa.column("rows_written", sa.Integer))
ROW = sa.table("members_row", sa.column("file_id", sa.Integer), sa.column("action", sa.String),
               sa.column("problems", sa.JSON), sa.column("written", sa.Boolean))
NUMBER = "Membership number"


NEW = [
    sa.Column("read_to", sa.BigInteger(), nullable=False, server_default="0"),
    sa.Column("next_line", sa.Integer(), nullable=False, server_default="1"),
    sa.Column("missing_to", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("rows_read", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("rows_written", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("counts", sa.JSON(), nullable=False, server_default="{}"),
    sa.Column("new_names", sa.JSON(), nullable=False, server_default="{}"),
]


def upgrade():
    with op.batch_alter_table("members_file") as table:
        table.add_column(sa.Column("kept_as", sa.String(60), nullable=True))
        table.add_column(sa.Column("problem", sa.String(300), nullable=True))
        for column in NEW:
            table.add_column(column)
    with op.batch_alter_table("members_file") as table:
        for column in NEW:
            table.alter_column(column.name, server_default=None)
    _count_what_is_there(op.get_bind())


def _count_what_is_there(connection):
    counts, written = defaultdict(dict), defaultdict(int)
    for file_id, action, done, number in connection.execute(
        sa.select(ROW.c.file_id, ROW.c.action, ROW.c.written, sa.func.count())
        .group_by(ROW.c.file_id, ROW.c.action, ROW.c.written)
    ):
        counts[file_id][action] = counts[file_id].get(action, 0) + number
        written[file_id] += number if done else 0
    for file_id, problems in connection.execute(
        sa.select(ROW.c.file_id, ROW.c.problems).where(ROW.c.action == "reject")
    ):
        if any(each["column"] == NUMBER and "has this number" not in each["reason"] for each in problems):
            counts[file_id]["without number"] = counts[file_id].get("without number", 0) + 1
    for file_id in counts:
        connection.execute(
            sa.update(FILE).where(FILE.c.id == file_id)
            .values(counts=counts[file_id], rows_read=FILE.c.rows_total, rows_written=written[file_id])
        )


def downgrade():
    with op.batch_alter_table("members_file") as table:
        for name in ("kept_as", "problem", *(column.name for column in NEW)):
            table.drop_column(name)
