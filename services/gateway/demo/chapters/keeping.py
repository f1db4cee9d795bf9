"""July: what must be kept, what stays unpublished, and what is erased."""

from gateway.demo import people
from gateway.demo.chapters.asking_twice import CHAIRS_ACTION, CONTRACT, RESOLUTION
from gateway.demo.chapters.founding import BOARD, JULY
from gateway.demo.chapters.july import CARE_HOMES, MOTION
from gateway.demo.chapters.offering import PILOT
from gateway.demo.chapters.recounting import of_july
from gateway.demo.place import Place
from gateway.demo.sitting import telling
from gateway.demo.step import Body, Chapter, Head, Position, Step

COMPLAINT, AUDIT = "estates-post-complaint", "pilot-audit"
LAST_DAY = "wound-care-kits"
OUTSIDE = "decision-taken-outside-meeting.v1"


def keeping(place: Place) -> Chapter:
    return Chapter.of(
        "What must be kept, what stays unpublished, and what is erased",
        held(),
        exempted(),
        erased(),
        of_july(RESOLUTION, CARE_HOMES, MOTION),
        drafted(),
        last_day(place),
    )


def held() -> list[Step]:
    """A complaint about the estates post holds what was said; the hold of an audit is released."""
    contact = Position("contact-logged.v1", "contact:estates-post-in-the-corridor")
    award = Position("opportunity-awarded.v1", f"opportunity:{PILOT}")
    return [
        Step(
            "07-13 10:00",
            "secretary",
            "place-legal-hold",
            {
                "hold": COMPLAINT,
                "ground": "complaint",
                "authority": "legal-adviser",
                "entries": [contact],
                "reason": "A complaint about how the post was filled.",
            },
        ),
        Step(
            "07-13 10:10",
            "secretary",
            "place-legal-hold",
            {
                "hold": AUDIT,
                "ground": "audit",
                "authority": "information-governance-lead",
                "entries": [award],
            },
        ),
        Step(
            "07-15 10:00",
            "administrator",
            "release-legal-hold",
            {
                "hold": AUDIT,
                "authority": "information-governance-lead",
                "reason": "The audit of pilots was closed without findings.",
            },
        ),
    ]


def exempted() -> list[Step]:
    """Prices stay unpublished. The chair's reason was so too, until notice had been given."""
    chairs: Body = {"position": Position(OUTSIDE, f"decision:{CHAIRS_ACTION}"), "name": "reason"}
    return [
        Step(
            "07-13 11:00",
            "secretary",
            "exempt-text",
            {
                "position": discussed(0),
                "name": "discussion",
                "exemption": "commercial-interests",
                "reason": "The offers of the two bidders.",
            },
        ),
        Step(
            "07-13 11:10",
            "secretary",
            "exempt-text",
            {**chairs, "exemption": "future-publication"},
        ),
        Step(
            "07-15 11:10",
            "secretary",
            "lift-exemption",
            {**chairs, "reason": "Notice has been given."},
        ),
    ]


def erased() -> list[Step]:
    """Words about somebody's illness, which had no place in the minutes."""
    return [
        Step(
            "07-14 09:00",
            "administrator",
            "erase-texts",
            {
                "texts": [{"position": discussed(1), "name": "discussion"}],
                "basis": "objection-upheld",
                "authority": "data-protection-officer",
            },
        )
    ]


def discussed(number: int) -> Position:
    return Position("meeting-item-discussed.v1", f"item:{CONTRACT}", number)


def drafted() -> list[Step]:
    draft = {"meeting": JULY, "as_at_position": Head()}
    return [Step("07-15 12:00", "secretary", "draft-minutes", draft)]


def last_day(place: Place) -> list[Step]:
    """On the story's last day there is something of which half the PCNs are still to be told."""
    told = "The chair has approved wound-care kits for all practices, for £900."
    return [
        Step(
            "07-16 11:00",
            "secretary",
            "take-decision-outside-meeting",
            {
                "decision": LAST_DAY,
                "body": BOARD,
                "route": "chairs-action",
                "outcome": "approved",
                "person": people.CHAIR.person,
                "amount_pence": 90_000,
                "text": "Wound-care kits for all practices, for £900.",
                "reason": "The supplier's offer ends on 17 July.",
            },
        ),
        *telling("07-16 15:00", "secretary", LAST_DAY, place.group_a, "email", told),
    ]
