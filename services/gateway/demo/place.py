"""The place of the demo: its partnership, its PCNs and the parts that they play in the story."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gateway.demo.people import (
    COMMUNITY,
    COUNCIL,
    FEDERATION,
    HEALTHWATCH,
    ICB,
    LMC,
    TRUST,
    VCSE,
)

FIRST_EDITION, SECOND_EDITION = date(2026, 3, 2), date(2026, 4, 2)
FEWEST_PCNS, MOST_PCNS = 7, 9
"""The story needs seven; more take part without incident."""


@dataclass(frozen=True)
class Pcn:
    """A PCN by its code and name; `founding` is the code of the one whose place it took."""

    code: str
    name: str
    founding: str

    @property
    def codes(self) -> tuple[str, ...]:
        """Its own, and that of the PCN whose place it took."""
        return tuple(dict.fromkeys((self.code, self.founding)))


@dataclass(frozen=True)
class Place:
    """Where the story is set.

    `group_a` and `group_b` are the PCNs that the two PCN seats speak for, as of the day on which
    the consultation opens. `key_prefix` tells the keys of one place from those of another.
    """

    book: str
    partnership: str
    board: str
    seat_titles: tuple[str, str]
    organisations: dict[str, str]
    later_vcse_name: str
    group_a: tuple[Pcn, ...]
    group_b: tuple[Pcn, ...]
    is_fictional: bool
    key_prefix: str

    @property
    def pcns(self) -> tuple[Pcn, ...]:
        return self.group_a + self.group_b

    @property
    def has_second_edition(self) -> bool:
        return any(pcn.code != pcn.founding for pcn in self.pcns)

    @property
    def proposer(self) -> Pcn:
        """Tables the item on the hub; the representative in seat A comes from it."""
        return self.group_a[0]

    @property
    def newcomer(self) -> Pcn:
        """Supports with conditions. In the invented place it has taken another's place."""
        return self.group_a[1]

    @property
    def persuaded(self) -> Pcn:
        """Opposes at first, and is persuaded on the phone."""
        return self.group_a[2]

    @property
    def forgotten(self) -> Pcn:
        """Is neither canvassed nor told."""
        return self.group_a[3]

    @property
    def opposed(self) -> Pcn:
        """Opposes to the end, and binds its seat to vote so; home of the seat's holder."""
        return self.group_b[0]

    @property
    def silent(self) -> Pcn:
        """Is asked, reminded and does not answer; its standing mandate is an open one."""
        return self.group_b[1]

    @property
    def late(self) -> Pcn:
        """Is asked late and told late; instructs after the vote."""
        return self.group_b[2]

    @property
    def others(self) -> tuple[Pcn, ...]:
        """Those beyond seven, which support and give no mandate."""
        return self.group_a[4:] + self.group_b[3:]


def pcns(*named: tuple[str, str, str]) -> tuple[Pcn, ...]:
    return tuple(Pcn(*one) for one in named)


INVENTED = Place(
    book="harbourside-and-vale",
    partnership="Harbourside and Vale Place Partnership (fictional)",
    board="Harbourside and Vale Place Board",
    seat_titles=("PCN seat (Harbourside)", "PCN seat (Vale)"),
    organisations={
        TRUST: "Harbourside Hospitals NHS Trust",
        COUNCIL: "Harbourside and Vale Council",
        VCSE: "Harbourside Voluntary Action",
        ICB: "NHS Harbourside and Vale ICB",
        LMC: "Harbourside and Vale LMC",
        HEALTHWATCH: "Healthwatch Harbourside and Vale",
        FEDERATION: "Vale GP Federation",
        COMMUNITY: "Valeside Community Health CIC",
    },
    later_vcse_name="Vale Voluntary Alliance",
    group_a=pcns(
        ("U99001", "Quayside PCN", "U99001"),
        ("U99008", "Tidewater and Islands PCN", "U99006"),
        ("U99004", "Saltmarsh PCN", "U99004"),
        ("U99005", "Beacon Hill PCN", "U99005"),
    ),
    group_b=pcns(
        ("U99002", "Lower Vale PCN", "U99002"),
        ("U99003", "Upper Vale PCN", "U99003"),
        ("U99007", "Orchard Fields PCN", "U99007"),
    ),
    is_fictional=True,
    key_prefix="demo",
)


def real_place(sub_icb: str, named: Sequence[tuple[str, str]]) -> Place:
    """The same story told of real PCNs; everything but their codes, names and sizes is invented."""
    ordered = [Pcn(code, spoken(name), code) for code, name in sorted(named)]
    half = (len(ordered) + 1) // 2
    return Place(
        book=f"{sub_icb.lower()}-demo",
        partnership=f"Demonstration partnership in {sub_icb} (invented story)",
        board="Demonstration Place Board",
        seat_titles=("PCN seat A", "PCN seat B"),
        organisations={
            TRUST: "Acute trust (invented)",
            COUNCIL: "Council (invented)",
            VCSE: "Voluntary action (invented)",
            ICB: "ICB (invented part)",
            LMC: "LMC (invented part)",
            HEALTHWATCH: "Healthwatch (invented part)",
            FEDERATION: "GP federation (invented)",
            COMMUNITY: "Community health CIC (invented)",
        },
        later_vcse_name="Voluntary alliance (invented)",
        group_a=tuple(ordered[:half]),
        group_b=tuple(ordered[half:]),
        is_fictional=False,
        key_prefix=f"demo-{sub_icb.lower()}",
    )


_SMALL = {"and", "of", "the", "in", "on", "for"}
_LETTERS = {"gp", "icb"}


def spoken(name: str) -> str:
    """A name that ODS publishes in capitals as it stands in a sentence."""
    text = re.sub(r"[\w'’]+", _spoken_word, name.lower())
    return text[:1].upper() + text[1:]


def _spoken_word(found: re.Match[str]) -> str:
    word = found.group()
    is_spelt_out = word != "st" and not set(word) & set("aeiouy")  # letters, such as PCN
    if word in _LETTERS or is_spelt_out or any(letter.isdigit() for letter in word):
        return word.upper()
    return word if word in _SMALL else word.capitalize()
