"""Who was canvassed, and who was not: each consultation in a sentence, and in full if need be."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from gateway.demo.cells import Line, day, name, named, stressed, table, words
from gateway.demo.player import Player
from gateway.demo.results import lines
from schemas.counting import counted

OMISSIONS = {"silent", "late-notice", "not-reached"}


async def tell_canvass(player: Player, console: Console) -> None:
    known = dict.fromkeys(one["consultation"] for one in await lines(player, "canvass"))
    for consultation in known:
        found = await player.get(f"/consultations/{consultation}")
        (outcome,) = found["outcomes"]
        tell_coverage(found["canvass"], console)
        tell_consensus(outcome, found["lines"], console)
        if not all(line["is_reached"] for line in found["lines"]):
            console.print(asked(found["lines"]))
        console.print()


def tell_coverage(summary: Line, console: Console) -> None:
    is_full = summary["every_pcn_was_canvassed"]
    verdict = stressed("Yes" if is_full else "No", is_bad=not is_full)
    again = f" (asked again, round {summary['round']})" if summary["round"] > 1 else ""
    console.print(f"[bold]{escape(summary['question'])}[/bold]{again}")
    is_other_paper = not is_full and summary["pcns_reached"] == summary["pcns"]
    console.print(
        f"Was every PCN asked in good time? {verdict}: {summary['pcns_reached']} of "
        f"{counted(summary['pcns'], 'PCN')}, {summary['patients_reached']:,} of "
        f"{summary['patients']:,} registered "
        f"patients{', but not on the paper as it was discussed' * is_other_paper}."
    )
    for unknown in summary["unknown"]:
        console.print(f"[dim]{escape(unknown)}[/dim]")


def tell_consensus(outcome: Line, found: list[Line], console: Console) -> None:
    opposed = [line for line in found if line["organisation"] in outcome["objections"]]
    against = f"; opposed: {named(opposed)}" if opposed else ""
    console.print(
        f"Consensus ahead of time: {words(outcome['outcome'])} ({outcome['voices']} voices of "
        f"{outcome['electorate']}{against})."
    )
    if outcome["carried"]:
        console.print(
            f"{len(outcome['carried'])} answered an earlier paper only; if those answers counted: "
            f"{words(outcome['outcome_if_carried'])}."
        )


def asked(found: list[Line]) -> Table:
    made = table("PCN", "asked on", "days’ notice", "state", "position")
    for line in found:
        days = line["notice_working_days"]
        made.add_row(
            name(line),
            day(line["delivered_at"]) if line["delivered_at"] else "–",
            "–" if days is None else str(days),
            stressed(words(line["state"]), is_bad=line["state"] in OMISSIONS),
            words(line["position"] or "–"),
        )
    return made
