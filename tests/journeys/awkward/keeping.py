"""Awkward cases of the record itself: erased, held, unpublished, corrected, signed anew."""

from io import BytesIO

import docx
import pytest
from pypdf import PdfReader

from gateway.demo.chapters.july import ABOUT_A_COLLEAGUE
from gateway.demo.player import Player
from gateway.demo.problem import StoryError
from gateway.demo.results import FORMATS, as_csv, registers
from tests.journeys.awkward.registry import case, only, some, tried

JULY = "board-2026-07-09"
ERASED = "objection upheld (UK GDPR, Article 21)"


async def types(player: Player) -> list[str]:
    return [one["type"] for one in await player.entries()]


def text_of(extension: str, content: bytes) -> str:
    """The words of minutes, whatever their format, a space between each."""
    match extension:
        case "pdf":
            words = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
        case "docx":
            words = " ".join(one.text for one in docx.Document(BytesIO(content)).paragraphs)
        case _:
            words = content.decode()
    return " ".join(words.split())


@case("Erased text, gone from every page and PDF")
async def erased(played: Player) -> None:
    gone = ABOUT_A_COLLEAGUE.split(" spoke of ")[1]
    assert "record-disclosure-erased.v1" in await types(played)
    for extension in FORMATS:
        text = text_of(extension, (await played.minutes(JULY, extension)).content)
        assert gone not in text
        assert ERASED in text, extension
    for register in await registers(played):
        assert gone.encode() not in await as_csv(played, register), register


@case("Legal hold in force")
async def held(played: Player) -> None:
    (hold,) = (await played.get("/holds"))["holds"]
    assert (hold["hold"], hold["ground"]) == ("estates-post-complaint", "complaint")
    (position,) = hold["entries"]
    texts = [{"position": position, "name": "summary"}]
    step, id_ = tried(
        "administrator",
        "erase-texts",
        {"texts": texts, "basis": "right-to-erasure", "authority": "data-protection-officer"},
    )
    with pytest.raises(StoryError, match="hold"):
        await played.give(step, id_)


@case("Legal hold released")
async def released(played: Player) -> None:
    assert "record-legal-hold-released.v1" in await types(played)


@case("Text exempt from publication")
async def exempt(played: Player) -> None:
    full, public = [
        (await played.fetch(f"/meetings/{JULY}/minutes.md", rendition=one)).text
        for one in ("full", "public")
    ]
    assert "£212 a session" in full
    assert "£212" not in public
    assert "withheld: FOIA 2000, section 43(2)" in public


@case("Exemption lifted")
async def lifted(played: Player) -> None:
    found = await types(played)
    assert found.count("record-text-exempted.v1") == 2
    assert found.count("record-exemption-lifted.v1") == 1


@case("Signing key replaced")
async def rotated(played: Player) -> None:
    """The book says so itself, and both keys sign its head for a while."""
    (entry,) = [e for e in await played.entries() if e["type"] == "record-key-rotated.v1"]
    assert entry["data"]["new_key"] != entry["data"]["old_key"]
    checkpoint = (await played.fetch("/checkpoint")).text
    assert checkpoint.count("\n— ") == 2, checkpoint


@case("Corrections of each kind")
async def corrections(played: Player) -> None:
    found = {one["subject"] for one in await some(played, "corrections")}
    assert {"attendance", "canvass", "decision", "declaration", "entry"} <= found
    assert {"feedback", "minutes", "view", "vote"} <= found
    assert {"award", "casting-vote", "dissent", "ratification"} <= found
    assert {"return", "ruling", "standing-aside"} <= found


@case("Decision put in other words")
async def restated(played: Player) -> None:
    line = await only(played, "decisions", number="PB/2627/001")
    assert len(line["replaced_texts"]) == 1
