"""The public rendition: the same events, with exempt texts withheld and the exemption cited.

Texts are withheld before anything is folded, so nothing made of them can show them. Two things
withhold a text: a rule for all texts of a kind, and an entry that exempts one text by name. People
who sit on a body, or deputise there, act in public; others are named to the members only.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import msgspec

from eventlog.reading import ReadEntry, Reader
from schemas.event import Event
from schemas.events.action import ActionRaised
from schemas.events.consultation import OrganisationCanvassed
from schemas.events.contact import ContactLogged
from schemas.events.feedback import MessageAnswered, MessageSent
from schemas.events.mandate import MandateLogged
from schemas.events.meeting import ApologiesReceived, AttendanceRecorded
from schemas.events.opportunity import InterestExpressed
from schemas.events.record import EXEMPTIONS, ExemptionLifted, TextExempted
from schemas.marks import erased_on, withheld_mark
from schemas.values import Exemption

NOT_PUBLISHED = frozenset({"messages"})
"""Registers without a public rendition: letters between a PCN and the partnership."""


def _always(_event: Event) -> bool:
    return True


def _has_no_seat(event: Event) -> bool:
    return getattr(event, "seat", None) is None


Rule = tuple[Exemption, Callable[[Event], bool]]
RULES: Mapping[tuple[type[Event], str], Rule] = {
    (AttendanceRecorded, "name"): ("personal-data", _has_no_seat),
    (ApologiesReceived, "name"): ("personal-data", _has_no_seat),
    (ActionRaised, "owner"): ("personal-data", _always),
    (OrganisationCanvassed, "addressed_to"): ("personal-data", _always),
    (MandateLogged, "heard_from"): ("personal-data", _always),
    (ContactLogged, "spoke_with"): ("personal-data", _always),
    (ContactLogged, "summary"): ("provided-in-confidence", _always),
    (InterestExpressed, "proposal"): ("commercial-interests", _always),
    (MessageSent, "subject"): ("provided-in-confidence", _always),
    (MessageSent, "text"): ("provided-in-confidence", _always),
    (MessageAnswered, "text"): ("provided-in-confidence", _always),
}
"""What is withheld of every entry of a kind, by which exemption, and when."""


@dataclass(frozen=True)
class Publication:
    """What is withheld from the public of one book; `exempt` is by position and field."""

    exempt: Mapping[tuple[int, str], Exemption] = field(default_factory=dict)

    def of(self, entry: ReadEntry) -> ReadEntry:
        """The entry as the public may read it. What was erased stays so."""
        event = entry.event
        marks = {
            name: withheld_mark(exemption)
            for name, text in event.texts().items()
            if erased_on(text) is None and (exemption := self._exemption(entry, name))
        }
        if not marks:
            return entry
        return msgspec.structs.replace(entry, event=msgspec.structs.replace(event, **marks))

    def _exemption(self, entry: ReadEntry, name: str) -> Exemption | None:
        if found := self.exempt.get((entry.position, name)):
            return found
        exemption, applies = RULES.get((type(entry.event), name), (None, _always))
        return exemption if applies(entry.event) else None


async def publication_of(reader: Reader, book_no: int) -> Publication:
    """What is exempt now, also of what was recorded, approved or asked about earlier."""
    exempt: dict[tuple[int, str], Exemption] = {}
    for entry in await reader.tagged(book_no, [EXEMPTIONS]):
        match entry.event:
            case TextExempted(position=position, name=name, exemption=exemption):
                exempt[position, name] = exemption
            case ExemptionLifted(position=position, name=name):
                exempt.pop((position, name), None)
            case _:
                pass
    return Publication(exempt)
