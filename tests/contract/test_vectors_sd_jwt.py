"""Published SD-JWT disclosures (RFC 9901): digests and values, however the JSON was encoded."""

import json
from typing import Any

import pytest

from auditor.disclosures import digest_of, open_disclosure
from auditor.findings import VerificationError
from tests.support.shared import needs_shared, shared

ROOT = ("vectors", "sd-jwt-rfc9901", "disclosures.json")
CASES = json.loads(shared(*ROOT).read_text())["cases"] if shared(*ROOT).exists() else []


@needs_shared(*ROOT)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["disclosure"][:16])
def test_a_disclosure_opens_as_published(case: dict[str, Any]) -> None:
    if case["digest"] is not None:
        assert digest_of(case["disclosure"]) == case["digest"]
    if len(case["array"]) == 2:
        # Of an element of an array, which no entry has: it lacks a name.
        with pytest.raises(VerificationError):
            open_disclosure(case["disclosure"])
        return
    found = open_disclosure(case["disclosure"])
    assert [found.name, found.value] == case["array"][1:]
    assert found.digest == digest_of(case["disclosure"])


@needs_shared(*ROOT)
def test_the_same_value_encoded_otherwise_has_another_digest() -> None:
    same = [one["disclosure"] for one in CASES if one["array"][1:] == ["family_name", "Möbius"]]
    assert len(same) == 3
    assert len({digest_of(one) for one in same}) == 3
