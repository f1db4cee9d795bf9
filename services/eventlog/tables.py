"""The log's tables. Rows are never changed, but for the book's own, and texts that are erased."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
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
    Column("frontier", LargeBinary, nullable=False, server_default=text("''::bytea")),
    UniqueConstraint("id", name="one_book_per_id"),
    CheckConstraint(
        "length(frontier) = 32 * bit_count(head::bit(64))", name="the_tree_grows_with_the_book"
    ),
    comment="One row per book: head and tree edge move in the transaction that appends.",
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

subtree = Table(
    "subtree",
    metadata,
    Column("book_no", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("hashes", LargeBinary, nullable=False),
    PrimaryKeyConstraint("book_no", "level", "number", name="one_row_per_subtree"),
    CheckConstraint("length(root) = 32", name="root_is_sha256"),
    CheckConstraint("length(hashes) = 256 * 32", name="a_subtree_is_complete"),
    comment="A completed subtree of 256 hashes: a full tile. Any proof is a handful of these rows.",
)

checkpoint = Table(
    "checkpoint",
    metadata,
    Column("no", BigInteger, Identity(always=True), primary_key=True),
    Column("book_no", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("signed_at", _time, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("note", Text, nullable=False),
    Index("checkpoints_newest", "book_no", "size", "no"),
    CheckConstraint("length(root) = 32", name="root_is_sha256"),
    comment="Every head of a book's tree that was signed, as the signed note that is served.",
)

cosignature = Table(
    "cosignature",
    metadata,
    Column("book_no", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("witness", Text, nullable=False),
    Column("cosigned_at", _time, nullable=False),
    Column("line", Text, nullable=False),
    PrimaryKeyConstraint("book_no", "size", "witness", "cosigned_at", name="one_row_per_cosigning"),
    comment="What witnesses said to a checkpoint: lines that are served with its note.",
)

timestamp = Table(
    "timestamp",
    metadata,
    Column("no", BigInteger, Identity(always=True), primary_key=True),
    Column("book_no", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("stamped_at", _time, nullable=False),
    Column("authority", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("response", LargeBinary, nullable=False),
    Index("timestamps_newest", "book_no", "size", "no"),
    comment="What timestamp authorities answered about checkpoints, and the signed notes.",
)
