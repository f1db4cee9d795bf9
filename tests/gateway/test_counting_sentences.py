"""One thing is counted in the singular, wherever the command line or a page counts."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor import wording
from gateway.popolo.report import Report
from projections.views import message_register
from schemas.counting import counted
from tests.gateway.test_signing import said
from tests.support.postgres import Database

SERVICES = Path(__file__).parents[2] / "services"
TELLING = ("auditor", "decisions", "directory", "eventlog", "gateway", "projections")
"""Rooms whose sentences people read."""
COUNTS = re.compile(
    r"^ (?:corrections|days|decisions|differences|disclosures|documents|entries|events|files|hours"
    r"|items|keys|lines|members|minutes|motions|objections|organisations|pages|PCNs|people"
    r"|positions|readers|rows|seats|texts|times|views|witnesses)\b"
)


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 entries do"), (1, "1 entry does"), (2, "2 entries do"), (1234, "1,234 entries do")],
)
def test_one_is_singular_and_everything_else_is_not(number: int, words: str) -> None:
    assert counted(number, "entry does", "entries do") == words
    assert wording.counted(number, "entry does", "entries do") == words, "the auditor's own"
    assert counted(number, "view") == f"{number:,} view" + "s" * (number != 1)


def test_a_rebuild_of_one_view_says_so(database: Database, tmp_path: Path) -> None:
    view = ("--view", message_register.view.name)
    status, words = said("rebuild", *view, database=database, folder=tmp_path)
    assert (status, words.strip()) == (0, "Rebuilt 1 view.")
    status, words = said("rebuild", *view, "--view", "actions", database=database, folder=tmp_path)
    assert status == 1
    _, words = said("rebuild", *view, "--view", "membership", database=database, folder=tmp_path)
    assert words.strip() == "Rebuilt 2 views."


def test_an_import_of_one_motion_says_so() -> None:
    one = list(Report(motions=1, votes=1, rules_assumed=1, rulings_derived=1).sentences())
    assert one[0] == "1 motion with 1 vote was recorded."
    assert one[1].startswith("1 states no requirement")
    assert one[2].startswith("1 states no result")
    two = list(Report(motions=2, votes=1_000).sentences())
    assert two == ["2 motions with 1,000 votes were recorded."]


def plain_counts(source: str) -> Iterator[str]:
    """Where a number that may be 1 stands right before a plural. Constants may not be 1."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.JoinedStr):
            continue
        for one, words in zip(node.values, node.values[1:], strict=False):
            if not isinstance(one, ast.FormattedValue) or not isinstance(words, ast.Constant):
                continue
            is_constant = isinstance(one.value, ast.Name) and one.value.id.isupper()
            if not is_constant and COUNTS.match(str(words.value)):
                yield f"line {node.lineno}: {ast.unparse(node)}"


@pytest.mark.parametrize("room", TELLING)
def test_no_sentence_says_1_views(room: str) -> None:
    found = [
        f"{path.relative_to(SERVICES)}, {what}"
        for path in sorted((SERVICES / room).rglob("*.py"))
        if "migrations" not in path.parts
        for what in plain_counts(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_a_sentence_that_says_1_views_is_found() -> None:
    assert list(plain_counts('f"Rebuilt {len(views)} views."'))
    assert not list(plain_counts("f\"Rebuilt {counted(len(views), 'view')}.\""))
    assert not list(plain_counts('f"At most {MOST} views."'))
