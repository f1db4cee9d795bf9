"""Entries and disclosures, to accept and to refuse."""

import json
from collections.abc import Iterator

from tests.auditor.building import Book, b64url, digest_of, disclosure_of, leaf, sha
from tests.support.vector_cases import Case, case


def entries(made: Book) -> Iterator[Case]:
    """The bytes of an entry as text, since they are JSON, and the leaf hash in hexadecimal."""
    for position in (1, 3, 5):
        stored = made.entries[position - 1]
        fields = {"bytes": stored.decode(), "position": position, "leaf_hash": leaf(stored).hex()}
        yield case(f"position {position}", accept=True, **fields)
    good = made.entries[0].decode()
    for name, was, becomes in (
        ("a space after a comma", '","book"', '", "book"'),
        ("keys out of order", '"item":"hub","motion":"m1"', '"motion":"m1","item":"hub"'),
        ("a letter escaped without need", '"choice":"for"', '"choice":"\\u0066or"'),
        ("a fraction", '"position":1', '"position":1.0'),
        ("an integer beyond 53 bits", '"choice":"for"', '"choice":9007199254740993'),
        ("a key twice", '"choice":"for"', '"choice":"for","choice":"for"'),
        ("a key beyond ASCII", '"seat":"seat-1"', '"seat":"seat-1","ŷ":1'),
        ("position 0", '"position":1', '"position":0'),
        ("an unknown field", ',"v":1', ',"v":1,"x":1'),
        ("another version", ',"v":1', ',"v":2'),
        ("a nonce too short", '"nonce":"', '"nonce":"x'),
        ("tags out of order", '"item:hub","motion:m1"', '"motion:m1","item:hub"'),
        ("recorded before it happened", '"recorded_at":"2026', '"recorded_at":"2025'),
        ("a time without seconds", ':00Z","position"', 'Z","position"'),
    ):
        assert was in good, name
        yield case(name, accept=False, bytes=good.replace(was, becomes, 1), position=1)
    yield case("not JSON", accept=False, bytes=good[:-1], position=1)
    yield case("another position than asked for", accept=False, bytes=good, position=2)


def disclosures(made: Book) -> Iterator[Case]:
    """A disclosure, the `_sd` of its entry, and what it opens."""
    [(_, mine)] = made.disclosures
    held = [digest_of(mine)]
    opened = {"opens": "reason", "value": "As told."}
    yield case("the text of position 3", accept=True, disclosure=mine, _sd=held, **opened)
    beyond = disclosure_of("reason", "Tŷ Canol — “ie”", "beyond")
    opened = {"opens": "reason", "value": "Tŷ Canol — “ie”"}
    both = sorted([digest_of(beyond), *held])
    yield case("letters beyond ASCII", accept=True, disclosure=beyond, _sd=both, **opened)
    other = disclosure_of("reason", "Not as told.", "other")
    yield case("a text that was not recorded", accept=False, disclosure=other, _sd=held)
    short = b64url(json.dumps([b64url(bytes(15)), "reason", "As told."]).encode())
    for name, text in (
        ("padded", mine + "="),
        ("base64 for base64url", mine + "+/"),
        ("a salt of fifteen bytes", short),
        ("two parts", b64url(json.dumps([b64url(bytes(16)), "reason"]).encode())),
        ("not JSON", b64url(b"As told.")),
    ):
        yield case(name, accept=False, disclosure=text, _sd=[b64url(sha(text.encode()))])
