"""Who may come in: API keys, kept as hashes."""

from sqlalchemy import Column, DateTime, LargeBinary, MetaData, Table, Text

metadata = MetaData(schema="gateway")
_ascii = Text(collation="C")

api_key = Table(
    "api_key",
    metadata,
    Column("id", _ascii, primary_key=True),
    Column("secret_hash", LargeBinary, nullable=False),
    Column("role", _ascii, nullable=False),
    Column("book", _ascii),
    Column("organisation", _ascii),
    Column("person", _ascii),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("revoked_at", DateTime(timezone=True)),
    comment="A key's secret is shown once and never stored; its SHA-256 is.",
)
