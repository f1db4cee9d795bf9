"""What happened to the record itself: texts erased or exempt from publication, keys replaced."""

from datetime import datetime

from schemas.event import Event, Text
from schemas.values import ErasureAuthority, ErasureBasis, Exemption

ERASURES = "register:erasures"
EXEMPTIONS = "register:exemptions"
KEYS = "register:keys"


class DisclosureErased(Event, frozen=True):
    """A text of an earlier entry, and the key it lay under, were deleted when this was recorded.

    `digest` (base64url) is the one that stands in the `_sd` of that entry, and goes on standing
    there. Who asked, and why, is for `note`, which can be erased in its turn.
    """

    TOPIC = "record-disclosure-erased.v1"
    TAGS = (ERASURES, "position")

    position: int
    name: str
    digest: str
    basis: ErasureBasis
    authority: ErasureAuthority
    note: Text | None = None


class TextExempted(Event, frozen=True):
    """A text of an earlier entry is left out of public renditions, by an exemption of the Act."""

    TOPIC = "record-text-exempted.v1"
    TAGS = (EXEMPTIONS, "position")

    position: int
    name: str
    exemption: Exemption
    reason: Text | None = None


class ExemptionLifted(Event, frozen=True):
    """A text of an earlier entry stands in public renditions again."""

    TOPIC = "record-exemption-lifted.v1"
    TAGS = (EXEMPTIONS, "position")

    position: int
    name: str
    reason: Text | None = None


class KeyRotated(Event, frozen=True):
    """The key that signs this book's head was replaced; the old one signs beside it for a while.

    Both are verification keys as C2SP signed-note writes them. That this entry lies under heads
    that both have signed is what makes the new key the old one's successor.
    """

    TOPIC = "record-key-rotated.v1"
    TAGS = (KEYS,)

    new_key: str
    old_key: str
    old_signs_until: datetime
