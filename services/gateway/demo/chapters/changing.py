"""What changes from July on: a PCN gets another commissioner and seat; one is split in two."""

from gateway.demo import people
from gateway.demo.place import Place
from gateway.demo.step import Chapter, Step

PARTS = {"U99021": "Orchard PCN", "U99022": "Fields PCN"}


def changing(place: Place) -> Chapter:
    return Chapter.of(
        "A PCN changes its commissioner and its seat; another is split in two",
        moving(place),
        splitting(place),
    )


def moving(place: Place) -> list[Step]:
    """The last PCN of the first seat; the partnership, its book and its history stay."""
    moved = place.group_a[3]
    staying = [pcn.code for pcn in place.group_a if pcn != moved]
    joined = [pcn.code for pcn in (*place.group_b, moved)]
    return [
        Step(
            "06-12 17:00",
            "secretary",
            "transfer-member",
            {"organisation": moved.code, "sub_icb": "99Y", "on": "2026-07-01"},
        ),
        constituency("06-12 17:10", people.SEAT_A, staying),
        constituency("06-12 17:11", people.SEAT_B, joined),
    ]


def constituency(when: str, seat: str, codes: list[str]) -> Step:
    body = {"seat": seat, "constituency": codes, "on": "2026-07-01"}
    return Step(when, "secretary", "change-constituency", body)


def splitting(place: Place) -> list[Step]:
    """The last PCN of the second seat closes; neither part stands in its place."""
    closing = place.group_b[-1].code
    return [
        Step(
            "06-12 17:20",
            "secretary",
            "leave-member",
            {"organisation": closing, "on": "2026-06-30", "reason": "closed"},
        ),
        *(
            Step(
                "06-12 17:21",
                "secretary",
                "join-member",
                {"organisation": code, "kind": "pcn", "name": name, "on": "2026-07-01"},
            )
            for code, name in PARTS.items()
        ),
        Step(
            "06-12 17:22",
            "secretary",
            "split-member",
            {"organisation": closing, "parts": [*PARTS], "on": "2026-07-01"},
        ),
    ]
