"""Runs the slices of a batch in turn against its facts, by the library's own repository."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar
from uuid import UUID

import msgspec
from eventsourcing.dcb.application import DCBRepository
from sqlalchemy.util import greenlet_spawn

from eventlog.batch import Batch
from eventlog.erasing import earlier_entries
from eventlog.errors import CommandConflictError
from eventlog.mapping import EventMapper, EventStore
from eventlog.pending import SelectorKey
from eventlog.recorder import CommandRecorder
from eventlog.sealing import Attribution
from eventlog.work import Answered, Recorded, WideningSlice, Work
from schemas.event import Event

T = TypeVar("T")
_MAPPER = EventMapper()
_MOST_WIDENINGS = 8
_WIDENS_FOR_EVER = "A slice goes on widening its boundary."
_NOTHING_YET: Sequence[SelectorKey] = ()


def repository(batch: Batch, by: Attribution) -> DCBRepository[Event]:
    return DCBRepository(EventStore(_MAPPER, CommandRecorder(batch, by)))


def attempt(step: Callable[[], T]) -> T | Exception:
    """What a step gives, or how it failed: one command's failure is no other's."""
    try:
        return step()
    except Exception as error:  # noqa: BLE001 - the caller of this command is told
        return error


async def gather(batch: Batch, works: Sequence[Work]) -> list[WideningSlice | Exception]:
    """A slice for each command that knows the stored facts it depends on, or why there is none.

    All slices of the batch widen together, so the round trips do not grow with the batch.
    """
    slices = [attempt(work.slice) for work in works]
    asked = dict.fromkeys(range(len(works)), _NOTHING_YET)
    for _ in range(_MOST_WIDENINGS):
        asked = {i: more for i, keys in asked.items() if (more := look(batch, slices, i, keys))}
        if not asked:
            break
        await batch.prefetch(key for keys in asked.values() for key in keys)
    for i in asked:
        slices[i] = RuntimeError(_WIDENS_FOR_EVER)
    await show_texts(batch, [one for one in slices if isinstance(one, WideningSlice)])
    return slices


async def show_texts(batch: Batch, slices: Sequence[WideningSlice]) -> None:
    """Tells each slice of the entries whose texts it asks about, if it does."""
    wanted = sorted({position for one in slices for position in one.texts_at()})
    if not wanted:
        return
    found = await earlier_entries(batch.connection, batch.edge.book_no, wanted)
    for one in slices:
        one.see_texts({at: found[at] for at in one.texts_at() if at in found})


def look(
    batch: Batch, slices: list[WideningSlice | Exception], i: int, asked: Sequence[SelectorKey]
) -> Sequence[SelectorKey]:
    """Lets a slice see the answers to what it asked; what it asks next. Its failure replaces it."""
    one = slices[i]
    if isinstance(one, Exception):
        return ()
    try:
        one.learn(batch.stored(asked))
        return one.ask()
    except Exception as error:  # noqa: BLE001 - the caller of this command is told
        slices[i] = error
        return ()


async def decide(
    batch: Batch, works: Sequence[Work], earlier: Mapping[UUID, Answered]
) -> tuple[list[Recorded | Exception], dict[UUID, Answered]]:
    """What each command is answered, in order, and the new answers to remember.

    A command that is refused, or fails, harms no other.
    """
    fresh = [work for work in works if work.attribution.command_id not in earlier]
    gathered = iter(await gather(batch, fresh))
    new: dict[UUID, Answered] = {}

    def answer(work: Work) -> Recorded:
        command = work.attribution.command_id
        fingerprint = batch.sealer.fingerprint(work.fingerprint)
        if first := earlier.get(command):
            return repeated(first, fingerprint)
        decider = next(gathered)
        if first := new.get(command):
            return repeated(first, fingerprint)
        if isinstance(decider, Exception):
            raise decider
        recorded = run(batch, work, decider)
        new[command] = Answered(fingerprint, recorded)
        return recorded

    def outcomes() -> list[Recorded | Exception]:
        return [attempt(partial(answer, work)) for work in works]

    return await greenlet_spawn(outcomes), new


def repeated(first: Answered, fingerprint: bytes) -> Recorded:
    """The first answer once more. Raises `CommandConflictError` where the command was another."""
    if first.fingerprint != fingerprint:
        raise CommandConflictError(str(first.answer.command))
    return msgspec.structs.replace(first.answer, repeated=True)


def run(batch: Batch, work: Work, decider: WideningSlice) -> Recorded:
    """Lets a slice see what earlier commands of the batch did, decide, and append."""
    settle(batch, decider)
    decider.execute()
    before = batch.head
    if decider.new_decisions:
        try:
            repository(batch, work.attribution).save(decider)
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


def settle(batch: Batch, decider: WideningSlice) -> None:
    """Lets a slice see all up to the head of the batch, and whatever follows from that."""
    found = batch.appended(decider.consistency_boundary().keys)
    for _ in range(_MOST_WIDENINGS):
        if not found:
            decider.last_known_position = batch.head
            return
        decider.learn(found)
        found = batch.all_of(decider.ask())
    raise RuntimeError(_WIDENS_FOR_EVER)
