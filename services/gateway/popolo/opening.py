"""Opens a Popolo file: gzipped or not, one JSON text or one on each line."""

import codecs
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

import ijson  # type: ignore[import-untyped] # it brings no types

BROKEN_FILE = (OSError, EOFError, zlib.error, ijson.JSONError, UnicodeDecodeError)
"""How a file breaks off: cut short, damaged, or not what its name says."""
LINES = (".ndjson", ".jsonl")
_GZIP = b"\x1f\x8b"
_MARK = codecs.BOM_UTF8
_PIECE = 1 << 16


def open_file(path: Path) -> IO[bytes]:
    """The bytes of a file, unpacked if they are gzipped, without a byte order mark.

    Raises `OSError`, or another of `BROKEN_FILE`.
    """
    with path.open("rb") as packed:
        is_gzipped = packed.read(len(_GZIP)) == _GZIP
    file = gzip.open(path, "rb") if is_gzipped else path.open("rb")  # noqa: SIM115 - handed over
    if file.peek(len(_MARK)).startswith(_MARK):
        file.read(len(_MARK))
    return cast("IO[bytes]", file)


def is_lines(path: Path) -> bool:
    """Whether the name of a file says that each line is a JSON text."""
    name = path.name.lower().removesuffix(".gz")
    return name.endswith(LINES)


def is_list(path: Path) -> bool:
    """Whether the file is one JSON array."""
    with open_file(path) as file:
        return file.read(_PIECE).lstrip().startswith(b"[")


def items(path: Path, prefix: str) -> Iterator[object]:
    """The values at a place of a JSON file, one at a time. Raises one of `BROKEN_FILE`."""
    with open_file(path) as file:
        yield from ijson.items(file, prefix, use_float=True)


def sha256(path: Path) -> str:
    """The digest of the file as it lies there, in hexadecimal. Raises `OSError`."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
