"""The people of the demo. All are invented; ids say what they do, never what they are called."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Person:
    """Who sits at the board. `organisation` is a local code; None: the PCN of the place."""

    person: str
    name: str
    role: str
    organisation: str | None
    key: str | None = None

    def fields(self, pcn: str) -> dict[str, Any]:
        """As commands name a person with their role and organisation."""
        return {
            "person": self.person,
            "name": self.name,
            "role": self.role,
            "organisation": self.organisation or pcn,
        }


TRUST, COUNCIL, VCSE = "LOCAL-TRUST", "LOCAL-COUNCIL", "LOCAL-VCSE"
ICB, LMC, HEALTHWATCH = "LOCAL-ICB", "LOCAL-LMC", "LOCAL-HEALTHWATCH"
FEDERATION, COMMUNITY = "LOCAL-FEDERATION", "LOCAL-COMMUNITY"

REPRESENTATIVE_A = Person(
    "pcn-a-lead", "Dr Rosa Menendez", "PCN Clinical Director", None, "representative-a"
)
REPRESENTATIVE_B = Person(
    "pcn-b-lead", "Dr Helen Pryce", "PCN Clinical Director", None, "representative-b"
)
DEPUTY_B = Person("pcn-b-deputy", "Tom Okafor", "PCN Manager", None, "deputy-b")
CHAIR = Person(
    "council-lead",
    "Councillor Miriam Adeyemi",
    "Cabinet Member for Health and Social Care",
    COUNCIL,
)
TRUST_DIRECTOR = Person("trust-director", "Sunita Rao", "Director of Strategy", TRUST)
VCSE_LEAD = Person("vcse-lead", "Bishop Aldous Grant", "Chief Executive", VCSE)
ICB_DIRECTOR = Person("icb-director", "Professor Lucy Brand", "Place Director", ICB)
HEALTHWATCH_MANAGER = Person("healthwatch-manager", "Kate Osei", "Manager", HEALTHWATCH)
LMC_SECRETARY = Person("lmc-secretary", "Dr Amrit Sandhu", "Medical Secretary", LMC)
SECRETARY = Person("board-secretary", "Daniel Whitlock", "Board Secretary", ICB)
FORMER_VCSE_LEAD = Person("vcse-former-lead", "Joan Merriweather", "Interim Director", VCSE)
COMMUNITY_DIRECTOR = Person("community-director", "Priya Nair", "Managing Director", COMMUNITY)

SHARERS = (
    Person("pcn-sharer-one", "Dr Ewan Farrow", "PCN Clinical Director (job share)", None),
    Person("pcn-sharer-two", "Dr Leila Haddad", "PCN Clinical Director (job share)", None),
)
"""Two people who share one seat in the PCNs' forum, and one vote."""
DIRECTORS = tuple(
    Person(f"pcn-director-{number}", name, "PCN Clinical Director", None)
    for number, name in enumerate(
        ("Dr Idris Vaughan", "Dr Nuala Byrne", "Dr Petra Lind", "Dr Samir Aziz", "Dr Ada Oyelaran")
    )
)
"""Clinical directors who sit in the forum and not at the board; more than any place needs."""

HEALTHWATCH_OBSERVER = Person("healthwatch-observer", "Ingrid Moss", "Volunteer", HEALTHWATCH)

SEAT_A, SEAT_B = "pcn-seat-a", "pcn-seat-b"
TRUST_SEAT, COUNCIL_SEAT, VCSE_SEAT = "trust-seat", "council-seat", "vcse-seat"
ICB_SEAT, HEALTHWATCH_SEAT = "icb-seat", "healthwatch-seat"
COMMUNITY_SEAT = "community-seat"

BOARD: dict[str, Person] = {
    SEAT_A: REPRESENTATIVE_A,
    SEAT_B: DEPUTY_B,
    TRUST_SEAT: TRUST_DIRECTOR,
    COUNCIL_SEAT: CHAIR,
    VCSE_SEAT: VCSE_LEAD,
    ICB_SEAT: ICB_DIRECTOR,
    HEALTHWATCH_SEAT: HEALTHWATCH_MANAGER,
}
"""Who sits in each seat at the meeting of May, at which the holder of one PCN seat is away."""
