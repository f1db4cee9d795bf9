"""Years of a place, made up and seeded: a realistic mix of entries, as long as is wanted.

Each month every board of the place meets: items are tabled and consulted on, PCNs answer and give
mandates, seats vote, decisions are reported back, minutes are approved a month later.
"""

import heapq
import itertools
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bench.years_item import Item
from bench.years_setting import (
    START,
    Board,
    Chance,
    ListedPcn,
    Named,
    Step,
    board,
    made_up,
    members,
)
from schemas.events.feedback import MessageAnswered, MessageSent
from schemas.events.meeting import (
    AgendaPublished,
    AttendanceRecorded,
    MeetingCalled,
    MeetingClosed,
    MeetingOpened,
)
from schemas.events.minutes import MinutesApproved, MinutesDrafted
from schemas.events.partnership import ListSizePublished

PCNS = 7
ITEMS = 4
ENTRIES_PER_BOARD = 40_000
"""A board makes some 330 entries a month, so a larger book has several, each with its decade."""
MONTH = timedelta(days=28)
TEN_YEARS = timedelta(days=3_652)


def years(entries: int, seed: int = 1948) -> Iterator[Step]:
    """What happened, in the order of time, until about so many entries are made."""
    chance = Chance(seed)
    left = entries
    for step in _of_place(chance, made_up(chance, PCNS), max(1, entries // ENTRIES_PER_BOARD)):
        yield step
        left -= len(step[1])
        if left <= 0:
            return


def decade(pcns: Sequence[ListedPcn], seed: int, items: int) -> Iterator[Step]:
    """What happened in ten years of a place of these PCNs: one board, so many items a meeting."""
    for step in _of_place(Chance(seed), pcns, 1, items):
        if step[0] > START + TEN_YEARS:
            return
        yield step


def _of_place(
    chance: Chance, pcns: Sequence[ListedPcn], boards: int, items: int = ITEMS
) -> Iterator[Step]:
    joined = list(members(pcns))
    yield START, tuple(joined)
    patients = {e.organisation: e.patients for e in joined if isinstance(e, ListSizePublished)}
    sitting = []
    for _ in range(boards):
        made, events = board(chance, patients)
        sitting.append(made)
        yield START, tuple(events)
    yield from _in_order(sitting, chance, items)


def _in_order(boards: list[Board], chance: Chance, items: int) -> Iterator[Step]:
    """All months of all boards; what a month leads to reaches into the next."""
    waiting: list[tuple[datetime, int, Step]] = []
    numbers = itertools.count()
    starts_at = START + MONTH
    before: dict[str, str] = {}
    while True:
        for one in boards:
            for step in _month(one, chance, starts_at, before, items):
                heapq.heappush(waiting, (step[0], next(numbers), step))
        while waiting and waiting[0][0] < starts_at - timedelta(days=2):
            yield heapq.heappop(waiting)[2]
        starts_at += MONTH


def _month(
    board: Board, chance: Chance, starts_at: datetime, before: dict[str, str], count: int
) -> Iterator[Step]:
    meeting: Named = {"meeting": chance.id(), "body": board.body}
    yield starts_at - timedelta(days=27), (MeetingCalled(**meeting, starts_at=starts_at),)
    items = [Item(chance.id(), meeting["meeting"], board, starts_at, chance) for _ in range(count)]
    for item in items:
        yield item.tabled()
        yield from item.asked()
        yield from item.mandated()
    agenda = AgendaPublished(**meeting, items=tuple(one.item for one in items))
    yield starts_at - timedelta(days=5), (agenda,)
    yield starts_at, (MeetingOpened(**meeting),)
    for seat, person in zip(board.seats, board.people, strict=True):
        there = AttendanceRecorded(
            meeting=meeting["meeting"], person=person, capacity="member", seat=seat
        )
        yield starts_at, (there,)
    for number, item in enumerate(items):
        yield from item.voted(number)
    if last := before.get(board.body):
        approved = MinutesApproved(
            meeting=last, body=board.body, approved_at=meeting["meeting"], version=1
        )
        yield starts_at + timedelta(hours=1), (approved,)
    before[board.body] = meeting["meeting"]
    yield starts_at + timedelta(hours=2), (MeetingClosed(**meeting),)
    drafted = MinutesDrafted(**meeting, version=1, as_at_position=1)
    yield starts_at + timedelta(days=3), (drafted,)
    asked: Named = {"message": chance.id(), "organisation": chance.choice(board.pcns)}
    yield starts_at, (MessageSent(**asked, subject="Question", text=chance.text(8, 20)),)
    yield starts_at + timedelta(days=2), (MessageAnswered(**asked, text=chance.text(8, 20)),)
