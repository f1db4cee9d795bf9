"""How long the record is kept, as the terms of reference of the day say, stands in the minutes."""

import pytest
from msgspec.structs import replace

from projections.minutes.as_json import from_json, to_json
from projections.minutes.as_markdown import to_markdown
from projections.minutes.document import Minutes, Record
from schemas.values import RetentionClass


@pytest.mark.parametrize(
    ("retention", "words"),
    [
        ("board", "up to 20 years, then transferred to a place of deposit (board meetings)"),
        ("delegated-committee", "committees in the scheme of delegation"),
        ("other-group", "6 years, then reviewed"),
    ],
)
def test_the_minutes_say_how_long_they_are_kept(retention: RetentionClass, words: str) -> None:
    minutes = Minutes(record=Record(book="b", position=7, retention=retention))
    assert words in to_markdown(minutes)
    assert from_json(to_json(minutes)) == minutes


def test_where_the_terms_do_not_say_it_nothing_changes_in_the_minutes() -> None:
    """Minutes published before there was such a field keep their digest."""
    minutes = Minutes(record=Record(book="b", position=7))
    assert b"retention" not in to_json(minutes)
    assert "Kept" not in to_markdown(minutes)
    assert from_json(to_json(minutes)) == replace(minutes)
