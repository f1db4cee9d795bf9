"""The yardstick: the same slices through `eventsourcing`'s own `PostgresDCBRecorderTT`.

The library's repository, MessagePack mapper and recorder, as it offers them, with a thread for each
caller and a pool of connections. A failed append condition is tried again, as an application would
have to.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import Any

from eventsourcing.dcb.application import DCBRepository
from eventsourcing.dcb.domain import Tagged
from eventsourcing.dcb.msgpack import MessagePackMapper
from eventsourcing.dcb.persistence import DCBEventStore
from eventsourcing.dcb.postgres_tt import PostgresDCBRecorderTT
from eventsourcing.persistence import IntegrityError
from eventsourcing.postgres import PostgresDatastore
from psycopg.conninfo import conninfo_to_dict

from decisions.slice import CommandWork
from schemas.event import Event


class Yardstick:
    """The library's recorder in a database of its own."""

    def __init__(self, url: str, connections: int) -> None:
        where: dict[str, Any] = conninfo_to_dict(url)
        self._store_of = PostgresDatastore(
            dbname=where["dbname"],
            host=where["host"],
            port=where["port"],
            user=where["user"],
            password=where["password"],
            pool_size=connections,
            connect_timeout=60,
        )
        recorder = PostgresDCBRecorderTT(self._store_of)
        recorder.create_table()
        self._events: DCBEventStore[Any] = DCBEventStore(MessagePackMapper(), recorder)
        self._repository: DCBRepository[Any] = DCBRepository(self._events)

    def close(self) -> None:
        self._store_of.close()

    def prepare(self, events: Sequence[Event]) -> None:
        self._events.append([Tagged(tags=event.tags(), decision=event) for event in events])
        with self._store_of.get_connection() as connection:
            connection.execute("VACUUM ANALYZE")

    def rate(self, works: Iterator[CommandWork], callers: int, commands: int) -> float:
        """Commands recorded a second by so many callers, each giving its next on an answer."""
        todo = [next(works) for _ in range(commands)]
        todo.reverse()

        def caller() -> None:
            while True:
                try:
                    work = todo.pop()
                except IndexError:
                    return
                self._record(work)

        with ThreadPoolExecutor(max_workers=callers) as threads:
            start = perf_counter()
            running = [threads.submit(caller) for _ in range(callers)]
            for one in running:
                one.result()
            return commands / (perf_counter() - start)

    def _record(self, work: CommandWork) -> None:
        while True:
            decider = self._repository.advance(work.slice())
            while wider := decider.widened():
                decider = self._repository.advance(wider)
            decider.execute()
            try:
                self._repository.save(decider)
            except IntegrityError:
                continue
            return
