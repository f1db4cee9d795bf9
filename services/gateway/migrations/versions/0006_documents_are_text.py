"""documents of views are text: nothing asks PostgreSQL to look into them."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute("ALTER TABLE projections.document ALTER COLUMN doc TYPE text USING doc::text")
