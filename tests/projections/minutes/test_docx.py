"""The Word document has real headings, tables with headers, a language and a title."""

from io import BytesIO
from itertools import pairwise

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from projections.minutes import Minutes, to_docx
from projections.minutes.document import Attendee
from tests.projections.minutes.sample import MINUTES


@pytest.fixture(scope="module")
def document() -> Document:
    return docx.Document(BytesIO(to_docx(MINUTES, by_seat=True)))


def styles_used(document: Document) -> list[str]:
    return [str(p.style.name) for p in document.paragraphs if p.style]


def test_its_headings_are_word_headings_and_skip_no_level(document: Document) -> None:
    levels = [int(name[-1]) for name in styles_used(document) if name.startswith("Heading ")]
    assert set(levels) == {1, 2, 3}
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_headings_have_the_outline_levels_that_word_navigates_by(document: Document) -> None:
    for level in (1, 2, 3):
        (outline,) = document.styles[f"Heading {level}"].element.iter(qn("w:outlineLvl"))
        assert outline.get(qn("w:val")) == str(level - 1)


def test_the_title_is_a_title_and_lists_are_lists(document: Document) -> None:
    used = styles_used(document)
    assert used.count("Title") == 1
    assert "List Bullet" in used
    assert document.styles["List Bullet"].element.find(f".//{qn('w:numPr')}") is not None


def test_every_table_repeats_its_header_row_and_has_a_title(document: Document) -> None:
    assert len(document.tables) > 10
    for table in document.tables:
        first, *others = table._tbl.tr_lst
        assert first.find(f".//{qn('w:tblHeader')}") is not None
        assert all(row.find(f".//{qn('w:tblHeader')}") is None for row in others)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_all_text_is_british_english(document: Document) -> None:
    (language,) = document.styles.element.iter(qn("w:lang"))
    assert language.get(qn("w:val")) == "en-GB"
    assert document.core_properties.language == "en-GB"


def test_its_properties_are_those_of_the_minutes(document: Document) -> None:
    properties = document.core_properties
    assert properties.title == (
        "Minutes of the Harbourside and Vale Place Board, Meeting of Thursday 14 May 2026"
    )
    assert properties.author == "Harbourside and Vale Place Board"
    assert properties.comments == ""
    assert properties.content_status == "DRAFT"


def test_each_page_says_its_status_and_its_number(document: Document) -> None:
    section = document.sections[0]
    assert section.header.paragraphs[0].text.endswith("DRAFT")
    fields = [f.get(qn("w:instr")) for f in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_every_style_in_use_is_defined_and_nothing_is_left_empty(document: Document) -> None:
    body = document.element.body
    tags = [qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle")]
    used = {node.get(qn("w:val")) for node in body.iter(*tags)}
    assert used <= {style.style_id for style in document.styles}
    assert all(paragraph.text for paragraph in document.paragraphs)


def test_the_same_minutes_give_the_same_bytes() -> None:
    assert to_docx(MINUTES) == to_docx(MINUTES)


def test_a_title_longer_than_word_allows_is_cut_in_the_properties_only() -> None:
    document = docx.Document(BytesIO(to_docx(Minutes(title="T" * 400, body="B" * 400))))
    assert document.core_properties.title == "T" * 255
    assert "T" * 400 in [paragraph.text for paragraph in document.paragraphs]


def test_characters_that_xml_forbids_leave_a_mark() -> None:
    person = Attendee(name="A\0B\x0bC\ufffeD")
    document = docx.Document(BytesIO(to_docx(Minutes(present=(person,)))))
    assert document.tables[0].cell(1, 0).text == "A\ufffdB\nC\ufffdD".replace("\n", " ")
