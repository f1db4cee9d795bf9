"""What paths and filters name single things by: the rule, the words and an example of each."""

from typing import Annotated, TypeAlias

from fastapi import Path, Query

from gateway.patterns import meaning
from projections.minutes import RENDERINGS

ID = r"^[a-z0-9][a-z0-9._-]{0,63}$"
ID_OR_CODE = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
BEYOND_ALL = 2**53
"""No position or size comes near: whole numbers below it are exact in JSON."""


def _id(of: str, example: str, alias: str = "id") -> object:
    words = f"The id of {of}: {meaning(ID).removeprefix('an id: ')}."
    return Path(alias=alias, pattern=ID, description=words, examples=[example])


ConsultationId: TypeAlias = Annotated[str, _id("a consultation", "frailty-pilot")]
MotionId: TypeAlias = Annotated[str, _id("a motion", "motion-1")]
DecisionId: TypeAlias = Annotated[str, _id("a decision, which is not its number", "decision-1")]
OpportunityId: TypeAlias = Annotated[str, _id("an opportunity", "frailty-money")]
MeetingId: TypeAlias = Annotated[str, _id("a meeting", "board-2026-05", alias="meeting")]
KeyId: TypeAlias = Annotated[str, _id("a key, which is not its text", "u99001-manager")]
Extension: TypeAlias = Annotated[
    str,
    Path(
        pattern=f"^({'|'.join(RENDERINGS)})$",
        description="The format of the minutes, as a file's name ends in it.",
        examples=["pdf"],
    ),
]
EntryPosition: TypeAlias = Annotated[
    int,
    Path(
        ge=1,
        lt=BEYOND_ALL,
        description="The position of an entry in the book; the first is 1, and there are no gaps.",
        examples=[1],
    ),
]


def _about(what: str) -> object:
    words = f"Only what is about {what}. Registers that have no such filter refuse it."
    return Query(pattern=ID_OR_CODE, description=words)


ItemFilter: TypeAlias = Annotated[str | None, _about("this item, by its id")]
OrganisationFilter: TypeAlias = Annotated[
    str | None, _about("this organisation, by its ODS code or local code")
]
MeetingFilter: TypeAlias = Annotated[str | None, _about("this meeting, by its id")]
DecisionFilter: TypeAlias = Annotated[str | None, _about("this decision, by its id")]
SeatFilter: TypeAlias = Annotated[str | None, _about("this seat, by its id")]
MotionFilter: TypeAlias = Annotated[str | None, _about("this motion, by its id")]
BodyFilter: TypeAlias = Annotated[str | None, _about("this body, by its id")]
PersonFilter: TypeAlias = Annotated[
    str | None, _about("this person, by the id that stands for a name")
]
OpportunityFilter: TypeAlias = Annotated[str | None, _about("this opportunity, by its id")]
