"""How far old data is swept; somebody's messages and updates are found by an index, for they are to be destroyed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "retention_marks",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("swept_to", sa.Integer(), nullable=False),
        sa.Column("destroyed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_retention_marks")),
    )
    op.create_index("ix_outbox_channel_peer", "outbox", ["channel", "peer"])
    op.create_index("ix_inbox_conversation_id", "inbox", ["conversation_id"])


def downgrade() -> None:
    """Back."""
    op.drop_index("ix_inbox_conversation_id", table_name="inbox")
    op.drop_index("ix_outbox_channel_peer", table_name="outbox")
    op.drop_table("retention_marks")
