"""Which PostgreSQL serves: the one configured, else the embedded one."""

from collections.abc import Iterator
from contextlib import contextmanager

from embedded import EmbeddedPostgres
from gateway.settings import Settings


@contextmanager
def database(settings: Settings) -> Iterator[str]:
    """The address of the database, which is there for as long as the context is."""
    if settings.database_url is not None:
        yield settings.database_url
        return
    with EmbeddedPostgres(settings.data_folder / "postgres") as server:
        yield server.url
