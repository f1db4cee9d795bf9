"""An empty Word document with the styles of minutes, ready to be filled.

ECMA-376 part 1, 17.3 and 17.7, fixes which elements a style has and in which order.
"""

from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from projections.minutes.blocks import Line
from projections.minutes.docx_styles import LOOKS, Look
from projections.minutes.palette import PALETTE

FONT = "Arial"
TEXT_WIDTH = 16.6
"""Centimetres between the margins of an A4 page."""

_TWIPS_PER_CM = 567
_LEFTOVERS = {
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.THUMBNAIL,
}
_VOICES = {"plain": None, "strong": "Strong", "quiet": "Quiet"}
_BULLET = '<w:numPr><w:numId w:val="1"/></w:numPr>'
_CHARACTER_STYLES = {
    "Strong": "<w:b/><w:bCs/>",
    "Term": f'<w:b/><w:bCs/><w:color w:val="{PALETTE["quiet"][1:]}"/>',
    "Quiet": f'<w:color w:val="{PALETTE["quiet"][1:]}"/>',
}
_TABLE_STYLE = f"""
<w:tblPr>
  <w:tblBorders>
    <w:bottom w:val="single" w:sz="4" w:space="0" w:color="{PALETTE["line"][1:]}"/>
    <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{PALETTE["line"][1:]}"/>
  </w:tblBorders>
  <w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="115" w:type="dxa"/></w:tblCellMar>
</w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>
  <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{PALETTE["quiet"][1:]}"/>
</w:tcBorders></w:tcPr></w:tblStylePr>"""


def empty_document(language: str) -> Document:
    """A4, in the language given (BCP 47), without what python-docx's own template carries along."""
    document = docx.Document()
    for part in (document.part, document.part.package):
        for key in [key for key, rel in part.rels.items() if rel.reltype in _LEFTOVERS]:
            del part.rels[key]
    styles = document.styles.element
    for old in list(styles):
        styles.remove(old)
    for new in _styles(language):
        styles.append(parse_xml(new))
    _let_lists_follow_styles(document)
    document.settings.element.find(qn("w:themeFontLang")).set(qn("w:val"), language)
    _set_page(document)
    return document


def _let_lists_follow_styles(document: Document) -> None:
    """The tab stops of the template's lists would hold bullets off the indents of the styles."""
    numbering = document.part.numbering_part.element
    for tabs in list(numbering.iter(qn("w:tabs"))):
        tabs.getparent().remove(tabs)


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - TEXT_WIDTH) / 2)
    section.top_margin = section.bottom_margin = Cm(2.3)
    section.header_distance = section.footer_distance = Cm(1.2)


def _styles(language: str) -> Iterator[str]:
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    spoken = f'<w:lang w:val="{language}" w:eastAsia="{language}"/>'
    yield (
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{fonts}{spoken}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
    )
    for name, look in LOOKS.items():
        yield _style("paragraph", name, _paragraph_look(look))
    yield _style("character", "Default Paragraph Font", "")
    for name, run in _CHARACTER_STYLES.items():
        yield _style("character", name, f"<w:rPr>{run}</w:rPr>")
    yield _style("table", "Normal Table", "")
    yield _style("table", "Minutes Table", _TABLE_STYLE)


# Word stores these names without their capitals (ECMA-376 part 1, 17.7.4.9).
_STORED = {
    **{f"Heading {level}": f"heading {level}" for level in (1, 2, 3)},
    "Caption": "caption",
    "Header": "header",
    "Footer": "footer",
}
_DEFAULTS = {"Normal", "Default Paragraph Font", "Normal Table"}


def _style(kind: str, name: str, look: str) -> str:
    default = ' w:default="1"' if name in _DEFAULTS else ""
    based_on = "" if name in _DEFAULTS or kind == "character" else _based_on(kind)
    identity = name.replace(" ", "")
    return (
        f'<w:style {nsdecls("w")} w:type="{kind}"{default} w:styleId="{identity}">'
        f'<w:name w:val="{_STORED.get(name, name)}"/>{based_on}<w:qFormat/>{look}</w:style>'
    )


def _based_on(kind: str) -> str:
    return f'<w:basedOn w:val="{"Normal" if kind == "paragraph" else "NormalTable"}"/>'


def _paragraph_look(look: Look) -> str:
    return f"<w:pPr>{''.join(_paragraph_parts(look))}</w:pPr><w:rPr>{_run_look(look)}</w:rPr>"


def _run_look(look: Look) -> str:
    bold = "<w:b/><w:bCs/>" if look.bold else ""
    half_points = round(look.size * 2)
    return (
        f'{bold}<w:color w:val="{PALETTE[look.colour][1:]}"/>'
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    )


def _paragraph_parts(look: Look) -> Iterator[str]:
    yield "<w:keepNext/><w:keepLines/>" if look.keep_next else ""
    yield _BULLET if look.bullet else ""
    yield (
        f'<w:spacing w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}" '
        f'w:line="{round(look.lines * 240)}" w:lineRule="auto"/>'
    )
    yield f'<w:ind w:left="{_twips(look.left)}" w:hanging="{_twips(look.hanging)}"/>'
    yield f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline is not None else ""


def _twips(centimetres: float) -> int:
    return round(centimetres * _TWIPS_PER_CM)


def element_of(part: Paragraph | Run | Table | _Row) -> Any:
    """The XML behind a part of the document, for what python-docx has no words for."""
    return part._element  # noqa: SLF001 (the library's documented way to its XML)


def write(paragraph: Paragraph, line: Line) -> None:
    """Add the runs to the paragraph; a newline in one becomes a line break."""
    for run in line:
        paragraph.add_run(run.text, style=_VOICES[run.voice])
