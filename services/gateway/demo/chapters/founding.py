"""March: the partnership, its members, its board and the people who sit there."""

from gateway.demo import people
from gateway.demo.place import FIRST_EDITION, Place
from gateway.demo.step import Body, Chapter, Reconciliation, Step

BOARD = "place-board"
YEAR = {"from_on": "2026-04-01", "until_on": "2027-03-31"}
APRIL, MAY, JUNE = "board-2026-04-09", "board-2026-05-14", "board-2026-06-11"
JULY = "board-2026-07-09"


def founding(place: Place) -> Chapter:
    return Chapter.of(
        "The partnership, its members and its place board",
        partnership(place),
        board(place),
        holders(place),
        interests(place),
        resourcing(),
    )


def partnership(place: Place) -> list[Step]:
    kinds = {
        people.TRUST: "trust",
        people.COUNCIL: "council",
        people.VCSE: "vcse",
        people.ICB: "icb",
        people.LMC: "lmc",
        people.HEALTHWATCH: "healthwatch",
        people.FEDERATION: "federation",
        people.COMMUNITY: "other",
    }
    return [
        Step(
            "03-03 10:00",
            "administrator",
            "establish-partnership",
            {"name": place.partnership, "established_on": "2026-03-02"},
        ),
        Step("03-03 10:10", "administrator", "reconcile-members", Reconciliation(FIRST_EDITION)),
        *(
            Step(
                "03-03 10:20",
                "administrator",
                "join-member",
                {"organisation": code, "kind": kind, "on": "2026-03-02", "name": name},
            )
            for code, kind in kinds.items()
            for name in [place.organisations[code]]
        ),
    ]


def board(place: Place) -> list[Step]:
    title_a, title_b = place.seat_titles
    groups = [[pcn.founding for pcn in group] for group in (place.group_a, place.group_b)]
    return [
        Step(
            "03-04 11:00",
            "secretary",
            "constitute-body",
            {"body": BOARD, "name": place.board, "kind": "place-board", "on": "2026-03-04"},
        ),
        seat(people.SEAT_A, title_a, "pcn", groups[0]),
        seat(people.SEAT_B, title_b, "pcn", groups[1]),
        seat(people.TRUST_SEAT, "Acute trust seat", "trust", [people.TRUST]),
        seat(people.COUNCIL_SEAT, "Council seat", "council", [people.COUNCIL]),
        seat(people.VCSE_SEAT, "VCSE seat", "vcse", [people.VCSE]),
        seat(people.ICB_SEAT, "ICB seat", "icb", [people.ICB]),
        advisory_seat(people.HEALTHWATCH_SEAT, "Healthwatch seat", people.HEALTHWATCH),
        advisory_seat(people.COMMUNITY_SEAT, "Community provider seat", people.COMMUNITY),
        Step(
            "03-04 11:30",
            "secretary",
            "adopt-terms",
            {
                "body": BOARD,
                "effective_on": "2026-03-04",
                "authority": "delegated-committee",
                "quorum": {"count": 5, "categories": [{"category": "pcn", "count": 1}]},
                "rule": {"kind": "simple-majority"},
                "numbering": "PB/{fy}/{n:03}",
                "notice_working_days": 5,
                "canvass_lead_working_days": 5,
                "canvass_window_working_days": 10,
                "feedback_working_hours": 16,
                "has_casting_vote": True,
                "retention": "delegated-committee",
            },
        ),
    ]


def seat(name: str, title: str, category: str, constituency: list[str], **more: bool) -> Step:
    body: Body = {
        "body": BOARD,
        "seat": name,
        "title": title,
        "category": category,
        "constituency": constituency,
        **more,
    }
    return Step("03-04 11:15", "secretary", "create-seat", body)


def advisory_seat(name: str, title: str, organisation: str) -> Step:
    return seat(name, title, "advisory", [organisation], is_voting=False)


def holders(place: Place) -> list[Step]:
    former = people.FORMER_VCSE_LEAD.fields("")
    holding = {
        **people.BOARD,
        people.SEAT_B: people.REPRESENTATIVE_B,
        people.COMMUNITY_SEAT: people.COMMUNITY_DIRECTOR,
    }
    own = {people.SEAT_A: place.proposer, people.SEAT_B: place.opposed}
    return [
        Step(
            "03-06 09:30",
            "secretary",
            "appoint-representative",
            {"seat": people.VCSE_SEAT, **former, "term": {"from_on": "2026-03-04"}},
        ),
        *(
            Step(
                "03-06 10:00",
                "secretary",
                "appoint-representative",
                {"seat": name, **person.fields(home), "term": YEAR},
            )
            for name, person in holding.items()
            for home in [own[name].founding if name in own else ""]
        ),
    ]


def interests(place: Place) -> list[Step]:
    rosa, aldous = people.REPRESENTATIVE_A, people.VCSE_LEAD
    return [
        Step(
            "03-06 14:00",
            "representative-a",
            "register-interest",
            {
                "interest": "practice-partner",
                "person": rosa.person,
                "name": rosa.name,
                "kind": "financial",
                "nature": "actual",
                "from_on": "2015-04-01",
                "organisation": place.proposer.founding,
                "description": "Partner in a practice that provides enhanced services, among them "
                "the frailty pathway.",
            },
        ),
        Step(
            "03-06 14:20",
            "secretary",
            "register-interest",
            {
                "interest": "sister-at-transport",
                "person": aldous.person,
                "name": aldous.name,
                "kind": "indirect",
                "nature": "perceived",
                "from_on": "2023-09-01",
                "description": "His sister manages a community transport provider.",
            },
        ),
        Step(
            "03-06 14:30",
            "representative-a",
            "register-interest",
            {
                "interest": "hospice-trustee",
                "person": rosa.person,
                "name": rosa.name,
                "kind": "non-financial-professional",
                "nature": "potential",
                "from_on": "2021-01-01",
                "description": "Trustee of a local hospice.",
            },
        ),
    ]


def resourcing() -> list[Step]:
    """The ICB pays for a day a week of one representative's time, and for none of the other's."""
    return [
        Step(
            "03-06 15:00",
            "secretary",
            "resource-role",
            {
                "resourcing": "seat-a-day-a-week",
                "seat": people.SEAT_A,
                "organisation": people.ICB,
                "minutes_funded": 480,
                "period": "week",
                "term": YEAR,
                "note": "Backfill of one clinical session and one management session.",
            },
        )
    ]
