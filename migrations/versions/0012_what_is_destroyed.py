"""Texts of consent as they were shown; what is to be destroyed and until when, acts of destruction, and the files that
people ask for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | None = None
depends_on: str | None = None

_MOMENT = sa.DateTime(timezone=True)
_PURPOSES = sa.Enum("personal_data", "advertising", name="consentpurpose", native_enum=False, length=20)
_GROUNDS = sa.Enum("withdrawn", "on_paper", "retention", name="ground", native_enum=False, length=20)


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "consent_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", _PURPOSES, nullable=False),
        sa.Column("version", sa.String(50), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("first_used_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_texts")),
        sa.UniqueConstraint("purpose", "version", "sha256", name=op.f("uq_consent_texts_purpose_version_sha256")),
    )
    with op.batch_alter_table("consents") as batch:
        batch.alter_column("version", existing_type=sa.String(40), type_=sa.String(50), existing_nullable=False)
        batch.add_column(sa.Column("text_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_consents_text_id_consent_texts"), "consent_texts", ["text_id"], ["id"])
    _destruction()
    op.create_table(
        "privacy_exports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=True),
        sa.Column("outbox_id", sa.Integer(), nullable=True),
        sa.Column("dropped_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["address_id"], ["client_addresses.id"], name=op.f("fk_privacy_exports_address_id_client_addresses")
        ),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_privacy_exports_outbox_id_outbox")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_exports")),
    )
    op.create_index("ix_privacy_exports_address_id", "privacy_exports", ["address_id"])


def _destruction() -> None:
    op.create_table(
        "destructions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("ground", _GROUNDS, nullable=False),
        sa.Column("channel", sa.String(40), nullable=True),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("started_at", _MOMENT, nullable=True),
        sa.Column("cancelled_at", _MOMENT, nullable=True),
        sa.Column("done_at", _MOMENT, nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_destructions_client_id_clients")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destructions")),
    )
    op.create_index("ix_destructions_done_at_due_at", "destructions", ["done_at", "due_at"])
    op.create_table(
        "destruction_addresses",
        sa.Column("destruction_id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"], ["client_addresses.id"], name=op.f("fk_destruction_addresses_address_id_client_addresses")
        ),
        sa.ForeignKeyConstraint(
            ["destruction_id"],
            ["destructions.id"],
            name=op.f("fk_destruction_addresses_destruction_id_destructions"),
        ),
        sa.PrimaryKeyConstraint("destruction_id", "address_id", name=op.f("pk_destruction_addresses")),
    )
    op.create_index("ix_destruction_addresses_address_id", "destruction_addresses", ["address_id"])
    op.create_table(
        "destruction_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("destruction_id", sa.Integer(), nullable=True),
        sa.Column("client_number", sa.Integer(), nullable=True),
        sa.Column("ground", _GROUNDS, nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=True),
        sa.Column("destroyed_at", _MOMENT, nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["destruction_id"], ["destructions.id"], name=op.f("fk_destruction_acts_destruction_id_destructions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destruction_acts")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_destruction_acts_destroyed_at", "destruction_acts", ["destroyed_at"])


def downgrade() -> None:
    """Back."""
    for table in ("privacy_exports", "destruction_acts", "destruction_addresses", "destructions"):
        op.drop_table(table)
    with op.batch_alter_table("consents") as batch:
        batch.drop_constraint(op.f("fk_consents_text_id_consent_texts"), type_="foreignkey")
        batch.drop_column("text_id")
        batch.alter_column("version", existing_type=sa.String(50), type_=sa.String(40), existing_nullable=False)
    op.drop_table("consent_texts")
