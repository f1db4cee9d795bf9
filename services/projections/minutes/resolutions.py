"""Decisions: the block at an item that states one, and the list of those taken between meetings."""

from collections.abc import Iterator

from msgspec import UNSET

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
from projections.minutes.business import Decision, Departure
from projections.minutes.document import Minutes, OutsideDecision, UndoneDecision
from projections.minutes.terms import term
from projections.minutes.wording import (
    NOT_RECORDED,
    UNNUMBERED,
    ended,
    one_line,
    pounds,
    short_day,
    words,
)
from schemas.values import Choice, OutcomeVerb

_RATIFICATION = {
    "ratified": "Ratified",
    "refused": "Ratification refused",
    "awaited": "Ratification awaited",
    "overdue": "Ratification overdue",
    "rescinded": "Rescinded at this meeting",
    "superseded": "Replaced at this meeting",
    None: "Ratification " + NOT_RECORDED,
}


def decision(taken: Decision) -> Panel:
    """A decision set apart. What was decided stands in bold, and its outcome verb comes first."""
    blocks: list[Heading | Paragraph | Bullets | Facts] = [
        Heading(level=3, text=f"Decision {one_line(taken.number, UNNUMBERED)}"),
        Paragraph(line=strong(f"{_verb(taken.outcome)} {words(taken.text)}")),
        facts(
            ("Authority", _authority(taken)),
            ("Money", pounds(taken.amount_pence) if taken.amount_pence is not None else None),
            ("Since then", _undone_here(taken)),
        ),
    ]
    if taken.departures:
        blocks.append(body("Votes that departed from a mandate:"))
        blocks.append(Bullets(lines=tuple(map(_departure, taken.departures))))
    return Panel(kind="decision", blocks=tuple(blocks))


def _undone_here(taken: Decision) -> Line | None:
    """What the same meeting did with it afterwards; whoever reads the item alone must see it."""
    if not taken.undone:
        return None
    by = f" by decision {taken.undone_by}" if taken.undone_by else ""
    return strong("Rescinded" if taken.undone == "rescinded" else f"Replaced{by}") + plain(
        ", at this meeting"
    )


def _verb(outcome: OutcomeVerb | None) -> str:
    return f"{term(outcome, 'Outcome ' + NOT_RECORDED)}:"


def _authority(taken: Decision) -> Line:
    basis = words(taken.basis, "")
    return lines(plain(term(taken.authority)), plain(basis) if basis else None)


def _choice(choice: Choice | None) -> str:
    return choice or NOT_RECORDED


def _departure(departure: Departure) -> Line:
    return plain(
        f"{one_line(departure.seat, 'Seat not recorded')}, vote: {_choice(departure.vote)}. "
        f"Mandate of {one_line(departure.organisation)}: {_choice(departure.instruction)}. "
        f"{_why(departure)}"
    )


def _why(departure: Departure) -> str:
    """Of a vote that was put on the record later nobody could have recorded the reason."""
    if not departure.is_recorded_later:
        return f"Reason given: {ended(words(departure.reason))}"
    basis = term(departure.correction_basis, "Basis not recorded").lower()
    later = f"Put on the record later, {basis}: {ended(words(departure.correction_reason))}"
    return f"{later} Whether a reason was given at the vote is not recorded."


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


def undone_decisions(minutes: Minutes) -> Iterator[Block]:
    """Decisions that this meeting took back or replaced, where there are any."""
    if minutes.undone_decisions is UNSET:
        return
    columns = (
        Column(name="Number", share=4),
        Column(name="Decision", share=8),
        Column(name="What became of it", share=8),
    )
    rows = tuple(_undone(one) for one in minutes.undone_decisions)
    title = "Decisions rescinded or replaced"
    table = Table(caption=title, columns=columns, rows=rows, is_captioned=False)
    yield from section(title, table)


def _undone(one: UndoneDecision) -> tuple[Line, ...]:
    item, is_rescinded = one_line(one.item, ""), one.by is UNSET
    return (
        strong(one_line(one.number)),
        lines(
            plain(words(one.text)),
            quiet(f"of {short_day(one.decided_on)}") if one.decided_on else None,
        ),
        lines(
            plain("Rescinded" if is_rescinded else f"Replaced by decision {one.by}"),
            quiet(f"Reason: {words(one.reason)}") if is_rescinded and one.reason else None,
            quiet(f"minute {item}") if item else None,
        ),
    )


def _by(one: OutsideDecision) -> Line | None:
    """A resolution in writing is its members': nobody took it alone."""
    is_shared = one.route == "written-resolution" and one.decided_by is None
    return None if is_shared else quiet(one_line(one.decided_by, "by whom " + NOT_RECORDED))


def _outside(one: OutsideDecision) -> tuple[Line, ...]:
    minute = one_line(one.ratified_by, "")
    return (
        strong(one_line(one.number)),
        lines(
            plain(term(one.route, "route " + NOT_RECORDED)),
            _by(one),
            quiet(short_day(one.decided_on) if one.decided_on else "date " + NOT_RECORDED),
        ),
        lines(
            (*strong(_verb(one.outcome)), Run(f" {words(one.text)}")),
            quiet(f"Reason: {words(one.reason)}"),
            plain(pounds(one.amount_pence)) if one.amount_pence is not None else None,
        ),
        lines(
            plain(_RATIFICATION[one.ratification]),
            quiet(f"minute {minute}") if minute else None,
        ),
    )
