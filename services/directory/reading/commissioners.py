"""The commissioners: ICBs, sub-ICB locations, and the CCGs before them, told apart by role code."""

from directory.reading.layout import Column, Layout
from directory.reading.row import COMMISSIONER_CODE, NotForDirectory, Row, UnusableRow
from directory.records import FileKind, Organisation, OrganisationKind, Statement, Status

STATUSES: dict[str, Status] = {"Active": "active", "Inactive": "inactive"}
# The telling role first: a sub-ICB location is also filed under the CCG role that it had.
KINDS: dict[str, OrganisationKind] = {"RO318": "icb", "RO319": "sub_icb", "RO98": "ccg"}
HUB_ROLES = {"RO218", "RO327"}  # commissioning hubs and the like, filed under the CCG role


def read_commissioner(row: Row) -> tuple[Statement, ...]:
    kind = _kind(row)
    commissioner = Organisation(
        code=row.code("code", COMMISSIONER_CODE),
        kind=kind,
        name=row.name("name"),
        status=_status(row),
        opened_on=row.optional_day("opened_on"),
        commissioner=row.optional_code("icb", COMMISSIONER_CODE) if kind == "sub_icb" else None,
        succeeded_by=row.optional_code("successor", COMMISSIONER_CODE),
    )
    return (commissioner,)


def _kind(row: Row) -> OrganisationKind:
    """By role code alone: the column Commissioner_Type is unreliable."""
    roles = {row.text("role"), *row.text("more_roles").replace("|", ",").split(",")}
    for role, kind in KINDS.items():
        if role in roles and not (kind == "ccg" and roles & HUB_ROLES):
            return kind
    raise NotForDirectory("neither an ICB, a sub-ICB location nor a CCG by its role codes")


def _status(row: Row) -> Status:
    status = STATUSES.get(row.text("status"))
    if status is None:
        raise UnusableRow("status", row.text("status"), "a status is Active or Inactive")
    return status


COMMISSIONERS = Layout(
    kind=FileKind.COMMISSIONERS,
    called="commissioners (headings Commissioner_Code, Commissioner_Name, ODS_Role_Code, …)",
    columns=(
        Column("code", None, ("commissioner code",)),
        Column("name", None, ("commissioner name",)),
        Column("status", None, ("status",)),
        Column("role", None, ("ods role code",)),
        Column("more_roles", None, ("additional roles",)),
        Column("opened_on", None, ("operational start date",), needed=False),
        Column("successor", None, ("successor code",), needed=False),
        Column("icb", None, ("parent icb code",), needed=False),
    ),
    read=read_commissioner,
)
