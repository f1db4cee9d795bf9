"""What happened to the record itself: texts erased, held or exempt, keys replaced."""

from datetime import datetime

from schemas.event import Event, Text
from schemas.values import ErasureAuthority, ErasureBasis, Exemption, HoldAuthority, HoldGround

ERASURES = "register:erasures"
EXEMPTIONS = "register:exemptions"
HOLDS = "register:holds"
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


class LegalHoldPlaced(Event, frozen=True):
    """Texts are not erased until the hold is released: somebody may have a right to see them.

    It holds every text of the entries at the positions `entries`, and of all entries, earlier and
    later, whose facts name one of `persons` or `organisations`, or that an organisation recorded;
    with `whole_book`, every text there is.
    """

    TOPIC = "record-legal-hold-placed.v1"
    TAGS = (HOLDS, "hold")

    hold: str
    ground: HoldGround
    authority: HoldAuthority
    entries: tuple[int, ...] = ()
    persons: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    whole_book: bool = False
    reason: Text | None = None


class LegalHoldReleased(Event, frozen=True):
    """A hold holds nothing any more; other holds go on."""

    TOPIC = "record-legal-hold-released.v1"
    TAGS = (HOLDS, "hold")

    hold: str
    authority: HoldAuthority
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
