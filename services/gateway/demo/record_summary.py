"""The parts of the demo's summary that tell how votes were counted, and what became of texts."""

from collections import Counter

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from gateway.demo.cells import Line, table, words
from gateway.demo.player import Player
from gateway.demo.results import lines

WEIGHED = ("weighted", "double-majority")
OF_TEXTS = {
    "record-disclosure-erased.v1": "erased for good",
    "record-text-exempted.v1": "marked as not to be published",
    "record-exemption-lifted.v1": "published again",
}


async def tell_votes(player: Player, console: Console) -> None:
    console.print(await ways_of_counting(player))
    console.print()


async def ways_of_counting(player: Player) -> Table:
    """Each motion that was put: its rule, for and against, and what the rule makes of them."""
    made = table("rule", "for–against", "by weight", "result", "the question")
    for motion in dict.fromkeys(one["motion"] for one in await lines(player, "votes")):
        vote: Line = (await player.get(f"/motions/{motion}"))["vote"]
        tally, rule = vote["tally"], vote["rule"]
        for_, against = tally["in_favour"], tally["against"]
        is_weighed = rule["kind"] in WEIGHED
        made.add_row(
            _rule(rule),
            f"{for_['seats']}–{against['seats']}",
            f"{for_['weight']:,}–{against['weight']:,}" if is_weighed else "–",
            _result(tally),
            escape(vote["text"]),
        )
    return made


def _result(tally: Line) -> str:
    by = ", casting vote" if tally["is_decided_by_casting_vote"] else ""
    return words(tally["result"]) + by


def _rule(rule: Line) -> str:
    by = " by list size" if rule.get("weights") == "list-size" else ""
    return words(rule["kind"]) + by


async def tell_texts(player: Player, console: Console) -> None:
    for hold in (await player.get("/holds"))["holds"]:
        where = ", ".join(f"entry {position}" for position in hold["entries"])
        console.print(f"Held for {words(hold['ground'])}: {where}; nobody can erase it.")
    found = Counter(one["type"] for one in await player.entries())
    told = [f"{found[type_]} {what}" for type_, what in OF_TEXTS.items() if found[type_]]
    console.print(f"Texts: {', '.join(told) or 'all as they were recorded'}.")
    console.print(f"Keys that signed the book so far: {1 + found['record-key-rotated.v1']}.")
