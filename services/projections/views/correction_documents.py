"""What the register of corrections keeps: what stands, and what each correction replaced."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from projections.documents import Document, Documents
from projections.reckoning.correctable import Subject
from schemas.values import CorrectionBasis

_PAGE = 100


class Stated(msgspec.Struct, frozen=True, array_like=True):
    """What stands of one thing that can be corrected, and which entry, or correction, says so."""

    position: int
    words: str | None
    is_correction: bool = False
    at: datetime | None = None


class Worded(Document):
    """What somebody said, in free text, of one thing that can be corrected, as it stands."""

    KIND = "correctable-words"

    place: str
    text: str

    def key(self) -> str:
        return self.place


class Correctable(Document):
    """What stands within a motion, meeting, consultation or decision, by what it is about.

    One document for them all, because hardly anything is ever corrected.
    """

    KIND = "correctable"

    within: str
    stated: dict[str, Stated] = msgspec.field(default_factory=dict)

    def key(self) -> str:
        return self.within


class Correction(Document):
    """A correction, what it replaced, and the one that replaced it in its turn.

    `was_text` and `now_text` are words that it changed; both are None where it changed none.
    """

    KIND = "correction"

    position: int
    subject: Subject
    about_what: str
    replaces: int | None
    was: str | None
    now: str | None
    corrected_at: datetime
    recorded_at: datetime
    tags: list[str] = msgspec.field(default_factory=list)
    basis: CorrectionBasis | None = None
    reason: str | None = None
    by: str | None = None
    was_at: datetime | None = None
    now_at: datetime | None = None
    was_text: str | None = None
    now_text: str | None = None
    replaced_by: int | None = None

    def key(self) -> str:
        return f"{self.position:012}"

    def about(self) -> list[str]:
        return self.tags


async def corrections_about(documents: Documents, tags: Iterable[str]) -> list[Correction]:
    """All corrections whose entries carry any of these tags, by position."""
    found: dict[int, Correction] = {}
    for tag in tags:
        after: tuple[str, str] | None = None
        while page := await documents.page(Correction, about=(tag,), after=after, limit=_PAGE):
            found |= {one.position: one for one in page}
            after = (page[-1].sort(), page[-1].key())
    return [found[position] for position in sorted(found)]
