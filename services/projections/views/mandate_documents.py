"""What the mandate register keeps: a mandate with its history, and which mandates are whose."""

from datetime import date
from itertools import chain

import msgspec

from projections.documents import Document
from projections.reckoning.mandates import Mandate
from projections.reckoning.spells import DAY
from projections.rows import Rows
from schemas.values import Term

A_HUNDRED = 100


class RegisteredMandate(Document):
    """A mandate with its history."""

    KIND = "mandate"

    mandate: Mandate
    passed_to: dict[str, Term] = msgspec.field(default_factory=dict)

    def key(self) -> str:
        return self.mandate.mandate

    def holder_on(self, day: date) -> str | None:
        """Who stood in the place of the PCN that gave it on a day; None for that PCN itself."""
        found = [code for code, spell in self.passed_to.items() if spell.covers(day)]
        return found[-1] if found else None

    def come_back(self, organisation: str, on: date) -> bool:
        """It is that PCN's again from a day on; False where it had passed on from it to nobody."""
        holders = [self.mandate.organisation, *self.passed_to]
        after = holders[holders.index(organisation) + 1 :]
        still = [code for code in after if self.passed_to[code].until_on is None]
        for code in still:
            begun = self.passed_to[code].from_on
            self.passed_to[code] = Term(from_on=begun, until_on=on - DAY)
        return bool(still)

    def sort(self) -> str:
        return f"{self.mandate.organisation} {self.evidence[0]:012}"

    def about(self) -> list[str]:
        mandate = self.mandate
        codes = dict.fromkeys([mandate.organisation, *self.passed_to])
        found = [*(f"organisation:{one}" for one in codes), f"seat:{mandate.seat}"]
        return [*found, f"item:{mandate.item}"] if mandate.item else found


class MandatesOfPcn(Document):
    """The mandates that a PCN gave, and those that passed to it, in the order of recording.

    These are the last of them; `full` says how many hundreds before them stand by themselves, so
    that no more than a hundred are written again with each new one.
    """

    KIND = "mandates-of-pcn"

    organisation: str
    mandates: list[str] = msgspec.field(default_factory=list)
    full: int = 0

    def key(self) -> str:
        return self.organisation


class HundredMandatesOfPcn(Document):
    """A hundred earlier mandates of a PCN, or a few more."""

    KIND = "hundred-mandates-of-pcn"

    organisation: str
    number: int
    mandates: list[str]

    def key(self) -> str:
        return f"{self.organisation} {self.number}"


def note(rows: Rows, organisation: str, mandate: str) -> None:
    """A PCN has one mandate more."""
    last = rows.get(MandatesOfPcn, organisation) or MandatesOfPcn(organisation=organisation)
    last.mandates.append(mandate)
    if len(last.mandates) >= A_HUNDRED:
        rows.put(
            HundredMandatesOfPcn(
                organisation=organisation, number=last.full, mandates=last.mandates
            )
        )
        last.mandates, last.full = [], last.full + 1
    rows.put(last)


def mandates_of(rows: Rows, organisation: str) -> list[str]:
    """All mandates of a PCN, in the order of recording."""
    last = rows.get(MandatesOfPcn, organisation)
    if last is None:
        return []
    keys = (f"{organisation} {number}" for number in range(last.full))
    hundreds = (rows.require(HundredMandatesOfPcn, key).mandates for key in keys)
    return [*chain.from_iterable(hundreds), *last.mandates]
