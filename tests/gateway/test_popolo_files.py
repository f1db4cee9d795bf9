"""Popolo files in every layout are streamed, and what is broken in them is named by its place."""

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from gateway.popolo.files import Unusable
from gateway.popolo.index import index_of
from gateway.popolo.votings import Voting, votings
from tests.gateway.popolo_files import (
    EVENT,
    MOTION,
    PERSONS,
    TRUST,
    Json,
    as_json,
    as_lines,
    changed,
    motion,
    vote,
    written,
)
from tests.support.shared import needs_shared, shared

APART = changed(MOTION, vote_events=None)
VOTED = changed(EVENT, motion_id="m-1")


@needs_shared("standards", "popolo")
@pytest.mark.parametrize(("schema", "thing"), [("motion", MOTION), ("vote_event", EVENT)])
def test_the_files_of_these_tests_are_popolo(schema: str, thing: Json) -> None:
    from jsonschema import Draft3Validator  # noqa: PLC0415 - only where the schemas are
    from referencing import Registry, Resource  # noqa: PLC0415
    from referencing.jsonschema import DRAFT3  # noqa: PLC0415

    schemas = [json.loads(one.read_text()) for one in shared("standards", "popolo").glob("*.json")]
    registry: Any = Registry().with_resources(
        (one["id"].rstrip("#"), Resource(one, DRAFT3)) for one in schemas
    )
    wanted = next(one for one in schemas if one["id"].endswith(f"/{schema}.json#"))
    Draft3Validator(wanted, registry=registry).validate(thing)


LAYOUTS = {
    "list.json": lambda path: as_json(path, [MOTION]),
    "list.json.gz": lambda path: as_json(path, [MOTION]),
    "object.json": lambda path: as_json(path, {"motions": [MOTION]}),
    "apart.json": lambda path: as_json(path, {"vote_events": [VOTED], "motions": [APART]}),
    "within.json": lambda path: as_json(path, {"vote_events": [changed(EVENT, motion=APART)]}),
    "lines.ndjson": lambda path: as_lines(path, [MOTION]),
    "lines.ndjson.gz": lambda path: as_lines(path, [MOTION]),
    "lines.jsonl": lambda path: as_lines(path, ["", MOTION, ""]),
    "apart.ndjson": lambda path: as_lines(path, [TRUST, APART, VOTED]),
    "marked.ndjson": lambda path: as_lines(path, ["\ufeff" + json.dumps(MOTION)]),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_holds_the_same_voting(tmp_path: Path, name: str) -> None:
    (voting,) = votings(LAYOUTS[name](tmp_path / name))
    assert isinstance(voting, Voting)
    assert (voting.motion.text, voting.event.id, voting.turn) == (MOTION["text"], "ve-1", 1)
    assert [one.option for one in voting.event.votes] == ["yes", "no", "yes", "abstain", "absent"]


def test_each_vote_on_a_motion_is_a_voting_of_its_own(tmp_path: Path) -> None:
    twice = changed(MOTION, vote_events=[EVENT, changed(EVENT, id="ve-2")])
    together = list(votings(as_json(tmp_path / "together.json", [twice])))
    events = [VOTED, changed(VOTED, id="ve-2")]
    apart = list(
        votings(as_json(tmp_path / "apart.json", {"motions": [APART], "vote_events": events}))
    )
    for found in (together, apart):
        assert [(one.event.id, one.turn) for one in found if isinstance(one, Voting)] == [
            ("ve-1", 1),
            ("ve-2", 2),
        ]


def refusals(path: Path) -> list[str]:
    return [str(one) for one in votings(path) if isinstance(one, Unusable)]


def usable(path: Path) -> list[str]:
    return [str(one.motion.id) for one in votings(path) if isinstance(one, Voting)]


def test_broken_lines_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = as_lines(
        tmp_path / "broken.ndjson",
        [motion(1), "{broken", "[]", '{"colour": "red"}', changed(APART, id="m-5"), motion(6)],
    )
    assert usable(path) == ["m-1", "m-6"]
    (json_error, no_object, no_motion, no_vote) = refusals(path)
    assert json_error == "line 2: it must be JSON; it cannot be read from byte 1 on"
    assert no_object == "line 3: it must be a group of fields, and is a list"
    assert no_motion == "line 4: this is neither a motion nor a vote event"
    assert no_vote == "line 5 (motion HF/98/3): it has no vote event"


def test_a_field_of_the_wrong_kind_is_named(tmp_path: Path) -> None:
    path = as_lines(tmp_path / "wrong.ndjson", [motion(1, {"votes": [vote("a", 7)]})])  # type: ignore[arg-type]
    (wrong,) = refusals(path)
    assert wrong.endswith(
        "option in number 1 of votes in number 1 of vote_events must be text or nothing, and is a "
        "whole number"
    )


@pytest.mark.parametrize("name", ["cut.json", "cut.json.gz", "cut.ndjson.gz"])
def test_what_stands_before_a_break_is_read_and_the_break_is_named(
    tmp_path: Path, name: str
) -> None:
    motions = [motion(number) for number in range(1, 200)]
    path = tmp_path / name
    whole = (as_json if ".json" in name else as_lines)(path, motions)
    path.write_bytes(whole.read_bytes()[: -path.stat().st_size // 3])
    assert 0 < len(usable(path)) < 199
    (broken,) = refusals(path)
    assert "the file cannot be read further" in broken
    assert broken.startswith("after ")


def test_a_file_that_is_no_json_is_said_to_be_none(tmp_path: Path) -> None:
    path = written(tmp_path / "roll-call.json", "voter,option\npat,yes\n")
    assert usable(path) == []
    assert "cannot be read" in refusals(path)[0]


def test_the_index_knows_names_and_the_earliest_usable_day(tmp_path: Path) -> None:
    early = motion(2, {"start_date": "1991-02-03"}, date=None)
    odd = [motion(3, {"start_date": "1811-01-01"}), motion(4, {"start_date": "1990"})]
    whole = {"persons": PERSONS, "organizations": [TRUST], "motions": [MOTION, early, *odd]}
    for path in (
        as_json(tmp_path / "all.json", whole),
        as_lines(tmp_path / "all.ndjson", [*PERSONS, TRUST, MOTION, early, *odd, "{"]),
    ):
        index = index_of(path)
        assert str(index.earliest) == "1991-02-03"
        assert {id_: one.is_organisation for id_, one in index.known.items()} == {
            "pat-example": False,
            "terry-example": False,
            "trust-1": True,
        }
    listed = index_of(as_json(tmp_path / "list.json", [MOTION, early]))
    assert str(listed.earliest) == "1991-02-03"


def peak_while_reading(path: Path) -> int:
    """The most bytes that Python held while the whole file was read."""
    tracemalloc.start()
    try:
        index_of(path)
        assert sum(1 for _ in votings(path)) > 0
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("layout", [as_json, as_lines])
def test_memory_does_not_grow_with_the_number_of_votes(tmp_path: Path, layout: Any) -> None:
    votes = [vote(f"voter-{n}", "yes") for n in range(100)]
    few, many = (
        layout(
            tmp_path / f"{count}.{layout.__name__.removeprefix('as_').replace('lines', 'ndjson')}",
            [motion(n, {"votes": votes, "counts": []}) for n in range(count)],
        )
        for count in (20, 200)
    )
    assert many.stat().st_size > 900_000
    assert peak_while_reading(many) < peak_while_reading(few) + 100_000
