"""Polls of a PCN's practices: who is asked, until when, and what each answered last."""

from dataclasses import dataclass, field
from datetime import datetime

from eventsourcing.dcb.domain import Selector

from decisions.facts.selecting import selects
from decisions.refusal import NotFound, Refused
from decisions.wording import instant
from schemas.event import Event
from schemas.events.poll import PollClosed, PollOpened, PracticeAnswered


@dataclass
class Poll:
    """A poll as far as the slice has seen it."""

    opened: PollOpened
    is_closed: bool = False
    answers: dict[str, PracticeAnswered] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.opened.poll

    def require_open(self, at: datetime) -> None:
        """Raises `Refused` unless practices may answer at a time."""
        if self.is_closed:
            raise Refused("poll-closed", f"The poll {self.id} was closed.")
        if self.opened.happened_at and at < self.opened.happened_at:
            sentence = f"The poll {self.id} opened on {instant(self.opened.happened_at)}."
            raise Refused("before-opening", sentence, "occurred_at")
        if at >= self.opened.closes_at:
            sentence = f"Answers were taken until {instant(self.opened.closes_at)}."
            raise Refused("after-closing", sentence, "occurred_at")


class PollFacts:
    """Folds polls by id."""

    def __init__(self) -> None:
        self._polls: dict[str, Poll] = {}

    @selects
    def of_poll(poll: str) -> Selector:
        """Whether it was opened and closed; no answers."""
        return Selector(types=(PollOpened, PollClosed), tags=[f"poll:{poll}"])

    @selects
    def of_practice(poll: str, practice: str) -> Selector:
        """What one practice answered; read together with `of_poll`."""
        return Selector(types=(PracticeAnswered,), tags=[f"poll:{poll}", f"practice:{practice}"])

    def find(self, poll: str) -> Poll | None:
        return self._polls.get(poll)

    def get(self, poll: str) -> Poll:
        """Raises `NotFound`."""
        if (found := self._polls.get(poll)) is None:
            raise NotFound("poll", poll)
        return found

    def see(self, event: Event) -> None:
        match event:
            case PollOpened():
                self._polls[event.poll] = Poll(event)
            case PracticeAnswered():
                self._polls[event.poll].answers[event.practice] = event
            case PollClosed():
                self._polls[event.poll].is_closed = True
            case _:
                pass
