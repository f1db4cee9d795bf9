"""Motions at an item: who moved them, the rule, the vote, the chair's ruling and dissent."""

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
from projections.minutes.business import Item
from projections.minutes.terms import term
from projections.minutes.voting import (
    Amendment,
    CastingVote,
    Dissent,
    Motion,
    Part,
    SeatVote,
    Tally,
    Vote,
)
from projections.minutes.wording import (
    NOT_RECORDED,
    UNNUMBERED,
    ended,
    number,
    one_line,
    words,
)


def motions(item: Item) -> Iterator[Block]:
    for i, motion in enumerate(item.motions, start=1):
        which = f"Motion {i}" if len(item.motions) > 1 else "Motion"
        yield Heading(level=3, text=f"{which} and vote")
        yield _moved(motion)
        if motion.amendments:
            yield body("Amendments:")
            yield Bullets(lines=tuple(map(_amendment, motion.amendments)))
        yield from _vote(motion.vote, f"{which}, item {one_line(item.number, UNNUMBERED)}")
        yield from _result(motion)


def _moved(motion: Motion) -> Block:
    return facts(
        ("Motion", words(motion.text)),
        ("Moved by", one_line(motion.moved_by)),
        ("Seconded by", one_line(motion.seconded_by)),
        ("Rule", words(motion.rule)),
        ("Method", term(motion.method) if motion.method else None),
    )


def _amendment(one: Amendment) -> Line:
    """Amendments need no seconder; one is named where there was one."""
    second = f"; seconded by {one_line(one.seconded_by)}" if one.seconded_by else ""
    return plain(f"{ended(words(one.text))} Moved by {one_line(one.moved_by)}{second}.")


def _vote(vote: Vote | None, of: str) -> Iterator[Block]:
    if vote is None:
        yield body(f"Vote: {NOT_RECORDED}.")
        return
    yield _counts(vote, f"Vote: {of}")
    if vote.by_seat:
        yield _seats(vote, f"Vote by seat: {of}")


def _counts(vote: Vote, caption: str) -> Table:
    tallies = [
        ("For", vote.in_favour),
        ("Against", vote.against),
        ("Abstained", vote.abstained),
        ("Recused", vote.recused),
        ("Absent", vote.absent),
    ]
    if vote.excluded is not None:
        tallies.insert(4, ("Excluded", vote.excluded))
    columns = (
        Column(name="Count of", share=5),
        *(Column(name=name, share=3, align="end") for name, _ in tallies),
    )
    return Table(caption=caption, columns=columns, rows=_count_rows(vote, [t for _, t in tallies]))


def _count_rows(vote: Vote, tallies: list[Tally]) -> tuple[tuple[Line, ...], ...]:
    seats = (plain("Seats"), *(plain(number(tally.seats)) for tally in tallies))
    if vote.weight_unit is None:
        return (seats,)
    unit = plain(one_line(vote.weight_unit))
    return (seats, (unit, *(plain(number(tally.weight)) for tally in tallies)))


def _seats(vote: Vote, caption: str) -> Table:
    columns = [
        Column(name="Seat", share=8),
        Column(name="Cast by", share=7),
        Column(name="Vote", share=6),
    ]
    if vote.weight_unit is not None:
        columns.append(Column(name=one_line(vote.weight_unit), share=5, align="end"))
    rows = tuple(_seat(one, is_weighted=len(columns) > 3) for one in vote.by_seat)
    return Table(caption=caption, columns=tuple(columns), rows=rows)


def _seat(one: SeatVote, *, is_weighted: bool) -> tuple[Line, ...]:
    before = one.corrected_from
    corrected = quiet(f"corrected from {term(before).lower()}") if before else None
    cells = (
        lines(plain(one_line(one.seat)), *map(_part, one.parts)),
        plain(one_line(one.cast_by)),
        lines(plain(term(one.choice)), corrected),
    )
    return (*cells, plain(number(one.weight))) if is_weighted else cells


def _part(one: Part) -> Line:
    whole = one.weight is not None and one.weight.isdecimal()
    weight = number(int(one.weight)) if one.weight and whole else one_line(one.weight)
    return quiet(f"of it {one_line(one.organisation)}: {weight}")


def _result(motion: Motion) -> Iterator[Block]:
    differs = motion.result_by_rule is not None and motion.result_by_rule != motion.result
    by_rule = f"{term(motion.result_by_rule)} (differs from the ruling of the chair)"
    amended = ", as amended" if motion.amendments and motion.result == "carried" else ""
    yield facts(
        ("Result", strong(term(motion.result) + amended)),
        ("By the rule", by_rule if differs else None),
        ("Casting vote", _casting_vote(motion.casting_vote) if motion.casting_vote else None),
    )
    if motion.dissent:
        yield body("Dissent recorded:")
        yield Bullets(lines=tuple(map(_dissent, motion.dissent)))


def _casting_vote(vote: CastingVote) -> str:
    reason = words(vote.reason, "reason not recorded")
    return f"{term(vote.choice)}, by {one_line(vote.cast_by)}: {reason}"


def _dissent(one: Dissent) -> Line:
    seat = one_line(one.seat, "")
    return plain(f"{one_line(one.dissent_by)}{f' ({seat})' if seat else ''}: {words(one.text)}")
