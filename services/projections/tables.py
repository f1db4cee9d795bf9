"""Where views keep their documents, and how far each view has read each book."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

metadata = MetaData(schema="projections")
_ascii = Text(collation="C")

document = Table(
    "document",
    metadata,
    Column("book_no", Integer, nullable=False),
    Column("view", _ascii, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("kind", _ascii, nullable=False),
    Column("key", _ascii, nullable=False),
    Column("sort", _ascii, nullable=False),
    Column("about", ARRAY(_ascii), nullable=False),
    Column("doc", Text, nullable=False),
    PrimaryKeyConstraint("book_no", "view", "generation", "kind", "key", name="one_row_per_key"),
    Index(
        "in_reading_order",
        *("book_no", "view", "generation", "kind", "sort", "key"),
        postgresql_where=text("sort <> ''"),
    ),
    Index("by_what_it_is_about", "about", postgresql_using="gin"),
    comment="One document of one view: derived from the log, and made again from it at any time.",
)

checkpoint = Table(
    "checkpoint",
    metadata,
    Column("book_no", Integer, nullable=False),
    Column("view", _ascii, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("stopped_at", BigInteger),
    Column("error", Text),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("retry_at", DateTime(timezone=True)),
    Column("shape", _ascii, nullable=False),
    PrimaryKeyConstraint("book_no", "view", "generation", name="one_checkpoint_per_view"),
    comment="How far a view has seen a book; moves together with the documents.",
)

live_generation = Table(
    "live_generation",
    metadata,
    Column("view", _ascii, nullable=False),
    Column("shape", _ascii, nullable=False),
    Column("generation", Integer, nullable=False),
    PrimaryKeyConstraint("view", "shape", name="one_live_generation_per_shape"),
    UniqueConstraint("view", "generation", name="one_shape_per_generation"),
    comment="Which generation of a view readers see, of each shape that some build reads.",
)
