"""The web page is sound, self-contained, and usable with a screen reader."""

import re
from itertools import pairwise

import pytest

from projections.minutes import Minutes, to_html
from projections.minutes.business import Item, Minute
from tests.projections.minutes.reading import Page
from tests.projections.minutes.sample import MINUTES


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(to_html(MINUTES, by_seat=True))


def test_the_page_has_a_language_and_a_title() -> None:
    html = to_html(MINUTES)
    assert html.startswith("<!DOCTYPE html>")
    assert '<html lang="en-GB">' in html
    assert re.search(
        r"<title>Minutes of the Harbourside and Vale Place Board: .*\(DRAFT\)</title>", html
    )


def test_there_is_one_first_heading_and_none_skips_a_level(page: Page) -> None:
    levels = [int(tag[1]) for tag in page.tags() if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_every_table_has_a_caption_and_scoped_headers(page: Page) -> None:
    tags = page.tags()
    assert tags.count("table") == tags.count("caption") > 10
    headers = [attributes for tag, attributes in page.elements if tag == "th"]
    assert {header["scope"] for header in headers} == {"col", "row"}


def test_each_row_is_named_by_its_first_cell(page: Page) -> None:
    rows = [attributes for _, attributes in page.elements if attributes.get("scope") == "row"]
    assert len(rows) == page.tags().count("tr") - page.tags().count("table")


def test_identifiers_are_unique_and_name_items_and_paragraphs(page: Page) -> None:
    names = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(names) == len(set(names))
    assert {"pb-2627-014", "p-014.3", "decision-pb-2627-014"} <= set(names)


def test_nothing_is_fetched_or_run(page: Page) -> None:
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags())
    assert not [name for _, attributes in page.elements for name in attributes if name[:2] == "on"]
    assert not re.search(r"@import|url\(", to_html(MINUTES))


def test_markup_in_what_people_wrote_is_shown_and_not_obeyed() -> None:
    text = "</p></main></style><script>alert('x')</script> & {{ 7 * 7 }} {% raw %} {0}"
    page = Page(to_html(Minutes(items=(Item(discussion=(Minute(text=text),)),))))
    assert "script" not in page.tags()
    assert text in " ".join(page.words)


def test_the_page_fits_a_phone_and_paper() -> None:
    html = to_html(MINUTES)
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in html
    assert "@media print" in html
    assert "@media screen and (max-width" in html
