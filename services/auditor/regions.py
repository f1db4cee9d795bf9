"""A stretch of a file that holds lines: read in pieces, so that no book is too large."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PIECE_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True)
class Region:
    """Bytes `offset` to `offset + length` of a file."""

    path: Path
    offset: int
    length: int

    @classmethod
    def whole(cls, path: Path) -> "Region":
        return cls(path, 0, path.stat().st_size)

    def read(self, start: int = 0, length: int | None = None) -> bytes:
        """Its bytes from `start` on: so many, or up to its end."""
        room = max(0, self.length - start)
        with self.path.open("rb") as file:
            file.seek(self.offset + min(start, self.length))
            return file.read(room if length is None else min(length, room))

    def pieces(self, size: int | None = None) -> Iterator["Region"]:
        """Cuts it into regions of whole lines, each of about `size` bytes."""
        size = size or PIECE_BYTES
        at, end = self.offset, self.offset + self.length
        with self.path.open("rb") as file:
            while at < end:
                cut = min(at + size, end)
                if cut < end:
                    file.seek(cut)
                    cut = min(end, cut + len(file.readline()))
                yield Region(self.path, at, cut - at)
                at = cut

    def lines(self) -> list[bytes]:
        """All of its lines, without their ends."""
        lines = self.read().split(b"\n")
        if not lines[-1]:
            lines.pop()
        return lines

    def first_line(self) -> bytes:
        """Its first line alone, without its end."""
        with self.path.open("rb") as file:
            file.seek(self.offset)
            return file.readline(self.length).removesuffix(b"\n")

    def each_line(self) -> Iterator[bytes]:
        """Its lines in order, a piece at a time."""
        for piece in self.pieces():
            yield from piece.lines()
