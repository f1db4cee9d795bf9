"""Runs the slices of a batch in turn against its facts, by the library's own repository."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias
from uuid import UUID

import msgspec
from eventsourcing.dcb.application import DCBRepository
from eventsourcing.dcb.persistence import DCBEventStore
from eventsourcing.utils import get_topic
from sqlalchemy.util import greenlet_spawn

from eventlog.batch import Batch, SelectorKey
from eventlog.errors import CommandConflictError
from eventlog.mapping import EventMapper
from eventlog.recorder import CommandRecorder
from eventlog.sealing import Attribution
from eventlog.work import Answered, Recorded, WideningSlice, Work
from schemas.event import Event

Answers: TypeAlias = dict[UUID, Answered]
_MAPPER = EventMapper()
_MOST_WIDENINGS = 8


def repository(batch: Batch, by: Attribution) -> DCBRepository[Event]:
    return DCBRepository(DCBEventStore(_MAPPER, CommandRecorder(batch, by)))


def keys_of(decider: WideningSlice) -> Iterable[SelectorKey]:
    boundary = decider.consistency_boundary()
    return [(tuple(get_topic(t) for t in s.types), tuple(s.tags)) for s in boundary]


async def gather(batch: Batch, works: Sequence[Work]) -> list[WideningSlice]:
    """Slices that know all stored facts they depend on.

    All slices of the batch widen together, so the round trips do not grow with the batch.
    """
    slices = [work.slice() for work in works]
    asking = list(range(len(works)))
    for _ in range(_MOST_WIDENINGS):
        await batch.prefetch(key for i in asking for key in keys_of(slices[i]))
        fresh = {
            i: wider
            for i in asking
            if (wider := repository(batch, works[i].attribution).advance(slices[i]).widened())
        }
        if not fresh:
            return slices
        for i, wider in fresh.items():
            slices[i] = wider
        asking = list(fresh)
    raise RuntimeError("A slice goes on widening its boundary.")


async def decide(
    batch: Batch, works: Sequence[Work], earlier: Answers
) -> tuple[list[Recorded | Exception], Answers]:
    """What each command is answered, in order, and the new answers to remember.

    A command that is refused, or fails, harms no other.
    """
    gathered = await gather(batch, works)
    known, new = dict(earlier), Answers()

    def outcomes() -> Iterator[Recorded | Exception]:
        for work, perspective in zip(works, gathered, strict=True):
            command = work.attribution.command_id
            try:
                if command in known:
                    yield repeated(known[command], work)
                    continue
                answer = run(batch, work, perspective)
            except Exception as error:  # noqa: BLE001 - the caller of this command is told
                yield error
            else:
                known[command] = Answered(work.fingerprint, answer)
                if answer.positions:
                    new[command] = known[command]
                yield answer

    return await greenlet_spawn(lambda: list(outcomes())), new


def repeated(first: Answered, work: Work) -> Recorded:
    """The first answer once more. Raises `CommandConflictError` where the command was another."""
    if first.fingerprint != work.fingerprint:
        raise CommandConflictError(str(work.attribution.command_id))
    return msgspec.structs.replace(first.answer, repeated=True)


def run(batch: Batch, work: Work, gathered: WideningSlice) -> Recorded:
    """Lets a slice see what earlier commands of the batch did, decide, and append."""
    books = repository(batch, work.attribution)
    decider = books.advance(gathered)
    while wider := decider.widened():
        decider = books.advance(wider)
    decider.execute()
    before = batch.head
    if decider.new_decisions:
        try:
            books.save(decider)
        except Exception:
            batch.undo_to(before)
            raise
    return Recorded(
        book=batch.sealer.book,
        command=work.attribution.command_id,
        position=batch.head,
        positions=tuple(range(before + 1, batch.head + 1)),
        recorded_at=batch.recorded_at,
        created=decider.created,
    )
