"""What the directory keeps statements about, and in which table: the list is literal."""

from dataclasses import dataclass

from directory.records import FileKind, ListSize, Organisation, Spell, Statement


@dataclass(frozen=True, slots=True)
class Subject:
    """A table of statements: its key, its facts, and the column that bounds what is replaced.

    `remembers` is whether differences between editions are written down as well.
    """

    name: str
    made_of: type[Statement]
    table: str
    key: tuple[str, ...]
    facts: tuple[str, ...]
    scope: str | None = None
    scope_type: str = "text"
    remembers: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.key, *self.facts)


MEMBERSHIP = Subject(
    "membership", Spell, "memberships", ("practice", "pcn", "started_on"), ("ended_on",)
)
ORGANISATION = Subject(
    "organisation",
    Organisation,
    "organisations",
    key=("code",),
    facts=(
        "kind",
        "name",
        "status",
        "is_gp_practice",
        "opened_on",
        "closed_on",
        "commissioner",
        "succeeded_by",
    ),
    scope="said_by",
)
# Sizes differ nearly everywhere each month and stay in their table by day: no second record.
LIST_SIZE = Subject(
    "list_size",
    ListSize,
    "list_sizes",
    key=("practice",),
    facts=("patients",),
    scope="as_at",
    scope_type="date",
    remembers=False,
)

SUBJECTS: dict[FileKind, tuple[Subject, ...]] = {
    FileKind.CORE_PARTNERS: (MEMBERSHIP, ORGANISATION),
    FileKind.PCN_DETAILS: (ORGANISATION,),
    FileKind.PRACTICES: (ORGANISATION,),
    FileKind.COMMISSIONERS: (ORGANISATION,),
    FileKind.LIST_SIZES: (LIST_SIZE,),
}
