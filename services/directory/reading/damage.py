"""Damage that shows while a file is being read becomes one clear error about the whole file."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import TypeVar

from directory.problems import UnreadableFile

Item = TypeVar("Item")
# What the file system, gzip and zipfile raise: missing, cut short, broken, locked, unknown packing.
IN_WRAPPING = (
    OSError,
    EOFError,
    zlib.error,
    zipfile.BadZipFile,
    RuntimeError,
)
# What openpyxl lets through besides, when the parts inside a workbook are not as they should be.
IN_WORKBOOK = (*IN_WRAPPING, KeyError, ValueError, TypeError, AttributeError, SyntaxError)


def intact(
    source: str, items: Iterable[Item], damage: tuple[type[Exception], ...] = IN_WRAPPING
) -> Iterator[Item]:
    """The same items, in order. Raises UnreadableFile for the source where damage shows."""
    iterator = iter(items)
    while True:
        try:
            item = next(iterator)
        except StopIteration:
            return
        except damage as error:
            reason = f"the file is damaged, locked or cut short ({error})"
            raise UnreadableFile(source, reason) from error
        yield item
