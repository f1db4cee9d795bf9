"""A register: documents of one kind as flat lines, for the API, for CSV, for minutes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from projections.documents import Document
from projections.view import View


class Line(msgspec.Struct, kw_only=True):
    """One line of a register: flat, with its verdict and the positions of its evidence."""

    evidence: list[int]


@dataclass(frozen=True)
class Register:
    """How one question's documents read as lines.

    `lines` gets a document and the moment of asking; verdicts that depend on time are made there,
    so that folds need no clock.
    """

    name: str
    title: str
    view: View
    kind: type[Document]
    line: type[Line]
    lines: Callable[[Any, datetime], Iterable[Line]]
    filters: Sequence[str] = ()
    """Subjects that it can be filtered by: `item`, `organisation` and so on."""
