"""Mandates: confirmed, disputed, varied and revoked by the PCN whose they are, and no other."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from auditor.entries import Entry
from auditor.findings import Finding
from auditor.rules.fact import Handler, Handlers, day_of, fault_at, text
from auditor.rules.members import Members


@dataclass
class Mandate:
    """Whose mandate it is, and where it stands."""

    organisation: str
    standing: str


@dataclass
class Mandates:
    """Replays the mandates of a book."""

    members: Members
    _given: dict[str, Mandate] = field(default_factory=dict)

    def handlers(self) -> Handlers:
        return {
            "mandate-granted.v1": self._starts("granted"),
            "mandate-logged.v1": self._starts("unconfirmed"),
            "mandate-withheld.v1": self._starts("withheld"),
            "mandate-confirmed.v1": self._becomes("confirmed", lambda s: s == "unconfirmed"),
            "mandate-disputed.v1": self._becomes("disputed", lambda s: s == "unconfirmed"),
            "mandate-varied.v1": self._becomes(None, lambda s: s in ("granted", "confirmed")),
            "mandate-revoked.v1": self._becomes(
                "revoked", lambda s: s not in ("revoked", "disputed")
            ),
        }

    def finish(self) -> Iterable[Finding]:
        return ()

    def _starts(self, standing: str) -> Handler:
        def handler(entry: Entry) -> Iterator[Finding]:
            id_, organisation = text(entry.data, "mandate"), text(entry.data, "organisation")
            if id_ in self._given:
                yield fault_at("mandate-repeated", f"the mandate {id_} was given before", entry)
            if standing != "unconfirmed":
                yield from self._own_word(entry, organisation)
            self._given[id_] = Mandate(organisation, standing)

        return handler

    def _becomes(self, standing: str | None, is_possible: Callable[[str], bool]) -> Handler:
        def handler(entry: Entry) -> Iterator[Finding]:
            id_ = text(entry.data, "mandate")
            mandate = self._given.get(id_)
            what = entry.type.removeprefix("mandate-").removesuffix(".v1")
            if mandate is None:
                yield fault_at("mandate-unknown", f"{id_} was {what}, but never given", entry)
                return
            yield from self._own_word(entry, mandate.organisation)
            if not is_possible(mandate.standing):
                sentence = f"the mandate {id_} was {what} although it was {mandate.standing}"
                yield fault_at("mandate-standing", sentence, entry)
            mandate.standing = standing or mandate.standing

        return handler

    def _own_word(self, entry: Entry, owner: str) -> Iterator[Finding]:
        """The entry is in the name of the PCN, or of one that has taken its place."""
        speaker = entry.acting_for
        if entry.data["organisation"] != owner or speaker is None:
            who = "somebody else"
        elif owner in self.members.lineage(speaker, day_of(entry)):
            return
        else:
            who = speaker
        what = f"{who} spoke on the mandate {entry.data['mandate']}, which is {owner}'s to speak on"
        yield fault_at("mandate-of-another", what, entry)
