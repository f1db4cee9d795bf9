"""epraccur: the practices and other prescribers, 27 columns without headings.

Statuses were letters and settings were numbers before; both ways of writing are read.
"""

from directory.reading.layout import Column, Layout
from directory.reading.row import COMMISSIONER_CODE, PRACTICE_CODE, Row, UnusableRow
from directory.records import FileKind, Organisation, Statement, Status

STATUSES: dict[str, Status] = {
    "A": "active",
    "ACTIVE": "active",
    "C": "inactive",
    "INACTIVE": "inactive",
    "D": "dormant",
    "DORMANT": "dormant",
    "P": "proposed",
}
GP_PRACTICE = {"4", "RO76"}


def read_practice(row: Row) -> tuple[Statement, ...]:
    """The practice. Its ICB by postcode is geography and is not read; its commissioner is."""
    opened_on = row.day("opened_on")
    practice = Organisation(
        code=row.code("practice", PRACTICE_CODE),
        kind="practice",
        name=row.name("name"),
        status=_status(row),
        is_gp_practice=not GP_PRACTICE.isdisjoint(row.text("setting").split("|")),
        opened_on=opened_on,
        closed_on=row.last_day("closed_on", opened_on),
        commissioner=row.optional_code("commissioner", COMMISSIONER_CODE),
    )
    return (practice,)


def _status(row: Row) -> Status:
    status = STATUSES.get(row.text("status"))
    if status is None:
        rule = "a status is ACTIVE, INACTIVE or DORMANT, or in older files A, C, D or P"
        raise UnusableRow("status", row.text("status"), rule)
    return status


PRACTICES = Layout(
    kind=FileKind.PRACTICES,
    called="practices (epraccur.csv: 27 columns without headings, the first a practice code)",
    columns=(
        Column("practice", 0),
        Column("name", 1),
        Column("opened_on", 10),
        Column("closed_on", 11),
        Column("status", 12),
        Column("commissioner", 14),
        Column("setting", 25),
    ),
    read=read_practice,
    width=27,
    marks=(("practice", PRACTICE_CODE),),
)
