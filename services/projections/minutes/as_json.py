"""Minutes as JSON for programs: the document itself, which reads back to an equal document."""

import msgspec

from projections.minutes.document import Minutes, without_votes_by_seat

_DECODER = msgspec.json.Decoder(Minutes)


def to_json(minutes: Minutes, *, by_seat: bool = True) -> bytes:
    """UTF-8 JSON with two-space indents. Without `by_seat`, votes keep their counts only."""
    shown = minutes if by_seat else without_votes_by_seat(minutes)
    return msgspec.json.format(msgspec.json.encode(shown), indent=2) + b"\n"


def from_json(content: bytes) -> Minutes:
    """Raises `msgspec.ValidationError` on an unknown field, a wrong type or a naive time."""
    return _DECODER.decode(content)
