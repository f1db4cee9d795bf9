"""An entry: one event as it stands in a book, in canonical JSON (RFC 8785), for ever."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from schemas.event import Event
from schemas.events import EVENT_BY_TYPE
from schemas.upcasting import upcast

FORMAT_VERSION = 1
MAX_ENTRY_BYTES = 65_535
_encoder = msgspec.json.Encoder(order="sorted")


class Entry(msgspec.Struct, frozen=True, kw_only=True, rename={"sd": "_sd"}, omit_defaults=True):
    """The envelope of an event. `data` holds organisational facts; `sd` the digests of its texts.

    `tags` is sorted. `nonce` is 128 random bits (base64url), because votes are guessable and leaf
    hashes may be public. Times are UTC.
    """

    v: int
    book: str
    position: int
    id: str
    type: str
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    command: str
    tags: tuple[str, ...]
    data: msgspec.Raw
    nonce: str
    acting_for: str | None = None
    cause: str | None = None
    sd: tuple[str, ...] = ()


class UnknownEventTypeError(Exception):
    """A book holds an event type that this version does not know; never skipped silently."""


def canonical(value: Any) -> bytes:
    """Canonical JSON as RFC 8785 has it, for values with ASCII keys, strings and small integers.

    Strings and integers of at most 53 bits, no floats: what an entry is made of. A property test
    holds these bytes equal to those of the `rfc8785` package.
    """
    return _encoder.encode(value)


_entry_decoder = msgspec.json.Decoder(Entry)
_event_decoders: dict[str, msgspec.json.Decoder[Event]] = {
    name: msgspec.json.Decoder(event) for name, event in EVENT_BY_TYPE.items()
}


def read_entry(stored: bytes) -> Entry:
    """The envelope of stored bytes; its `data` stays undecoded."""
    return _entry_decoder.decode(stored)


def read_event(type_name: str, data: bytes, texts: Mapping[str, str] | None = None) -> Event:
    """The event in an entry's data, brought to the current shape, with the texts that are open.

    Raises `UnknownEventTypeError` for a type that is not in `schemas.events.EVENTS`.
    """
    type_name, data = upcast(type_name, data)
    try:
        event = _event_decoders[type_name].decode(data)
    except KeyError:
        raise UnknownEventTypeError(type_name) from None
    for name, text in (texts or {}).items():
        msgspec.structs.force_setattr(event, name, text)
    return event
