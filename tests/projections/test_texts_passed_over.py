"""A view is not given texts that it says it does without, and it may not look at them."""

from collections.abc import AsyncIterator

import pytest

from eventlog.connections import Pool
from eventlog.reading import ReadEntry, Reader
from projections.catalogue import VIEW_OF, VIEWS
from projections.documents import Document
from projections.passing import needed
from projections.pasts import Pasts
from projections.rows import Rows
from projections.view import View
from schemas.event import disclosed_fields
from schemas.events import EVENTS
from schemas.events.feedback import MessageSent
from schemas.events.motion import VoteCast
from schemas.sample import sample
from tests.support.books import KEY, open_book, pool_of
from tests.support.erasing import erase
from tests.support.folds import entry
from tests.support.looking import watched
from tests.support.postgres import Databases

VOTE = sample(VoteCast)
LETTER = MessageSent(message="m", organisation="U99001", subject="Buses", text="Words.")


class Note(Document):
    KIND = "test-note"

    text: str | None = None

    def key(self) -> str:
        return "note"


def noting(*, is_blind: bool) -> View:
    """A view that notes the reason of the last vote, and the text of the last letter."""
    view = View(
        "notes",
        documents=(Note,),
        without_texts_of=(VoteCast,) if is_blind else (),
        ignores=set(EVENTS) - {VoteCast, MessageSent},
    )
    view.on(VoteCast)(lambda rows, event, _: rows.put(Note(text=event.reason)))
    view.on(MessageSent)(lambda rows, event, _: rows.put(Note(text=event.text)))
    return view


@pytest.fixture
async def pool(databases: Databases) -> AsyncIterator[Pool]:
    async with pool_of(databases.create().app_url) as pool:
        yield pool


def test_a_look_at_a_text_that_a_view_says_it_does_without_is_noticed() -> None:
    for is_blind in (True, False):
        with watched() as looks:
            noting(is_blind=is_blind).apply(Rows(), entry(VOTE, 1))
            noting(is_blind=is_blind).apply(Rows(), entry(LETTER, 2))
        assert ("notes", VoteCast, "reason") in looks.seen
        assert looks.undeclared == ({("notes", VoteCast, "reason")} if is_blind else set())


def test_a_view_says_so_only_of_what_it_handles_and_what_has_texts() -> None:
    for view in VIEWS:
        assert view.texts_of <= view.handled
        passed = view.handled - view.texts_of
        assert not passed or any(disclosed_fields(one) for one in passed), view.name


async def noted(pool: Pool, view: View, position: int, reader: Reader) -> str | None:
    asked = ([view], {**VIEW_OF, Note: view})
    found = await (await Pasts().documents(reader, pool, 1, position, *asked)).get(Note, "note")
    assert found
    return found.text


class Noting(Reader):
    """A reader that remembers what it read."""

    def __init__(self, pool: Pool) -> None:
        super().__init__(pool, KEY)
        self.read: list[ReadEntry] = []

    async def of_types(self, *asked: object) -> list[ReadEntry]:
        self.read += (found := await super().of_types(*asked))  # type: ignore[arg-type]
        return found


async def test_texts_that_no_wanted_view_looks_at_are_not_opened(pool: Pool) -> None:
    writer = await open_book(pool, "b", [VOTE, LETTER])
    blind, sees, reader = noting(is_blind=True), noting(is_blind=False), Noting(pool)
    assert await noted(pool, blind, 1, reader) is None
    assert await noted(pool, blind, 2, reader) == LETTER.text
    assert await noted(pool, sees, 1, reader) == VOTE.reason
    await erase(writer, "b", (1, "reason"))
    assert await noted(pool, blind, 1, reader) is None
    assert "erased" in (await noted(pool, sees, 1, reader) or "")


async def test_nothing_is_read_beyond_the_moment_that_is_asked_for(pool: Pool) -> None:
    await open_book(pool, "b", [VOTE, LETTER, VOTE, LETTER])
    reader = Noting(pool)
    await noted(pool, noting(is_blind=False), 3, reader)
    assert [one.position for one in reader.read] == [1, 2, 3]


def test_of_several_views_each_gets_the_texts_that_it_looks_at() -> None:
    blind, sees = noting(is_blind=True), noting(is_blind=False)
    assert needed([blind]).texts_of == {MessageSent.TOPIC}
    assert needed([blind, sees]).texts_of == {MessageSent.TOPIC, VoteCast.TOPIC}
    assert set(needed([blind]).types) == {MessageSent.TOPIC, VoteCast.TOPIC}
