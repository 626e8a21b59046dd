"""An upload is good for the name that it was made with; a file knows who sent it.

Uploads known up to now have no name: they are forgotten, and made anew when they are wanted. Nothing else is lost.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None

_KINDS = (
    "photo",
    "document",
    "voice",
    "audio",
    "video",
    "animation",
    "video_note",
    "sticker",
    "location",
    "contact",
    "poll",
    "other",
)


def upgrade() -> None:
    """Forward."""
    op.drop_table("file_uploads")
    _make_uploads("content_id", "account", "kind", "name_hash")
    op.add_column("files", sa.Column("sender", sa.String(length=200), server_default="", nullable=False))


def downgrade() -> None:
    """Back."""
    op.drop_column("files", "sender")
    op.drop_table("file_uploads")
    _make_uploads("content_id", "account", "kind")


def _make_uploads(*key: str) -> None:
    name_hash = [sa.Column("name_hash", sa.String(length=64), nullable=False)] if "name_hash" in key else []
    kind = sa.Enum(*_KINDS, name="contentkind", native_enum=False, length=20)
    op.create_table(
        "file_uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=60), nullable=False),
        sa.Column("kind", kind, nullable=False),
        *name_hash,
        sa.Column("platform_id", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["file_contents.id"], name=op.f("fk_file_uploads_content_id_file_contents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_uploads")),
        sa.UniqueConstraint(*key, name=op.f(f"uq_file_uploads_{'_'.join(key)}")),
    )
