"""Fixtures for every room, and the marks of tests that need a database or can do more."""

import pytest

from tests.support.postgres import PG_BIN, database, databases, postgres

__all__ = ["database", "databases", "postgres"]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "database: needs PostgreSQL (set by the fixtures it uses)")
    config.addinivalue_line("markers", "thorough: does more where `make test-all` runs it again")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "postgres" in getattr(item, "fixturenames", ()):
            item.add_marker("database")


def pytest_report_header() -> str:
    return f"PostgreSQL: {PG_BIN or 'embedded'}"
