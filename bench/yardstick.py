"""The yardstick: the same slices through `eventsourcing`'s own `PostgresDCBRecorderTT`.

The library's repository, MessagePack mapper and recorder, as it offers them, with a thread for each
caller and a pool of connections. A failed append condition is tried again, as an application would
have to.
"""

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import Any, cast

from eventsourcing.dcb.api import DCBSequencedEvent
from eventsourcing.dcb.application import DCBRepository
from eventsourcing.dcb.domain import Tagged
from eventsourcing.dcb.msgpack import MessagePackMapper
from eventsourcing.dcb.persistence import DCBEventStore
from eventsourcing.dcb.postgres_tt import PostgresDCBRecorderTT
from eventsourcing.persistence import IntegrityError
from eventsourcing.postgres import PostgresDatastore
from psycopg.conninfo import conninfo_to_dict

from decisions.slice import CommandWork
from eventlog.pending import KeyedQuery
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
        self._recorder = PostgresDCBRecorderTT(self._store_of)
        self._recorder.create_table()
        self._mapper = MessagePackMapper()
        self._events: DCBEventStore[Any] = DCBEventStore(self._mapper, self._recorder)
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
            decider, seen_up_to = work.slice(), sys.maxsize
            while keys := decider.ask():
                found = self._recorder.read(KeyedQuery(keys))
                decider.learn((one.position, self._event_in(one)) for one in found)
                seen_up_to = min(seen_up_to, found.head or 0)
            decider.last_known_position = seen_up_to
            decider.execute()
            try:
                self._repository.save(decider)
            except IntegrityError:
                continue
            return

    def _event_in(self, one: DCBSequencedEvent) -> Event:
        return cast("Event", self._mapper.to_domain_event(one.event).decision)
