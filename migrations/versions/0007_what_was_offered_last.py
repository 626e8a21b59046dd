"""A dialogue remembers which articles it offered last, so that a client may choose by number; a client's marks are
found by their address."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Forward."""
    op.add_column("dialogues", sa.Column("offered_articles", sa.JSON(none_as_null=True), nullable=True))
    op.create_index("ix_answer_marks_address_id", "answer_marks", ["address_id"])


def downgrade() -> None:
    """Back."""
    op.drop_index("ix_answer_marks_address_id", table_name="answer_marks")
    op.drop_column("dialogues", "offered_articles")
