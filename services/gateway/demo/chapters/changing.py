"""What changes from July on: a PCN gets another commissioner, and another seat speaks for it."""

from gateway.demo import people
from gateway.demo.place import Place
from gateway.demo.step import Chapter, Step


def changing(place: Place) -> Chapter:
    return Chapter.of("A PCN changes its commissioner, and its seat", moving(place))


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
