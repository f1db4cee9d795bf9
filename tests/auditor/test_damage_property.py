"""Whatever is done to whichever entry, text or checkpoint of an export, the verifier names it.

The one who does it may own the server and its database, but has not the signing key.
"""

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.report import Report
from auditor.whole import Options
from tests.auditor.building import b64url, leaf, named
from tests.auditor.checking import checked, found
from tests.auditor.story import whole_story

STORY = whole_story()
ITEM_AT = next(i for i, e in enumerate(STORY.entries, 1) if b"meeting-item-tabled" in e)
ERASED = STORY.erase(ITEM_AT, "title")
FILES = STORY.files()
SIZE = len(STORY.entries)
ENTRIES = FILES["entries.ndjson"].splitlines()
TEXTS = FILES["disclosures.ndjson"].splitlines()

damaged = settings(derandomize=True, deadline=None, max_examples=60)
positions = st.integers(1, SIZE)


def report_on(**changed: bytes | list[bytes]) -> Report:
    """The report on the export with some of its files replaced (`_` for each `-` and `.`)."""
    files = dict(FILES)
    for name, content in changed.items():
        [file] = [one for one in files if one.replace("-", "_").replace(".", "_") == name]
        files[file] = (
            content if isinstance(content, bytes) else b"".join(c + b"\n" for c in content)
        )
    with tempfile.TemporaryDirectory() as folder:
        return checked(files, Path(folder), options=Options(all_texts=True))


def covering_up(entries: list[bytes]) -> dict[str, bytes | list[bytes]]:
    """The entries with everything else made to agree, except what only the key can sign."""
    manifest = json.loads(FILES["manifest.json"]) | {"entries": len(entries)}
    return {
        "entries_ndjson": entries,
        "leaf_hashes_bin": b"".join(map(leaf, entries)),
        "manifest_json": json.dumps(manifest).encode(),
    }


def test_the_export_is_sound_before_it_is_damaged() -> None:
    report = report_on()
    assert found(report) == set()
    assert report.facts["texts"]["erased"] == 1


@damaged
@given(positions, st.data())
def test_an_entry_with_any_byte_changed_is_named(position: int, data: st.DataObject) -> None:
    entry = ENTRIES[position - 1]
    at = data.draw(st.integers(0, len(entry) - 1))
    flip = data.draw(st.integers(1, 255).filter(lambda f: entry[at] ^ f != ord("\n")))
    entries = list(ENTRIES)
    entries[position - 1] = entry[:at] + bytes([entry[at] ^ flip]) + entry[at + 1 :]
    report = report_on(entries_ndjson=entries)
    assert ("entry-changed", position) in found(report)
    assert ("root", None) in found(report)
    assert report.exit_status == 1


@damaged
@given(positions)
def test_an_entry_that_was_dropped_is_named(position: int) -> None:
    entries = [*ENTRIES[: position - 1], *ENTRIES[position:]]
    report = report_on(entries_ndjson=entries)
    assert ("entry-dropped", position) in found(report)
    assert not {"entry-changed", "entry-inserted", "entry-moved"} & {r for r, _ in found(report)}


@damaged
@given(positions, positions)
def test_entries_that_changed_places_are_named(one: int, other: int) -> None:
    entries = list(ENTRIES)
    entries[one - 1], entries[other - 1] = entries[other - 1], entries[one - 1]
    report = report_on(entries_ndjson=entries)
    moved = {position for rule, position in found(report) if rule == "entry-moved"}
    if one == other:
        assert report.verdict == "valid"
    else:
        assert moved
        assert moved <= set(range(min(one, other), max(one, other) + 1))
        assert {("position", one), ("position", other)} <= found(report)


@damaged
@given(st.integers(1, SIZE + 1), st.booleans(), positions)
def test_an_entry_that_was_inserted_is_named(at: int, is_copy: bool, copied: int) -> None:
    forged = ENTRIES[copied - 1] if is_copy else ENTRIES[copied - 1].replace(b"board", b"b0ard", 1)
    forged = forged if is_copy or forged != ENTRIES[copied - 1] else b'{"forged":1}'
    entries = [*ENTRIES[: at - 1], forged, *ENTRIES[at - 1 :]]
    report = report_on(entries_ndjson=entries)
    inserted = {position for rule, position in found(report) if rule == "entry-inserted"}
    # A copy beside its original cannot be told from it: either of the two is the one too many.
    assert len(inserted) == 1
    assert [e for i, e in enumerate(entries, 1) if i not in inserted] == ENTRIES or is_copy
    assert entries[min(inserted) - 1] == forged


@damaged
@given(positions, st.sampled_from(["change", "drop", "swap", "insert"]))
def test_damage_that_is_covered_up_everywhere_still_fails_at_the_signed_root(
    position: int, how: str
) -> None:
    entries = list(ENTRIES)
    if how == "change":
        entries[position - 1] = entries[position - 1].replace(b"secretary-1", b"secretary-2")
    elif how == "drop":
        del entries[position - 1]
    elif how == "swap":
        entries[position - 1], entries[-1] = entries[-1], entries[position - 1]
    else:
        entries.insert(position - 1, b"{}")
    report = report_on(**covering_up(entries))
    is_same = entries == ENTRIES
    assert (("root", None) in found(report)) is not is_same
    assert (report.verdict == "invalid") is not is_same


@damaged
@given(positions, st.integers(0, 31), st.integers(1, 255))
def test_a_changed_leaf_hash_is_told_from_a_changed_entry(
    position: int, at: int, flip: int
) -> None:
    leaves = bytearray(FILES["leaf-hashes.bin"])
    leaves[(position - 1) * 32 + at] ^= flip
    assert found(report_on(leaf_hashes_bin=bytes(leaves))) == {("leaf-hashes", None)}


@damaged
@given(st.integers(0, len(FILES["checkpoint"]) - 1), st.integers(1, 255))
def test_no_byte_of_the_checkpoint_can_change(at: int, flip: int) -> None:
    raw = FILES["checkpoint"]
    report = report_on(checkpoint=raw[:at] + bytes([raw[at] ^ flip]) + raw[at + 1 :])
    rules = {rule for rule, _ in found(report)}
    assert rules & {"signature", "note-format", "checkpoint-format", "origin"}
    assert report.proves == []


@damaged
@given(st.integers(0, len(TEXTS) - 1), st.sampled_from(["change", "drop", "move", "garble"]))
def test_a_text_that_was_tampered_with_is_named(which: int, how: str) -> None:
    said = json.loads(TEXTS[which])
    position = said["position"]
    texts = list(TEXTS)
    if how == "drop":
        del texts[which]
        expected = {("text-missing", position)}
    elif how == "change":
        changed = [b64url(b"s" * 16), named(said["disclosure"]), "Something else."]
        said["disclosure"] = b64url(json.dumps(changed).encode())
        expected = {("text-mismatch", position)}
    elif how == "move":
        said["position"] = position + 1
        expected = {("text-mismatch", position + 1), ("text-missing", position)}
    else:
        said["disclosure"] = said["disclosure"][:-3]
        expected = {("text-mismatch", position)}
    if how != "drop":
        texts[which] = json.dumps(said).encode()
    assert expected <= found(report_on(disclosures_ndjson=texts))


@damaged
@given(st.permutations(TEXTS))
def test_the_order_of_the_texts_in_the_file_does_not_matter(texts: list[bytes]) -> None:
    assert found(report_on(disclosures_ndjson=texts)) == set()
