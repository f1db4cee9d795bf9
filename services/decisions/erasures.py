"""Erasure of names and free text: the words go for good, and the record says that they went."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Self, TypeAlias

from eventsourcing.dcb.domain import Selector
from pydantic import Field, StringConstraints, model_validator

from decisions.command import Command, Fields, FreeText
from decisions.context import Context
from decisions.facts import Facts
from schemas.event import Event
from schemas.events.record import DisclosureErased
from schemas.values import ErasureAuthority, ErasureBasis

MOST_TEXTS = 200

Position: TypeAlias = Annotated[
    int, Field(strict=True, ge=1, lt=2**53, description="The position of an earlier entry.")
]
TextName: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z_]{0,63}$"),
    Field(description="Which text of the entry, by its field: name, reason, discussion, …"),
]


class TextPlace(Fields):
    """Where a text stands."""

    position: Position
    name: TextName


class EraseTexts(Command):
    """Erase texts of earlier entries and the keys they lie under. It cannot be undone.

    The entries, their place in the tree, votes and decisions stay; where the words stood, readers
    see on what basis they were erased. All of the texts are erased, or none: so if one of them is
    under a legal hold.
    """

    texts: tuple[TextPlace, ...] = Field(min_length=1, max_length=MOST_TEXTS)
    basis: ErasureBasis
    authority: ErasureAuthority = Field(description="By whose authority.")
    note: FreeText | None = Field(None, description="Why, in words that can be erased in turn.")

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        if len(set(self.texts)) < len(self.texts):
            raise ValueError("texts: each text is named once")
        return self

    def texts_at(self) -> Sequence[int]:
        return [one.position for one in self.texts]

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.holds.of_all()
        for position in dict.fromkeys(self.texts_at()):
            yield facts.texts.of_entry(position)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        for number, one in enumerate(self.texts):
            field = f"texts.{number}"
            digest = facts.texts.digest(one.position, one.name, field)
            names = facts.texts.named_in(one.position)
            facts.holds.require_free(one.position, names, one.name, field)
            yield DisclosureErased(
                position=one.position,
                name=one.name,
                digest=digest,
                basis=self.basis,
                authority=self.authority,
                note=self.note,
            )
