"""Awards: of what was announced, corrected only where there is one, and as the closing says."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.entries import Entry
from auditor.findings import Finding, difference
from auditor.rules.fact import Handlers, fault_at, quietly, text


@dataclass
class Offer:
    """Who was chosen for an opportunity, and what came of it, by the entry that says so."""

    chosen: set[str] = field(default_factory=set)
    outcome: str | None = None
    settled_in: int = 0


@dataclass
class Awards:
    """Replays the awards of a book."""

    _offers: dict[str, Offer] = field(default_factory=dict)

    def handlers(self) -> Handlers:
        return {
            "opportunity-announced.v1": quietly(self._announced),
            "opportunity-awarded.v1": self._awarded,
            "opportunity-closed.v1": quietly(self._closed),
            "correction-award-restated.v1": self._restated,
        }

    def finish(self) -> Iterator[Finding]:
        for name, offer in self._offers.items():
            if offer.outcome and (offer.outcome == "awarded") != bool(offer.chosen):
                who = ", ".join(sorted(offer.chosen)) or "nobody"
                sentence = f"{name} was closed as {offer.outcome}; by the record {who} was chosen."
                yield difference("awards-differ", sentence, offer.settled_in)

    def _announced(self, entry: Entry) -> None:
        self._offers[text(entry.data, "opportunity")] = Offer()

    def _awarded(self, entry: Entry) -> Iterator[Finding]:
        offer, organisation = self._offer(entry), text(entry.data, "organisation")
        if offer is None:
            what = f"{organisation} was chosen for something that was never announced"
            yield fault_at("award-of-nothing", what, entry)
            return
        offer.chosen.add(organisation)

    def _restated(self, entry: Entry) -> Iterator[Finding]:
        offer, organisation = self._offer(entry), text(entry.data, "organisation")
        is_awarded = entry.data.get("is_awarded", False)
        if offer is None or not (is_awarded or organisation in offer.chosen):
            what = f"an award to {organisation} was taken back that had not been recorded"
            yield fault_at("nothing-to-correct", what, entry)
            return
        offer.chosen.discard(organisation)
        offer.chosen |= {organisation} if is_awarded else set()
        offer.outcome = entry.data.get("outcome", offer.outcome)
        offer.settled_in = entry.position

    def _closed(self, entry: Entry) -> None:
        if offer := self._offer(entry):
            offer.outcome, offer.settled_in = text(entry.data, "outcome"), entry.position

    def _offer(self, entry: Entry) -> Offer | None:
        return self._offers.get(text(entry.data, "opportunity"))
