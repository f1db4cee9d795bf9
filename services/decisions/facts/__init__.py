"""What the write side knows: facts folded from events, one file a subject."""

from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import get_type_hints

from decisions.facts.actions import ActionFacts
from decisions.facts.bodies import BodyFacts
from decisions.facts.consultations import ConsultationFacts
from decisions.facts.contacts import ContactFacts
from decisions.facts.declarations import DeclarationFacts
from decisions.facts.feedback import FeedbackFacts
from decisions.facts.holds import HoldFacts
from decisions.facts.interests import InterestFacts
from decisions.facts.items import ItemFacts
from decisions.facts.mandates import MandateFacts
from decisions.facts.meetings import MeetingFacts
from decisions.facts.members import MemberFacts
from decisions.facts.messages import MessageFacts
from decisions.facts.minutes import MinutesFacts
from decisions.facts.motions import MotionFacts
from decisions.facts.opportunities import OpportunityFacts
from decisions.facts.outcomes import OutcomeFacts
from decisions.facts.polls import PollFacts
from decisions.facts.resourcing import ResourcingFacts
from decisions.facts.seats import SeatFacts
from decisions.facts.texts import TextFacts
from eventlog.mapping import Located
from eventlog.work import EarlierEntry
from schemas.event import Event
from schemas.events import (
    EVENTS,
    action,
    body,
    consultation,
    contact,
    correction,
    decision,
    feedback,
    mandate,
    meeting,
    minutes,
    motion,
    opportunity,
    partnership,
    poll,
    record,
    representation,
    restatement,
)


class Facts:
    """All that one slice has seen, by subject. It has seen only what its command asked for."""

    actions: ActionFacts
    bodies: BodyFacts
    consultations: ConsultationFacts
    contacts: ContactFacts
    declarations: DeclarationFacts
    feedback: FeedbackFacts
    holds: HoldFacts
    interests: InterestFacts
    items: ItemFacts
    mandates: MandateFacts
    meetings: MeetingFacts
    members: MemberFacts
    messages: MessageFacts
    minutes: MinutesFacts
    motions: MotionFacts
    opportunities: OpportunityFacts
    outcomes: OutcomeFacts
    polls: PollFacts
    resourcing: ResourcingFacts
    seats: SeatFacts
    texts: TextFacts

    def __init__(self) -> None:
        self._seen: dict[int, Event] = {}
        self._newest: dict[str, int] = {}
        self._entries: Mapping[int, EarlierEntry] = {}

    def __getattr__(self, subject: str) -> object:
        """A subject is folded when it is first asked for; most commands need three or four."""
        if subject not in _MADE_BY:
            raise AttributeError(subject)
        made = _MADE_BY[subject]()
        self._newest[subject] = 0
        for position in sorted(self._seen):
            event = self._seen[position]
            if subject in _FOLDED_BY[type(event)]:
                made.see(event)
                self._newest[subject] = position
        if isinstance(made, TextFacts):
            made.learn(self._entries)
        setattr(self, subject, made)
        return made

    def learn(self, found: Iterable[Located]) -> None:
        """Takes in events in any order, each position once.

        A subject that was folded goes on with what comes later than all that it saw. One that turns
        out to have missed something earlier is folded again when it is next asked for.
        """
        new = {position: event for position, event in found if position not in self._seen}
        self._seen.update(new)
        folded = self.__dict__
        for position in sorted(new):
            event = new[position]
            for subject in _FOLDED_BY[type(event)]:
                if subject not in folded:
                    continue
                if position > self._newest[subject]:
                    folded[subject].see(event)
                    self._newest[subject] = position
                else:
                    del folded[subject]

    def learn_texts(self, entries: Mapping[int, EarlierEntry]) -> None:
        """Learns of these entries which of their texts can still be read."""
        self._entries = entries
        self.texts.learn(entries)


_MADE_BY: dict[str, type] = get_type_hints(Facts)
_SUBJECTS: dict[ModuleType, tuple[str, ...]] = {
    action: ("actions",),
    body: ("bodies", "seats"),
    consultation: ("consultations",),
    contact: ("contacts",),
    correction: ("consultations", "declarations", "feedback", "items", "meetings", "outcomes"),
    decision: ("outcomes",),
    feedback: ("feedback", "messages"),
    mandate: ("mandates",),
    meeting: ("declarations", "items", "meetings"),
    minutes: ("minutes",),
    motion: ("motions",),
    opportunity: ("opportunities",),
    partnership: ("consultations", "members"),
    poll: ("polls",),
    record: ("holds", "texts"),
    representation: ("interests", "resourcing", "seats"),
    restatement: ("items", "motions", "opportunities", "outcomes"),
}
"""Which subjects fold the events of which module of `schemas.events`; the others do not look."""

_SUBJECTS_BY_MODULE = {module.__name__: names for module, names in _SUBJECTS.items()}
_FOLDED_BY = {event: _SUBJECTS_BY_MODULE[event.__module__] for event in EVENTS}
