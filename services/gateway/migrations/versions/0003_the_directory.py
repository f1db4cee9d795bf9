"""the directory."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "editions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("attribution", sa.Text(), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_used", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("editions_pk")),
        schema="directory",
        comment="Each import of a published file. The newest of a kind is what the directory says.",
    )
    op.create_index(
        "editions_newest", "editions", ["kind", "as_at", "id"], unique=False, schema="directory"
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("edition", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False, comment="added, vanished or changed"),
        sa.Column("key", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition"], ["directory.editions.id"], name=op.f("changes_edition_fk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("changes_pk")),
        schema="directory",
        comment="What an edition said otherwise than the one before it; ODS rewrites some history.",
    )
    op.create_index("changes_edition", "changes", ["edition"], unique=False, schema="directory")
    op.create_table(
        "list_sizes",
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("practice", sa.Text(collation="C"), nullable=False),
        sa.Column("patients", sa.Integer(), nullable=False),
        sa.Column("edition", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition"], ["directory.editions.id"], name=op.f("list_sizes_edition_fk")
        ),
        sa.PrimaryKeyConstraint("as_at", "practice", name=op.f("list_sizes_pk")),
        schema="directory",
        comment="Registered patients of practices, one set for each day that was published.",
    )
    op.create_table(
        "memberships",
        sa.Column("practice", sa.Text(collation="C"), nullable=False),
        sa.Column("pcn", sa.Text(collation="C"), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True, comment="the last day, included"),
        sa.Column("edition", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("ended_on >= started_on", name=op.f("memberships_in_order_ck")),
        sa.ForeignKeyConstraint(
            ["edition"], ["directory.editions.id"], name=op.f("memberships_edition_fk")
        ),
        sa.PrimaryKeyConstraint("practice", "pcn", "started_on", name=op.f("memberships_pk")),
        schema="directory",
        comment="Spells of practices in PCNs, past, present and announced.",
    )
    op.create_index("memberships_pcn", "memberships", ["pcn"], unique=False, schema="directory")
    op.create_table(
        "organisations",
        sa.Column("said_by", sa.Text(), nullable=False, comment="the kind of file that says so"),
        sa.Column("code", sa.Text(collation="C"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("is_gp_practice", sa.Boolean(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True, comment="the last day"),
        sa.Column(
            "commissioner",
            sa.Text(collation="C"),
            nullable=True,
            comment="sub-ICB of a practice or PCN, ICB of a sub-ICB",
        ),
        sa.Column("succeeded_by", sa.Text(collation="C"), nullable=True),
        sa.Column("edition", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition"], ["directory.editions.id"], name=op.f("organisations_edition_fk")
        ),
        sa.PrimaryKeyConstraint("said_by", "code", name=op.f("organisations_pk")),
        schema="directory",
        comment="What each kind of file says of an organisation; readers take the newest that speaks.",
    )
    op.create_index(
        "organisations_code", "organisations", ["code"], unique=False, schema="directory"
    )
    op.create_index(
        "organisations_kind", "organisations", ["kind"], unique=False, schema="directory"
    )
