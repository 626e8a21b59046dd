"""What the bot's lines were: answers, offers, or anything else."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Forward."""
    kind = sa.Enum("said", "answer", "offer", name="linekind", native_enum=False, length=10)
    with op.batch_alter_table("lines", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", kind, server_default="said", nullable=False))


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("lines", schema=None) as batch_op:
        batch_op.drop_column("kind")
