"""The styles of minutes in Word: a literal table of looks, and the XML that Word wants of them.

Built-in names (Title, Heading 1, List Bullet, Caption) are kept: Word and screen readers go by
them. ECMA-376 part 1, 17.3 and 17.7, fixes which elements a style has and in which order.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from docx.oxml.ns import nsdecls

from projections.minutes.palette import PALETTE


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

_FONT = "Arial"
_TWIPS_PER_CM = 567
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
# Word stores these names without their capitals (ECMA-376 part 1, 17.7.4.9).
_STORED = {
    **{f"Heading {level}": f"heading {level}" for level in (1, 2, 3)},
    "Caption": "caption",
    "Header": "header",
    "Footer": "footer",
}
_OURS = {"Overline", "Status", "Facts", "Minute", "Note", "Table Text", "Table Heading"} | {
    "Term",
    "Quiet",
    "Minutes Table",
}
_DEFAULTS = {"Normal", "Default Paragraph Font", "Normal Table"}


def style_elements(language: str) -> Iterator[str]:
    """The children of `w:styles`, in order, for text in the language given (BCP 47)."""
    fonts = f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>'
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


def _style(kind: str, name: str, look: str) -> str:
    nature = ' w:default="1"' if name in _DEFAULTS else ""
    nature += ' w:customStyle="1"' if name in _OURS else ""
    based_on = "" if name in _DEFAULTS or kind == "character" else _based_on(kind)
    identity = name.replace(" ", "")
    return (
        f'<w:style {nsdecls("w")} w:type="{kind}"{nature} w:styleId="{identity}">'
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
