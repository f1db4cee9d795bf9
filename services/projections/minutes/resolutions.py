"""Decisions: the block at an item that states one, and the list of those taken between meetings."""

from collections.abc import Iterator

from projections.minutes.blocks import (
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    Line,
    Panel,
    Paragraph,
    Run,
    Table,
    body,
    facts,
    lines,
    plain,
    quiet,
    section,
    strong,
)
from projections.minutes.business import Decision, Departure, Money, OutcomeVerb
from projections.minutes.document import Minutes, OutsideDecision
from projections.minutes.wording import (
    NOT_RECORDED,
    capital,
    one_line,
    pounds,
    sentence,
    short_day,
    words,
)

_RATIFICATION = {
    "ratified": "Ratified",
    "refused": "Ratification refused",
    "awaited": "Ratification awaited",
    "overdue": "Ratification overdue",
    None: "Ratification " + NOT_RECORDED,
}


def decision(taken: Decision) -> Panel:
    """A decision set apart. What was decided stands in bold, and its outcome verb comes first."""
    blocks: list[Heading | Paragraph | Bullets | Facts] = [
        Heading(level=3, text=f"Decision {one_line(taken.number)}"),
        Paragraph(line=_resolved(taken.outcome, strong(words(taken.text)))),
        facts(
            ("Authority", words(taken.authority)),
            ("Money", lines(*map(_money, taken.money)) or None),
        ),
    ]
    if taken.departures:
        blocks.append(body("Votes that departed from a mandate:"))
        blocks.append(Bullets(lines=tuple(map(_departure, taken.departures))))
    return Panel(kind="decision", blocks=tuple(blocks))


def _resolved(outcome: OutcomeVerb | None, text: Line) -> Line:
    return (*strong(capital(outcome or "outcome " + NOT_RECORDED) + ":"), Run(" "), *text)


def _money(money: Money) -> Line:
    amount = capital(pounds(money.pence))
    return plain(f"{amount}: {words(money.purpose, 'purpose not recorded')}")


def _departure(departure: Departure) -> Line:
    return plain(
        f"{one_line(departure.seat, 'Seat not recorded')} voted {one_line(departure.vote)}. "
        f"Mandate of {one_line(departure.organisation)}: {sentence(words(departure.instruction))} "
        f"Reason given: {words(departure.reason)}"
    )


def outside_decisions(minutes: Minutes) -> Iterator[Block]:
    """Decisions between meetings come only where there are any: most meetings have none."""
    if not minutes.outside_decisions:
        return
    columns = (
        Column(name="Number", share=4),
        Column(name="How and when", share=5),
        Column(name="Decision", share=7),
        Column(name="Ratification", share=4),
    )
    rows = tuple(_outside(one) for one in minutes.outside_decisions)
    title = "Decisions taken outside the meeting"
    table = Table(caption=title, columns=columns, rows=rows, is_captioned=False)
    yield from section(title, table)


def _outside(one: OutsideDecision) -> tuple[Line, ...]:
    minute = one_line(one.ratified_by, "")
    return (
        strong(one_line(one.number)),
        lines(
            plain(capital(one.route or "route " + NOT_RECORDED)),
            quiet(one_line(one.decided_by, "by whom " + NOT_RECORDED)),
            quiet(short_day(one.decided_on) if one.decided_on else "date " + NOT_RECORDED),
        ),
        lines(
            _resolved(one.outcome, plain(words(one.text))),
            quiet(f"Reason: {words(one.reason)}"),
        ),
        lines(
            plain(_RATIFICATION[one.ratification]),
            quiet(f"minute {minute}") if minute else None,
        ),
    )
