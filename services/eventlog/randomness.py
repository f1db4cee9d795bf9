"""The system's randomness, asked for in large pieces: each asking takes as long as a hash."""

import os
from io import BytesIO

RANDOM_BYTES = 16
_FEWEST, _MOST = 2 * RANDOM_BYTES, 512 * RANDOM_BYTES


class Randomness:
    """128 bits at a time. What it asks for doubles, since who seals much will seal more."""

    def __init__(self) -> None:
        self._left = BytesIO()
        self._size = _FEWEST

    def take(self) -> bytes:
        """16 bytes that nobody was given before."""
        if taken := self._left.read(RANDOM_BYTES):
            return taken
        self._left = BytesIO(os.urandom(self._size))
        self._size = min(2 * self._size, _MOST)
        return self._left.read(RANDOM_BYTES)
