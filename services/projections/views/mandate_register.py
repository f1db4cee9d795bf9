"""What was our representative told to do, by whom, and does it stand?"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal, TypeAlias

from eventlog.reading import ReadEntry
from projections.reckoning.mandates import VALID, Beginning, Change, Mandate, Version, begun
from projections.register import Line, Register
from projections.rows import Rows
from projections.view import View
from projections.views.mandate_documents import (
    HundredMandatesOfPcn,
    MandatesOfPcn,
    RegisteredMandate,
    mandates_of,
    note,
)
from schemas.days import day_in_england
from schemas.events import (
    action,
    body,
    consultation,
    contact,
    correction,
    decision,
    feedback,
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
from schemas.events.mandate import (
    MandateConfirmed,
    MandateDisputed,
    MandateGranted,
    MandateLogged,
    MandateRevoked,
    MandateVaried,
    MandateWithheld,
)
from schemas.events.partnership import MemberJoined, MemberSucceeded
from schemas.values import Channel, Choice, MandateKind, MandateScope, Term

MandateStatus: TypeAlias = Literal[
    "active",
    "unconfirmed",
    "confirmed",
    "disputed",
    "varied",
    "withheld",
    "revoked",
    "expired",
]


class MandateLine(Line):
    """One version of a mandate; versions that were replaced have the status *varied*.

    *Active* was granted by the PCN itself. *Unconfirmed* was logged by the representative and not
    confirmed by the PCN; it counts, but is marked. *Disputed*, *withheld*, *revoked* and *expired*
    give no authority. `is_in_force` says whether it gives authority on the day of asking.
    `successor` took the place of the PCN that gave it: there it applies, as inherited, to what that
    one has said nothing of itself.
    """

    mandate: str
    version: int
    organisation: str
    successor: str | None
    seat: str
    status: MandateStatus
    is_in_force: bool
    kind: MandateKind | None
    scope: MandateScope
    topic: str | None
    item: str | None
    instruction: Choice | None
    conditions: str | None
    from_on: date
    until_on: date | None
    since: datetime
    recorded_at: datetime
    is_logged: bool
    channel: Channel | None
    heard_from: str | None
    status_since: datetime | None
    reason: str | None
    unknown: str | None


view = View(
    "mandate-register",
    documents=(RegisteredMandate, MandatesOfPcn, HundredMandatesOfPcn),
    ignores=(
        restatement,
        *(contact, correction, opportunity, poll),
        *(action, body, consultation, decision, feedback, meeting, minutes, motion),
        *(partnership.PartnershipEstablished, partnership.MemberLeft),
        *(partnership.MemberRenamed, partnership.MemberTransferred, partnership.MemberSplit),
        *(partnership.ListSizePublished, partnership.ReferenceDataImported),
        *(record, representation),
    ),
)


def began(rows: Rows, event: Beginning, entry: ReadEntry) -> None:
    registered = rows.get(RegisteredMandate, event.mandate)
    if registered is None:
        registered = RegisteredMandate(mandate=begun(event, entry))
        note(rows, event.organisation, event.mandate)
    else:
        registered.mandate.change(event, entry)
    registered.evidence.append(entry.position)
    rows.put(registered)


view.on(MandateGranted)(began)
view.on(MandateLogged)(began)
view.on(MandateWithheld)(began)


def changed(rows: Rows, event: Change, entry: ReadEntry) -> None:
    registered = rows.require(RegisteredMandate, event.mandate)
    registered.mandate.change(event, entry)
    registered.evidence.append(entry.position)
    rows.put(registered)


view.on(MandateConfirmed)(changed)
view.on(MandateDisputed)(changed)
view.on(MandateVaried)(changed)
view.on(MandateRevoked)(changed)


@view.on(MemberSucceeded)
def succeeded(rows: Rows, event: MemberSucceeded, entry: ReadEntry) -> None:
    """What a PCN gave passes to the one that took its place, what had passed to it included."""
    of_heir = set(mandates_of(rows, event.successor))
    for name in mandates_of(rows, event.organisation):
        registered = rows.require(RegisteredMandate, name)
        registered.passed_to[event.successor] = Term(from_on=event.on)
        registered.evidence.append(entry.position)
        rows.put(registered)
        if name not in of_heir:
            note(rows, event.successor, name)


@view.on(MemberJoined)
def joined(rows: Rows, event: MemberJoined, entry: ReadEntry) -> None:
    """A PCN that had closed joins again: what had passed on is its own once more."""
    for name in mandates_of(rows, event.organisation) if event.within is None else ():
        registered = rows.require(RegisteredMandate, name)
        if registered.come_back(event.organisation, event.on):
            registered.evidence.append(entry.position)
            rows.put(registered)


def status(mandate: Mandate, day: date) -> MandateStatus:
    """How a mandate stands on a day: what would still be valid may have expired."""
    until_on = mandate.current.term.until_on
    is_over = until_on is not None and until_on < day
    return "expired" if is_over and mandate.standing in {*VALID, "withheld"} else mandate.standing


def lines(registered: RegisteredMandate, as_of: datetime) -> Iterable[MandateLine]:
    day = day_in_england(as_of)
    for number, version in enumerate(registered.mandate.versions, start=1):
        yield _line(registered, number, version, day)


def _line(registered: RegisteredMandate, number: int, version: Version, day: date) -> MandateLine:
    mandate = registered.mandate
    is_current = version is mandate.current
    found = status(mandate, day) if is_current else "varied"
    return MandateLine(
        mandate=mandate.mandate,
        version=number,
        organisation=mandate.organisation,
        successor=registered.holder_on(day),
        seat=mandate.seat,
        status=found,
        is_in_force=mandate.standing in VALID and version is mandate.version_on(day),
        kind=version.kind,
        scope=mandate.scope,
        topic=mandate.topic,
        item=mandate.item,
        instruction=version.instruction,
        conditions=version.conditions,
        from_on=version.term.from_on,
        until_on=version.term.until_on,
        since=version.since,
        recorded_at=version.recorded_at,
        is_logged=mandate.is_logged,
        channel=mandate.channel,
        heard_from=mandate.heard_from,
        status_since=mandate.steps[-1].at if is_current else None,
        reason=mandate.steps[-1].reason if is_current else None,
        unknown=" ".join(_unknown(mandate, found)) or None,
        evidence=registered.evidence,
    )


def _unknown(mandate: Mandate, found: MandateStatus) -> Iterator[str]:
    if found == "unconfirmed":
        yield f"{mandate.organisation} has not said whether this is right."
    if found == "disputed":
        yield f"{mandate.organisation} says that this is wrong; what is right is not recorded here."


register = Register(
    name="mandates",
    title="Mandate register",
    view=view,
    kind=RegisteredMandate,
    line=MandateLine,
    lines=lines,
    filters=("organisation", "seat", "item"),
)
