"""Live by an agenda."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "slot",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("ticket", sa.Uuid(), nullable=False),
        sa.Column("taken_until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "number", name=op.f("pk_slot")),
        sa.UniqueConstraint("scope", "subject", name=op.f("uq_slot_scope_subject")),
        sa.UniqueConstraint("ticket", name=op.f("uq_slot_ticket")),
    )
    op.create_table(
        "replaced_session_text",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_replaced_session_text_account_id_account")
        ),
        sa.PrimaryKeyConstraint("account_id", "entry_id", name=op.f("pk_replaced_session_text")),
    )
    op.create_table(
        "changes_seen",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_changes_seen_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_changes_seen_event_id_event")
        ),
        sa.PrimaryKeyConstraint("account_id", "event_id", name=op.f("pk_changes_seen")),
    )
    with op.batch_alter_table("changes_seen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_changes_seen_event_id"), ["event_id"], unique=False)

    op.create_table(
        "event_map",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_map_event_id_event")
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_map")),
    )
    op.create_table(
        "kept_overlap",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("one", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_kept_overlap_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_kept_overlap_event_id_event")
        ),
        sa.PrimaryKeyConstraint(
            "account_id", "event_id", "one", "other", name=op.f("pk_kept_overlap")
        ),
    )
    with op.batch_alter_table("kept_overlap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_overlap_event_id"), ["event_id"], unique=False)

    op.create_table(
        "own_item",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("starts_at", sa.DateTime(), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("keep_free", sa.Boolean(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_own_item_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_own_item_event_id_event")
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("pk_own_item")),
    )
    with op.batch_alter_table("own_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_item_event_id"), ["event_id"], unique=False)

    op.create_table(
        "walk",
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["room.id"], name=op.f("fk_walk_first_id_room")),
        sa.ForeignKeyConstraint(["second_id"], ["room.id"], name=op.f("fk_walk_second_id_room")),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_walk")),
    )
    with op.batch_alter_table("walk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_walk_second_id"), ["second_id"], unique=False)

    op.create_table(
        "revisit",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("marked_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_revisit_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_revisit_session_id_session")
        ),
        sa.PrimaryKeyConstraint("account_id", "session_id", name=op.f("pk_revisit")),
    )
    with op.batch_alter_table("revisit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revisit_session_id"), ["session_id"], unique=False)

    op.create_table(
        "session_note",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_session_note_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_note_session_id_session")
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("pk_session_note")),
    )
    with op.batch_alter_table("session_note", schema=None) as batch_op:
        batch_op.create_index("ix_session_note_by", ["account_id", "by"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_session_note_session_id"), ["session_id"], unique=False
        )

    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner_id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column("private", sa.Boolean(), server_default=sa.text("(false)"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("walk_minutes", sa.Integer(), server_default="5", nullable=False)
        )
        batch_op.add_column(sa.Column("map", sa.JSON(), nullable=True))
        batch_op.create_index(batch_op.f("ix_event_owner_id"), ["owner_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_event_owner_id_account"), "account", ["owner_id"], ["id"]
        )

    with op.batch_alter_table("programme_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("changes", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("renamed", sa.JSON(), server_default="[]", nullable=False))

    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("capacity", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("full", sa.Boolean(), server_default=sa.text("(false)"), nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_column("full")
        batch_op.drop_column("capacity")

    with op.batch_alter_table("programme_version", schema=None) as batch_op:
        batch_op.drop_column("renamed")
        batch_op.drop_column("changes")

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_event_owner_id_account"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_event_owner_id"))
        batch_op.drop_column("map")
        batch_op.drop_column("walk_minutes")
        batch_op.drop_column("private")
        batch_op.drop_column("owner_id")

    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_column("version")

    with op.batch_alter_table("session_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_note_session_id"))
        batch_op.drop_index("ix_session_note_by")

    op.drop_table("session_note")
    with op.batch_alter_table("revisit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revisit_session_id"))

    op.drop_table("revisit")
    with op.batch_alter_table("walk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_walk_second_id"))

    op.drop_table("walk")
    with op.batch_alter_table("own_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_own_item_event_id"))

    op.drop_table("own_item")
    with op.batch_alter_table("kept_overlap", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_overlap_event_id"))

    op.drop_table("kept_overlap")
    op.drop_table("event_map")
    with op.batch_alter_table("changes_seen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_changes_seen_event_id"))

    op.drop_table("changes_seen")
    op.drop_table("replaced_session_text")
    op.drop_table("slot")
