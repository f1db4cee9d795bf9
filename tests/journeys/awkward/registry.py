"""Each awkward case by its name in docs/demo.md, with the check that it is in the story."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from gateway.demo.clock import ENDS
from gateway.demo.player import Player
from gateway.demo.results import lines
from gateway.demo.step import Body, Step

Line: TypeAlias = dict[str, Any]
Check: TypeAlias = Callable[[Player], Awaitable[None]]
CASES: dict[str, Check] = {}


def case(name: str) -> Callable[[Check], Check]:
    """Files a check under the name of its case. Raises `ValueError` for a name used before."""

    def file(check: Check) -> Check:
        if name in CASES:
            raise ValueError(name)
        CASES[name] = check
        return check

    return file


async def only(player: Player, register: str, **said: Any) -> Line:
    """The one line of a register that says just this."""
    found = await some(player, register, **said)
    assert len(found) == 1, (register, said, len(found))
    return found[0]


async def some(player: Player, register: str, **said: Any) -> list[Line]:
    """The lines of a register that say this."""
    return [
        line
        for line in await lines(player, register)
        if all(line[name] == value for name, value in said.items())
    ]


def tried(by: str, command: str, body: Body) -> tuple[Step, str]:
    """A command at the end of the story, and an id for it."""
    return Step(f"{ENDS:%m-%d} 17:00", by, command, body), str(uuid.uuid4())
