"""An entry's bytes are canonical JSON (RFC 8785), whatever stands in it."""

import hashlib
import json
import uuid
from datetime import UTC
from pathlib import Path
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from eventlog.errors import EntryTooLargeError
from eventlog.sealing import Attribution, Draft, Sealer, leaf_hash
from schemas.entry import MAX_ENTRY_BYTES, Entry, canonical, read_entry
from schemas.event import Event
from schemas.events import EVENTS
from schemas.sample import sample
from tests.support.books import KEY, attribution
from tests.support.clock import NOON
from tests.support.shared import needs_shared, shared

LARGEST = 2**53 - 1
strings = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
keys = st.text(st.characters(max_codepoint=0x7F), max_size=12)
scalars = strings | st.integers(-LARGEST, LARGEST) | st.booleans() | st.none()
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=25,
)
times = st.datetimes(timezones=st.just(UTC))


@given(values)
@settings(max_examples=600, derandomize=True, deadline=None)
def test_values_are_encoded_as_the_reference_does(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    return Entry(
        v=1,
        book=draw(strings),
        position=draw(st.integers(1, LARGEST)),
        id=str(draw(st.uuids())),
        type=draw(strings),
        occurred_at=draw(times),
        recorded_at=draw(times),
        actor=draw(strings),
        command=str(draw(st.uuids())),
        tags=tuple(draw(st.lists(strings, max_size=4))),
        data=msgspec.Raw(canonical(draw(st.dictionaries(keys, values, max_size=5)))),
        nonce=draw(strings),
        acting_for=draw(st.none() | strings),
        cause=draw(st.none() | strings),
        sd=tuple(draw(st.lists(strings, max_size=3))),
    )


@given(entries())
@settings(max_examples=200, derandomize=True, deadline=None)
def test_a_whole_entry_is_canonical_and_reads_back_the_same(entry: Entry) -> None:
    stored = canonical(entry)
    assert stored == rfc8785.dumps(json.loads(stored))
    assert read_entry(stored) == entry


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.TOPIC)
def test_the_facts_of_every_event_are_canonical(event: type[Event]) -> None:
    facts = canonical(sample(event).facts())
    assert facts == rfc8785.dumps(json.loads(facts))


def applicable(path: Path) -> bool:
    """Whether a vector keeps to what entries are made of: ASCII keys, and no fractions."""

    def plain(value: Any) -> bool:
        if isinstance(value, dict):
            return all(key.isascii() and plain(inner) for key, inner in value.items())
        return all(map(plain, value)) if isinstance(value, list) else not isinstance(value, float)

    return plain(json.loads(path.read_text(encoding="utf-8")))


@needs_shared("vectors", "jcs-rfc8785")
def test_the_published_vectors_within_our_profile_come_out_byte_for_byte() -> None:
    inputs = sorted(shared("vectors", "jcs-rfc8785", "input").glob("*.json"))
    within = [path for path in inputs if applicable(path)]
    assert [path.stem for path in within] == ["arrays", "unicode"]
    for path in within:
        wanted = (path.parents[1] / "output" / path.name).read_bytes().rstrip(b"\n")
        assert canonical(json.loads(path.read_text(encoding="utf-8"))) == wanted


def seal(data: bytes = b"{}", by: Attribution | None = None) -> Any:
    draft = Draft("motion-moved.v1", data, ["motion:m1", "item:i", "motion:m1"], {})
    return Sealer("book", KEY).seal(draft, 7, NOON, by or attribution())


def test_a_leaf_is_the_hash_of_a_zero_byte_and_the_entry() -> None:
    sealed = seal()
    assert sealed.leaf_hash == hashlib.sha256(b"\x00" + sealed.stored).digest()
    # RFC 6962's own definition, on the empty entry: SHA-256 of one zero byte.
    assert (
        leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )


def test_an_entry_says_all_that_the_record_design_lists() -> None:
    command = uuid.uuid4()
    by = Attribution("key:pat", command, NOON, acting_for="U99001", cause="earlier-event")
    sealed = seal(b'{"motion":"m1"}', by)
    said = json.loads(sealed.stored)
    assert said.pop("id") == str(sealed.event_id)
    assert len(said.pop("nonce")) == 22  # 128 bits in base64url
    assert said == {
        "v": 1,
        "book": "book",
        "position": 7,
        "type": "motion-moved.v1",
        "occurred_at": "2026-05-14T12:00:00.123456Z",
        "recorded_at": "2026-05-14T12:00:00.123456Z",
        "actor": "key:pat",
        "acting_for": "U99001",
        "command": str(command),
        "cause": "earlier-event",
        "tags": ["item:i", "motion:m1"],
        "data": {"motion": "m1"},
    }


def test_equal_votes_are_not_equal_entries() -> None:
    by = attribution()
    assert seal(by=by).leaf_hash != seal(by=by).leaf_hash


def test_an_entry_is_bounded() -> None:
    room = MAX_ENTRY_BYTES - len(seal(canonical({"x": ""})).stored)
    assert len(seal(canonical({"x": "y" * room})).stored) == MAX_ENTRY_BYTES
    with pytest.raises(EntryTooLargeError, match=r"65536 bytes"):
        seal(canonical({"x": "y" * (room + 1)}))
