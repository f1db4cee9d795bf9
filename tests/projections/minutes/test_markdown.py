"""The Markdown is what its tables and headings say it is, whatever people wrote."""

import pytest

from projections.minutes import Minutes, to_markdown
from projections.minutes.business import Action, Item, Minute
from tests.projections.minutes.reading import markdown_tokens
from tests.projections.minutes.sample import MINUTES


def test_there_is_one_first_heading_and_sections_are_second() -> None:
    headings = [t.tag for t in markdown_tokens(to_markdown(MINUTES)) if t.type == "heading_open"]
    assert headings[0] == "h1"
    assert headings.count("h1") == 1
    assert headings[1] == "h2"


def test_a_pipe_in_what_people_wrote_adds_no_column() -> None:
    action = Action(number="A|1", text="left | right \\| \\", owner="|")
    tokens = markdown_tokens(to_markdown(Minutes(other_actions=(action,))))
    cells = [
        tokens[i + 1].content
        for i, token in enumerate(tokens)
        if token.type in {"th_open", "td_open"}
    ]
    assert len(cells) == 10
    inline = [token for token in tokens if token.type == "inline" and "left" in token.content]
    shown = "".join(child.content for child in inline[0].children or [])
    assert shown == "left | right \\| \\"


@pytest.mark.parametrize(
    "text",
    [
        "# not a heading",
        "- not a list",
        "1. not a list",
        "> not a quotation",
        "=== not a rule",
        "*not emphasis* _nor this_ ~~nor this~~",
        "[not](https://example.org) ![a link](x)",
        "<b>not markup</b> &amp; &#35;",
        "`not code` ``` nor this",
        "    not code",
        "| not | a | table |",
        "ends with a backslash \\",
        "trailing #",
        "$not$ mathematics",
    ],
)
def test_what_people_wrote_is_shown_as_they_wrote_it(text: str) -> None:
    item = Item(discussion=(Minute(number="014.1", text=text),))
    tokens = markdown_tokens(to_markdown(Minutes(items=(item,))))
    (inline,) = [t for t in tokens if t.type == "inline" and t.content.startswith("**014.1** ")]
    children = inline.children or []
    assert {child.type for child in children} == {"text", "strong_open", "strong_close"}
    assert "".join(child.content for child in children) == f"014.1 {text.strip()}"


def test_lines_stay_lines() -> None:
    item = Item(discussion=(Minute(number="1", text="one\n- two\n\n3. three"),))
    tokens = markdown_tokens(to_markdown(Minutes(items=(item,))))
    (inline,) = [t for t in tokens if t.type == "inline" and "three" in t.content]
    kinds = [child.type for child in inline.children or []]
    assert kinds.count("hardbreak") == 2
