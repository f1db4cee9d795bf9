"""Alembic migrations of every room's tables, oldest first in versions/."""
