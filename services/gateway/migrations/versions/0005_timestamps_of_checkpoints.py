"""timestamps (RFC 3161) of the books' checkpoints."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "timestamp",
        sa.Column("no", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("book_no", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("stamped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("response", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
        schema="eventlog",
        comment="What timestamp authorities answered about checkpoints, and the signed notes.",
    )
    op.create_index("timestamps_newest", "timestamp", ["book_no", "size", "no"], schema="eventlog")
    op.execute("""
        CREATE TRIGGER what_is_recorded_stays BEFORE UPDATE OR DELETE OR TRUNCATE
        ON eventlog.timestamp FOR EACH STATEMENT EXECUTE FUNCTION eventlog.refuse_change()
    """)
