"""the record, its views and its keys."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "book",
        sa.Column("no", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("id", sa.Text(collation="C"), nullable=False),
        sa.Column("head", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id", name="one_book_per_id"),
        schema="eventlog",
        comment="One row per book: the head moves in the transaction that appends.",
    )
    op.create_table(
        "command",
        sa.Column("book_no", sa.Integer(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(fingerprint) = 32", name="fingerprint_is_sha256"),
        sa.PrimaryKeyConstraint("book_no", "id", name="one_answer_per_command"),
        schema="eventlog",
        comment="What a command was answered, so that a repeated one has no second effect.",
    )
    op.create_table(
        "disclosure",
        sa.Column("book_no", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(collation="C"), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(digest) = 32", name="digest_is_sha256"),
        sa.PrimaryKeyConstraint("book_no", "position", "name", name="one_disclosure_per_field"),
        schema="eventlog",
        comment="Names and free text, each under its own key, so that one can be erased.",
    )
    op.create_table(
        "entry",
        sa.Column("book_no", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.UUID(), nullable=False),
        sa.Column("type", sa.Text(collation="C"), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(bytes) BETWEEN 2 AND 65535", name="entry_size_is_bounded"),
        sa.CheckConstraint("length(leaf_hash) = 32", name="leaf_hash_is_sha256"),
        sa.CheckConstraint("position >= 1", name="positions_start_at_one"),
        sa.PrimaryKeyConstraint("book_no", "position", name="one_entry_per_position"),
        sa.UniqueConstraint("event_id", name="one_entry_per_event_id"),
        schema="eventlog",
        comment="Canonical JSON as it was written; the other columns repeat what the bytes say.",
    )
    op.create_table(
        "entry_tag",
        sa.Column("book_no", sa.Integer(), nullable=False),
        sa.Column("tag", sa.Text(collation="C"), nullable=False),
        sa.Column("type", sa.Text(collation="C"), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "book_no", "tag", "type", "position", name="one_row_per_tag_of_an_entry"
        ),
        schema="eventlog",
        comment="Finds the events that a decision depends on, by tag and type, in one index range.",
    )
    op.create_table(
        "checkpoint",
        sa.Column("book_no", sa.Integer(), nullable=False),
        sa.Column("view", sa.Text(collation="C"), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("stopped_at", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("book_no", "view", "generation", name="one_checkpoint_per_view"),
        schema="projections",
        comment="How far a view has seen a book; moves together with the documents.",
    )
    op.create_table(
        "document",
        sa.Column("book_no", sa.Integer(), nullable=False),
        sa.Column("view", sa.Text(collation="C"), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(collation="C"), nullable=False),
        sa.Column("key", sa.Text(collation="C"), nullable=False),
        sa.Column("sort", sa.Text(collation="C"), nullable=False),
        sa.Column("about", postgresql.ARRAY(sa.Text(collation="C")), nullable=False),
        sa.Column("doc", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint(
            "book_no", "view", "generation", "kind", "key", name="one_row_per_key"
        ),
        schema="projections",
        comment="One document of one view: derived from the log, and made again from it at any time.",
    )
    op.create_index(
        "by_what_it_is_about",
        "document",
        ["about"],
        unique=False,
        schema="projections",
        postgresql_using="gin",
    )
    op.create_index(
        "in_reading_order",
        "document",
        ["book_no", "view", "generation", "kind", "sort", "key"],
        unique=False,
        schema="projections",
    )
    op.create_table(
        "live_generation",
        sa.Column("view", sa.Text(collation="C"), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("view"),
        schema="projections",
        comment="Which generation of a view readers see; a rebuild writes the next and flips.",
    )
    op.create_table(
        "api_key",
        sa.Column("id", sa.Text(collation="C"), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.Text(collation="C"), nullable=False),
        sa.Column("book", sa.Text(collation="C"), nullable=True),
        sa.Column("organisation", sa.Text(collation="C"), nullable=True),
        sa.Column("person", sa.Text(collation="C"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        schema="gateway",
        comment="A key's secret is shown once and never stored; its SHA-256 is.",
    )
