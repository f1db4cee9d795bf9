"""What the embedded PostgreSQL says when it cannot run."""


class EmbeddedPostgresError(Exception):
    """The embedded server cannot be started, shared or stopped; the message says what to do."""
