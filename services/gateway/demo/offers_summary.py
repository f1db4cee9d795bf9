"""The part of the demo's summary that tells of offers, and of days without a mandate."""

from rich.console import Console
from rich.markup import escape

from gateway.demo.cells import Line, stressed, table, words
from gateway.demo.player import Player
from gateway.demo.results import lines
from schemas.counting import counted


async def tell_offers(player: Player, console: Console) -> None:
    """Whether what was on offer was offered fairly; how often representatives' PCNs won."""
    made = table("", "")
    for line in await lines(player, "opportunities"):
        bad = line["verdict"] == "not-fair"
        why = ", ".join(words(one) for one in line["grounds"])
        made.add_row(
            escape(line["title"]),
            stressed(words(line["verdict"]), is_bad=bad) + (f": {why}" if why else ""),
        )
        if line["head_start_minutes"]:
            made.add_row("", f"head start {counted(line['head_start_minutes'] // 60, 'hour')}")
    made.show_header = False
    console.print(made)
    for line in await lines(player, "allocations"):
        if line["whose"] == "own-pcns":
            console.print(
                f"Awards to own PCNs of representatives: {line['awards']}, of n = "
                f"{line['opportunities']}; so many or more by chance: {line['tail_probability']}.\n"
            )


async def tell_gaps(player: Player, names: dict[str, str], console: Console) -> None:
    """How many PCN-days had no valid mandate, and whose."""
    found: list[Line] = await lines(player, "mandate-gaps")
    days = sum(line["days_represented"] for line in found)
    without = sum(line["days_without_mandate"] for line in found)
    console.print(f"{without} of {days} PCN-days had no valid mandate.")
    now = dict.fromkeys(names[one["organisation"]] for one in found if one["is_without_now"])
    console.print(f"Without one now: {', '.join(now) or 'nobody'}.\n")
