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


class Envelope(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    gc=False,
    rename={"sd": "_sd"},
    omit_defaults=True,
):
    """What readers need of an entry: who recorded what kind of event when, and what is in it.

    `data` holds organisational facts, `sd` the digests of the event's texts. `tags` is sorted.
    Times are UTC.
    """

    position: int
    type: str
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    tags: tuple[str, ...]
    data: msgspec.Raw
    acting_for: str | None = None
    sd: tuple[str, ...] = ()


class Entry(Envelope, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """All that an entry says.

    `nonce` is 128 random bits (base64url), because votes are guessable and leaf hashes may be
    public.
    """

    v: int
    book: str
    id: str
    command: str
    nonce: str
    cause: str | None = None


class UnknownEventTypeError(Exception):
    """A book holds an event type that this version does not know; never skipped silently."""

    def __init__(self, type_name: str) -> None:
        super().__init__(f"This version knows no entries of the type {type_name}.")


UNREADABLE = (msgspec.MsgspecError, UnicodeError, UnknownEventTypeError)
"""What reading an entry, or its event, may raise."""


def canonical(value: Any) -> bytes:
    """Canonical JSON as RFC 8785 has it, for values with ASCII keys, strings and small integers.

    Strings and integers of at most 53 bits, no floats: what an entry is made of. A property test
    holds these bytes equal to those of the `rfc8785` package.
    """
    return _encoder.encode(value)


_entry_decoder = msgspec.json.Decoder(Entry)
_envelope_decoder = msgspec.json.Decoder(Envelope)
_event_decoders: dict[str, msgspec.json.Decoder[Event]] = {
    name: msgspec.json.Decoder(event) for name, event in EVENT_BY_TYPE.items()
}


def read_entry(stored: bytes) -> Entry:
    """The entry in stored bytes; its `data` stays undecoded."""
    return _entry_decoder.decode(stored)


def read_envelope(stored: bytes) -> Envelope:
    """The same without what only proofs and repeated commands need: half the time of decoding."""
    return _envelope_decoder.decode(stored)


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
