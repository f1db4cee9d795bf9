"""PCN core partner details: which practice belonged to which PCN, from which day to which.

Published as epcncorepartnerdetails.csv and as the second sheet of ePCN.xlsx; columns by the file
specification ePCN.xlsx, “Tab 2 – PCN Core Partner Details”.
"""

from directory.reading.layout import Column, Layout
from directory.reading.row import PCN_CODE, PRACTICE_CODE, SUB_ICB_CODE, Row
from directory.records import FileKind, Organisation, Spell, Statement


def read_core_partner(row: Row) -> tuple[Statement, ...]:
    """The spell, and what the row says of the practice, the PCN and their sub-ICBs."""
    practice = Organisation(
        code=row.code("practice", PRACTICE_CODE),
        kind="practice",
        name=row.name("practice_name"),
        commissioner=row.code("practice_sub_icb", SUB_ICB_CODE),
    )
    pcn = Organisation(
        code=row.code("pcn", PCN_CODE),
        kind="pcn",
        name=row.name("pcn_name"),
        commissioner=row.code("pcn_sub_icb", SUB_ICB_CODE),
    )
    started_on = row.day("started_on")
    spell = Spell(practice.code, pcn.code, started_on, row.last_day("ended_on", started_on))
    return spell, practice, pcn, *_sub_icbs(row)


def _sub_icbs(row: Row) -> set[Statement]:
    return {
        Organisation(
            code=row.code(column, SUB_ICB_CODE),
            kind="sub_icb",
            name=row.optional_name(f"{column}_name"),
        )
        for column in ("practice_sub_icb", "pcn_sub_icb")
    }


CORE_PARTNERS = Layout(
    kind=FileKind.CORE_PARTNERS,
    called="PCN core partner details (epcncorepartnerdetails.csv: 11 columns without headings, the"
    " fifth a PCN code; or the sheet of ePCN.xlsx)",
    columns=(
        Column("practice", 0, ("partner organisation code",)),
        Column("practice_name", 1, ("partner name",)),
        Column("practice_sub_icb", 2, ("practice parent ccg code",)),
        Column("practice_sub_icb_name", 3, ("practice parent ccg name",), needed=False),
        Column("pcn", 4, ("pcn code",)),
        Column("pcn_name", 5, ("pcn name",)),
        Column("pcn_sub_icb", 6, ("pcn parent ccg code",)),
        Column("pcn_sub_icb_name", 7, ("pcn parent ccg name",), needed=False),
        Column("started_on", 8, ("practice to pcn relationship start date",)),
        Column("ended_on", 9, ("practice to pcn relationship end date",)),
    ),
    read=read_core_partner,
    width=11,
    marks=(("pcn", PCN_CODE),),
)
