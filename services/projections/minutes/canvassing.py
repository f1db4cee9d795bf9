"""What PCNs were asked and told their seat before an item: the canvass and the mandates."""

from collections import defaultdict
from collections.abc import Iterator

from projections.minutes.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Line,
    Table,
    body,
    facts,
    lines,
    plain,
    quiet,
    strong,
)
from projections.minutes.business import Canvass, Item, Mandate, Response
from projections.minutes.fields import Text
from projections.minutes.terms import term
from projections.minutes.wording import (
    NOT_RECORDED,
    UNNUMBERED,
    day,
    names,
    number,
    one_line,
    words,
)

_INSTRUCTIONS = {"for": "Vote for", "against": "Vote against", "abstain": "Abstain"}
_EVERYONE = "Every PCN was canvassed in good time."
_ON_OTHER_PAPER = "Every PCN was canvassed in good time, on a paper that was changed afterwards."
_NOT_EVERYONE = "Not every PCN was canvassed in good time."


def canvasses(item: Item) -> Iterator[Block]:
    for i, canvass in enumerate(item.canvasses, start=1):
        rounds = f", round {i}" if len(item.canvasses) > 1 else ""
        yield Heading(level=3, text="Canvass before the meeting" + rounds)
        yield facts(
            ("Question", words(canvass.question)),
            ("Dates", _window(canvass)),
            ("Rule", words(canvass.rule)),
            ("Coverage", _coverage(canvass)),
            *_standing(canvass),
            ("Outcome", strong(words(canvass.outcome))),
        )
        yield from _objections(canvass)


def _window(canvass: Canvass) -> str:
    if canvass.opened_on is None and canvass.closed_on is None:
        return NOT_RECORDED
    return f"{day(canvass.opened_on)} to {day(canvass.closed_on)}"


def _coverage(canvass: Canvass) -> Line:
    pcns = f"PCNs reached: {number(canvass.pcns_reached)} of {number(canvass.pcns_total)}."
    patients = (
        f"Registered patients: {number(canvass.patients_reached)} of "
        f"{number(canvass.patients_total)}."
    )
    return lines(_verdict(canvass), plain(f"{pcns} {patients}"))


def _verdict(canvass: Canvass) -> Line | None:
    if canvass.pcns_reached is None or not canvass.pcns_total:
        return None
    if canvass.pcns_reached != canvass.pcns_total:
        return plain(_NOT_EVERYONE)
    return plain(_ON_OTHER_PAPER if canvass.has_changed_paper is True else _EVERYONE)


def _standing(canvass: Canvass) -> Iterator[tuple[str, Line | None]]:
    """The six lists that every PCN of the electorate falls into; the empty ones are left out."""
    yield "Responded", lines(*_responses(canvass.responded)) or plain("none recorded")
    silent_and_others: tuple[tuple[str, tuple[Text, ...]], ...] = (
        ("Declined", canvass.declined),
        ("Silent", canvass.silent),
        ("Late notice", canvass.late_notice),
        ("Not reached", canvass.not_reached),
        ("Exempt", canvass.exempt),
    )
    for name, organisations in silent_and_others:
        yield name, plain(names(organisations)) if organisations else None


def _responses(responses: tuple[Response, ...]) -> Iterator[Line]:
    """One line for each position taken, in the order in which they first came."""
    by_position: dict[str, list[str]] = defaultdict(list)
    for one in responses:
        conditions = words(one.conditions, "")
        by_position[term(one.position)].append(
            one_line(one.organisation) + (f" ({conditions})" if conditions else "")
        )
    for position, organisations in by_position.items():
        yield plain(f"{position} ({len(organisations)}): {'; '.join(organisations)}")


def _objections(canvass: Canvass) -> Iterator[Block]:
    if not canvass.objections:
        return
    yield body("Objections:")
    yield Bullets(
        lines=tuple(
            plain(f"{one_line(one.organisation)}: {words(one.text)}") for one in canvass.objections
        )
    )


def mandates(item: Item) -> Iterator[Block]:
    if not item.mandates:
        return
    yield Heading(level=3, text="Mandates")
    columns = (
        Column(name="PCN", share=5),
        Column(name="Mandate", share=3),
        Column(name="Instruction", share=8),
        Column(name="Standing", share=4),
    )
    rows = tuple(_mandate(one) for one in item.mandates)
    caption = f"Mandates for item {one_line(item.number, UNNUMBERED)}"
    yield Table(caption=caption, columns=columns, rows=rows, is_captioned=False)


def _mandate(one: Mandate) -> tuple[Line, ...]:
    seat = one_line(one.seat, "")
    return (
        lines(
            strong(one_line(one.organisation)),
            quiet(f"passed on to {one_line(one.successor)}") if one.successor else None,
            quiet(f"to {seat}") if seat else None,
        ),
        plain(term(one.kind)),
        _instruction(one),
        plain(term(one.standing)),
    )


def _instruction(one: Mandate) -> Line:
    conditions = words(one.conditions, "")
    vote = _INSTRUCTIONS[one.instruction] if one.instruction else None
    if one.kind == "open" and vote is None:
        vote = "Use judgement"
    return lines(plain(vote) if vote else None, plain(conditions) if conditions else None) or plain(
        NOT_RECORDED
    )
