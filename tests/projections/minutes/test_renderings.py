"""The five formats say the same things about the same meeting."""

import pytest

from projections.minutes import RENDERINGS, Minutes, from_json, render
from projections.minutes.blocks import Facts, Heading, Line, Panel, Paragraph, Table
from projections.minutes.layout import lay_out
from tests.projections.minutes.reading import text_of
from tests.projections.minutes.sample import MINUTES

EXTENSIONS = ("html", "pdf", "docx", "md", "json")
LAID_OUT = ("html", "pdf", "docx", "md")


@pytest.fixture(scope="module")
def shown() -> dict[str, str]:
    return {x: text_of(x, render(MINUTES, x, by_seat=True)) for x in EXTENSIONS}


def test_there_are_five_formats_each_with_its_media_type() -> None:
    assert set(RENDERINGS) == set(EXTENSIONS)
    assert RENDERINGS["pdf"][0] == "application/pdf"
    assert RENDERINGS["docx"][0].endswith("wordprocessingml.document")


@pytest.mark.parametrize(
    "fact",
    [
        "PB/2627/014",
        "PB/2627/A07",
        "PB/2627/CA1",
        "014.3",
        "Harbourside and Vale Place Board",
        "DRAFT",
        "Dr Rosa Menendez",
        "Unless a third, northern site is added.",
        "0197c2d4-6a5e-7b31-9d0e-5f2b8c11a7e4",
        "1482",
        "Tom Okafor, deputy",
    ],
)
@pytest.mark.parametrize("extension", EXTENSIONS)
def test_facts_are_in_every_format(shown: dict[str, str], extension: str, fact: str) -> None:
    assert fact in shown[extension]


@pytest.mark.parametrize(
    "words",
    [
        "Approved: Enhanced access is pooled into two hubs",
        "Noted: The report.",
        "£48,120.50",
        "228,410",
        "Thursday 14 May 2026",
        "2pm to 4:10pm",
        "[text erased: court order, 3 June 2026]",
        "Not every PCN was canvassed in good time.",
        "Corrected on Thursday 9 July 2026",
        "Contains information from NHS England (Organisation Data Service)",
    ],
)
@pytest.mark.parametrize("extension", LAID_OUT)
def test_words_are_in_every_format_for_people(
    shown: dict[str, str], extension: str, words: str
) -> None:
    assert words in shown[extension]


@pytest.mark.parametrize("extension", ["html", "docx", "md"])
def test_every_line_of_the_layout_is_in_every_format(shown: dict[str, str], extension: str) -> None:
    for words in spoken_lines():
        assert words in shown[extension]


def test_every_word_of_the_layout_is_in_the_pdf(shown: dict[str, str]) -> None:
    """Its lines break where its columns end, so words are looked for one by one."""
    missing = {word for words in spoken_lines() for word in words.split()} - set(
        shown["pdf"].split()
    )
    assert missing == set()


def spoken_lines() -> list[str]:
    texts: list[str] = []
    for block in lay_out(MINUTES, by_seat=True).blocks:
        for part in block.blocks if isinstance(block, Panel) else (block,):
            match part:
                case Heading():
                    texts += [part.number, part.text]
                case Paragraph():
                    texts += [part.label, *spoken(part.line)]
                case Facts():
                    texts += [words for fact in part.facts for words in spoken(fact.line)]
                case Table():
                    texts += [words for row in part.rows for cell in row for words in spoken(cell)]
    return [" ".join(text.split()) for text in texts]


def spoken(line: Line) -> list[str]:
    return [words for run in line for words in run.text.split("\n")]


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_votes_by_seat_are_left_out_unless_asked_for(extension: str) -> None:
    assert "Tom Okafor, deputy" not in text_of(extension, render(MINUTES, extension))


def test_the_decision_is_bold_in_every_format_that_has_bold() -> None:
    decision = "Approved: Enhanced access is pooled into two hubs"
    assert f"<strong>{decision}" in render(MINUTES, "html").decode()
    assert f"**{decision}" in render(MINUTES, "md").decode()


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_minutes_with_nothing_in_them_can_be_rendered(extension: str) -> None:
    content = render(Minutes(), extension)
    if extension == "json":
        assert from_json(content) == Minutes()
    else:
        assert "not recorded" in text_of(extension, content)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(KeyError):
        render(MINUTES, "odt")
