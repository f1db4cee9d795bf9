"""The PDF is tagged, archival, the same every time, and has a glyph for all that it shows."""

from io import BytesIO
from itertools import pairwise

import pytest
import typst
from msgspec.structs import replace
from pypdf import PdfReader

from projections.minutes import Minutes, to_pdf
from projections.minutes.business import Item, Minute
from projections.minutes.document import Declaration
from projections.minutes.glyphs import MARK, RANGES, showable
from tests.projections.minutes.reading import pdf_tags, text_of
from tests.projections.minutes.sample import CONFIRMATION, MINUTES


@pytest.fixture(scope="module")
def content() -> bytes:
    return to_pdf(MINUTES, by_seat=True)


@pytest.fixture(scope="module")
def reader(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def spoken(text: str) -> Minutes:
    return Minutes(items=(Item(discussion=(Minute(number="1.1", text=text),)),))


def test_it_is_tagged_and_has_a_title_and_a_language(reader: PdfReader) -> None:
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert str(root["/Lang"]) == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == (
        "Minutes of the Harbourside and Vale Place Board, Meeting of Thursday 14 May 2026"
    )


def test_it_claims_pdf_ua_1_and_pdf_a_2a(reader: PdfReader) -> None:
    claims = reader.root_object["/Metadata"].get_data().decode()  # type: ignore[attr-defined]
    assert "<pdfuaid:part>1</pdfuaid:part>" in claims
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in claims


def test_its_headings_are_headings_and_skip_no_level(content: bytes) -> None:
    levels = [int(tag[1]) for tag in pdf_tags(content) if tag in {"H1", "H2", "H3", "H4"}]
    assert set(levels) == {1, 2, 3}
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_its_tables_have_header_cells(content: bytes) -> None:
    tags = pdf_tags(content)
    assert tags.count("Table") == tags.count("THead") > 10
    assert tags.count("TH") > 40


def test_facts_are_a_list_of_labels_and_bodies(content: bytes) -> None:
    tags = pdf_tags(content)
    assert tags.count("Lbl") == tags.count("LBody") == tags.count("LI") > 40


def test_the_same_minutes_give_the_same_bytes(content: bytes) -> None:
    assert to_pdf(MINUTES, by_seat=True) == content


def test_a_clock_of_a_real_server_has_microseconds() -> None:
    as_at = MINUTES.record.as_at
    assert as_at
    record = replace(MINUTES.record, as_at=as_at.replace(microsecond=123_456))
    shown = PdfReader(BytesIO(to_pdf(replace(MINUTES, record=record)))).metadata
    assert shown
    assert shown.creation_date == as_at.replace(microsecond=0)


def test_each_page_says_its_status_and_its_number(reader: PdfReader) -> None:
    pages = [page.extract_text() for page in reader.pages]
    for i, text in enumerate(pages, start=1):
        assert f"Page {i} of {len(pages)}" in text
        assert "DRAFT" in text


def test_confirmed_minutes_are_nowhere_called_a_draft() -> None:
    confirmed = to_pdf(replace(MINUTES, status="CONFIRMED", confirmation=CONFIRMATION))
    shown = text_of("pdf", confirmed)
    assert "CONFIRMED" in shown
    assert "DRAFT" not in shown


def test_its_fonts_are_those_of_the_typesetter_and_embedded(reader: PdfReader) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert fonts
    assert all("Libertinus" in font for font in fonts)


def test_typesetting_code_in_what_people_wrote_is_shown_and_not_obeyed() -> None:
    text = '#let x = read("/etc/passwd") #panic("no") $ x^2 $ *bold* _it_ = heading @cite `raw`'
    assert text in text_of("pdf", to_pdf(spoken(text)))


def test_every_character_of_the_table_has_a_glyph_in_every_voice() -> None:
    """Each is set in regular, semibold and bold, as PDF/UA would refuse one that is missing."""
    everything = " ".join(chr(c) for first, last in RANGES for c in range(first, last + 1))
    source = b"""#set document(title: "Glyphs")
        #set text(font: "Libertinus Serif", lang: "en", fallback: false)
        #for weight in ("regular", "semibold", "bold") {
          par(text(weight: weight, sys.inputs.t))
        }"""
    typst.compile(
        source,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"t": everything},
        pdf_standards=["ua-1", "a-2a"],
    )


def test_a_symbol_without_a_glyph_is_named_and_a_letter_is_marked() -> None:
    assert showable("done 😀") == "done [grinning face]"
    assert showable("王") == MARK
    assert showable("e\u0301") == "é"
    assert showable("\u200d\ufe0f") == ""


def test_a_mark_is_explained_at_the_end() -> None:
    assert "a character could not be shown" in text_of("pdf", to_pdf(spoken("王小明")))
    assert "a character could not be shown" not in text_of("pdf", to_pdf(spoken("Zoë Łukasz")))


def test_a_word_wider_than_the_page_is_broken_and_kept() -> None:
    shown = text_of("pdf", to_pdf(spoken("a" * 10_000)))
    assert shown.count("a") >= 10_000


def test_a_row_longer_than_a_page_runs_on_to_the_next() -> None:
    interest = " ".join(f"word{i}" for i in range(1_500))
    content = to_pdf(Minutes(declarations=(Declaration(interest=interest),)))
    pages = [set(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]
    assert set().union(*pages) >= {f"word{i}" for i in range(1_500)}
    assert not [page for page in pages if {"word0", "word1499"} <= page]
