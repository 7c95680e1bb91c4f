"""What a person holds and held, and old tries that are forgotten, are found by an index"""

from alembic import op

revision = "0006"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index("ix_fact_person_id", "fact", ["person_id"])
    op.create_index("ix_attempt_kind_at", "attempt", ["kind", "at"])


def downgrade():
    op.drop_index("ix_attempt_kind_at", "attempt")
    op.drop_index("ix_fact_person_id", "fact")
