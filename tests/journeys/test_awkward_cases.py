"""The demo's place has every awkward case that docs/demo.md says it has, and no other is said."""

import re
from pathlib import Path

import pytest

import gateway.demo
from gateway.demo.player import Player
from tests.journeys.awkward import asking, deciding, keeping, speaking, voting
from tests.journeys.awkward.registry import CASES

ROOMS = (asking, deciding, keeping, speaking, voting)
"""Each files its cases when it is imported."""
PAGE = (Path(__file__).parents[2] / "docs" / "demo.md").read_text()
DEMO = Path(gateway.demo.__file__).parent
ROWS = re.findall(r"^\| (?!case )(?!-)([^|]+?) \| ([^|]+?) \| ([^|]+?) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("name", CASES)
async def test_the_case_is_in_the_story(name: str, played: Player) -> None:
    await CASES[name](played)


def test_the_page_tells_of_each_case_once_and_of_no_other() -> None:
    assert sorted(name for name, _, _ in ROWS) == sorted(CASES)


def test_the_page_names_files_of_the_story() -> None:
    for name, _, told_in in ROWS:
        assert (DEMO / told_in.strip("`")).is_file(), name
