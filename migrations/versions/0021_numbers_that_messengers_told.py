"""The number of an account that its messenger told, which proves more than one that was typed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Forward: of the numbers that are kept nobody knows any more where they came from."""
    op.add_column("client_addresses", sa.Column("phone", sa.String(20), nullable=True))


def downgrade() -> None:
    """Back."""
    op.drop_column("client_addresses", "phone")
