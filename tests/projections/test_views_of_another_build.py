"""What another build has stored in another shape is never read: it is made again, beside it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime

import asyncpg
import pytest
import pytest_asyncio

from eventlog.books import all_books, find_book
from eventlog.connections import Pool
from eventlog.reading import Reader
from eventlog.writer import Writer
from projections import generations, renewing, storage
from projections.beside import RebuildFailedError
from projections.catalogue import VIEWS
from projections.documents import Document
from projections.generations import ViewNotMadeError
from projections.lag import lags
from projections.live import LiveDocuments
from projections.rebuild import flip_back, rebuild
from projections.renewing import renew
from projections.runner import Runner
from projections.view import View
from projections.views import message_register
from projections.views.message_register import Message
from projections.waiting import Progress, reach
from schemas.events.feedback import MessageSent
from tests.support.books import KEY, Preparation, open_book, pool_of
from tests.support.erasing import erase, rows_with
from tests.support.postgres import Databases
from tests.support.story import PARTNERSHIP

VIEW = message_register.view
WORDS = "Words that can go."


class Added(Document):
    """What only the later build keeps."""

    KIND = "added"

    def key(self) -> str:
        return "added"


def of_a_later_build(view: View) -> View:
    """The same fold, which keeps its documents in another shape."""
    later = copy(view)
    later.__dict__.pop("shape", None)
    later.documents = (*view.documents, Added)
    return later


LATER = of_a_later_build(VIEW)
LATER_VIEWS = tuple(LATER if view is VIEW else view for view in VIEWS)


def sent(message: str, text: str = "Hello") -> MessageSent:
    return MessageSent(message=message, organisation="U99001", text=text)


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Kept:
    """A book that the build before has folded."""

    pool: Pool
    writer: Writer

    @property
    def reader(self) -> Reader:
        return Reader(self.pool, KEY)

    async def fold(self, views: Sequence[View]) -> None:
        """What a runner of a build does, from its start on."""
        runner = Runner(self.pool, self.reader, views, now, Progress())
        for book in await all_books(self.pool):
            await runner.catch_up(book)

    async def messages(self, view: View) -> set[str]:
        """What a reader of a build sees."""
        live = LiveDocuments(self.pool, 1, {Message: view})
        return {one.message for one in await live.page(Message)}

    async def renew(self) -> None:
        await renew(self.pool, self.reader, LATER_VIEWS)


@pytest_asyncio.fixture
async def kept(databases: Databases) -> AsyncIterator[Kept]:
    async with pool_of(databases.create().app_url) as pool:
        writer = await open_book(pool, "b", (*PARTNERSHIP, sent("1", WORDS)))
        one = Kept(pool, writer)
        await one.fold(VIEWS)
        yield one


async def test_what_another_build_made_is_not_read(kept: Kept) -> None:
    assert await kept.messages(VIEW) == {"1"}
    await kept.fold(LATER_VIEWS)
    with pytest.raises(ViewNotMadeError, match=r"message-register .*`minutebook rebuild`"):
        await kept.messages(LATER)
    live, book = LiveDocuments(kept.pool, 1, {Message: LATER}), await find_book(kept.pool, "b")
    with pytest.raises(ViewNotMadeError):
        await live.get(Message, "1")
    with pytest.raises(ViewNotMadeError):
        await reach(kept.pool, Progress(), book, [LATER], 1, at_most=20)
    made = {one.view: one.is_made for one in await lags(kept.pool, LATER_VIEWS)}
    assert [view for view, is_made in made.items() if not is_made] == [LATER.name]


async def test_it_is_made_again_and_both_builds_go_on_with_their_own(kept: Kept) -> None:
    await kept.renew()
    assert await kept.messages(LATER) == await kept.messages(VIEW) == {"1"}
    await kept.writer.submit("b", Preparation(sent("2")))
    await kept.fold(LATER_VIEWS)
    assert await kept.messages(LATER) == {"1", "2"}
    assert await kept.messages(VIEW) == {"1"}, "its own runner moves it"
    await kept.fold(VIEWS)
    assert await kept.messages(VIEW) == {"1", "2"}


async def test_other_views_are_left_as_they_are(kept: Kept) -> None:
    before = await storage.live_generations(kept.pool, VIEWS)
    await kept.renew()
    after = await storage.live_generations(kept.pool, LATER_VIEWS)
    assert {view for view in before if before[view] != after[view]} == {VIEW.name}
    await kept.renew()
    assert await storage.live_generations(kept.pool, LATER_VIEWS) == after, "once is enough"


async def test_the_next_rebuild_drops_what_the_other_build_shows(kept: Kept) -> None:
    await kept.renew()
    await rebuild(kept.pool, kept.reader, LATER_VIEWS, lambda _: None)
    assert await kept.messages(LATER) == {"1"}
    with pytest.raises(ViewNotMadeError):
        await kept.messages(VIEW)


async def test_there_is_no_way_back_to_what_another_build_made(kept: Kept) -> None:
    await kept.renew()
    with pytest.raises(RebuildFailedError, match="no generation"):
        await flip_back(kept.pool, kept.reader, [LATER], lambda _: None)
    await rebuild(kept.pool, kept.reader, [LATER], lambda _: None)
    await flip_back(kept.pool, kept.reader, [LATER], lambda _: None)
    assert await kept.messages(LATER) == {"1"}


async def test_there_is_nothing_to_compare_with(kept: Kept) -> None:
    with pytest.raises(RebuildFailedError, match="another build"):
        await rebuild(kept.pool, kept.reader, LATER_VIEWS, lambda _: None, compares=True)
    assert await kept.messages(VIEW) == {"1"}


async def test_words_that_are_erased_go_from_what_another_build_made_too(kept: Kept) -> None:
    await kept.renew()
    assert "projections.document" in await rows_with(kept.pool, WORDS)
    await erase(kept.writer, "b", (len(PARTNERSHIP) + 1, "text"))
    await kept.fold(LATER_VIEWS)
    assert await rows_with(kept.pool, WORDS) == []
    assert await kept.messages(LATER) == {"1"}
    await kept.fold(VIEWS)
    assert await kept.messages(VIEW) == {"1"}


async def test_a_view_that_cannot_fold_a_book_holds_up_no_other_book_or_view(kept: Kept) -> None:
    await open_book(kept.pool, "stops", (MessageSent(message="1", organisation="U99001"),))
    broken = of_a_later_build(VIEW)
    broken._handlers = {MessageSent: _fails_without_text}
    other = of_a_later_build(VIEWS[0])
    views = [broken, other, *(view for view in VIEWS if view not in {VIEW, VIEWS[0]})]
    await renew(kept.pool, kept.reader, views)
    await kept.fold(views)
    assert await generations.not_made(kept.pool, views) == []
    found = {(one.view, one.book): one for one in await lags(kept.pool, views)}
    assert found[VIEW.name, "stops"].stopped_at == 1
    assert found[VIEW.name, "b"].entries == found[other.name, "stops"].entries == 0


def _fails_without_text(_rows: object, event: MessageSent, _entry: object) -> None:
    if event.text is None:
        raise ValueError("nothing is said")


async def test_who_comes_second_waits_for_who_makes_it(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewing, "LOOK_AGAIN_SECONDS", 0.01)
    async with generations.rebuilding(kept.pool):
        waiting = asyncio.create_task(kept.renew())
        await asyncio.sleep(0.2)
        assert not waiting.done()
    async with asyncio.timeout(20):
        await waiting
    assert await kept.messages(LATER) == {"1"}


async def test_where_nothing_was_folded_yet_nothing_has_to_be_made_again(
    databases: Databases,
) -> None:
    async with pool_of(databases.create().app_url) as pool:
        await generations.begin(pool, VIEWS)
        await generations.begin(pool, LATER_VIEWS)
        for views in (VIEWS, LATER_VIEWS):
            assert await generations.not_made(pool, views) == []
        shared = "SELECT count(*) FROM projections.live_generation WHERE view = $1"
        assert await pool.fetchval(shared, VIEW.name) == 2, "each build has its own"
        with pytest.raises(asyncpg.UniqueViolationError):
            await generations.flip(pool, [of_a_third(VIEW)], {VIEW.name: 1})


def of_a_third(view: View) -> View:
    third = of_a_later_build(view)
    third.documents = (Added,)
    return third
