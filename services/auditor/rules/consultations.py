"""Consultations: views only of the frozen electorate, in time, one live view an organisation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from auditor.entries import Entry
from auditor.findings import Finding, difference
from auditor.rules.fact import Handlers, at, day_of, fault_at, instant, text
from auditor.rules.members import Members


@dataclass(frozen=True)
class Answer:
    """Who took which position, for which places; no position where a view was withdrawn.

    It stands in each place that its giver held that day, also once that one holds it no more.
    """

    by: str
    places: set[str]
    position: str | None


@dataclass
class Consultation:
    """A consultation: its electorate (who is exempt), its window, and the answers in order."""

    electorate: dict[str, bool]
    opened_at: datetime
    closes_at: datetime
    is_over: bool = False
    answers: list[Answer] = field(default_factory=list)

    def live(self, codes: set[str]) -> Answer | None:
        """The last answer for the place of any of these, unless it was taken back."""
        given = [one for one in self.answers if one.places & codes]
        return given[-1] if given and given[-1].position is not None else None

    def live_of(self, organisation: str, lineage: set[str]) -> Answer | None:
        """The one that counts as its own; of those that it has taken over, if it was not asked."""
        return self.live({organisation} if organisation in self.electorate else lineage)


@dataclass
class Consultations:
    """Replays the consultations of a book."""

    members: Members
    _opened: dict[str, Consultation] = field(default_factory=dict)

    def handlers(self) -> Handlers:
        return {
            "consultation-opened.v1": self._opens,
            "consultation-extended.v1": self._extended,
            "consultation-view-submitted.v1": self._view,
            "consultation-view-revised.v1": self._view,
            "consultation-view-withdrawn.v1": self._view,
            "correction-view-restated.v1": self._restated,
            "consultation-closed.v1": self._closed,
            "consultation-withdrawn.v1": self._ended,
        }

    def finish(self) -> Iterable[Finding]:
        return ()

    def _opens(self, entry: Entry) -> Iterator[Finding]:
        data = entry.data
        id_ = text(data, "consultation")
        if id_ in self._opened:
            yield fault_at("consultation-repeated", f"{id_} had been opened before", entry)
            return
        self._opened[id_] = Consultation(
            {one["organisation"]: one.get("exempt", False) for one in data["electorate"]},
            at(entry.occurred_at),
            instant(data, "closes_at"),
        )

    def _extended(self, entry: Entry) -> Iterator[Finding]:
        consultation = self._find(entry)
        yield from _not_running(entry, consultation)
        if consultation:
            consultation.closes_at = instant(entry.data, "closes_at")

    def _view(self, entry: Entry) -> Iterator[Finding]:
        consultation = self._find(entry)
        yield from _not_running(entry, consultation)
        if consultation:
            yield from self._answer(entry, consultation)

    def _answer(self, entry: Entry, consultation: Consultation) -> Iterator[Finding]:
        organisation = text(entry.data, "organisation")
        name = entry.data["consultation"]
        if not consultation.opened_at <= at(entry.occurred_at) < consultation.closes_at:
            what = f"{organisation} answered {name} outside the time for answers"
            yield fault_at("view-out-of-time", what, entry)
        day = day_of(entry)
        lineage = self.members.lineage(organisation, day)
        if not lineage & consultation.electorate.keys():
            what = f"{organisation} answered {name} and is not of its electorate"
            yield fault_at("view-not-in-electorate", what, entry)
        is_asked = organisation in consultation.electorate
        live = consultation.live_of(organisation, lineage)
        if entry.type == "consultation-view-submitted.v1":
            # What another one said in its place, while it was away, is not its own word.
            is_odd = live is not None and (live.by == organisation or not is_asked)
        else:
            is_odd = live is None
        if is_odd:
            what = "answered twice" if live else "changed an answer that it had not given"
            yield fault_at("view-repeated", f"{organisation} {what} in {name}", entry)
        consultation.answers.append(Answer(organisation, lineage, entry.data.get("position")))

    def _restated(self, entry: Entry) -> Iterator[Finding]:
        """What an organisation had answered may be put right at any time, if it had answered."""
        organisation, consultation = text(entry.data, "organisation"), self._find(entry)
        if consultation is None:
            yield from _not_running(entry, consultation)
            return
        lineage = self.members.lineage(organisation, day_of(entry))
        if consultation.live_of(organisation, lineage) is None:
            what = f"an answer of {organisation} was corrected that it had not given"
            yield fault_at("nothing-to-correct", what, entry)
        consultation.answers.append(Answer(organisation, lineage, entry.data.get("position")))

    def _closed(self, entry: Entry) -> Iterator[Finding]:
        yield from self._ended(entry)
        if consultation := self._find(entry):
            yield from self._silence(entry, consultation)

    def _ended(self, entry: Entry) -> Iterator[Finding]:
        consultation = self._find(entry)
        yield from _not_running(entry, consultation)
        if consultation:
            consultation.is_over = True

    def _find(self, entry: Entry) -> Consultation | None:
        return self._opened.get(text(entry.data, "consultation"))

    def _silence(self, entry: Entry, consultation: Consultation) -> Iterator[Finding]:
        named = set(entry.data.get("non_responders", ()))
        silent = self._without_view(consultation, day_of(entry))
        if named != silent:
            odd = ", ".join(sorted(named ^ silent))
            yield difference(
                "non-responders-differ",
                f"At entry {entry.position}: those named as not having answered "
                f"{entry.data['consultation']} are not those without an answer ({odd}).",
                entry.position,
            )

    def _without_view(self, consultation: Consultation, day: date) -> set[str]:
        answering: dict[str, set[str]] = {one: {one} for one in consultation.electorate}
        for code in {one.by for one in consultation.answers}:
            for place in self.members.lineage(code, day) & answering.keys():
                answering[place].add(code)
        return {
            place
            for place, codes in answering.items()
            if not consultation.electorate[place]
            and not any(consultation.live({code}) for code in codes)
        }


def _not_running(entry: Entry, consultation: Consultation | None) -> Iterator[Finding]:
    if consultation is None or consultation.is_over:
        how = "after it had ended" if consultation else "although it was never opened"
        what = f"{entry.data['consultation']} goes on {how}"
        yield fault_at("consultation-not-open", what, entry)
