"""After an erasure no view holds the words any more, and a rebuild does not bring them back."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from eventlog.books import Book, find_book
from eventlog.connections import Pool
from eventlog.reading import Reader
from eventlog.writer import Writer
from projections import storage
from projections.catalogue import VIEW_OF, VIEWS
from projections.live import LiveDocuments
from projections.minutes import from_json, to_json, to_markdown
from projections.minutes.compose import compose
from projections.minutes.fields import Erased
from projections.rebuild import rebuild
from projections.runner import Runner
from projections.view import View
from projections.waiting import Progress
from schemas.event import Event, disclosed_fields
from schemas.events.feedback import MessageSent
from tests.support.books import KEY, Preparation, open_book, pool_of
from tests.support.clock import Clock
from tests.support.erasing import erase, rows_with
from tests.support.postgres import Databases
from tests.support.whole_story import WHOLE
from tests.support.whole_story.words import MAY

EVENTS: tuple[Event, ...] = tuple(event for event, _ in WHOLE)
MARK = "[text erased: right to erasure (UK GDPR, Article 17)]"
AT = datetime(2026, 12, 1, tzinfo=UTC)


@dataclass
class Kept:
    """A book whose views are kept up to date."""

    pool: Pool
    writer: Writer
    runner: Runner

    async def book(self) -> Book:
        return await find_book(self.pool, "b")

    async def caught_up(self) -> Book:
        await self.runner.catch_up(await self.book())
        return await self.book()

    async def documents(self) -> list[tuple[str, ...]]:
        """All live documents as they are stored."""
        live = await storage.live_generations(self.pool, VIEWS)
        rows = await self.pool.fetch(
            "SELECT view, kind, key, sort, about::text, doc::text, generation "
            "FROM projections.document ORDER BY view, kind, key"
        )
        return [tuple(row)[:6] for row in rows if live[row["view"]] == row["generation"]]


async def kept(pool: Pool, *events: Event, views: tuple[View, ...] = VIEWS) -> Kept:
    writer = await open_book(pool, "b", events)
    reader = Reader(pool, KEY)
    one = Kept(pool, writer, Runner(pool, reader, views, Clock(AT), Progress()))
    await one.caught_up()
    return one


def places(*names: str) -> list[tuple[int, str]]:
    """Where the story has texts, or those of these names."""
    return [
        (position, name)
        for position, event in enumerate(EVENTS, start=1)
        for name in disclosed_fields(type(event))
        if getattr(event, name) is not None and (not names or name in names)
    ]


def unrepeated() -> list[tuple[int, str, str]]:
    """Texts that are said once in the story, so that nothing else may hold their words."""
    said = [(*place, getattr(EVENTS[place[0] - 1], place[1])) for place in places()]
    whole = repr(EVENTS)
    return [one for one in said if len(one[2]) > 12 and whole.count(one[2]) == 1]


async def test_every_text_of_a_story_can_go_and_is_nowhere_afterwards(
    databases: Databases,
) -> None:
    async with pool_of(databases.create().app_url) as pool:
        one = await kept(pool, *EVENTS)
        texts = unrepeated()
        assert len(texts) > 50
        before = "\n".join(row[5] for row in await one.documents())
        shown = [words for _, _, words in texts if words in before]
        assert len(shown) > 40
        for first in range(0, len(texts), 200):
            await erase(
                one.writer, "b", *((at, name) for at, name, _ in texts[first : first + 200])
            )
        await one.caught_up()
        for _, _, words in texts:
            assert await rows_with(pool, words) == []
        live = await one.documents()
        await rebuild(pool, Reader(pool, KEY), VIEWS, lambda *_told: None)
        assert await one.documents() == live
        for words in shown[:10]:
            assert await rows_with(pool, words) == []


async def test_minutes_say_of_each_erased_text_that_it_was_and_keep_all_else(
    databases: Databases,
) -> None:
    async with pool_of(databases.create().app_url) as pool:
        one = await kept(pool, *EVENTS)
        live = LiveDocuments(pool, (await one.book()).no, VIEW_OF)
        before = await compose(live, MAY, AT)
        gone = places("discussion", "reason", "name")
        await erase(one.writer, "b", *gone[:200])
        await one.caught_up()
        minutes = await compose(live, MAY, AT)
        assert from_json(to_json(minutes)) == minutes
        said = [p.text for item in minutes.items for p in item.discussion if not p.corrections]
        assert said
        assert all(text == Erased(basis=MARK[14:-1]) for text in said)
        assert {p.name for p in minutes.present} == {Erased(basis=MARK[14:-1])}
        assert MARK[1:-1] in to_markdown(minutes).replace("\\", "")
        for was, now in zip(before.items, minutes.items, strict=True):
            assert [m.vote and m.vote.in_favour for m in was.motions] == [
                m.vote and m.vote.in_favour for m in now.motions
            ]
            assert [(d.number, d.outcome, d.text) for d in was.decisions] == [
                (d.number, d.outcome, d.text) for d in now.decisions
            ]


async def test_all_texts_of_a_book_can_go_and_its_minutes_still_read_and_write(
    databases: Databases,
) -> None:
    async with pool_of(databases.create().app_url) as pool:
        one = await kept(pool, *EVENTS)
        everything = places()
        for first in range(0, len(everything), 200):
            await erase(one.writer, "b", *everything[first : first + 200])
        book = await one.caught_up()
        minutes = await compose(LiveDocuments(pool, book.no, VIEW_OF), MAY, AT)
        assert from_json(to_json(minutes)) == minutes


SECRET = "Words that only this message has."
SENT = MessageSent(message="m", organisation="U99001", text=SECRET)


async def test_the_generation_before_a_rebuild_loses_the_words_as_well(
    databases: Databases,
) -> None:
    async with pool_of(databases.create().app_url) as pool:
        one = await kept(pool, SENT)
        await rebuild(pool, Reader(pool, KEY), VIEWS, lambda *_told: None)
        assert await rows_with(pool, SECRET) == ["projections.document"]
        await erase(one.writer, "b", (1, "text"))
        await one.caught_up()
        assert await rows_with(pool, SECRET) == []


async def test_a_rebuild_before_the_runner_noticed_leaves_no_words_behind(
    databases: Databases,
) -> None:
    async with pool_of(databases.create().app_url) as pool:
        one = await kept(pool, SENT)
        await erase(one.writer, "b", (1, "text"))
        await rebuild(pool, Reader(pool, KEY), VIEWS, lambda *_told: None)
        assert await rows_with(pool, SECRET) == []


async def test_an_erasure_during_a_rebuild_is_in_it(databases: Databases) -> None:
    async with pool_of(databases.create().app_url) as pool:
        one = await kept(pool, SENT)
        reader, erased = Reader(pool, KEY), []
        after = reader.after

        async def erasing_meanwhile(*asked: object) -> list[object]:
            read = await after(*asked)
            if read and not erased:
                erased.append(await erase(one.writer, "b", (1, "text")))
            return read

        reader.after = erasing_meanwhile
        await rebuild(pool, reader, VIEWS, lambda *_told: None)
        assert erased
        assert await rows_with(pool, SECRET) == []


async def test_a_runner_with_rows_in_memory_drops_them(databases: Databases) -> None:
    async with pool_of(databases.create().app_url) as pool:
        one = await kept(pool, SENT)
        other = Runner(pool, Reader(pool, KEY), VIEWS, Clock(AT), Progress())
        await one.writer.submit("b", Preparation(MessageSent(message="n", organisation="U99001")))
        await other.catch_up(await one.book())
        await erase(one.writer, "b", (1, "text"))
        await one.caught_up()
        for name in ("o", "p"):
            sent = MessageSent(message=name, organisation="U99001")
            await one.writer.submit("b", Preparation(sent))
            await other.catch_up(await one.book())
            await one.caught_up()
        assert await rows_with(pool, SECRET) == []


async def test_a_view_that_has_stopped_loses_the_words_when_it_tries_again(
    databases: Databases,
) -> None:
    from projections.views.message_register import view  # noqa: PLC0415 - the one that is broken

    async with pool_of(databases.create().app_url) as pool:
        broken = View(view.name, view.documents, view.ignored)
        broken._handlers = dict(view._handlers)

        def fail_on_the_second(rows: object, event: MessageSent, entry: object) -> None:
            if event.message == "n":
                raise ValueError(event.text)
            view._handlers[MessageSent](rows, event, entry)

        broken.on(MessageSent)(fail_on_the_second)
        again = MessageSent(message="n", organisation="U99001", text=f"Again: {SECRET}")
        one = await kept(pool, SENT, again, views=(broken,))
        assert await rows_with(pool, SECRET) == ["projections.checkpoint", "projections.document"]
        await erase(one.writer, "b", (1, "text"), (2, "text"))
        clock = one.runner._clock
        clock.forward(minutes=timedelta(minutes=6).seconds // 60)
        await one.caught_up()
        assert await rows_with(pool, SECRET) == []
        (row,) = await pool.fetch("SELECT position, stopped_at FROM projections.checkpoint")
        assert tuple(row) == (1, 2)
        assert MARK in "".join(doc[5] for doc in await one.documents())


@pytest.mark.parametrize("forged", [MARK, "  [withheld: FOIA 2000, section 36]", "[text erased:"])
def test_nobody_can_write_a_mark_by_hand(forged: str) -> None:
    from decisions.messages import SendMessage  # noqa: PLC0415 - only here

    with pytest.raises(ValueError, match="words that mark"):
        SendMessage(organisation="U99001", text=forged)
