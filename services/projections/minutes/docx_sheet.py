"""An empty Word document with the styles of minutes, and how text is written into it."""

from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from projections.minutes.blocks import Line
from projections.minutes.docx_styles import style_elements

TEXT_WIDTH = 16.6
"""Centimetres between the margins of an A4 page."""

_LEFTOVERS = {
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.THUMBNAIL,
}
_VOICES = {"plain": None, "strong": "Strong", "quiet": "Quiet"}


def empty_document(language: str) -> Document:
    """A4, in the language given (BCP 47), without what python-docx's own template carries along."""
    document = docx.Document()
    for part in (document.part, document.part.package):
        for key in [key for key, rel in part.rels.items() if rel.reltype in _LEFTOVERS]:
            del part.rels[key]
    styles = document.styles.element
    for old in list(styles):
        styles.remove(old)
    for new in style_elements(language):
        styles.append(parse_xml(new))
    _let_lists_follow_styles(document)
    document.settings.element.find(qn("w:themeFontLang")).set(qn("w:val"), language)
    _set_page(document)
    return document


def _let_lists_follow_styles(document: Document) -> None:
    """Drop the tab stops of the template's lists, which would hold bullets off our indents, and
    their links to its styles, which are gone.
    """
    numbering = document.part.numbering_part.element
    for old in list(numbering.iter(qn("w:tabs"), qn("w:pStyle"))):
        old.getparent().remove(old)


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - TEXT_WIDTH) / 2)
    section.top_margin = section.bottom_margin = Cm(2.3)
    section.header_distance = section.footer_distance = Cm(1.2)


def element_of(part: Paragraph | Run | Table | _Row) -> Any:
    """The XML behind a part of the document, for what python-docx has no words for."""
    return part._element  # noqa: SLF001 (the library's documented way to its XML)


def write(paragraph: Paragraph, line: Line) -> None:
    """Add the runs to the paragraph; a newline in one becomes a line break."""
    for run in line:
        paragraph.add_run(run.text, style=_VOICES[run.voice])
