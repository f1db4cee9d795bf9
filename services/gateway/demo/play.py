"""The demo as a whole: a server, the story in it, and what is left when it is over."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from gateway.demo.announcing import tell_keys, tell_place, tell_results
from gateway.demo.chapters import story
from gateway.demo.clock import ENDS
from gateway.demo.keys import KeyRing, make_keys, revoke_keys
from gateway.demo.player import Player, numbered
from gateway.demo.reference_files import ReferenceFiles, files_in, invented_files
from gateway.demo.results import take_away
from gateway.demo.rotating import replace_signing_key
from gateway.demo.server import Serving, serving
from gateway.demo.step import Step
from gateway.demo.summary import summarise
from gateway.observability import configure_logging
from gateway.settings import Settings

WAIT_SECONDS = 60.0


async def show(settings: Settings, ods: Path | None, out: Path, console: Console) -> None:
    """`minutebook demo`: plays the story if it was not played yet, and takes its results away."""
    files = files_in(ods) if ods else invented_files()
    async with prepared(settings, files, console) as player:
        written = await take_away(player, out)
        await summarise(player, console)
        tell_results(player.place, out, written, console)
        await revoke_keys(player.serving, player.ring)


def prepare_server(settings: Settings) -> None:
    """`minutebook serve --demo`: plays the story if need be, and prints keys that open its book."""
    configure_logging(settings.model_copy(update={"log_level": "warning"}))
    asyncio.run(_prepare_server(settings, Console()))
    configure_logging(settings)


async def _prepare_server(settings: Settings, console: Console) -> None:
    async with prepared(settings, invented_files(), console) as player:
        tell_keys(settings, player.place, player.ring, console)


@asynccontextmanager
async def prepared(
    settings: Settings, files: ReferenceFiles, console: Console
) -> AsyncIterator[Player]:
    """A server whose book holds the whole story, at the story's end; with fresh keys to it."""
    settings = settings.model_copy(update={"wait_seconds": WAIT_SECONDS})
    async with serving(settings) as running:
        player = await cast(running, files, console)
        await play_the_rest(player, console)
        running.clock.move_to(ENDS)
        if await replace_signing_key(player, settings):
            console.print("  [green]✓[/green] The key that signs the book is replaced\n")
        yield player


async def cast(running: Serving, files: ReferenceFiles, console: Console) -> Player:
    """The place, from the files, and a key for every part. Raises `StoryError`."""
    place, report = await files.place(running.app.pool, running.clock())
    tell_place(place, files, report, console)
    ring: KeyRing = await make_keys(running, place)
    return Player(running, place, files, ring)


async def play_the_rest(player: Player, console: Console) -> None:
    """Plays what the book does not hold yet; nothing where it holds it all."""
    chapters = numbered(story(player.place))
    done = await player.done()
    todo = {player.command_id(n, s) for f, c in chapters for n, s in enumerate(c.steps, f)} - done
    if not todo:
        console.print(f"The story was played before; the book {player.place.book} is as it was.\n")
        return
    if done:
        console.print("Going on where an earlier run stopped.")
    total = sum(len(chapter.steps) for _, chapter in chapters)
    with _progress(console) as progress:
        task = progress.add_task("", total=total)

        def tell(_step: Step) -> None:
            progress.advance(task)

        for first, chapter in chapters:
            progress.update(task, description=chapter.title)
            await player.play(chapter, first, done, tell)
            progress.console.print(f"  [green]✓[/green] {chapter.title}")


def _progress(console: Console) -> Progress:
    columns = (BarColumn(20), MofNCompleteColumn(), TextColumn("{task.description}"))
    return Progress(*columns, TimeElapsedColumn(), console=console, transient=True)
