"""Plays the story, a command after the other, as the parts in it would give them."""

import hashlib
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx2

from gateway.demo.keys import ADMINISTRATOR, OBSERVER, KeyRing, authorised
from gateway.demo.place import Place
from gateway.demo.problem import StoryError, checked
from gateway.demo.reference_files import ReferenceFiles
from gateway.demo.server import Serving
from gateway.demo.step import Body, Chapter, Step, filled_in
from schemas.days import ENGLAND

COMMANDS = uuid.UUID("6f3c2f6a-5c0e-4b8e-9d0e-2b1f7a3c9d14")
"""The namespace of the demo's command ids (UUIDv5)."""
PAGE = 1_000
Tell = Callable[[Step], None]


@dataclass(frozen=True)
class Player:
    """Whoever plays: with everybody's keys, at the story's pace."""

    serving: Serving
    place: Place
    files: ReferenceFiles
    ring: KeyRing

    async def play(self, chapter: Chapter, first: int, done: set[str], tell: Tell) -> None:
        """Gives the chapter's commands, numbered from `first`, that are not done yet."""
        for number, step in enumerate(chapter.steps, start=first):
            if (id_ := self.command_id(number, step)) not in done:
                await self.give(step, id_)
            tell(step)

    async def give(self, step: Step, id_: str) -> dict[str, Any]:
        """Gives one command at its time. Raises `StoryError`."""
        self.serving.clock.move_to(step.at)
        try:
            recorded = dict(checked(await self._send(step, id_)).json())
        except StoryError as problem:
            raise StoryError(f"{told(step)}: {problem}") from problem
        if not recorded["positions"]:
            raise StoryError(f"{told(step)}: nothing was recorded.")
        return recorded

    async def _send(self, step: Step, id_: str) -> httpx2.Response:
        body = await filled_in(step.body, self)
        headers = {**authorised(self.ring[step.by]), "Idempotency-Key": id_}
        if step.command == "establish-partnership":
            return await self.serving.http.put(self.path(), json=body, headers=headers)
        path = self.path(f"/commands/{step.command}")
        return await self.serving.http.post(path, json=body, headers=headers)

    def command_id(self, number: int, step: Step) -> str:
        """The same for a step in every run, so that an interrupted one goes on where it stopped."""
        return str(uuid.uuid5(COMMANDS, f"{self.place.book}/{number}/{step.command}"))

    async def done(self) -> set[str]:
        """The ids of all commands that the book holds; empty where there is no book yet."""
        headers = authorised(self.ring[ADMINISTRATOR])
        books = checked(await self.serving.http.get("/v1/books", headers=headers)).json()["books"]
        if self.place.book not in [one["book"] for one in books]:
            return set()
        return {entry["command"] for entry in await self.entries()}

    async def entries(self) -> list[dict[str, Any]]:
        """All entries of the book, page by page."""
        found: list[dict[str, Any]] = []
        head = 1
        while len(found) < head:
            page = await self.get("/entries", after=len(found), limit=PAGE)
            found += page["entries"]
            head = page["head"]
        return found

    async def get(self, path: str, **query: Any) -> Any:
        """What the observer reads under the book. Raises `StoryError`."""
        return (await self.fetch(path, **query)).json()

    async def fetch(self, path: str, **query: Any) -> httpx2.Response:
        headers = authorised(self.ring[OBSERVER])
        url = self.path(path)
        return checked(await self.serving.http.get(url, params=query, headers=headers))

    def path(self, below: str = "") -> str:
        return f"/v1/books/{self.place.book}{below}"

    async def head(self) -> int:
        return int((await self.get(""))["head"])

    async def digest_of_minutes(self, meeting: str) -> str:
        minutes = await self.minutes(meeting)
        return hashlib.sha256(minutes.content).hexdigest()

    async def paragraph(self, meeting: str, words: str) -> str:
        """The number of the paragraph of discussion with these words. Raises `StoryError`."""
        items = (await self.minutes(meeting)).json()["items"]
        for item in items:
            for minute in item.get("discussion", ()):
                if words in str(minute["text"]):
                    return str(minute["number"])
        raise StoryError(f"The minutes of {meeting} hold no paragraph with {words!r}.")

    async def minutes(self, meeting: str, extension: str = "json") -> httpx2.Response:
        path = f"/meetings/{meeting}/minutes.{extension}"
        return await self.fetch(path, min_position=await self.head())

    async def practice(self, pcn: str, number: int) -> str:
        """The code of one of the practices within a PCN; counting starts anew after the last."""
        found = (await self.get("/members", min_position=await self.head()))["members"]
        codes = sorted(one["organisation"] for one in found if one["within"] == pcn)
        return str(codes[number % len(codes)])

    async def position(self, type_: str, tag: str, number: int) -> int:
        """Of the entries of a type and tag, the one by its place among them (0, 1, …)."""
        found = [e for e in await self.entries() if e["type"] == type_ and tag in e["tags"]]
        return int(found[number]["position"])

    async def reconciliation(self, as_at: date) -> Body:
        """What the files say on a day of the PCNs that founded the partnership."""
        codes = [pcn.founding for pcn in self.place.pcns]
        app, now = self.serving.app, self.serving.clock()
        command = await self.files.reconciliation(app.pool, codes, as_at, now)
        return command.model_dump(mode="json", exclude_none=True)


def told(step: Step) -> str:
    """Which step it was, for people."""
    return f"{step.command} of {step.at.astimezone(ENGLAND):%-d %B %Y at %H:%M}, by {step.by}"


def numbered(chapters: Iterable[Chapter]) -> list[tuple[int, Chapter]]:
    """Each chapter with the number of its first step; steps are numbered 1, 2, … all through."""
    found, number = [], 1
    for chapter in chapters:
        found.append((number, chapter))
        number += len(chapter.steps)
    return found
