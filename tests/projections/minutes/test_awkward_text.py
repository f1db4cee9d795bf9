"""Whatever people type everywhere, each format keeps the structure it has for plain words."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from projections.minutes import from_json, render, to_json
from projections.minutes.glyphs import MARK, showable
from projections.minutes.wording import words
from tests.projections.minutes.filling import filled
from tests.projections.minutes.reading import Page, markdown_tokens, pdf_tags
from tests.projections.minutes.sample import MINUTES

TROUBLE = (
    "#*_`|<>&[]()!\\\n\r\t -+=~$\"'{}1.:/@\0\x0b\x1b\x7f\x85\xa0\xad\u0301\u061c\u200b\u200f\u2028"
    "\u202e\u2066\ufeff\ufdd0\uffff\ue000王م😀"
)
AWKWARD = st.text(
    st.one_of(st.sampled_from(TROUBLE), st.characters(codec="utf-8")), min_size=1, max_size=60
).filter(lambda text: words(text, "") != "")

# The text of a failure is short as it is; shrinking it would set the minutes hundreds of times.
QUICK: Any = {
    "deadline": None,
    "derandomize": True,
    "phases": (Phase.explicit, Phase.generate),
}
Shape = list[object]


def html_shape(content: bytes) -> Shape:
    return list(Page(content.decode()).tags())


def markdown_shape(content: bytes) -> Shape:
    shape: Shape = []
    for token in markdown_tokens(content.decode()):
        shape.append((token.type, token.level))
        marks = [child for child in token.children or [] if child.content != "<br>"]
        shape += [c.type for c in marks if c.type not in {"text", "hardbreak"}]
    return shape


def docx_shape(content: bytes) -> Shape:
    document = docx.Document(BytesIO(content))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    return [*styles, *(len(table.rows) for table in document.tables)]


def pdf_shape(content: bytes) -> Shape:
    """Without what typst places by line and page: spans, and captions beside or in their tables."""
    flowing = {"Span", "Strong", "Em", "Caption", "Div"}
    return [tag for tag in pdf_tags(content) if tag not in flowing]


SHAPES: dict[str, Callable[[bytes], Shape]] = {
    "html": html_shape,
    "md": markdown_shape,
    "docx": docx_shape,
    "pdf": pdf_shape,
}


def shape(extension: str, text: str) -> Shape:
    return SHAPES[extension](render(filled(MINUTES, text), extension, by_seat=True))


@pytest.fixture(scope="module")
def expected() -> dict[str, Shape]:
    shapes = {extension: shape(extension, "x") for extension in SHAPES}
    return shapes | {"pdf with marks": shape("pdf", MARK)}


def pdf_like(text: str) -> str:
    """A PDF that had to mark a character says so at its end."""
    return "pdf with marks" if MARK in showable(words(text)) else "pdf"


@settings(max_examples=60, **QUICK)
@given(text=AWKWARD)
def test_awkward_text_cannot_change_the_web_page(text: str, expected: dict[str, Shape]) -> None:
    assert shape("html", text) == expected["html"]


@settings(max_examples=60, **QUICK)
@given(text=AWKWARD)
def test_awkward_text_cannot_change_the_markdown(text: str, expected: dict[str, Shape]) -> None:
    assert shape("md", text) == expected["md"]


@settings(max_examples=8, **QUICK)
@given(text=AWKWARD)
def test_awkward_text_cannot_change_the_word_document(
    text: str, expected: dict[str, Shape]
) -> None:
    assert shape("docx", text) == expected["docx"]


@settings(max_examples=12, **QUICK)
@given(text=AWKWARD)
def test_awkward_text_cannot_change_the_pdf(text: str, expected: dict[str, Shape]) -> None:
    assert shape("pdf", text) == expected[pdf_like(text)]


@settings(max_examples=60, **QUICK)
@given(text=AWKWARD)
def test_awkward_text_reads_back_from_json_unchanged(text: str) -> None:
    minutes = filled(MINUTES, text)
    assert from_json(to_json(minutes)) == minutes


@pytest.mark.parametrize("extension", sorted(SHAPES))
def test_every_troublesome_character_at_once(extension: str, expected: dict[str, Shape]) -> None:
    like = pdf_like(TROUBLE) if extension == "pdf" else extension
    assert shape(extension, TROUBLE) == expected[like]


@pytest.mark.parametrize("extension", sorted(SHAPES))
def test_the_check_would_notice_text_that_adds_structure(
    extension: str, expected: dict[str, Shape]
) -> None:
    """A paragraph more must change the shape, or the tests above could not fail."""
    more = replace(MINUTES, other_business=MINUTES.other_business * 2)
    changed = render(filled(more, "x"), extension, by_seat=True)
    assert SHAPES[extension](changed) != expected[extension]
