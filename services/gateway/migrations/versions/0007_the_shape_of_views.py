"""views say in which shape they keep their documents; each shape has its own live generation.

What was stored before says nothing of its shape: whoever folds makes it again when it starts.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    for table in ("checkpoint", "live_generation"):
        # The default is for the rows that are there, and for no others.
        shape = sa.Column("shape", sa.Text(collation="C"), server_default="", nullable=False)
        op.add_column(table, shape, schema="projections")
        op.alter_column(table, "shape", server_default=None, schema="projections")
    op.execute("""
        INSERT INTO projections.live_generation (view, shape, generation)
        SELECT DISTINCT view, '', 1 FROM projections.checkpoint
        ON CONFLICT DO NOTHING
    """)
    op.execute("ALTER TABLE projections.live_generation DROP CONSTRAINT live_generation_pkey")
    op.create_primary_key(
        "one_live_generation_per_shape", "live_generation", ["view", "shape"], schema="projections"
    )
    op.create_unique_constraint(
        "one_shape_per_generation", "live_generation", ["view", "generation"], schema="projections"
    )
    op.create_table_comment(
        "live_generation",
        "Which generation of a view readers see, of each shape that some build reads.",
        existing_comment="Which generation of a view readers see; a rebuild writes the next and "
        "flips.",
        schema="projections",
    )
