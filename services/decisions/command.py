"""What a command is: the fields a person fills in, the facts it needs, and what it decides."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, ClassVar, TypeAlias

from eventsourcing.dcb.domain import Selector
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from decisions.context import Context
from schemas.event import Event
from schemas.marks import is_forged

if TYPE_CHECKING:
    from decisions.facts import Facts

PCN_CODE = re.compile(r"U[0-9]{5}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NO_CONTROLS = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"


def _no_mark(text: str) -> str:
    if is_forged(text):
        raise ValueError("a text does not begin with words that mark what was erased or withheld")
    return text


Id: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$"),
    Field(description="Small letters, digits, dots, hyphens and underscores; at most 64."),
]
OrganisationCode: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"),
    Field(description="An ODS code (a PCN's is U and five digits), or a local code without one."),
]
PcnCode: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=rf"^{PCN_CODE.pattern}$"),
    Field(description="The ODS code of a PCN: U and five digits."),
]
Title: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=_NO_CONTROLS, strip_whitespace=True),
    AfterValidator(_no_mark),
]
FreeText: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1, max_length=20_000, pattern=_NO_CONTROLS, strip_whitespace=True),
    Field(description="Free text, kept so that it can be erased. No patient data."),
    AfterValidator(_no_mark),
]
PersonName: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=_NO_CONTROLS, strip_whitespace=True),
    Field(description="A person's name, kept so that it can be erased."),
    AfterValidator(_no_mark),
]
Sha256: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{64}$"),
    Field(description="SHA-256, 64 hexadecimal digits in small letters."),
]


def _of_our_time(day: date) -> date:
    if not 1900 <= day.year <= 2199:  # far from both ends of the calendar
        raise ValueError("a date lies in the years 1900 to 2199")
    return day


def _written_out(value: object) -> object:
    """Refuses what would otherwise be taken for seconds since 1970, or for midnight."""
    if type(value) is date or (isinstance(value, str) and _DATE.fullmatch(value)):
        return value
    raise ValueError("a date is written as year, month and day: YYYY-MM-DD")


def _in_utc(at: datetime) -> datetime:
    """In UTC; before that, far enough from both ends of the calendar to be moved there."""
    _of_our_time(at)
    return at.astimezone(UTC)


def _with_its_day(value: object) -> object:
    """Refuses what would otherwise be taken for seconds since 1970."""
    if isinstance(value, datetime) or (isinstance(value, str) and _DATE.match(value)):
        return value
    raise ValueError("a time is written with its day and offset: YYYY-MM-DDThh:mm:ssZ")


Time: TypeAlias = Annotated[
    AwareDatetime,
    BeforeValidator(_with_its_day),
    AfterValidator(_in_utc),
    Field(description="A time with its offset, for example 2026-05-14T13:00:00Z."),
]
Day: TypeAlias = Annotated[
    date,
    BeforeValidator(_written_out),
    AfterValidator(_of_our_time),
    Field(description="A date from 1900 to 2199, for example 2026-05-14."),
]
Pence: TypeAlias = Annotated[
    int,
    Field(strict=True, ge=0, lt=2**53, description="An amount of money in whole pence."),
]
Patients: TypeAlias = Annotated[
    int,
    Field(strict=True, ge=0, le=100_000_000, description="Registered patients."),
]


class Fields(BaseModel):
    """A group of fields: unknown ones are refused, nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Command(Fields, ABC):
    """One thing that somebody wants recorded.

    A subclass is a whole slice: `needs` says which facts it depends on, `decide` gives the events
    that follow from them, or raises a refusal. Both are pure. `decide` gives nothing where the
    facts are so already.
    """

    MEMBER: ClassVar[str | None] = "organisation"
    """The field that names the organisation acted for, where the command has it."""

    occurred_at: Time | None = Field(
        None, description="When it happened, if not just now. Never in the future."
    )

    @classmethod
    def known_as(cls) -> str:
        """`cast-vote` for CastVote: what people and programs call it."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    @abstractmethod
    def needs(self, facts: "Facts") -> Iterable[Selector]:
        """The facts to read; may ask for more as facts are seen."""

    @abstractmethod
    def decide(self, facts: "Facts", context: Context) -> Iterable[Event]:
        """The events that follow. Raises `Refused` or `NotFound`."""

    def texts_at(self) -> Sequence[int]:
        """Positions of entries of whose texts it must know whether they can still be read."""
        return ()

    def acting_for(self) -> str | None:
        """The organisation in whose name the command speaks, if it names one."""
        return self.__dict__.get(self.MEMBER) if self.MEMBER else None
