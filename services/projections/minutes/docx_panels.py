"""Sets paragraphs of a Word document apart from the rest: a coloured bar and an inset."""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from projections.minutes.docx_sheet import element_of
from projections.minutes.docx_styles import LOOKS, Look
from projections.minutes.palette import PALETTE


@dataclass(frozen=True, kw_only=True)
class PanelLook:
    """How paragraphs are set apart: the colour of a bar at their left, the inset of their text in
    centimetres, and in points the space around them. No ground: Word paints it without padding.
    """

    edge: str
    inset: float = 0.45
    before: float = 10
    after: float = 10
    lines: float = 1.3


PANELS = {
    "decision": PanelLook(edge="accent"),
    "warning": PanelLook(edge="draft"),
    "DRAFT": PanelLook(edge="draft", lines=1.5),
    "CONFIRMED": PanelLook(edge="confirmed", lines=1.5),
    "note": PanelLook(edge="line", before=0, after=7, lines=1.12),
}


def set_apart(paragraphs: Sequence[Paragraph], kind: str) -> None:
    """Make one panel of paragraphs that are new, so that they have a style and nothing else.

    Between them stands line spacing instead of space, which would leave gaps in the bar.
    """
    look, last = PANELS[kind], len(paragraphs) - 1
    for i, paragraph in enumerate(paragraphs):
        _add_bar(paragraph, look)
        formatting, style = paragraph.paragraph_format, _look(paragraph)
        formatting.space_before = Pt(look.before) if i == 0 else Pt(0)
        formatting.space_after = Pt(look.after) if i == last else Pt(0)
        formatting.line_spacing = look.lines
        formatting.left_indent = Cm(style.left + look.inset)
        formatting.first_line_indent = Cm(-style.hanging)
        formatting.keep_with_next = None if i == last else True


def _look(paragraph: Paragraph) -> Look:
    return LOOKS[str(paragraph.style.name)] if paragraph.style else Look()


def _add_bar(paragraph: Paragraph, look: PanelLook) -> None:
    edge = f'w:val="single" w:sz="36" w:space="8" w:color="{PALETTE[look.edge][1:]}"'
    bar = parse_xml(f"<w:pBdr {nsdecls('w')}><w:left {edge}/></w:pBdr>")
    element_of(paragraph).get_or_add_pPr().append(bar)
