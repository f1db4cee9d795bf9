"""The yardstick for folding: `eventsourcing`'s own `ProjectionRunner` with one view.

The library's DCB application on `PostgresDCBRecorderTT`, and a view of one row an entry in the
database beside its tracking, as the library's documentation shows one: one transaction an entry.
That recorder can be followed for one type of event at a time, so the entries are votes.
"""

from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import Any

from eventsourcing.dcb.application import DCBApplication
from eventsourcing.dcb.domain import Tagged
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL

from schemas.events.motion import VoteCast


class Application(DCBApplication):
    """Where the entries are."""

    name = "yardstick"
    env: Mapping[str, str] = {
        "PERSISTENCE_MODULE": "eventsourcing.dcb.postgres_tt",
        "MAPPER_TOPIC": "eventsourcing.dcb.msgpack:MessagePackMapper",
    }


class LatestOfTag(PostgresTrackingRecorder):
    """The view: by tag, the last entry that carries it."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.sql_create_statements.append(
            SQL("CREATE TABLE IF NOT EXISTS latest (tag text PRIMARY KEY, entry bigint)").format()
        )

    def note(self, tag: str, tracking: Tracking) -> None:
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(
                "INSERT INTO latest VALUES (%s, %s) "
                "ON CONFLICT (tag) DO UPDATE SET entry = excluded.entry",
                (tag, tracking.notification_id),
            )


class Noting(Projection[LatestOfTag]):
    name = "noting"
    topics = (VoteCast.TOPIC,)

    def process_event(self, domain_event: Tagged[Any], tracking: Tracking) -> None:
        tags = domain_event.tags
        self.view.note(tags[0] if tags else "", tracking)


def rate(url: str, votes: Sequence[VoteCast]) -> float:
    """Entries a second that its runner folds into one view."""
    where: dict[str, Any] = conninfo_to_dict(url)
    env = {
        **Application.env,
        **{f"POSTGRES_{key.upper()}": str(where[key]) for key in ("dbname", "host", "port")},
        "NOTING_PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_USER": str(where["user"]),
        "POSTGRES_PASSWORD": str(where["password"]),
    }
    with Application(env) as application:
        tagged = [Tagged(tags=event.tags(), decision=event) for event in votes]
        last = application.events.append(tagged)
    start = perf_counter()
    with ProjectionRunner(
        application_class=Application, projection_class=Noting, view_class=LatestOfTag, env=env
    ) as runner:
        runner.wait(last, timeout=600)
        return len(votes) / (perf_counter() - start)
