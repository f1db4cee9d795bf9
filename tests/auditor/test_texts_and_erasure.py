"""Texts are opened, withheld, erased, or MISMATCH; missing without an erasure is an alarm."""

import json
from pathlib import Path

import pytest

from auditor.disclosures import open_disclosure
from auditor.findings import VerificationError
from auditor.whole import Options
from tests.auditor.building import BOOK, Book, b64url, digest_of, disclosure_of
from tests.auditor.checking import checked, found
from tests.auditor.story import constituted, meeting

TITLE_AT = 10


def book() -> Book:
    """Entry 10 is an item with a title; entries 12, 13 and 14 have names."""
    book = constituted()
    meeting(book, "may", "2026-05-14T13:00:00Z")
    return book


def test_an_erasure_keeps_every_proof_and_is_told_from_what_is_withheld(tmp_path: Path) -> None:
    story = book()
    erased_in = story.erase(TITLE_AT, "title")
    files = story.files(texts="some")
    files["disclosures.ndjson"] = files["disclosures.ndjson"].splitlines(keepends=True)[0]
    report = checked(files, tmp_path)
    assert report.verdict == "valid"
    assert report.facts["texts"] == {"opened": 1, "erased": 1, "withheld": 2}
    [erasure] = report.facts["erasures"]
    assert erasure == {
        "erased_by_entry": erased_in,
        "entry": TITLE_AT,
        "text": "title",
        "basis": "UK GDPR, Article 17",
        "authority": "secretary-1",
    }


def test_an_export_without_texts_withholds_them_all(tmp_path: Path) -> None:
    files = book().files(texts="none")
    del files["disclosures.ndjson"]
    assert checked(files, tmp_path).facts["texts"] == {"withheld": 4}


def test_a_text_missing_without_an_erasure_is_an_alarm(tmp_path: Path) -> None:
    story = book()
    story.disclosures.remove(story.disclosures[0])
    assert found(checked(story.files(texts="all"), tmp_path / "all")) == {
        ("text-missing", TITLE_AT)
    }
    assert found(checked(story.files(texts="some"), tmp_path / "some")) == set()
    insisting = Options(all_texts=True)
    report = checked(story.files(texts="some"), tmp_path / "insisted", options=insisting)
    assert found(report) == {("text-missing", TITLE_AT)}


def test_a_text_that_was_erased_and_is_still_there_is_an_alarm(tmp_path: Path) -> None:
    story = book()
    kept = story.disclosures[0]
    story.erase(TITLE_AT, "title")
    story.disclosures.insert(0, kept)
    assert found(checked(story.files(), tmp_path)) == {("erased-text-present", TITLE_AT)}


def test_another_text_in_place_of_the_recorded_one_is_a_mismatch(tmp_path: Path) -> None:
    story = book()
    story.disclosures[0] = (TITLE_AT, disclosure_of("title", "A better one"))
    report = checked(story.files(), tmp_path)
    assert found(report) == {("text-mismatch", TITLE_AT)}
    assert report.facts["texts"]["MISMATCH"] == 1


def test_a_text_of_no_entry_is_a_mismatch(tmp_path: Path) -> None:
    story = book()
    story.disclosures.append((99, disclosure_of("title", "Of nothing")))
    assert found(checked(story.files(), tmp_path)) == {("text-mismatch", 99)}


def test_a_text_may_not_take_the_place_of_a_fact(tmp_path: Path) -> None:
    story = Book()
    text = disclosure_of("choice", "against", BOOK, 1)
    data = {"motion": "m1", "choice": "for"}
    story.add("motion-noted.v1", data, changed={"_sd": [digest_of(text)]})
    story.disclosures.append((1, text))
    assert found(checked(story.files(), tmp_path)) == {("disclosure-format", 1)}


def test_an_erasure_of_what_was_never_there_is_named(tmp_path: Path) -> None:
    story = book()
    data = {"name": "title", "digest": "x" * 43, "basis": "b", "authority": "a"}
    of_nothing = story.add("record-disclosure-erased.v1", {"position": TITLE_AT, **data})
    of_future = story.add("record-disclosure-erased.v1", {"position": 99, **data})
    unsaid = story.add("record-disclosure-erased.v1", {"position": TITLE_AT, "name": "title"})
    assert found(checked(story.files(), tmp_path)) == {
        ("erasure-of-nothing", of_nothing),
        ("erasure-of-nothing", of_future),
        ("erasure-format", unsaid),
    }


def test_an_erasure_cannot_come_before_the_text_that_it_erases(tmp_path: Path) -> None:
    story = constituted()
    here = len(story.entries) + 1
    text = disclosure_of("title", "Same-day hub", BOOK, here + 2)
    data = {"position": here + 2, "name": "title", "digest": digest_of(text)}
    story.add("record-disclosure-erased.v1", {**data, "basis": "b", "authority": "a"})
    meeting(story, "may", "2026-05-14T13:00:00Z")
    del story.disclosures[0]
    assert found(checked(story.files(), tmp_path)) == {("erasure-of-nothing", here)}


@pytest.mark.parametrize(
    "parts",
    [
        ["c2hvcnQ", "reason", "As told."],
        ["not base64url!", "reason", "As told."],
        [b64url(bytes(16)), "_sd", "As told."],
        [b64url(bytes(16)), 7, "As told."],
        [b64url(bytes(16)), "reason"],
        {"salt": b64url(bytes(16))},
    ],
)
def test_a_disclosure_has_a_long_salt_a_name_and_a_value(parts: object) -> None:
    with pytest.raises(VerificationError):
        open_disclosure(b64url(json.dumps(parts).encode()))


def test_disclosures_are_lines_of_json_with_position_and_disclosure() -> None:
    [first, *_] = book().files()["disclosures.ndjson"].splitlines()
    assert sorted(json.loads(first)) == ["disclosure", "position"]
