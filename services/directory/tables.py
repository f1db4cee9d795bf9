"""The tables of the directory, in a PostgreSQL schema of their own beside the books."""

from sqlalchemy import (
    TIMESTAMP,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = MetaData(
    schema="directory",
    naming_convention={
        "pk": "%(table_name)s_pk",
        "fk": "%(table_name)s_%(column_0_name)s_fk",
        "ck": "%(table_name)s_%(constraint_name)s_ck",
    },
)


CODE = Text(collation="C")


def _edition() -> Column[int]:
    """The edition that a row comes from."""
    return Column("edition", ForeignKey("directory.editions.id"), nullable=False)


editions = Table(
    "editions",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("as_at", Date, nullable=False),
    Column("source", Text, nullable=False),
    Column("digest", Text, CheckConstraint("digest ~ '^[0-9a-f]{64}$'", "sha256"), nullable=False),
    Column("attribution", Text, nullable=False),
    Column("rows_read", Integer, nullable=False),
    Column("rows_used", Integer, nullable=False),
    Column("imported_at", TIMESTAMP(timezone=True), nullable=False),
    Index("editions_newest", "kind", "as_at", "id"),
    comment="Each import of a published file. The newest of a kind is what the directory says.",
)

organisations = Table(
    "organisations",
    metadata,
    Column("said_by", Text, primary_key=True, comment="the kind of file that says so"),
    Column("code", CODE, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text),
    Column("status", Text),
    Column("is_gp_practice", Boolean),
    Column("opened_on", Date),
    Column("closed_on", Date, comment="the last day"),
    Column("commissioner", CODE, comment="sub-ICB of a practice or PCN, ICB of a sub-ICB"),
    Column("succeeded_by", CODE),
    _edition(),
    Index("organisations_code", "code"),
    Index("organisations_kind", "kind"),
    comment="What each kind of file says of an organisation; readers take the newest that speaks.",
)

memberships = Table(
    "memberships",
    metadata,
    Column("practice", CODE, primary_key=True),
    Column("pcn", CODE, primary_key=True),
    Column("started_on", Date, primary_key=True),
    Column("ended_on", Date, comment="the last day, included"),
    _edition(),
    CheckConstraint("ended_on >= started_on", "in_order"),
    Index("memberships_pcn", "pcn"),
    comment="Spells of practices in PCNs, past, present and announced.",
)

list_sizes = Table(
    "list_sizes",
    metadata,
    Column("as_at", Date, primary_key=True),
    Column("practice", CODE, primary_key=True),
    Column("patients", Integer, CheckConstraint("patients >= 0", "counted"), nullable=False),
    _edition(),
    comment="Registered patients of practices, one set for each day that was published.",
)

changes = Table(
    "changes",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    _edition(),
    Column("subject", Text, nullable=False),
    Column("change", Text, nullable=False, comment="added, vanished or changed"),
    Column("key", ARRAY(Text), nullable=False),
    Column("before", JSONB),
    Column("after", JSONB),
    Index("changes_edition", "edition"),
    comment="What an edition said otherwise than the one before it; ODS rewrites some history.",
)
