"""The PostgreSQL that Minutebook brings with it, for whoever has configured none."""

from embedded.errors import EmbeddedPostgresError
from embedded.supervisor import EmbeddedPostgres

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError"]
