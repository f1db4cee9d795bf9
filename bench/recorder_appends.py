"""Rivals: the bare conditional appends of `eventsourcing`'s own recorders, nothing decided."""

import itertools
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import Any

from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.dcb.postgres_tt import PostgresDCBRecorderTT
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg.conninfo import conninfo_to_dict

CONNECTIONS = 24
"""Of each recorder; on two processors more do not help, and callers beyond them wait for one."""
VOTE = "motion-vote-cast.v1"
DATA = b'{"choice":"for","item":"item-1","motion":"motion-1","person":"of-seat-001","seat":"s"}'
Append = Callable[[], None]


def datastore(url: str) -> PostgresDatastore:
    where: dict[str, Any] = conninfo_to_dict(url)
    names = ("dbname", "host", "port", "user", "password")
    settings = {name: where[name] for name in names}
    return PostgresDatastore(**settings, pool_size=CONNECTIONS, connect_timeout=60)


class Recorder:
    """One recorder of the library; each caller has an append of its own, which never conflicts."""

    def __init__(self, url: str) -> None:
        self._store = datastore(url)

    def close(self) -> None:
        self._store.close()

    def appender(self) -> Append:
        raise NotImplementedError

    def rate(self, callers: int, commands: int) -> float:
        """Appends a second by so many threads."""
        left = iter(range(commands))

        def caller(append: Append) -> None:
            for _ in left:
                append()

        with ThreadPoolExecutor(max_workers=callers) as threads:
            start = perf_counter()
            running = [threads.submit(caller, self.appender()) for _ in range(callers)]
            for one in running:
                one.result()
            return commands / (perf_counter() - start)


class TaggedRecorder(Recorder):
    """`PostgresDCBRecorderTT`: appends if no event has the vote's own two tags."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._recorder = PostgresDCBRecorderTT(self._store)
        self._recorder.create_table()

    def appender(self) -> Append:
        motion, seats = f"motion:{uuid.uuid4()}", itertools.count()

        def append() -> None:
            tags = [motion, f"seat:{next(seats)}"]
            same = DCBQuery([DCBQueryItem(types=[VOTE], tags=tags)])
            event = DCBEvent(type=VOTE, data=DATA, tags=tags)
            self._recorder.append([event], DCBAppendCondition(fail_if_events_match=same))

        return append


class VersionedRecorder(Recorder):
    """`PostgresApplicationRecorder`: appends the next version of the caller's own aggregate."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._recorder = PostgresApplicationRecorder(self._store)
        self._recorder.create_table()

    def appender(self) -> Append:
        aggregate, versions = uuid.uuid4(), itertools.count(1)

        def append() -> None:
            version = next(versions)
            self._recorder.insert_events([StoredEvent(aggregate, version, VOTE, DATA)])

        return append
