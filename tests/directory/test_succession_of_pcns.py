"""A PCN that closes has a successor where all of its last practices went on to one other PCN."""

from datetime import date
from pathlib import Path

import pytest

from directory import SuccessorCandidate, successor_candidates
from directory.database import Connection
from tests.directory.files import csv_file, spell
from tests.directory.imports import MARCH, import_one

CLOSED, NEXT, OTHER = "U11111", "U22222", "U33333"
LATER = date(2026, 6, 1)


def stayed(practice: str, last_day: str = "20260331") -> list[str]:
    return spell(practice, CLOSED, end=last_day)


def went(practice: str, pcn: str = NEXT, first_day: str = "20260401") -> list[str]:
    return spell(practice, pcn, first_day)


async def test_all_practices_of_a_closed_pcn_in_one_other_make_it_the_successor(
    connection: Connection, tmp_path: Path
) -> None:
    rows = [stayed("A81001"), stayed("A81002"), went("A81001"), went("A81002")]
    # one that left years before it closed does not count
    rows += [stayed("A81003", "20220331"), went("A81003", OTHER, "20220401")]
    await import_one(connection, csv_file(tmp_path, rows))
    succession = await successor_candidates(connection, CLOSED, LATER)
    assert (succession.closed_on, succession.practices) == (date(2026, 3, 31), 2)
    assert succession.candidates == (SuccessorCandidate(NEXT, date(2026, 4, 1), 2),)
    assert succession.successor == succession.candidates[0]


async def test_a_succession_is_not_seen_before_it_happens(
    connection: Connection, tmp_path: Path
) -> None:
    await import_one(connection, csv_file(tmp_path, [stayed("A81001"), went("A81001")]))
    succession = await successor_candidates(connection, CLOSED, MARCH)
    assert (succession.candidates, succession.successor) == ((), None)


@pytest.mark.parametrize(
    ("moves", "candidates"),
    [
        (
            [went("A81001"), went("A81002"), went("A81003", OTHER)],
            [(NEXT, 2), (OTHER, 1)],
        ),
        ([went("A81001"), went("A81002")], [(NEXT, 2)]),
        (
            [went("A81001"), went("A81002"), went("A81003", first_day="20260501")],
            [(NEXT, 2), (NEXT, 1)],
        ),
        ([went(f"A8100{n}", first_day="20260501") for n in (1, 2, 3)], [(NEXT, 3)]),
        ([], []),
    ],
    ids=["they parted", "one went nowhere", "one followed later", "all after a gap", "none moved"],
)
async def test_no_successor_is_named_where_it_is_not_clear(
    connection: Connection,
    tmp_path: Path,
    moves: list[list[str]],
    candidates: list[tuple[str, int]],
) -> None:
    rows = [stayed("A81001"), stayed("A81002"), stayed("A81003"), *moves]
    await import_one(connection, csv_file(tmp_path, rows))
    succession = await successor_candidates(connection, CLOSED, LATER)
    assert [(c.pcn, c.practices) for c in succession.candidates] == candidates
    assert succession.practices == 3
    assert succession.successor is None


async def test_spells_that_overlap_by_a_day_or_two_still_follow_each_other(
    connection: Connection, tmp_path: Path
) -> None:
    rows = [stayed("A81001", "20260402"), went("A81001", first_day="20260401")]
    await import_one(connection, csv_file(tmp_path, rows))
    successor = (await successor_candidates(connection, CLOSED, LATER)).successor
    assert successor == SuccessorCandidate(NEXT, date(2026, 4, 1), 1)


async def test_a_pcn_that_goes_on_has_not_closed(connection: Connection, tmp_path: Path) -> None:
    rows = [stayed("A81001"), went("A81001"), spell("A81002", CLOSED)]
    await import_one(connection, csv_file(tmp_path, rows))
    succession = await successor_candidates(connection, CLOSED, LATER)
    assert (succession.closed_on, succession.successor) == (None, None)
    unknown = await successor_candidates(connection, "U99999", LATER)
    assert (unknown.closed_on, unknown.practices) == (None, 0)
