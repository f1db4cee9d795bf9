"""July: what the meeting of May did, and who was chosen, is put as it was; one of each kind."""

from typing import Any

from schemas.event import Event
from schemas.events.restatement import (
    AwardRestated,
    CastingVoteRestated,
    DissentRestated,
    RatificationRestated,
    ReturnRestated,
    RulingRestated,
    StandingAsideRestated,
)
from tests.support.whole_story.offering import OFFER
from tests.support.whole_story.words import (
    BODY,
    COUNCIL,
    HARBOUR,
    MAY,
    PCN,
    VCSE,
    Dated,
    at,
)

WHY: dict[str, Any] = {
    "basis": "document-shows-otherwise",
    "reason": "The recording of the meeting says otherwise.",
}
PILOT: dict[str, Any] = {"item": "pilot", "meeting": MAY, **WHY}
M2: dict[str, Any] = {"motion": "m2", "item": "pilot", **WHY}
BID: dict[str, Any] = {"decision": "d-bid", "body": BODY, "meeting": MAY, "item": "beds", **WHY}


def restated() -> list[Dated]:
    """In the end all stands as it stood, but for the dissent, the return and the exclusion."""
    chair: dict[str, Any] = {**M2, "seat": COUNCIL, "person": "miriam"}
    pcn: dict[str, Any] = {**PILOT, "seat": PCN, "person": "rosa"}
    offer: dict[str, Any] = {"opportunity": OFFER, "organisation": HARBOUR, **WHY}
    events: list[Event] = [
        StandingAsideRestated(**{**PILOT, "seat": VCSE, "person": "aldous"}, how="recused"),
        StandingAsideRestated(**pcn),
        StandingAsideRestated(**pcn, how="recused", left_room=True),
        ReturnRestated(**pcn, returned_at=at(5, 14, 14, 5)),
        CastingVoteRestated(**chair),
        CastingVoteRestated(**chair, choice="for", reasons="To keep the money here."),
        RulingRestated(**M2, meeting=MAY, ruling="not-carried"),
        RulingRestated(**M2, meeting=MAY, ruling="carried"),
        DissentRestated(motion="m1", item="hub", seat=VCSE, **WHY),
        RatificationRestated(**BID),
        RatificationRestated(**BID, outcome="ratified"),
        AwardRestated(**offer, outcome="not-awarded"),
        AwardRestated(**offer, is_awarded=True, outcome="awarded", reasons="It alone had applied."),
    ]
    return [(event, at(7, 14, 9, minute)) for minute, event in enumerate(events)]
