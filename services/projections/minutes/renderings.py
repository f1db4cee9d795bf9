"""The formats that minutes come in, by file extension."""

from typing import Protocol

from projections.minutes.as_docx import to_docx
from projections.minutes.as_html import to_html
from projections.minutes.as_json import to_json
from projections.minutes.as_markdown import to_markdown
from projections.minutes.as_pdf import to_pdf
from projections.minutes.document import Minutes


class Renderer(Protocol):
    def __call__(self, minutes: Minutes, *, by_seat: bool) -> bytes | str: ...


RENDERINGS: dict[str, tuple[str, Renderer]] = {
    "html": ("text/html; charset=utf-8", to_html),
    "pdf": ("application/pdf", to_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
    "md": ("text/markdown; charset=utf-8; variant=GFM", to_markdown),
    "json": ("application/json", to_json),
}
"""The media type and the function of each format."""


def render(minutes: Minutes, extension: str, *, by_seat: bool = False) -> bytes:
    """The minutes as the bytes of a file. Raises `KeyError` for an extension not in the table."""
    _, renderer = RENDERINGS[extension]
    content = renderer(minutes, by_seat=by_seat)
    return content.encode() if isinstance(content, str) else content
