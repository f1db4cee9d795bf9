"""What the demo leaves in its folder: minutes in every format and every register, over HTTP."""

from pathlib import Path
from typing import Any

import msgspec

from gateway.demo.player import Player

FORMATS = ("html", "pdf", "docx", "md", "json")
PAGE = 500


async def take_away(player: Player, out: Path) -> list[Path]:
    """Writes the files, over those of an earlier run, and says where."""
    files = {
        f"minutes-{meeting}.{one}": (await player.minutes(meeting, one)).content
        for meeting in await meetings_held(player)
        for one in FORMATS
    }
    for register in await registers(player):
        files[f"{register}.csv"] = await as_csv(player, register)
        files[f"{register}.json"] = await as_json(player, register)
    return written(out, files)


def written(out: Path, files: dict[str, bytes]) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out / name).write_bytes(content)
    return [out / name for name in files]


async def meetings_held(player: Player) -> list[str]:
    return [one["meeting"] for one in await lines(player, "meetings") if one["opened_at"]]


async def registers(player: Player) -> list[str]:
    return [one["name"] for one in (await player.get("/registers"))["registers"]]


async def as_csv(player: Player, register: str) -> bytes:
    head = await player.head()
    answer = await player.fetch(f"/registers/{register}", format="csv", min_position=head)
    return answer.content


async def as_json(player: Player, register: str) -> bytes:
    found = await lines(player, register)
    whole = {"register": register, "book": player.place.book, "lines": found}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2)


async def lines(player: Player, register: str, **filters: str) -> list[dict[str, Any]]:
    """All lines of a register, page by page."""
    query: dict[str, Any] = {**filters, "limit": PAGE, "min_position": await player.head()}
    found: list[dict[str, Any]] = []
    while True:
        page = await player.get(f"/registers/{register}", **query)
        found += page["lines"]
        if page["next"] is None:
            return found
        query["after"] = page["next"]
