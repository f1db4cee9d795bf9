"""The log is append-only: by trigger, the second lock behind the privileges of deploy/roles.sql."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("""
        CREATE FUNCTION eventlog.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% of eventlog.% is refused: what is recorded stays', TG_OP, TG_TABLE_NAME
                USING ERRCODE = 'insufficient_privilege';
        END $$
    """)
    for table in ("entry", "entry_tag", "command"):
        _refuse(table, "UPDATE OR DELETE OR TRUNCATE")
    _refuse("disclosure", "UPDATE OR TRUNCATE")
    _refuse("book", "DELETE OR TRUNCATE")


def _refuse(table: str, operations: str) -> None:
    op.execute(f"""
        CREATE TRIGGER what_is_recorded_stays BEFORE {operations} ON eventlog.{table}
        FOR EACH STATEMENT EXECUTE FUNCTION eventlog.refuse_change()
    """)
