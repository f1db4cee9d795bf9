"""After the meeting in June: what was on offer, who spoke with whom, who is paid for the role."""

from datetime import date

from schemas.events.contact import ContactLogged
from schemas.events.opportunity import (
    InterestExpressed,
    InterestWithdrawn,
    OpportunityAnnounced,
    OpportunityAwarded,
    OpportunityClosed,
    OrganisationNotified,
)
from schemas.events.representation import HoursLogged, RoleResourced
from tests.support.whole_story.words import (
    BODY,
    FERN,
    HARBOUR,
    PCN,
    PCNS,
    QUAYSIDE,
    YEARS,
    Dated,
    at,
)

OFFER = "digital-lead"


def on_offer() -> list[Dated]:
    announced = OpportunityAnnounced(
        opportunity=OFFER,
        body=BODY,
        kind="role",
        organisations=tuple(PCNS),
        closes_at=at(7, 10, 16),
        tolerance_minutes=60,
        title="Digital lead",
    )
    return [
        (announced, at(6, 26, 15)),
        *(
            (OrganisationNotified(opportunity=OFFER, organisation=one, channel="email"), moment)
            for one, moment in ((HARBOUR, at(6, 26, 15)), (QUAYSIDE, at(6, 29, 9)))
        ),
        (InterestExpressed(opportunity=OFFER, organisation=HARBOUR), at(6, 29, 10)),
        (InterestExpressed(opportunity=OFFER, organisation=FERN), at(6, 30, 9)),
        (InterestWithdrawn(opportunity=OFFER, organisation=FERN), at(7, 1, 9)),
        (
            OpportunityAwarded(
                opportunity=OFFER, organisation=HARBOUR, reasons="The only one who applied."
            ),
            at(7, 13, 9),
        ),
        (OpportunityClosed(opportunity=OFFER, outcome="awarded"), at(7, 13, 9, 5)),
    ]


def spoken_and_paid() -> list[Dated]:
    return [
        (
            ContactLogged(
                contact="corridor",
                channel="in-person",
                named_outcome=True,
                item="winter",
                person="lucy",
                organisation="I99",
                with_organisation="T99",
                outcome="approved",
            ),
            at(7, 14, 9),
        ),
        (
            RoleResourced(
                resourcing="r1",
                seat=PCN,
                body=BODY,
                organisation="I99",
                minutes_funded=480,
                period="week",
                term=YEARS,
            ),
            at(7, 14, 10),
        ),
        (
            HoursLogged(
                log="h1",
                seat=PCN,
                body=BODY,
                person="rosa",
                on=date(2026, 7, 13),
                minutes_worked=300,
            ),
            at(7, 14, 11),
        ),
    ]
