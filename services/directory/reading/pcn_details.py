"""PCN details: the PCNs with their sub-ICB, opening and closing days.

Published as the first sheet of ePCN.xlsx; columns by the file specification ePCN.xlsx,
“Tab 1 – PCN Details”. Read in that order too where a file has no headings.
"""

from directory.reading.layout import Column, Layout
from directory.reading.row import PCN_CODE, SUB_ICB_CODE, Row
from directory.records import FileKind, Organisation, Statement


def read_pcn(row: Row) -> tuple[Statement, ...]:
    """The PCN and its sub-ICB; addresses are not kept."""
    sub_icb = row.code("sub_icb", SUB_ICB_CODE)
    opened_on = row.day("opened_on")
    pcn = Organisation(
        code=row.code("pcn", PCN_CODE),
        kind="pcn",
        name=row.name("pcn_name"),
        opened_on=opened_on,
        closed_on=row.last_day("closed_on", opened_on),
        commissioner=sub_icb,
    )
    return pcn, Organisation(sub_icb, "sub_icb", row.optional_name("sub_icb_name"))


PCN_DETAILS = Layout(
    kind=FileKind.PCN_DETAILS,
    called="PCN details (the sheet PCNDetails of ePCN.xlsx, or its 12 columns without headings, the"
    " first a PCN code)",
    columns=(
        Column("pcn", 0, ("pcn code",)),
        Column("pcn_name", 1, ("pcn name",)),
        Column("sub_icb", 2, ("current ccg code", "current ccg", "ccg code")),
        Column("sub_icb_name", 3, ("ccg", "ccg name"), needed=False),
        Column("opened_on", 4, ("open date",)),
        Column("closed_on", 5, ("close date",)),
    ),
    read=read_pcn,
    width=12,
    marks=(("pcn", PCN_CODE),),
)
