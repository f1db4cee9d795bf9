"""Tables of a Word document: a header row that repeats, rows that stay whole, and a caption."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table as WordTable

from projections.minutes.blocks import Line, Table, plain
from projections.minutes.docx_sheet import TEXT_WIDTH, element_of, write


def add_table(document: Document, table: Table) -> None:
    if table.is_captioned:
        document.add_paragraph(table.caption, style="Caption")
    grid = document.add_table(rows=0, cols=len(table.columns), style="Minutes Table")
    grid.autofit = False
    _describe(grid, table.caption)
    _set_widths(grid, table)
    names = tuple(plain(column.name) for column in table.columns)
    _add_row(grid, table, names, "Table Heading", "w:cantSplit", "w:tblHeader")
    for row in table.rows:
        _add_row(grid, table, row, "Table Text", "w:cantSplit")


def _describe(grid: WordTable, caption: str) -> None:
    """The caption for those who do not see it; Word calls it the title of the table."""
    title = OxmlElement("w:tblCaption")
    title.set(qn("w:val"), caption)
    element_of(grid).tblPr.append(title)


def _set_widths(grid: WordTable, table: Table) -> None:
    """Rows take their widths from the columns as they are added."""
    shares = sum(column.share for column in table.columns)
    for word_column, column in zip(grid.columns, table.columns, strict=True):
        word_column.width = Cm(TEXT_WIDTH * column.share / shares)


def _add_row(
    grid: WordTable, table: Table, cells: tuple[Line, ...], style: str, *marks: str
) -> None:
    row = grid.add_row()  # type: ignore[no-untyped-call]  # python-docx left it untyped
    for mark in marks:
        element_of(row).get_or_add_trPr().append(OxmlElement(mark))
    for cell, line, column in zip(row.cells, cells, table.columns, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.style = style
        if column.align == "end":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        write(paragraph, line)
