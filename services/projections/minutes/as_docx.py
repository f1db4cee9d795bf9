"""Minutes as a Word document with real headings, lists, table headers, language and title."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from projections.minutes.blocks import (
    Block,
    Bullets,
    Fact,
    Facts,
    Heading,
    Panel,
    Paragraph,
    Run,
    Sheet,
    Table,
    plain,
    strong,
)
from projections.minutes.document import Minutes
from projections.minutes.docx_panels import set_apart
from projections.minutes.docx_sheet import TEXT_WIDTH, element_of, empty_document, write
from projections.minutes.docx_table import add_table
from projections.minutes.layout import lay_out

_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
_PROPERTY_LENGTH = 255


def to_docx(minutes: Minutes, *, by_seat: bool = False) -> bytes:
    """The same minutes give the same bytes."""
    sheet = lay_out(minutes, by_seat=by_seat)
    document = empty_document(sheet.language)
    _set_properties(document, sheet, minutes.record.as_at or _UNDATED)
    _add_margins(document, sheet)
    _add_head(document, sheet)
    follows_table = False
    for block in sheet.blocks:
        added = _add(document, block)
        if follows_table and added and not isinstance(block, Heading | Panel):
            added[0].paragraph_format.space_before = Pt(10)
        follows_table = isinstance(block, Table)
    return _packed(document)


def _set_properties(document: Document, sheet: Sheet, as_at: datetime) -> None:
    properties = document.core_properties
    properties.title = f"{sheet.title}, {sheet.subtitle}"[:_PROPERTY_LENGTH]
    properties.author = properties.last_modified_by = sheet.author[:_PROPERTY_LENGTH]
    properties.content_status = sheet.status
    properties.language = sheet.language
    properties.comments = ""
    properties.created = properties.modified = as_at.astimezone(UTC).replace(tzinfo=None)


def _add_margins(document: Document, sheet: Sheet) -> None:
    section = document.sections[0]
    header = _margin(section.header.paragraphs[0])
    write(header, (*plain(sheet.running_head + "\t"), *strong(sheet.status)))
    footer = _margin(section.footer.paragraphs[0])
    write(footer, plain(sheet.running_foot + "\tPage "))
    _add_field(footer, "PAGE")
    write(footer, plain(" of "))
    _add_field(footer, "NUMPAGES")


def _margin(paragraph: WordParagraph) -> WordParagraph:
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    return paragraph


def _add_field(paragraph: WordParagraph, instruction: str) -> None:
    """A number that Word works out; "1" stands until it does (ECMA-376 part 1, 17.16.19)."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    element_of(paragraph).append(field)
    field.append(element_of(paragraph.add_run("1")))


def _add_head(document: Document, sheet: Sheet) -> None:
    document.add_paragraph(sheet.overline, style="Overline")
    document.add_paragraph(sheet.title, style="Title")
    document.add_paragraph(sheet.subtitle, style="Subtitle")
    status = document.add_paragraph(style="Status")
    write(status, (*strong(sheet.status), Run(f"  {sheet.status_line}")))
    set_apart([status], sheet.status)


def _add(document: Document, block: Block) -> list[WordParagraph]:
    """The paragraphs added at the top of the document's flow: none for a table."""
    match block:
        case Heading():
            text = f"{block.number} {block.text}" if block.number else block.text
            return [document.add_heading(text, block.level)]
        case Paragraph():
            return [_add_paragraph(document, block)]
        case Bullets():
            return [_written(document, line, "List Bullet") for line in block.lines]
        case Facts():
            return [_add_fact(document, fact) for fact in block.facts]
        case Table():
            add_table(document, block)
            return []
        case Panel():
            inside = [added for part in block.blocks for added in _add(document, part)]
            set_apart(inside, block.kind)
            return inside


def _add_paragraph(document: Document, block: Paragraph) -> WordParagraph:
    if block.label:
        return _written(document, (*strong(block.label), Run("\t"), *block.line), "Minute")
    if block.manner == "body":
        return _written(document, block.line, "Normal")
    note = _written(document, block.line, "Note")
    set_apart([note], "note")
    return note


def _add_fact(document: Document, fact: Fact) -> WordParagraph:
    paragraph = document.add_paragraph(style="Facts")
    paragraph.add_run(fact.name, style="Term")
    write(paragraph, (Run("\t"), *fact.line))
    return paragraph


def _written(document: Document, line: tuple[Run, ...], style: str) -> WordParagraph:
    paragraph = document.add_paragraph(style=style)
    write(paragraph, line)
    return paragraph


def _packed(document: Document) -> bytes:
    """The package with the same date on every part, since a clock would change the bytes."""
    saved, packed = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as parts, ZipFile(packed, "w", ZIP_DEFLATED) as package:
        for part in parts.infolist():
            package.writestr(ZipInfo(part.filename), parts.read(part), ZIP_DEFLATED)
    return packed.getvalue()
