"""Legal holds: what may have to be shown to a court or an inquiry is not erased meanwhile."""

from collections.abc import Iterable, Sequence
from typing import Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, model_validator

from decisions.command import Command, FreeText, Id, OrganisationCode
from decisions.context import Context
from decisions.erasures import MOST_TEXTS, Position
from decisions.facts import Facts
from decisions.refusal import Refused
from decisions.repetition import is_repeated
from schemas.event import Event
from schemas.events.record import LegalHoldPlaced, LegalHoldReleased
from schemas.values import HoldAuthority, HoldGround


class PlaceLegalHold(Command):
    """Let no text be erased of these entries, or of any entry that names these people or members.

    People and organisations are held by their ids, in entries that are there and in those to come:
    wherever a fact of an entry names them, or the organisation recorded it. Words inside a text
    are not searched: name the entries where such a text stands.
    """

    hold: Id | None = Field(None, description="Its id; made if absent.")
    ground: HoldGround = Field(description="What the texts may be needed for.")
    authority: HoldAuthority = Field(description="By whose authority.")
    entries: tuple[Position, ...] = Field((), max_length=MOST_TEXTS)
    persons: tuple[Id, ...] = Field((), max_length=MOST_TEXTS)
    organisations: tuple[OrganisationCode, ...] = Field((), max_length=MOST_TEXTS)
    whole_book: bool = Field(default=False, strict=True, description="Hold every text there is.")
    reason: FreeText | None = Field(None, description="Of the case: its name, its reference.")

    @model_validator(mode="after")
    def _holds_something_once(self) -> Self:
        named = (self.entries, self.persons, self.organisations)
        if self.whole_book == any(named):
            raise ValueError("name entries, persons or organisations, or else the whole book")
        if any(len(set(one)) < len(one) for one in named):
            raise ValueError("each entry, person and organisation is named once")
        return self

    def texts_at(self) -> Sequence[int]:
        return self.entries

    def needs(self, facts: Facts) -> Iterable[Selector]:
        if self.hold is not None:
            yield facts.holds.of_hold(self.hold)
        for code in self.organisations:
            yield facts.members.of_organisation(code)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        for code in self.organisations:
            facts.members.get(code)
        event = LegalHoldPlaced(
            hold=context.created_id("hold", self.hold),
            ground=self.ground,
            authority=self.authority,
            entries=self.entries,
            persons=self.persons,
            organisations=self.organisations,
            whole_book=self.whole_book,
            reason=self.reason,
        )
        if is_repeated(facts.holds.placed.get(event.hold), event, "hold"):
            return
        for number, position in enumerate(self.entries):
            facts.texts.require_any(position, f"entries.{number}")
        yield event


class ReleaseLegalHold(Command):
    """Release a legal hold: its texts can be erased again, unless another hold has them."""

    hold: Id
    authority: HoldAuthority = Field(description="By whose authority.")
    reason: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.holds.of_hold(self.hold)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        if not facts.holds.is_in_force(self.hold):
            sentence = f"The legal hold {self.hold!r} was released before."
            raise Refused("hold-released", sentence, "hold")
        yield LegalHoldReleased(hold=self.hold, authority=self.authority, reason=self.reason)
