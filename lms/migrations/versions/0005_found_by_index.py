"""What is looked for by person, run, officer or day is found by an index, however much there is"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INDEXES = (
    ("fact", ["person_id"]), ("attempt", ["kind", "at"]), ("facilitator", ["run_id"]), ("sign_off", ["officer_id"]),
)


def upgrade():
    for table, columns in INDEXES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)


def downgrade():
    for table, columns in reversed(INDEXES):
        op.drop_index(f"ix_{table}_{'_'.join(columns)}", table)
