"""Minutes of a meeting: the document (`document`), laid out once (`layout`), in five formats."""

from projections.minutes.as_docx import to_docx
from projections.minutes.as_html import to_html
from projections.minutes.as_json import from_json, to_json
from projections.minutes.as_markdown import to_markdown
from projections.minutes.as_pdf import to_pdf
from projections.minutes.document import Minutes
from projections.minutes.renderings import RENDERINGS, render

__all__ = [
    "RENDERINGS",
    "Minutes",
    "from_json",
    "render",
    "to_docx",
    "to_html",
    "to_json",
    "to_markdown",
    "to_pdf",
]
