"""A thing that is to come into being under an id: is it there already, just so?"""

from decisions.facts.reading import says_the_same
from decisions.refusal import Refused
from schemas.event import Event


def is_repeated(found: Event | None, new: Event, subject: str) -> bool:
    """Whether the book has this very thing, so that there is nothing to do.

    Raises `Refused` where the id names another one. Texts are sealed, so they are not compared.
    """
    if found is None:
        return False
    if not says_the_same(found, new):
        raise Refused(
            f"{subject}-exists",
            f"The {subject} {getattr(new, subject)} is in this book already, and is not the same. "
            "Choose another id.",
            subject,
        )
    return True
