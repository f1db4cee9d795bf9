"""The auditor reads what the record writes, although the two share no code."""

import json
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.disclosures import digest_of
from auditor.entries import FORMAT_VERSION, MAX_ENTRY_BYTES, read_entry
from auditor.examining import ERASURE
from auditor.merkle import leaf_hash
from auditor.rules import Replay
from auditor.rules.tally import _COUNTS, _KINDS
from auditor.strict import base64url_text
from eventlog.disclosures import MasterKey
from eventlog.sealing import Attribution, Draft, Sealer
from schemas import entry, generate
from schemas.events import EVENT_BY_TYPE
from schemas.values import CountedOf, RuleKind
from tests.auditor.building import Book
from tests.auditor.story import whole_story

EXAMPLES = sorted((Path(generate.__file__).parent / "examples").glob("*.json"))
NOON = datetime(2026, 5, 14, 12, 0, 0, 5, tzinfo=UTC)
BY = Attribution("secretary-1", uuid.UUID(int=7), NOON, "U99001", str(uuid.UUID(int=9)))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_sealed_entry_of_every_event_reads_as_it_was_sealed(path: Path) -> None:
    example = json.loads(path.read_text(encoding="utf-8"))
    texts = example.get("disclosed", {})
    data = entry.canonical(example["data"])
    sealer = Sealer("harbourside-and-vale", MasterKey(bytes(32)))
    sealed = sealer.seal(Draft(example["type"], data, example["tags"], texts), 17, NOON, BY)
    read = read_entry(sealed.stored)
    assert (read.position, read.book, read.type) == (17, sealer.book, example["type"])
    assert read.data == example["data"]
    assert read.acting_for == "U99001"
    assert set(read.digests) == {base64url_text(one.digest) for one in sealed.texts}
    assert leaf_hash(sealed.stored) == sealed.leaf_hash


def test_digests_are_made_the_same_way() -> None:
    sealed = MasterKey(bytes(32)).seal("reason", "Zwei Ärzte fragten.")
    text = MasterKey(bytes(32)).open(sealed)
    assert text == "Zwei Ärzte fragten."
    assert len(base64url_text(sealed.digest)) == len(digest_of("x"))


def test_bounds_and_versions_are_the_same() -> None:
    assert entry.MAX_ENTRY_BYTES == MAX_ENTRY_BYTES
    assert entry.FORMAT_VERSION == FORMAT_VERSION


def test_every_rule_that_can_be_stored_can_be_recounted() -> None:
    assert set(_KINDS) == set(RuleKind.__args__)
    assert set(_COUNTS) == set(CountedOf.__args__)


def test_every_event_that_a_rule_asks_for_is_published() -> None:
    asked = set(Replay()._handlers)
    assert asked - set(EVENT_BY_TYPE) == set()
    assert len(asked) > 30


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_example_of_an_event_is_malformed_to_a_rule(path: Path) -> None:
    example = json.loads(path.read_text(encoding="utf-8"))
    book = Book()
    book.add(example["type"], example["data"], tags=example["tags"])
    replay = Replay()
    found = [*replay.see(read_entry(book.entries[0])), *replay.finish()]
    assert "data-format" not in {one.rule for one in found}


def test_the_story_of_the_tests_is_made_of_published_events() -> None:
    facts = [read_entry(one) for one in whole_story().entries]
    assert {one.type for one in facts} <= {*EVENT_BY_TYPE, ERASURE}
    for one in facts:
        schema: dict[str, Any] = json.loads(
            (EXAMPLES[0].parents[1] / "json" / f"{one.type}.json").read_text(encoding="utf-8")
        )
        assert set(one.data) <= set(schema["properties"]), one.type
