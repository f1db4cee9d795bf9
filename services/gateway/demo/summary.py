"""The demo's summary, from what registers and reads answer over HTTP: nothing is known here."""

from collections import Counter

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from gateway.demo.canvass_summary import tell_canvass
from gateway.demo.cells import Line, day, named, stressed, table, words
from gateway.demo.chapters.founding import MAY
from gateway.demo.offers_summary import tell_gaps, tell_offers
from gateway.demo.place import spoken
from gateway.demo.player import Player
from gateway.demo.record_summary import tell_texts, tell_votes
from gateway.demo.results import lines


async def summarise(player: Player, console: Console) -> None:
    """Who was canvassed, what was decided, which votes departed, who was left in the dark."""
    decisions = await lines(player, "decisions")
    titles = {line["item"]: line["title"] for line in decisions}
    heading("Who was canvassed, and who was not?", console)
    await tell_canvass(player, console)
    heading("What was decided, and where?", console)
    tell_decisions(decisions, console)
    heading("How were votes counted?", console)
    await tell_votes(player, console)
    heading("Which votes departed from a mandate?", console)
    tell_fidelity(await told(player), await names_of_pcns(player), titles, console)
    heading("When did a seat speak without a mandate?", console)
    await tell_gaps(player, await names_of_pcns(player), console)
    heading("Was what was on offer offered fairly?", console)
    await tell_offers(player, console)
    heading("Who was left without feedback?", console)
    console.print(feedback(await lines(player, "feedback")))
    console.print()
    heading("What is held, erased or left unpublished?", console)
    await tell_texts(player, console)
    await tell_minutes(player, console)


def heading(question: str, console: Console) -> None:
    console.rule(f"[bold]{question}[/bold]", align="left")


async def names_of_pcns(player: Player) -> dict[str, str]:
    members = await lines(player, "members")
    return {m["organisation"]: spoken(m["name"]) for m in members if m["kind"] == "pcn"}


async def told(player: Player) -> list[Line]:
    """The votes held against what PCNs had told their seats; other members give no mandates."""
    pcns = await names_of_pcns(player)
    return [line for line in await lines(player, "fidelity") if line["organisation"] in pcns]


def tell_decisions(decisions: list[Line], console: Console) -> None:
    made = table("", "")
    for line in decisions:
        ratification = line["ratification"]
        where = [day(line["decided_at"]), words(line["where"])]
        if ratification:
            bad = ratification in ("overdue", "refused")
            word = "" if ratification.startswith("ratified") else "ratification "
            where.append(stressed(f"{word}{words(ratification)}", is_bad=bad))
        if line["votes_for"] is not None:
            where.append(vote(line))
        if line["standing"] in ("rescinded", "superseded"):
            where.append(f"{line['standing']} on {day(line['ended_at'])}")
        outcome = words(line["outcome"]).capitalize()
        made.add_row(line["number"], f"[bold]{outcome}[/bold]: {escape(line['text'])}")
        made.add_row("", " · ".join(where))
    made.show_header = False
    console.print(made)
    if overdue := [one["number"] for one in decisions if one["ratification"] == "overdue"]:
        console.print(f"Ratification is overdue: {stressed(', '.join(overdue))}.")
    console.print()


def vote(line: Line) -> str:
    """For and against, and what else there was to count."""
    more = {"abstained": line["votes_abstained"], "recused": line["seats_recused"]}
    counts = [f"vote {line['votes_for']}–{line['votes_against']}"]
    counts += [f"{number} {what}" for what, number in more.items() if number]
    if line["casting_vote"]:
        counts.append(f"casting vote {line['casting_vote']}")
    return ", ".join(counts)


def tell_fidelity(
    found: list[Line], names: dict[str, str], titles: dict[str, str], console: Console
) -> None:
    """The departures, and how all votes stand to what their seats were told."""
    departed = [line for line in found if line["verdict"].startswith("departed")]
    made = table("", "")
    for line in departed:
        title = titles.get(line["item"]) or line["item"]
        told_so = f"{line['kind']} to vote {line['instruction']}, voted {line['choice']}"
        made.add_row(names[line["organisation"]], f"{escape(title)}: {told_so}")
        is_later = line["verdict"] == "departed-reason-not-recorded"
        missing = "recorded later, no reason with it" if is_later else "no reason given"
        reason = escape(line["reason"] or "") or stressed(missing)
        made.add_row("", reason)
    made.show_header = False
    console.print(made)
    counts = Counter(line["verdict"] for line in found)
    instructed = counts.pop("followed", 0) + len(departed)
    others = sorted((v, n) for v, n in counts.items() if not v.startswith("departed"))
    console.print(
        f"Followed: {instructed - len(departed)} of {instructed} instructions. Besides: "
        f"{', '.join(f'{n} {words(v)}' for v, n in others)}.\n"
    )


def feedback(found: list[Line]) -> Table:
    """How promptly PCNs were told of each decision; by name where they were not."""
    made = table("decision", "told in time", "late", "left in the dark", "still due")
    for number in dict.fromkeys(line["number"] for line in found):
        every = [line for line in found if line["number"] == number and line["told"] in TOLD]
        by_told = {told: [one for one in every if one["told"] == told] for told in TOLD}
        in_time, *others = by_told.values()
        shown = [_all_or_named(some, len(every)) for some in others]
        made.add_row(number, f"{len(in_time)} of {len(every)}", *shown)
    return made


TOLD = ("in-time", "late", "left-in-the-dark", "due")


def _all_or_named(some: list[Line], of: int) -> str:
    if some and len(some) == of:
        return stressed(f"all {of}")
    return named(some) or "–"


async def tell_minutes(player: Player, console: Console) -> None:
    minutes = (await player.minutes(MAY)).json()
    console.print(f"\nThe minutes of {minutes['meeting']['held_on']} are {minutes['status']}.\n")
