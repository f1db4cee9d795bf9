"""the tree of each book, its signed checkpoints, and the trees of the books that are there."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from eventlog.tree import Frontier, Subtree

revision = "0004"
down_revision = "0003"
LEAVES_AT_ONCE = 65_536


def upgrade() -> None:
    op.add_column(
        "book",
        sa.Column(
            "frontier", sa.LargeBinary(), server_default=sa.text("''::bytea"), nullable=False
        ),
        schema="eventlog",
    )
    op.create_table_comment(
        "book",
        "One row per book: head and tree edge move in the transaction that appends.",
        existing_comment="One row per book: the head moves in the transaction that appends.",
        schema="eventlog",
    )
    op.create_table(
        "subtree",
        sa.Column("book_no", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(root) = 32", name="root_is_sha256"),
        sa.CheckConstraint("length(hashes) = 256 * 32", name="a_subtree_is_complete"),
        sa.PrimaryKeyConstraint("book_no", "level", "number", name="one_row_per_subtree"),
        schema="eventlog",
        comment="A completed subtree of 256 hashes: a full tile. Any proof is a handful of these rows.",
    )
    # Hashes do not compress; and the roots beside them stay close together.
    op.execute("ALTER TABLE eventlog.subtree ALTER COLUMN hashes SET STORAGE EXTERNAL")
    op.create_table(
        "checkpoint",
        sa.Column("no", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("book_no", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("length(root) = 32", name="root_is_sha256"),
        sa.PrimaryKeyConstraint("no"),
        schema="eventlog",
        comment="Every head of a book's tree that was signed, as the signed note that is served.",
    )
    op.create_index(
        "checkpoints_newest", "checkpoint", ["book_no", "size", "no"], schema="eventlog"
    )
    op.create_table(
        "cosignature",
        sa.Column("book_no", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("witness", sa.Text(), nullable=False),
        sa.Column("cosigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "book_no", "size", "witness", "cosigned_at", name="one_row_per_cosigning"
        ),
        schema="eventlog",
        comment="What witnesses said to a checkpoint: lines that are served with its note.",
    )
    _grow_trees(op.get_bind())
    op.create_check_constraint(
        "the_tree_grows_with_the_book",
        "book",
        "length(frontier) = 32 * bit_count(head::bit(64))",
        schema="eventlog",
    )
    for table in ("subtree", "checkpoint", "cosignature"):
        op.execute(f"""
            CREATE TRIGGER what_is_recorded_stays BEFORE UPDATE OR DELETE OR TRUNCATE
            ON eventlog.{table} FOR EACH STATEMENT EXECUTE FUNCTION eventlog.refuse_change()
        """)


def _grow_trees(connection: sa.Connection) -> None:
    for no, head in connection.execute(sa.text("SELECT no, head FROM eventlog.book")).all():
        frontier = Frontier()
        for leaves in _leaves(connection, no):
            frontier, completed = frontier.grown(leaves)
            for one in completed:
                _insert(connection, no, one)
        if frontier.size != head:
            raise RuntimeError(f"Book {no} has {frontier.size} entries, and says it has {head}.")
        connection.execute(
            sa.text("UPDATE eventlog.book SET frontier = :edge WHERE no = :no"),
            {"edge": frontier.stored, "no": no},
        )


def _leaves(connection: sa.Connection, no: int) -> Iterator[list[bytes]]:
    """The leaf hashes of a book, so many at once that subtrees of the first level are whole."""
    after = 0
    while True:
        rows = connection.execute(
            sa.text(
                "SELECT leaf_hash FROM eventlog.entry WHERE book_no = :no AND position > :after "
                "ORDER BY position LIMIT :most"
            ),
            {"no": no, "after": after, "most": LEAVES_AT_ONCE},
        ).all()
        if not rows:
            return
        yield [row[0] for row in rows]
        after += len(rows)


def _insert(connection: sa.Connection, no: int, one: Subtree) -> None:
    connection.execute(
        sa.text("""
            INSERT INTO eventlog.subtree (book_no, level, number, root, hashes)
            SELECT :no, :level, :number, :root, CASE WHEN :level = 0 THEN :hashes ELSE (
                SELECT string_agg(below.root, ''::bytea ORDER BY below.number)
                FROM eventlog.subtree AS below
                WHERE below.book_no = :no AND below.level = :level - 1
                  AND below.number BETWEEN :number * 256 AND :number * 256 + 255
            ) END
        """).bindparams(
            sa.bindparam("no", type_=sa.Integer()),
            sa.bindparam("level", type_=sa.Integer()),
            sa.bindparam("number", type_=sa.BigInteger()),
            sa.bindparam("root", type_=sa.LargeBinary()),
            sa.bindparam("hashes", type_=sa.LargeBinary()),
        ),
        {
            "no": no,
            "level": one.level,
            "number": one.number,
            "root": one.root,
            "hashes": one.hashes,
        },
    )
