"""No kind of shape error of a command, a query or a file is left in a library's own words."""

from collections.abc import Iterator

import msgspec
import pytest
from pydantic import ValidationError

from decisions.command import Command
from gateway.api.commands import COMMANDS
from gateway.patterns import MEANINGS, meaning
from gateway.popolo.shapes import MotionWithVotes
from gateway.popolo.unreadable import in_words
from gateway.wording import RULES, sentence
from tests.support.server import Served

WRONG: tuple[object, ...] = (
    *(None, True, -1, 0, 1.5, float("nan"), 2**53, 10**30, "", "7", "x", "\x00", "x" * 20_001),
    *("2026-02-31", "2026-02-31T25:00:00Z", "2026-05-14T12:00:00", [], [7], ["x"] * 6_000, [{}]),
    *({}, {"x": 1}, [{"x": 1}], [[]], b"x"),
)


def wrong_inputs(command: type[Command]) -> Iterator[object]:
    """Bodies with each wrong thing in each field, and in each field of a group of fields."""
    yield from WRONG
    for wrong in WRONG:
        yield dict.fromkeys(command.model_fields, wrong)
        inner = ("count", "kind", "code", "from_on", "until_on", "numerator", "seat", "weight")
        yield dict.fromkeys(command.model_fields, dict.fromkeys(inner, wrong))
        yield {key: [dict.fromkeys(inner, wrong)] for key in command.model_fields}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_kind_of_error_of_any_command_keeps_the_librarys_words(name: str) -> None:
    known = {*RULES, "string_pattern_mismatch", "value_error"}
    for given in wrong_inputs(COMMANDS[name]):
        try:
            COMMANDS[name].model_validate(given)
        except ValidationError as error:
            for one in error.errors(include_url=False):
                assert one["type"] in known, one
                found = sentence(one)
                assert found.endswith((".", "?")), found
                assert not any(word in found for word in ("Input", "valid ", "pattern", "Value"))


async def test_every_pattern_that_the_api_publishes_has_a_meaning(served: Served) -> None:
    answer = await (await served.secretary()).get("/openapi.json")
    patterns = set(patterns_in(answer.json()))
    assert len(patterns) >= 9
    for one in patterns:
        assert one not in meaning(one), one


def patterns_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(found := value.get("pattern"), str):
            yield found
        for inner in value.values():
            yield from patterns_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from patterns_in(inner)


def test_a_choice_says_itself_and_what_is_unknown_keeps_its_pattern() -> None:
    assert meaning("^(pdf)$") == "pdf"
    assert meaning("^(pdf|docx|md)$") == "pdf, docx or md"
    assert meaning("^z+$") == "of the form ^z+$"
    assert all(words[0].islower() for words in MEANINGS.values())


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (b'{"id": [1]}', "id must be a whole number, text or nothing, and is a list"),
        (b'{"text": 7}', "text must be text or nothing, and is a whole number"),
        (
            b'{"vote_events": [{"votes": [{"weight": "two"}]}]}',
            (
                "weight in number 1 of votes in number 1 of vote_events must be a number or "
                "nothing, and is text"
            ),
        ),
        (
            b'{"vote_events": [{}, {"counts": [{"option": "yes"}]}]}',
            "value in number 1 of counts in number 2 of vote_events must be given",
        ),
        (b'{"vote_events": {}}', "vote_events must be a list, and is a group of fields"),
        (b"[]", "it must be a group of fields, and is a list"),
        (b"{broken", "it must be JSON; it cannot be read from byte 1 on"),
        (b'{"text": ', "it must be JSON; it ends too early"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_the_same_words(file: bytes, expected: str) -> None:
    with pytest.raises(msgspec.MsgspecError) as error:
        msgspec.json.decode(file, type=MotionWithVotes)
    assert in_words(error.value) == expected
