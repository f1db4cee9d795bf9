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
from projections.minutes.voting import (
    Amendment,
    CastingVote,
    Dissent,
    Motion,
    SeatVote,
    Tally,
    Vote,
)
from projections.minutes.wording import (
    NOT_RECORDED,
    capital,
    number,
    one_line,
    sentence,
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
        yield from _vote(motion.vote, f"{which}, item {one_line(item.number)}")
        yield from _result(motion)


def _moved(motion: Motion) -> Block:
    return facts(
        ("Motion", words(motion.text)),
        ("Moved by", one_line(motion.moved_by)),
        ("Seconded by", one_line(motion.seconded_by)),
        ("Rule", words(motion.rule)),
    )


def _amendment(one: Amendment) -> Line:
    result = sentence(words(one.result, "result not recorded"))
    return plain(
        f"{sentence(words(one.text))} Moved by {one_line(one.moved_by)}; "
        f"seconded by {one_line(one.seconded_by)}. {result}"
    )


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
    unit = plain(capital(one_line(vote.weight_unit)))
    return (seats, (unit, *(plain(number(tally.weight)) for tally in tallies)))


def _seats(vote: Vote, caption: str) -> Table:
    columns = [
        Column(name="Seat", share=8),
        Column(name="Cast by", share=7),
        Column(name="Vote", share=6),
    ]
    if vote.weight_unit is not None:
        columns.append(Column(name=capital(one_line(vote.weight_unit)), share=5, align="end"))
    rows = tuple(_seat(one, is_weighted=len(columns) > 3) for one in vote.by_seat)
    return Table(caption=caption, columns=tuple(columns), rows=rows)


def _seat(one: SeatVote, *, is_weighted: bool) -> tuple[Line, ...]:
    corrected = quiet(f"corrected from {one.corrected_from}") if one.corrected_from else None
    cells = (
        plain(one_line(one.seat)),
        plain(one_line(one.cast_by)),
        lines(plain(capital(one.choice or NOT_RECORDED)), corrected),
    )
    return (*cells, plain(number(one.weight))) if is_weighted else cells


def _result(motion: Motion) -> Iterator[Block]:
    by_rule = words(motion.result_by_rule, "")
    ruling = words(motion.result)
    differs = by_rule and by_rule != ruling
    yield facts(
        ("Result", strong(capital(ruling))),
        ("By the rule", f"{by_rule} (differs from the ruling of the chair)" if differs else None),
        ("Casting vote", _casting_vote(motion.casting_vote) if motion.casting_vote else None),
    )
    if motion.dissent:
        yield body("Dissent recorded:")
        yield Bullets(lines=tuple(map(_dissent, motion.dissent)))


def _casting_vote(vote: CastingVote) -> str:
    reason = words(vote.reason, "reason not recorded")
    return f"{vote.choice or NOT_RECORDED}, by {one_line(vote.cast_by)}: {reason}"


def _dissent(one: Dissent) -> Line:
    seat = one_line(one.seat, "")
    return plain(f"{one_line(one.dissent_by)}{f' ({seat})' if seat else ''}: {words(one.text)}")
