"""What deploy/roles.sql lets each role do in a migrated database, and that nobody can do more."""

import asyncpg
import pytest

from tests.support.postgres import ROLES, Database, Databases, run_sql


async def rights(database: Database, role: str, schema: str) -> dict[str, set[str]]:
    """What a role may do with each table of a schema, as PostgreSQL itself answers."""
    connection = await asyncpg.connect(database.admin_url)
    try:
        rows = await connection.fetch(
            """
            SELECT relname, array_agg(action) FILTER (WHERE has_table_privilege($1, c.oid, action))
            FROM pg_class AS c
            CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE',
                                    'REFERENCES', 'TRIGGER']) AS action
            WHERE relnamespace = to_regnamespace($2) AND relkind IN ('r', 'p', 'v', 'm')
            GROUP BY relname
            """,
            role,
            schema,
        )
    finally:
        await connection.close()
    return {table: set(actions or ()) for table, actions in rows}


async def refuses(url: str, statement: str) -> bool:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    except asyncpg.InsufficientPrivilegeError:
        return True
    finally:
        await connection.close()
    return False


async def test_the_application_adds_to_the_record_and_cannot_change_it(database: Database) -> None:
    allowed = await rights(database, "minutebook_app", "eventlog")
    assert allowed.pop("book") == {"SELECT", "INSERT", "UPDATE"}
    assert allowed.pop("disclosure") == {"SELECT", "INSERT", "DELETE"}
    assert {"entry", "entry_tag", "command", "subtree", "checkpoint", "cosignature"} <= set(allowed)
    assert all(actions == {"SELECT", "INSERT"} for actions in allowed.values())


@pytest.mark.parametrize(
    "table", ["eventlog.entry", "eventlog.entry_tag", "eventlog.command", "eventlog.subtree"]
)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}"])
async def test_a_statement_that_would_remove_entries_is_refused(
    database: Database, table: str, statement: str
) -> None:
    assert await refuses(database.app_url, statement.format(table))


async def test_the_application_works_freely_in_what_can_be_rebuilt(database: Database) -> None:
    for schema in ("projections", "directory", "gateway"):
        allowed = await rights(database, "minutebook_app", schema)
        version = allowed.pop("alembic_version", {"SELECT"})
        assert version == {"SELECT"}
        assert all(
            actions == {"SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"}
            for actions in allowed.values()
        )


async def test_the_reader_changes_nothing_and_sees_no_disclosed_text_and_no_key(
    database: Database,
) -> None:
    record = await rights(database, "minutebook_reader", "eventlog")
    assert record.pop("disclosure") == set()
    keys = await rights(database, "minutebook_reader", "gateway")
    assert all(actions == set() for actions in keys.values())
    views = await rights(database, "minutebook_reader", "projections")
    assert all(actions == {"SELECT"} for actions in (*record.values(), *views.values()))


async def test_a_table_that_a_later_migration_adds_is_append_only_from_its_first_moment(
    databases: Databases,
) -> None:
    database = databases.create()
    run_sql(database.owner_url, "CREATE TABLE eventlog.later (x int)")
    allowed = await rights(database, "minutebook_app", "eventlog")
    assert allowed["later"] == {"SELECT", "INSERT"}


async def test_applying_the_roles_again_takes_stray_rights_away(databases: Databases) -> None:
    database = databases.create()
    before = await rights(database, "minutebook_app", "eventlog")
    run_sql(database.admin_url, "GRANT ALL ON eventlog.entry TO minutebook_app, PUBLIC")
    run_sql(database.admin_url, ROLES.read_text())
    assert await rights(database, "minutebook_app", "eventlog") == before


async def test_everything_belongs_to_the_owner_even_after_a_migration_by_somebody_else(
    databases: Databases,
) -> None:
    database = databases.create()
    run_sql(database.admin_url, "CREATE TABLE projections.stray (x int)")
    run_sql(database.admin_url, ROLES.read_text())
    run_sql(database.owner_url, "ALTER TABLE projections.stray ADD COLUMN y int")
    allowed = await rights(database, "minutebook_app", "projections")
    assert "UPDATE" in allowed["stray"]
