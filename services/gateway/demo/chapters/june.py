"""June: the minutes of May are corrected, approved and published; the deferred item returns."""

from gateway.demo import people
from gateway.demo.chapters.calling import TRANSPORT
from gateway.demo.chapters.founding import JUNE, MAY
from gateway.demo.chapters.putting_right import at_the_meeting
from gateway.demo.place import Place
from gateway.demo.sitting import attending, telling
from gateway.demo.step import Chapter, DigestOfMinutes, Head, Paragraph, Step, note

DECISION = "community-transport"


def june(place: Place) -> Chapter:
    return Chapter.of(
        "The board meets on 11 June; the minutes of May are approved",
        before(),
        minutes_of_may(place),
        at_the_meeting(),
        transport(),
        afterwards(place),
    )


def before() -> list[Step]:
    return [
        Step(
            "06-01 09:00",
            "representative-a",
            "end-interest",
            {"interest": "hospice-trustee", "on": "2026-05-31"},
        ),
        Step(
            "06-02 10:00",
            "secretary",
            "table-item",
            {
                "item": TRANSPORT,
                "meeting": JUNE,
                "purpose": "decision",
                "originator_kind": "system",
                "originator": people.ICB,
                "topic": "transport",
                "title": "Community transport grant",
                "summary": "Deferred from 14 May, when the board was not quorate for it.",
            },
        ),
        Step("06-03 09:00", "secretary", "publish-agenda", {"meeting": JUNE, "items": [TRANSPORT]}),
    ]


def minutes_of_may(place: Place) -> list[Step]:
    sitting = {**people.BOARD, people.SEAT_B: people.REPRESENTATIVE_B}
    return [
        Step("06-11 14:00", "secretary", "open-meeting", {"meeting": JUNE}),
        *attending("06-11 14:01", JUNE, sitting, place),
        Step(
            "06-11 14:05",
            "secretary",
            "correct-minutes",
            {
                "meeting": MAY,
                "paragraph": Paragraph(MAY, "420 appointments"),
                "text": f"{people.REPRESENTATIVE_A.name} introduced the paper for "
                f"{place.proposer.name}. Same-day demand is highest between five and eight in the "
                "evening, when most practices are closed; the hub would offer 240 appointments a "
                "week from September.",
                "basis": "document-shows-otherwise",
                "reason": "The paper says 240 appointments; the figures were transposed.",
            },
        ),
        Step(
            "06-11 14:08",
            "secretary",
            "approve-minutes",
            {"meeting": MAY, "approved_at": JUNE},
        ),
    ]


def transport() -> list[Step]:
    return [
        Step(
            "06-11 14:10",
            "secretary",
            "recuse-member",
            {
                "item": TRANSPORT,
                "seat": people.VCSE_SEAT,
                "person": people.VCSE_LEAD.person,
                "left_room": True,
                "reason": "His sister manages a provider that has applied.",
            },
        ),
        *note(
            "06-11 14:12",
            TRANSPORT,
            "Members preferred one provider for the whole place. The PCN representatives asked "
            "that journeys to the hub be counted from its first day.",
        ),
        Step(
            "06-11 14:25",
            "secretary",
            "take-decision",
            {
                "decision": DECISION,
                "item": TRANSPORT,
                "outcome": "approved",
                "text": "A grant of £40,000 for community transport, to be tendered in July.",
                "basis": "Scheme of delegation, section 5.3: spending up to £250,000",
                "amount_pence": 4_000_000,
            },
        ),
        Step(
            "06-11 14:27",
            "secretary",
            "return-member",
            {
                "item": TRANSPORT,
                "seat": people.VCSE_SEAT,
                "person": people.VCSE_LEAD.person,
            },
        ),
        Step(
            "06-11 15:10",
            "secretary",
            "close-meeting",
            {"meeting": JUNE, "next_meeting_at": "2026-07-09T14:00:00+01:00"},
        ),
    ]


def afterwards(place: Place) -> list[Step]:
    """The minutes go out; on the evening of the story's last day some PCNs are still to be told."""
    told = "A community transport grant of £40,000 was approved."
    draft = {"meeting": JUNE, "as_at_position": Head()}
    return [
        Step(
            "06-12 10:00",
            "secretary",
            "publish-minutes",
            {"meeting": MAY, "sha256": DigestOfMinutes(MAY)},
        ),
        *telling("06-12 11:00", "secretary", DECISION, place.group_a, "email", told),
        Step("06-12 16:00", "secretary", "draft-minutes", draft),
    ]
