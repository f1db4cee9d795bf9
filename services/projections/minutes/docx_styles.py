"""The looks of minutes in Word, as literal tables; `docx_sheet` makes styles of them.

Built-in names (Title, Heading 1, List Bullet, Caption) are kept: Word and screen readers go by
them.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Look:
    """A paragraph style. Points for sizes and spaces, centimetres for indents, `lines` a multiple.

    `colour` names one of the palette; `outline` is a heading's level, from 0.
    """

    size: float = 10.5
    colour: str = "ink"
    bold: bool = False
    before: float = 0
    after: float = 5
    lines: float = 1.12
    left: float = 0
    hanging: float = 0
    keep_next: bool = False
    outline: int | None = None
    bullet: bool = False


_TITLE = Look(colour="heading", bold=True, keep_next=True)
_CELL = Look(size=9.5, before=2, after=2, lines=1.05)
_MARGIN = Look(size=8.5, colour="quiet", after=0)

LOOKS = {
    "Normal": Look(),
    "Overline": Look(size=10, colour="quiet", bold=True, after=4, keep_next=True),
    "Title": replace(_TITLE, size=20, after=4),
    "Subtitle": Look(size=12, after=8, keep_next=True),
    "Status": Look(),
    "Heading 1": replace(_TITLE, size=14, before=18, after=6, outline=0),
    "Heading 2": replace(_TITLE, size=12, before=16, after=6, outline=1),
    "Heading 3": replace(_TITLE, before=10, after=4, outline=2),
    "Caption": Look(size=9.5, bold=True, before=10, after=4, keep_next=True),
    "List Bullet": Look(after=4, left=0.6, hanging=0.6, bullet=True),
    "Facts": Look(after=3, left=3.2, hanging=3.2),
    "Minute": Look(left=1.5, hanging=1.5),
    "Note": Look(size=10, colour="quiet", left=1.5),
    "Table Text": _CELL,
    "Table Heading": replace(_CELL, bold=True, keep_next=True),
    "Header": _MARGIN,
    "Footer": _MARGIN,
}


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
