"""Runs migrations on the connection that `gateway.migrate` hands over."""

from alembic import context

from gateway.migrate import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=list(METADATA),
    include_schemas=True,
    version_table_schema="gateway",
)
with context.begin_transaction():
    context.run_migrations()
