"""What a field of the minutes may hold: words, words that were erased, or nothing at all."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct


class Erased(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Stands where words stood before they were erased from the record.

    `basis` is the ground of the erasure as recorded, for example "Article 17 request".
    """

    basis: str | None = None


Text = str | Erased | None
"""Words for people; `None` where nothing was recorded."""

Instant = Annotated[datetime, Meta(tz=True)]
"""An aware moment in UTC; renderings show it in Europe/London."""

Count = Annotated[int, Meta(ge=0)]
