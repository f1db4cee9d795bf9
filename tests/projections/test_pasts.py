"""What was known at an earlier moment is what a fold of the book up to then makes."""

import asyncio
import gc
import random
import weakref
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest

from eventlog.books import find_book
from eventlog.connections import Pool
from eventlog.reading import ReadEntry, Reader
from projections.catalogue import VIEW_OF, VIEWS
from projections.documents import Document, Documents
from projections.minutes.compose import KINDS, compose
from projections.past import PastDocuments
from projections.pasts import Pasts
from projections.publication import Publication, publication_of
from projections.replay import position_at
from projections.view import View
from projections.views import action_register, message_register, vote_record
from projections.views.meeting_documents import MeetingRecord
from schemas.events.feedback import MessageSent
from schemas.events.meeting import ItemDiscussed
from schemas.events.record import ExemptionLifted, TextExempted
from tests.support.batches import as_stored
from tests.support.books import KEY, Preparation, open_book, pool_of, writer_of
from tests.support.clock import NOON, Clock
from tests.support.erasing import erase
from tests.support.postgres import Databases
from tests.support.replaying import entries_until, replay
from tests.support.whole_story import WITH_ENDINGS

EVENTS = tuple(event for event, _ in WITH_ENDINGS)
WORDS = "Words that can go."
LETTER = MessageSent(message="m", organisation="U99001", subject="Buses", text=WORDS)
LETTERS = (message_register.view,)


