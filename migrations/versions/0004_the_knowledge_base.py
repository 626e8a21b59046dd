"""The knowledge base as rows: articles with their history, learned wordings, what was asked in vain, vectors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Forward."""
    _make_articles()
    _make_learned()


def downgrade() -> None:
    """Back."""
    op.drop_table("kb_gaps")
    op.drop_table("kb_wordings")
    op.drop_table("kb_revisions")
    op.drop_table("kb_vectors")
    op.drop_table("kb_state")
    op.drop_table("kb_articles")


def _make_articles() -> None:
    op.create_table(
        "kb_articles",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kb_articles")),
    )
    op.create_table(
        "kb_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("calibration", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reported_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kb_state")),
    )
    op.create_table(
        "kb_vectors",
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("values", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("model", "text_hash", name=op.f("pk_kb_vectors")),
    )
    op.create_table(
        "kb_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "act",
            sa.Enum("added", "edited", "off", "on", "restored", name="act", native_enum=False, length=10),
            nullable=False,
        ),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["kb_articles.id"], name=op.f("fk_kb_revisions_article_id_kb_articles")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kb_revisions")),
    )
    op.create_index("ix_kb_revisions_article_id", "kb_revisions", ["article_id", "number"], unique=True)


def _make_learned() -> None:
    op.create_table(
        "kb_wordings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("normal", sa.String(length=300), nullable=False),
        sa.Column(
            "origin", sa.Enum("helped", "sent", "merged", name="origin", native_enum=False, length=10), nullable=False
        ),
        sa.Column(
            "state",
            sa.Enum("proposed", "learned", "declined", "taken_back", name="wordingstate", native_enum=False),
            nullable=False,
        ),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("proposed_at", _MOMENT, nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["kb_articles.id"], name=op.f("fk_kb_wordings_article_id_kb_articles")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kb_wordings")),
        sa.UniqueConstraint("article_id", "normal", name=op.f("uq_kb_wordings_article_id_normal")),
    )
    op.create_index("ix_kb_wordings_state", "kb_wordings", ["state"], unique=False)
    op.create_table(
        "kb_gaps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column(
            "why",
            sa.Enum("nothing", "not_chosen", "not_helped", name="why", native_enum=False, length=12),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum("open", "written", "merged", "dismissed", name="gapstate", native_enum=False, length=10),
            nullable=False,
        ),
        sa.Column("at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"], ["client_addresses.id"], name=op.f("fk_kb_gaps_address_id_client_addresses")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kb_gaps")),
    )
    op.create_index("ix_kb_gaps_address_id", "kb_gaps", ["address_id"], unique=False)
    op.create_index("ix_kb_gaps_state", "kb_gaps", ["state", "at"], unique=False)
