"""The log's tables. Rows of `entry`, `entry_tag` and `command` are never changed."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Identity,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import UUID

metadata = MetaData(schema="eventlog")
_ascii = Text(collation="C")
_time = DateTime(timezone=True)

book = Table(
    "book",
    metadata,
    Column("no", Integer, Identity(always=True), primary_key=True),
    Column("id", _ascii, nullable=False),
    Column("head", BigInteger, nullable=False, server_default="0"),
    Column("recorded_at", _time, nullable=False),
    UniqueConstraint("id", name="one_book_per_id"),
    comment="One row per book: the head moves in the transaction that appends.",
)

entry = Table(
    "entry",
    metadata,
    Column("book_no", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("event_id", UUID, nullable=False),
    Column("type", _ascii, nullable=False),
    Column("occurred_at", _time, nullable=False),
    Column("recorded_at", _time, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    Column("leaf_hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("book_no", "position", name="one_entry_per_position"),
    UniqueConstraint("event_id", name="one_entry_per_event_id"),
    CheckConstraint("position >= 1", name="positions_start_at_one"),
    CheckConstraint("length(leaf_hash) = 32", name="leaf_hash_is_sha256"),
    CheckConstraint("length(bytes) BETWEEN 2 AND 65535", name="entry_size_is_bounded"),
    comment="Canonical JSON as it was written; the other columns repeat what the bytes say.",
)

entry_tag = Table(
    "entry_tag",
    metadata,
    Column("book_no", Integer, nullable=False),
    Column("tag", _ascii, nullable=False),
    Column("type", _ascii, nullable=False),
    Column("position", BigInteger, nullable=False),
    PrimaryKeyConstraint("book_no", "tag", "type", "position", name="one_row_per_tag_of_an_entry"),
    comment="Finds the events that a decision depends on, by tag and type, in one index range.",
)

disclosure = Table(
    "disclosure",
    metadata,
    Column("book_no", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("name", _ascii, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("ciphertext", LargeBinary, nullable=False),
    PrimaryKeyConstraint("book_no", "position", "name", name="one_disclosure_per_field"),
    CheckConstraint("length(digest) = 32", name="digest_is_sha256"),
    comment="Names and free text, each under its own key, so that one can be erased.",
)

command = Table(
    "command",
    metadata,
    Column("book_no", Integer, nullable=False),
    Column("id", UUID, nullable=False),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    PrimaryKeyConstraint("book_no", "id", name="one_answer_per_command"),
    CheckConstraint("length(fingerprint) = 32", name="fingerprint_is_sha256"),
    comment="What a command was answered, so that a repeated one has no second effect.",
)