@pytest.fixture(autouse=True)
def marks_stand_close(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a short book has as many as a long one, and memory holds little of it."""
    monkeypatch.setattr("projections.past.ENTRIES_PER_MARK", 20)
    monkeypatch.setattr("projections.replay.ENTRIES_PER_READ", 30)
    monkeypatch.setattr("projections.replay.MOST_HELD", 40)


@pytest.fixture
async def pool(databases: Databases) -> AsyncIterator[Pool]:
    async with pool_of(databases.create().app_url) as pool:
        yield pool


def seeded(number: int) -> random.Random:
    return random.Random(number)  # noqa: S311 - it chooses what is asked


async def past(
    pool: Pool,
    pasts: Pasts,
    position: int,
    views: Sequence[View] = VIEWS,
    *,
    is_public: bool = False,
    reader: Reader | None = None,
) -> PastDocuments:
    book = await find_book(pool, "b")
    return await pasts.documents(
        reader or Reader(pool, KEY), pool, book.no, position, views, VIEW_OF, is_public=is_public
    )


async def read_by_pages(
    documents: Documents, kind: type[Document], about: tuple[str, ...] = ()
) -> list[bytes]:
    found: list[Document] = []
    after = None
    while page := await documents.page(kind, about=about, after=after, limit=3):
        found += page
        after = (page[-1].sort(), page[-1].key())
    return [as_stored(one) for one in found]


async def assert_alike(found: Documents, folded: Documents, views: Sequence[View]) -> None:
    for kind in (kind for view in views for kind in view.documents):
        whole = await folded.page(kind, limit=10**6)
        assert await read_by_pages(found, kind) == [as_stored(one) for one in whole], kind.KIND
        for one in whole[::5]:
            there = one_of(await found.get(kind, one.key()))
            assert as_stored(there) == as_stored(one)
            about = tuple(one.about()[:2])
            some = [as_stored(x) for x in await folded.page(kind, about=about, limit=10**6)]
            assert await read_by_pages(found, kind, about) == some
        assert await found.get(kind, "nobody") is None


def positions() -> list[int]:
    """Later ones before earlier ones and after, so that histories are begun, used and gone on."""
    some = seeded(5).sample(range(1, len(EVENTS)), 12)
    return [*some, len(EVENTS), 0, 1, len(EVENTS) // 2, len(EVENTS)]


async def test_it_is_what_a_fold_of_the_book_up_to_then_makes(pool: Pool) -> None:
    await open_book(pool, "b", EVENTS)
    pasts, reader = Pasts(), Reader(pool, KEY)
    for position in positions():
        found = await past(pool, pasts, position)
        folded = await replay(entries_until(reader, 1, position=position), VIEWS, VIEW_OF)
        await assert_alike(found, folded, VIEWS)


async def test_views_that_are_asked_for_one_by_one_or_together_say_the_same(pool: Pool) -> None:
    await open_book(pool, "b", EVENTS)
    pasts, reader, chance = Pasts(), Reader(pool, KEY), seeded(6)
    for view in VIEWS[::2]:  # the histories of these reach further than those of the others
        await past(pool, pasts, len(EVENTS), [view])
    await past(pool, pasts, len(EVENTS) - 10)
    for position in positions():
        views = chance.sample(VIEWS, chance.choice([1, 1, 2, 4]))
        found = await past(pool, pasts, position, views)
        folded = await replay(entries_until(reader, 1, position=position), views, VIEW_OF)
        await assert_alike(found, folded, views)


async def _published(reader: Reader, position: int, of: Publication) -> AsyncIterator[ReadEntry]:
    async for one in entries_until(reader, 1, position=position):
        yield of.of(one)


async def test_the_public_reads_it_without_what_is_exempt_and_nobody_gets_the_others_texts(
    pool: Pool,
) -> None:
    await open_book(pool, "b", (*EVENTS, LETTER))
    pasts, reader = Pasts(), Reader(pool, KEY)
    of = await publication_of(reader, 1)
    for position in (*positions(), len(EVENTS) + 1):
        for is_public in seeded(position).sample([True, False], 2):
            found = await past(pool, pasts, position, is_public=is_public)
            entries = (
                _published(reader, position, of)
                if is_public
                else entries_until(reader, 1, position=position)
            )
            await assert_alike(found, await replay(entries, VIEWS, VIEW_OF), VIEWS)


async def letter(pool: Pool, pasts: Pasts) -> str:
    """What the letter says to somebody who asks for it as it was known when it was written."""
    found = await past(pool, pasts, 70, LETTERS)
    return as_stored(one_of(await found.get(message_register.Message, "m"))).decode()


def one_of(document: Document | None) -> Document:
    assert document is not None
    return document


async def test_words_that_were_erased_since_are_not_shown_any_more(pool: Pool) -> None:
    writer = await open_book(pool, "b", [*EVENTS[:50], LETTER, *EVENTS[50:100]])
    pasts = Pasts()
    assert WORDS in await letter(pool, pasts)
    await erase(writer, "b", (51, "text"))
    assert WORDS not in await letter(pool, pasts)
    assert "Buses" in await letter(pool, pasts)


class ErasedMeanwhile(Reader):
    """A reader during whose first look at the entries a text is erased."""

    async def of_types(self, *asked: object, **more: object) -> list[ReadEntry]:
        found = await super().of_types(*asked, **more)  # type: ignore[arg-type]
        if self.erases:
            self.erases = False
            await erase(writer_of(self._pool), "b", (1, "text"))
        return found

    erases = True


async def test_words_that_are_erased_while_the_book_is_folded_are_not_shown(pool: Pool) -> None:
    await open_book(pool, "b", [LETTER])
    found = await past(pool, Pasts(), 1, LETTERS, reader=ErasedMeanwhile(pool, KEY))
    (message,) = await found.page(message_register.Message)
    assert WORDS not in as_stored(message).decode()


async def test_what_is_exempted_and_lifted_counts_from_the_next_read_on(pool: Pool) -> None:
    position = next(n for n, one in enumerate(EVENTS, 1) if isinstance(one, ItemDiscussed))
    name = next(iter(EVENTS[position - 1].texts()))
    writer = await open_book(pool, "b", EVENTS)
    pasts, reader = Pasts(), Reader(pool, KEY)
    place = {"position": position, "name": name}
    for event in (
        TextExempted(**place, exemption="commercial-interests"),
        ExemptionLifted(**place),
    ):
        await past(pool, pasts, len(EVENTS), is_public=True)
        await writer.submit("b", Preparation(event))
        found = await past(pool, pasts, len(EVENTS), is_public=True)
        of = await publication_of(reader, 1)
        folded = await replay(_published(reader, len(EVENTS), of), VIEWS, VIEW_OF)
        await assert_alike(found, folded, VIEWS)


class Counting(Reader):
    """A reader that says how many entries it was asked for."""

    read = 0

    async def of_types(self, *asked: object, **more: object) -> list[ReadEntry]:
        found = await super().of_types(*asked, **more)  # type: ignore[arg-type]
        self.read += len(found)
        return found


async def test_what_was_folded_once_is_not_read_again(pool: Pool) -> None:
    await open_book(pool, "b", EVENTS)
    pasts, reader = Pasts(), Counting(pool, KEY)
    await asyncio.gather(*(past(pool, pasts, len(EVENTS), reader=reader) for _ in range(3)))
    assert reader.read < len(EVENTS) + 3 * 40
    reader.read = 0
    await past(pool, pasts, len(EVENTS) // 3, reader=reader)
    assert reader.read <= 20


async def test_what_one_view_holds_already_stays_while_others_follow(pool: Pool) -> None:
    await open_book(pool, "b", EVENTS)
    pasts, reader = Pasts(), Counting(pool, KEY)
    await past(pool, pasts, len(EVENTS), [action_register.view])
    await past(pool, pasts, len(EVENTS), [action_register.view], reader=reader)
    once = reader.read
    await past(pool, pasts, len(EVENTS) // 2)
    reader.read = 0
    await past(pool, pasts, len(EVENTS), [action_register.view], reader=reader)
    assert reader.read == once


async def test_what_was_longest_unused_is_let_go(pool: Pool) -> None:
    await open_book(pool, "b", EVENTS)
    pasts = Pasts(most_bytes=1)
    await past(pool, pasts, len(EVENTS), [message_register.view])
    await past(pool, pasts, len(EVENTS), [vote_record.view])
    assert pasts.held() == {(1, vote_record.view.name, False)}
    pasts = Pasts(most_bytes=50_000)
    for view in VIEWS:
        await past(pool, pasts, len(EVENTS), [view])
    held = {name for _, name, _ in pasts.held()}
    assert VIEWS[-1].name in held
    assert VIEWS[0].name not in held


async def test_what_nobody_asks_for_is_forgotten(pool: Pool) -> None:
    await open_book(pool, "b", EVENTS)
    pasts = Pasts(unused_seconds=0.01)
    await past(pool, pasts, len(EVENTS), [vote_record.view])
    assert pasts.held()
    await asyncio.sleep(0.2)
    assert not pasts.held()


async def test_nothing_is_kept_for_whoever_has_gone(pool: Pool) -> None:
    await open_book(pool, "b", EVENTS)
    pasts = Pasts()
    await past(pool, pasts, len(EVENTS), [vote_record.view])
    gone = weakref.ref(pasts)
    del pasts
    gc.collect()
    assert gone() is None


async def test_a_moment_is_found_at_its_last_entry(pool: Pool) -> None:
    clock = Clock(NOON)
    await open_book(pool, "b")
    writer, chance, recorded = writer_of(pool, clock), seeded(8), []
    for event in EVENTS[:40]:
        clock.now += timedelta(seconds=chance.choice([0, 0, 1, 60]))
        await writer.submit("b", Preparation(event))
        recorded.append(clock.now)
    for moment in {*recorded, NOON}:
        for asked in (moment, moment - timedelta(microseconds=1), moment + timedelta(seconds=1)):
            assert await position_at(pool, 1, asked) == sum(one <= asked for one in recorded)


async def test_minutes_need_no_views_but_those_of_their_sources(pool: Pool) -> None:
    await open_book(pool, "b", EVENTS)
    pasts, when = Pasts(), NOON + timedelta(days=365)
    everything = await past(pool, pasts, len(EVENTS))
    sources = await past(pool, pasts, len(EVENTS), [*{VIEW_OF[kind] for kind in KINDS}])
    meetings = await everything.page(MeetingRecord, limit=10**6)
    assert meetings
    for one in meetings:
        composed = await compose(sources, one.key(), when)
        assert composed == await compose(everything, one.key(), when)
