"""List sizes: the registered patients of each practice.

Read from a file with the headings CODE and NUMBER_OF_PATIENTS, and from the monthly publication
“Patients Registered at a GP Practice” (gp-reg-pat-prac-all.csv), which states its own day.
"""

from directory.reading.layout import Column, Layout
from directory.reading.row import PRACTICE_CODE, NotForDirectory, Row
from directory.records import FileKind, ListSize, Statement


def read_list_size(row: Row) -> tuple[Statement, ...]:
    if row.text("type") not in {"", "GP"}:
        raise NotForDirectory("not about a practice")
    if {row.text("sex"), row.text("age")} - {"", "ALL"}:
        raise NotForDirectory("a part of a list, by sex or age")
    practice = row.code("practice", PRACTICE_CODE)
    size = ListSize(practice, row.count("patients"), row.optional_day("as_at"))
    return (size,)


LIST_SIZES = Layout(
    kind=FileKind.LIST_SIZES,
    called="list sizes (headings CODE and NUMBER_OF_PATIENTS, as in gp-reg-pat-prac-all.csv)",
    columns=(
        Column("practice", None, ("code", "org code")),
        Column("patients", None, ("number of patients",)),
        Column("as_at", None, ("extract date",), needed=False),
        Column("type", None, ("type", "org type"), needed=False),
        Column("sex", None, ("sex",), needed=False),
        Column("age", None, ("age",), needed=False),
    ),
    read=read_list_size,
)
