"""Minutes as a PDF that is both PDF/UA-1 (accessible) and PDF/A-2a (archival), set by typst."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import typst

from projections.minutes.document import Minutes
from projections.minutes.glyphs import MARK, showable
from projections.minutes.layout import lay_out
from projections.minutes.palette import PALETTE

_TEMPLATE = Path(__file__).with_name("page.typ").read_bytes()
_REMARK = (
    f"Where {MARK} stands, a character could not be shown in this file; the other formats hold it."
)
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


def to_pdf(minutes: Minutes, *, by_seat: bool = False) -> bytes:
    """The same minutes give the same bytes. Text reaches the template as data, never as source."""
    sheet = _showable(msgspec.to_builtins(lay_out(minutes, by_seat=by_seat)))
    remark = _REMARK if MARK in str(sheet) else ""
    content = msgspec.json.encode({"sheet": sheet, "remark": remark, "palette": PALETTE})
    return typst.compile(
        _TEMPLATE,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"content": content.decode()},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=(minutes.record.as_at or _UNDATED).replace(microsecond=0),  # as typst has it
    )


def _showable(value: object) -> object:
    match value:
        case str():
            return showable(value)
        case list() | tuple():
            return [_showable(one) for one in value]
        case dict():
            return {key: _showable(one) for key, one in value.items()}
        case _:
            return value
