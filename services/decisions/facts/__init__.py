"""What the write side knows: facts folded from events, one file a subject."""

from decisions.facts.bodies import BodyFacts
from decisions.facts.items import ItemFacts
from decisions.facts.meetings import MeetingFacts
from decisions.facts.motions import MotionFacts
from decisions.facts.seats import SeatFacts
from schemas.event import Event


class Facts:
    """All that one slice has seen, by subject. It has seen only what its command asked for."""

    def __init__(self) -> None:
        self.bodies = BodyFacts()
        self.items = ItemFacts()
        self.meetings = MeetingFacts()
        self.motions = MotionFacts()
        self.seats = SeatFacts()
        self._subjects = (self.bodies, self.items, self.meetings, self.motions, self.seats)

    def see(self, event: Event) -> None:
        for subject in self._subjects:
            subject.see(event)
