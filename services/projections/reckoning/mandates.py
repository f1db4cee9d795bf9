"""A mandate as events make it: its versions, and what became of it when."""

from datetime import date, datetime
from typing import Literal, TypeAlias

import msgspec
from msgspec.structs import replace

from eventlog.reading import ReadEntry
from schemas.events.mandate import (
    MandateConfirmed,
    MandateDisputed,
    MandateGranted,
    MandateLogged,
    MandateRevoked,
    MandateVaried,
    MandateWithheld,
)
from schemas.values import Channel, Choice, MandateKind, MandateScope, Term

Beginning: TypeAlias = MandateGranted | MandateLogged | MandateWithheld
Change: TypeAlias = MandateConfirmed | MandateDisputed | MandateVaried | MandateRevoked
MandateEvent: TypeAlias = Beginning | Change
MandateStanding: TypeAlias = Literal[
    "active", "unconfirmed", "confirmed", "disputed", "withheld", "revoked"
]
VALID: frozenset[MandateStanding] = frozenset({"active", "unconfirmed", "confirmed"})


class Version(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was instructed, from when. No `kind` where authority was withheld."""

    term: Term
    since: datetime
    recorded_at: datetime
    position: int
    kind: MandateKind | None = None
    instruction: Choice | None = None
    conditions: str | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the mandate stood from an entry on."""

    standing: MandateStanding
    at: datetime
    recorded_at: datetime
    position: int
    reason: str | None = None


class Mandate(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What a PCN told a seat to do: for one item, for a topic, or standing."""

    mandate: str
    organisation: str
    seat: str
    scope: MandateScope
    topic: str | None = None
    item: str | None = None
    channel: Channel | None = None
    heard_from: str | None = None
    is_logged: bool = False
    versions: list[Version] = []
    steps: list[Step] = []

    @property
    def current(self) -> Version:
        return self.versions[-1]

    @property
    def standing(self) -> MandateStanding:
        return self.steps[-1].standing

    def standing_before(self, moment: datetime) -> MandateStanding | None:
        """How it stood by what was written down before then; None if nothing was."""
        known = [step for step in self.steps if step.recorded_at < moment]
        return known[-1].standing if known else None

    def is_denied_since(self, moment: datetime) -> bool:
        """Disputed since then, and not confirmed again; another version confirms no earlier one."""
        other = {version.position for version in self.versions}
        said = [s for s in self.steps if s.recorded_at >= moment and s.position not in other]
        words = [one.standing for one in said if one.standing in ("disputed", "confirmed")]
        return bool(words) and words[-1] == "disputed"

    def version_on(self, day: date, before: datetime | None = None) -> Version | None:
        """What it instructs for a day, by what was written down before a moment, or by now.

        A variation for later days leaves the earlier terms in force until those days come.
        """
        for version in reversed(self.versions):
            if before is None or version.recorded_at < before:
                if version.term.covers(day):
                    return version
                if version.term.from_on <= day:
                    return None
        return None

    def change(self, event: MandateEvent, entry: ReadEntry) -> None:
        """What the PCN says of it later. A variation is its own word, so it confirms."""
        match event:
            case MandateVaried():
                self.versions.append(_version(event, entry))
                standing: MandateStanding = "confirmed" if self.is_logged else "active"
                self.steps.append(_step(standing, None, entry))
            case MandateConfirmed():
                self.steps.append(_step("confirmed", None, entry))
            case MandateDisputed():
                self.steps.append(_step("disputed", event.reason, entry))
            case MandateRevoked():
                self.steps.append(_step("revoked", event.reason, entry))
            case MandateWithheld():
                self.versions.append(_version(event, entry))
                self.steps.append(_step("withheld", event.reason, entry))
            case _:
                pass


def begun(event: Beginning, entry: ReadEntry) -> Mandate:
    """A mandate as it is granted by the PCN, logged by its representative, or withheld."""
    is_logged, is_withheld = isinstance(event, MandateLogged), isinstance(event, MandateWithheld)
    reason = event.reason if isinstance(event, MandateWithheld) else None
    standing: MandateStanding = "withheld" if is_withheld else "active"
    return Mandate(
        mandate=event.mandate,
        organisation=event.organisation,
        seat=event.seat,
        scope=event.scope,
        topic=event.topic,
        item=event.item,
        channel=event.channel if isinstance(event, MandateLogged) else None,
        heard_from=event.heard_from if isinstance(event, MandateLogged) else None,
        is_logged=is_logged,
        versions=[_version(event, entry)],
        steps=[_step("unconfirmed" if is_logged else standing, reason, entry)],
    )


def _version(event: Beginning | MandateVaried, entry: ReadEntry) -> Version:
    bare = Version(
        term=event.term,
        since=entry.entry.occurred_at,
        recorded_at=entry.entry.recorded_at,
        position=entry.position,
    )
    if isinstance(event, MandateWithheld):
        return bare
    return replace(
        bare, kind=event.kind, instruction=event.instruction, conditions=event.conditions
    )


def _step(standing: MandateStanding, reason: str | None, entry: ReadEntry) -> Step:
    return Step(
        standing=standing,
        at=entry.entry.occurred_at,
        recorded_at=entry.entry.recorded_at,
        position=entry.position,
        reason=reason,
    )
