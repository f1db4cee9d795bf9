"""Mandates that PCNs give the PCN seat of the small place board, for views to be tried on."""

from datetime import UTC, date, datetime

from schemas.event import Event
from schemas.events.mandate import (
    MandateConfirmed,
    MandateDisputed,
    MandateGranted,
    MandateLogged,
    MandateRevoked,
    MandateVaried,
    MandateWithheld,
)
from schemas.values import Choice, MandateKind, MandateScope, Term
from tests.support.story import PCN_SEAT, PCNS, YEAR

NORTH, SOUTH, WEST = PCNS


def on(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def term(from_on: date, until_on: date | None = None) -> Term:
    return Term(from_on=from_on, until_on=until_on)


def subject(scope: MandateScope) -> dict[str, str]:
    return {"item": {"item": "hub"}, "topic": {"topic": "access"}, "standing": {}}[scope]


def granted(
    mandate: str = "m-north",
    instruction: Choice | None = "for",
    *,
    kind: MandateKind = "bound",
    scope: MandateScope = "item",
    organisation: str = NORTH,
    term: Term = YEAR,
    conditions: str | None = None,
) -> MandateGranted:
    return MandateGranted(
        mandate=mandate,
        organisation=organisation,
        seat=PCN_SEAT,
        kind=kind,
        scope=scope,
        term=term,
        instruction=instruction,
        conditions=conditions,
        **subject(scope),
    )


def logged(mandate: str = "m-north", instruction: Choice = "for") -> MandateLogged:
    return MandateLogged(
        mandate=mandate,
        organisation=NORTH,
        seat=PCN_SEAT,
        kind="bound",
        scope="item",
        item="hub",
        term=YEAR,
        channel="phone",
        instruction=instruction,
        heard_from="Dr N",
    )


def withheld(mandate: str = "m-none", scope: MandateScope = "item") -> MandateWithheld:
    return MandateWithheld(
        mandate=mandate,
        organisation=NORTH,
        seat=PCN_SEAT,
        scope=scope,
        term=YEAR,
        reason="Not asked.",
        **subject(scope),
    )


def varied(
    instruction: Choice = "against", mandate: str = "m-north", term: Term = YEAR
) -> MandateVaried:
    return MandateVaried(
        mandate=mandate,
        organisation=NORTH,
        seat=PCN_SEAT,
        item="hub",
        kind="bound",
        term=term,
        instruction=instruction,
    )


def about(what: type[Event], mandate: str = "m-north", **more: str) -> Event:
    return what(mandate=mandate, organisation=NORTH, seat=PCN_SEAT, item="hub", **more)


CONFIRMED = about(MandateConfirmed)
DISPUTED = about(MandateDisputed, reason="Never said.")
REVOKED = about(MandateRevoked, reason="New paper.")
