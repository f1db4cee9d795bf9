"""documents that have no order of their own stand in no index of reading orders.

Those stored before are made again, as migration 0007 has it.
"""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.drop_index("in_reading_order", "document", schema="projections")
    op.execute("""
        CREATE INDEX in_reading_order ON projections.document
            (book_no, view, generation, kind, sort, key) WHERE sort <> ''
    """)
