"""Published canonical JSON: the auditor accepts what lies within entries' profile, no more."""

import json
from pathlib import Path

import pytest

from auditor.canonical import NotCanonicalError, canonical, read_canonical
from tests.support.shared import needs_shared, shared

ROOT = ("vectors", "jcs-rfc8785")
WITHIN = {"arrays", "structures", "unicode"}
"""The others have fractions, or keys that are not ASCII: no entry has them."""

outputs = pytest.mark.parametrize(
    "path", sorted(shared(*ROOT, "output").glob("*.json")), ids=lambda path: path.stem
)


@needs_shared(*ROOT)
@outputs
def test_canonical_bytes_are_accepted_within_the_profile_of_entries(path: Path) -> None:
    raw = path.read_bytes().rstrip(b"\n")
    assert bytes.fromhex((path.parents[1] / "outhex" / f"{path.stem}.txt").read_text()) == raw
    if path.stem in WITHIN:
        value = read_canonical(raw)
        assert value == json.loads(raw)
        assert canonical(value) == raw
    else:
        with pytest.raises(NotCanonicalError):
            read_canonical(raw)


@needs_shared(*ROOT)
@outputs
def test_the_same_values_written_otherwise_are_refused(path: Path) -> None:
    with pytest.raises(NotCanonicalError):
        read_canonical((path.parents[1] / "input" / path.name).read_bytes())
