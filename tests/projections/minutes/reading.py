"""Reads the renderings as a reader would: their text, headings and structure."""

from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import docx
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pypdf import PdfReader

VOID = {"br", "meta"}


class Page(HTMLParser):
    """The elements of a web page, and its text. Refuses tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements if tag != "br"]


def markdown_tokens(markdown: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(markdown)


def pdf_tags(content: bytes) -> list[str]:
    """The structure elements of a tagged PDF in reading order, such as "H1"."""
    return _tags(PdfReader(BytesIO(content)).root_object["/StructTreeRoot"])


def _tags(node: Any) -> list[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for child in node for tag in _tags(child)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/S"])[1:]] if "/S" in node else []
    return own + (_tags(node["/K"]) if "/K" in node else [])


def text_of(extension: str, content: bytes) -> str:
    """All that the rendering says, with one space between words."""
    return " ".join(_READERS[extension](content).split())


def _html_text(content: bytes) -> str:
    return " ".join(Page(content.decode()).words)


def _pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def _docx_text(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    return "\n".join(node.text or " " for node in document.element.body.iter() if _is_text(node))


def _is_text(node: Any) -> bool:
    return str(node.tag).endswith(("}t", "}br", "}p", "}tab"))


def _markdown_text(content: bytes) -> str:
    tokens = markdown_tokens(content.decode())
    inline = [child for token in tokens for child in token.children or [token]]
    return "\n".join(child.content for child in inline if child.type != "html_inline")


def _json_text(content: bytes) -> str:
    return content.decode()


_READERS = {
    "html": _html_text,
    "pdf": _pdf_text,
    "docx": _docx_text,
    "md": _markdown_text,
    "json": _json_text,
}
