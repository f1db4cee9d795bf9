"""Playing the story twice, or going on after an interruption, records nothing twice."""

from pathlib import Path

import pytest

from gateway.demo.chapters import story
from gateway.demo.keys import KeyRing, make_keys
from gateway.demo.play import play_the_rest, prepared
from gateway.demo.player import Player, numbered
from gateway.demo.problem import StoryError
from gateway.demo.reference_files import invented_files
from gateway.demo.results import lines
from gateway.demo.rotating import replace_signing_key
from gateway.demo.server import serving
from gateway.demo.step import Looked, Step
from gateway.settings import Settings
from tests.journeys.conftest import settings_for, silent
from tests.support.postgres import Databases


async def test_every_command_again_gets_its_first_answer(played: Player) -> None:
    head = await played.head()
    for first, chapter in numbered(story(played.place)):
        for number, step in enumerate(chapter.steps, first):
            if not isinstance(step.body, dict) or is_looked_up(step):
                continue  # what is looked up says something else by now
            answer = await played.give(step, played.command_id(number, step))
            assert answer["repeated"], step
    assert await played.head() == head


def is_looked_up(step: Step) -> bool:
    return any(isinstance(value, Looked) for value in dict(step.body).values())  # type: ignore[arg-type]


async def test_a_second_run_plays_nothing_and_has_keys_of_its_own(
    played: Player, settings: Settings
) -> None:
    head = await played.head()
    async with prepared(settings, invented_files(), silent()) as again:
        assert await again.head() == head
        assert again.ring["secretary"].id == "demo-secretary-2"
        assert await lines(again, "decisions") == await lines(played, "decisions")


async def test_an_interrupted_run_goes_on_where_it_stopped(
    played: Player, databases: Databases, tmp_path: Path
) -> None:
    settings = settings_for(databases.create(), tmp_path)
    async with serving(settings) as running:
        first = Player(running, played.place, played.files, await make_keys(running, played.place))
        with pytest.raises(KeyboardInterrupt):
            await play_until(first, 40)
        ring: KeyRing = await make_keys(running, played.place)
        second = Player(running, played.place, played.files, ring)
        await play_the_rest(second, silent())
        assert await replace_signing_key(second, settings)
        assert not await replace_signing_key(second, settings)
        assert await second.head() == await played.head()
        running.clock.move_to(played.serving.clock())
        assert await told(second) == await told(played)


async def play_until(player: Player, steps: int) -> None:
    """Plays so many steps and is interrupted."""
    seen: list[Step] = []

    def stop(step: Step) -> None:
        seen.append(step)
        if len(seen) == steps:
            raise KeyboardInterrupt

    for number, chapter in numbered(story(player.place)):
        await player.play(chapter, number, set(), stop)


async def told(player: Player) -> list[tuple[str, str, str]]:
    found = await lines(player, "feedback")
    return [(one["number"], one["organisation"], one["told"]) for one in found]


async def test_a_refused_step_says_which_and_why(played: Player) -> None:
    step = Step("06-12 17:00", "secretary", "open-meeting", {"meeting": "nowhere"})
    with pytest.raises(StoryError, match=r"open-meeting of 12 June 2026 at 17:00.*nowhere"):
        await played.give(step, "00000000-0000-4000-8000-000000000001")
