"""List sizes as they are filled in: the registered patients of practices, and of their PCN."""

from collections.abc import Iterable, Sequence

from decisions.command import Fields, OrganisationCode, Patients
from schemas.events.partnership import ListSizePublished
from schemas.values import PracticeListSize


class ListedPractice(Fields):
    """A practice by its code; no patients where no size is published."""

    practice: OrganisationCode
    patients: Patients | None = None


def sizes(practices: Iterable[ListedPractice]) -> tuple[PracticeListSize, ...]:
    """The same by code, so that two lists of one edition are equal."""
    ordered = sorted(practices, key=lambda one: one.practice)
    return tuple(PracticeListSize(practice=p.practice, patients=p.patients) for p in ordered)


def same_figures(one: ListSizePublished, other: ListSizePublished) -> bool:
    return (one.patients, one.practices) == (other.patients, other.practices)


def require_sum(patients: int, practices: Sequence[ListedPractice]) -> None:
    """Raises `ValueError` where practices are named twice or do not add up to their PCN."""
    if len({one.practice for one in practices}) < len(practices):
        raise ValueError("practices: each practice is named once")
    known = [one.patients for one in practices if one.patients is not None]
    if sum(known) > patients:
        raise ValueError("patients: a PCN has no fewer patients than its practices together")
    if practices and len(known) == len(practices) and sum(known) < patients:
        raise ValueError("patients: where every practice is known, they add up to the total")
