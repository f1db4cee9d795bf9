"""Who was there: members, those in attendance, apologies, and whether that made a quorum."""

from collections.abc import Iterator

from msgspec import UNSET

from projections.minutes.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Line,
    Panel,
    Table,
    body,
    lines,
    plain,
    quiet,
    section,
    strong,
)
from projections.minutes.document import (
    Adjournment,
    Apology,
    Attendee,
    Minutes,
    Quoracy,
    QuorumException,
)
from projections.minutes.fields import Text
from projections.minutes.wording import (
    NOT_RECORDED,
    UNNUMBERED,
    ended,
    moment,
    names,
    number,
    one_line,
    span,
    words,
)

_QUORATE = {
    True: "The meeting was quorate.",
    False: "The meeting was not quorate.",
    None: "Whether the meeting was quorate is not recorded.",
}
_ITEM_QUORATE = {
    True: "The meeting was quorate for this item",
    False: "The meeting was not quorate for this item",
    None: "Whether the meeting was quorate for this item is not recorded",
}
_RESUMED_QUORATE = {
    True: "The sitting was quorate.",
    False: "The sitting was not quorate.",
    None: "Whether the sitting was quorate is not recorded.",
}
_MAY_VOTE = {True: "Yes", False: "No", None: "not recorded"}


def present(minutes: Minutes) -> Iterator[Block]:
    columns = (
        Column(name="Name", share=5),
        Column(name="Role and organisation", share=6),
        Column(name="Seat", share=7),
        Column(name="Voting", share=2),
    )
    rows = tuple(
        (*_person(one), _seat(one), plain(_MAY_VOTE[one.voting])) for one in minutes.present
    )
    yield from section("Present", _table("Members present", columns, rows))


def in_attendance(minutes: Minutes) -> Iterator[Block]:
    columns = (Column(name="Name", share=5), Column(name="Role and organisation", share=15))
    rows = tuple(_person(one) for one in minutes.in_attendance)
    yield from section("In attendance", _table("In attendance, without a vote", columns, rows))


def apologies(minutes: Minutes) -> Iterator[Block]:
    columns = (
        Column(name="Name", share=5),
        Column(name="Role and organisation", share=6),
        Column(name="Seat", share=5),
        Column(name="Deputy", share=4),
    )
    rows = tuple(_apology(one) for one in minutes.apologies)
    yield from section("Apologies for absence", _table("Apologies for absence", columns, rows))


def _table(caption: str, columns: tuple[Column, ...], rows: tuple[tuple[Line, ...], ...]) -> Table:
    return Table(caption=caption, columns=columns, rows=rows, is_captioned=False)


def _person(one: Attendee) -> tuple[Line, Line]:
    deputy = one_line(one.deputy_for, "")
    part = span(one.arrived_at, one.left_at)
    name = lines(
        strong(one_line(one.name)),
        quiet(f"deputy for {deputy}") if deputy else None,
        quiet(f"present {part}") if part else None,
        quiet(f"at sitting {one.sitting}") if one.sitting is not UNSET else None,
    )
    return name, _post(one.role, one.organisation)


def _post(role: Text, organisation: Text) -> Line:
    return lines(
        plain(one_line(role, "role " + NOT_RECORDED)),
        plain(one_line(organisation, "organisation " + NOT_RECORDED)),
    )


def _seat(one: Attendee) -> Line:
    speaks_for = quiet(f"for {names(one.speaks_for)}") if one.speaks_for else None
    return lines(plain(one_line(one.seat)), speaks_for)


def _apology(one: Apology) -> tuple[Line, ...]:
    return (
        strong(one_line(one.name)),
        _post(one.role, one.organisation),
        plain(one_line(one.seat)),
        plain(one_line(one.deputy, "none recorded")),
    )


def quoracy(minutes: Minutes) -> Iterator[Block]:
    yield Heading(level=1, text="Quoracy")
    quorum = minutes.quoracy or Quoracy()
    counts = (
        f"Voting members present: {number(quorum.present)}; required: {number(quorum.required)}."
    )
    yield body(f"{_QUORATE[quorum.met]} {counts}")
    if quorum.categories:
        yield _categories(quorum)
    if quorum.exceptions:
        yield Bullets(lines=tuple(plain(_exception(one)) for one in quorum.exceptions))


def _categories(quorum: Quoracy) -> Table:
    columns = (
        Column(name="Category", share=10),
        Column(name="Required", share=3, align="end"),
        Column(name="Present", share=3, align="end"),
    )
    rows = tuple(
        (plain(one_line(one.name)), plain(number(one.required)), plain(number(one.present)))
        for one in quorum.categories
    )
    return Table(caption="Categories that the quorum asks for", columns=columns, rows=rows)


def _exception(one: QuorumException) -> str:
    return f"Item {one_line(one.item, UNNUMBERED)}: {_item_quoracy(one)}"


def _item_quoracy(one: QuorumException) -> str:
    present = f"Voting members present: {number(one.present)}."
    return f"{_ITEM_QUORATE[one.met]}. {present} {ended(words(one.reason, 'Reason not recorded'))}"


def adjournments(minutes: Minutes) -> Iterator[Block]:
    """When the meeting was broken off and went on; most meetings have no such section."""
    if minutes.adjournments is UNSET:
        return
    yield Heading(level=1, text="Adjournments")
    for one in minutes.adjournments:
        yield body(_adjourned(one))
        yield body(_resumed(one))


def _adjourned(one: Adjournment) -> str:
    until = f" until {moment(one.resumes_at)}" if one.resumes_at else ""
    reason = ended(words(one.reason, "Reason not recorded"))
    return f"The meeting was adjourned on {moment(one.adjourned_at)}{until}. {reason}"


def _resumed(one: Adjournment) -> str:
    if one.resumed_at is None:
        return "It was not resumed."
    there = f"Voting members present: {number(one.present)}."
    return f"It was resumed on {moment(one.resumed_at)}. {_RESUMED_QUORATE[one.met]} {there}"


def quoracy_of_item(minutes: Minutes, item: str | None) -> Iterator[Block]:
    """What to say at an item whose quoracy differed from that of the meeting."""
    exceptions = minutes.quoracy.exceptions if minutes.quoracy and item else ()
    for one in exceptions:
        if one.item == item:
            statement = body(_item_quoracy(one))
            yield statement if one.met else Panel(kind="warning", blocks=(statement,))
