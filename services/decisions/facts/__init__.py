"""What the write side knows: facts folded from events, one file a subject."""

from types import ModuleType

from decisions.facts.actions import ActionFacts
from decisions.facts.bodies import BodyFacts
from decisions.facts.consultations import ConsultationFacts
from decisions.facts.declarations import DeclarationFacts
from decisions.facts.feedback import FeedbackFacts
from decisions.facts.interests import InterestFacts
from decisions.facts.items import ItemFacts
from decisions.facts.mandates import MandateFacts
from decisions.facts.meetings import MeetingFacts
from decisions.facts.members import MemberFacts
from decisions.facts.messages import MessageFacts
from decisions.facts.minutes import MinutesFacts
from decisions.facts.motions import MotionFacts
from decisions.facts.outcomes import OutcomeFacts
from decisions.facts.seats import SeatFacts
from decisions.facts.texts import TextFacts
from schemas.event import Event
from schemas.events import (
    EVENTS,
    action,
    body,
    consultation,
    decision,
    feedback,
    mandate,
    meeting,
    minutes,
    motion,
    partnership,
    record,
    representation,
)


class Facts:
    """All that one slice has seen, by subject. It has seen only what its command asked for."""

    def __init__(self) -> None:
        self.actions = ActionFacts()
        self.bodies = BodyFacts()
        self.consultations = ConsultationFacts()
        self.declarations = DeclarationFacts()
        self.feedback = FeedbackFacts()
        self.interests = InterestFacts()
        self.items = ItemFacts()
        self.mandates = MandateFacts()
        self.meetings = MeetingFacts()
        self.members = MemberFacts()
        self.messages = MessageFacts()
        self.minutes = MinutesFacts()
        self.motions = MotionFacts()
        self.outcomes = OutcomeFacts()
        self.seats = SeatFacts()
        self.texts = TextFacts()

    def see(self, event: Event) -> None:
        for subject in _FOLDED_BY[type(event)]:
            getattr(self, subject).see(event)


_SUBJECTS: dict[ModuleType, tuple[str, ...]] = {
    action: ("actions",),
    body: ("bodies", "seats"),
    consultation: ("consultations",),
    decision: ("outcomes",),
    feedback: ("feedback", "messages"),
    mandate: ("mandates",),
    meeting: ("declarations", "items", "meetings"),
    minutes: ("minutes",),
    motion: ("motions",),
    partnership: ("members",),
    record: ("texts",),
    representation: ("interests", "seats"),
}
"""Which subjects fold the events of which module of `schemas.events`; the others do not look."""

_SUBJECTS_BY_MODULE = {module.__name__: names for module, names in _SUBJECTS.items()}
_FOLDED_BY = {event: _SUBJECTS_BY_MODULE[event.__module__] for event in EVENTS}
