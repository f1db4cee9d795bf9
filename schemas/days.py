"""Which day it is: the one that a clock in England shows, in which all rules of days are meant."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

ENGLAND = ZoneInfo("Europe/London")


def day_in_england(at: datetime) -> date:
    """The day in England of an aware moment; between midnight and 1 am BST, UTC has the one before.

    Summer time runs from 1 am UTC on the last Sunday of March to 1 am UTC on the last Sunday of
    October (Summer Time Act 1972, as amended by the Summer Time Order 2002).
    """
    return at.astimezone(ENGLAND).date()
