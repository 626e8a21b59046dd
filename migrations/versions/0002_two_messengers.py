"""Two messengers, every kind of content: files, attachments, when a row was first tried."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "file_contents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_contents")),
        sa.UniqueConstraint("sha256", name=op.f("uq_file_contents_sha256")),
    )
    op.create_table(
        "file_uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
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
                name="contentkind",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("platform_id", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["file_contents.id"], name=op.f("fk_file_uploads_content_id_file_contents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_uploads")),
        sa.UniqueConstraint("content_id", "account", "kind", name=op.f("uq_file_uploads_content_id_account_kind")),
    )
    op.create_table(
        "files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("unique_id", sa.String(length=200), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "kept", "failed", name="filestate", native_enum=False, length=10),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["content_id"], ["file_contents.id"], name=op.f("fk_files_content_id_file_contents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("source", "unique_id", name=op.f("uq_files_source_unique_id")),
    )
    op.create_index("ix_files_content_id", "files", ["content_id"], unique=False)
    op.create_index(
        "ix_files_waiting_due_at",
        "files",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )

    op.create_table(
        "file_uses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_file_uses_file_id_files")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_uses")),
        sa.UniqueConstraint("file_id", "holder", name=op.f("uq_file_uses_file_id_holder")),
    )
    op.create_index("ix_file_uses_holder", "file_uses", ["holder"], unique=False)

    op.create_index("ix_consents_address_id", "consents", ["address_id"], unique=False)

    op.create_table(
        "link_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"], ["client_addresses.id"], name=op.f("fk_link_codes_address_id_client_addresses")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_codes")),
        sa.UniqueConstraint("digest", name=op.f("uq_link_codes_digest")),
    )
    op.create_index("ix_link_codes_address_id", "link_codes", ["address_id"], unique=False)
    op.create_table(
        "link_tries",
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"], ["client_addresses.id"], name=op.f("fk_link_tries_address_id_client_addresses")
        ),
        sa.PrimaryKeyConstraint("address_id", name=op.f("pk_link_tries")),
    )
    op.create_table(
        "address_homes",
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"], ["client_addresses.id"], name=op.f("fk_address_homes_address_id_client_addresses")
        ),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_address_homes_client_id_clients")),
        sa.PrimaryKeyConstraint("address_id", name=op.f("pk_address_homes")),
    )
    op.create_index("ix_address_homes_client_id", "address_homes", ["client_id"], unique=False)
    op.create_table(
        "client_joins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issuer_id", sa.Integer(), nullable=False),
        sa.Column("redeemer_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["issuer_id"], ["client_addresses.id"], name=op.f("fk_client_joins_issuer_id_client_addresses")
        ),
        sa.ForeignKeyConstraint(
            ["redeemer_id"], ["client_addresses.id"], name=op.f("fk_client_joins_redeemer_id_client_addresses")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_joins")),
    )
    op.create_index("ix_client_joins_issuer_id", "client_joins", ["issuer_id"], unique=False)
    op.create_index("ix_client_joins_redeemer_id", "client_joins", ["redeemer_id"], unique=False)

    op.add_column("desk_notes", sa.Column("attachments_json", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("desk_notes", sa.Column("album", sa.String(length=40), nullable=True))
    op.add_column("desk_notes", sa.Column("preview", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "desk_note_pieces",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("chat", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.String(length=40), nullable=False),
        sa.Column("text_json", sa.JSON(), nullable=False),
        sa.Column("attachments_json", sa.JSON(), server_default="[]", nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["desk_notes.id"], name=op.f("fk_desk_note_pieces_note_id_desk_notes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_note_pieces")),
        sa.UniqueConstraint("chat", "message_id", name=op.f("uq_desk_note_pieces_chat_message_id")),
    )
    op.create_index("ix_desk_note_pieces_note_id", "desk_note_pieces", ["note_id"], unique=False)

    op.add_column("lines", sa.Column("attachments_json", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("lines", sa.Column("album", sa.String(length=40), nullable=True))

    holds = sa.Enum("text", "caption", "media", name="holds", native_enum=False, length=10)
    op.add_column("message_links", sa.Column("holds", holds, server_default="text", nullable=False))
    op.add_column("outbox", sa.Column("first_try_at", sa.DateTime(timezone=True), nullable=True))

    op.add_column("tickets", sa.Column("source_url", sa.Text(), nullable=True))


def downgrade() -> None:
    """Back."""
    op.drop_column("tickets", "source_url")

    op.drop_column("message_links", "holds")
    op.drop_column("outbox", "first_try_at")

    op.drop_column("lines", "album")
    op.drop_column("lines", "attachments_json")

    op.drop_index("ix_desk_note_pieces_note_id", "desk_note_pieces")
    op.drop_table("desk_note_pieces")
    op.drop_column("desk_notes", "preview")
    op.drop_column("desk_notes", "album")
    op.drop_column("desk_notes", "attachments_json")

    op.drop_index("ix_client_joins_redeemer_id", "client_joins")
    op.drop_index("ix_client_joins_issuer_id", "client_joins")
    op.drop_table("client_joins")
    op.drop_index("ix_address_homes_client_id", "address_homes")
    op.drop_table("address_homes")
    op.drop_table("link_tries")
    op.drop_index("ix_link_codes_address_id", "link_codes")
    op.drop_table("link_codes")

    op.drop_index("ix_consents_address_id", "consents")

    op.drop_index("ix_file_uses_holder", "file_uses")
    op.drop_table("file_uses")
    op.drop_index(
        "ix_files_waiting_due_at",
        "files",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.drop_index("ix_files_content_id", "files")

    op.drop_table("files")
    op.drop_table("file_uploads")
    op.drop_table("file_contents")
