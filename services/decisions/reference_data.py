"""Reference data: the members in the book are brought to what ODS says of them as at a day."""

from collections import Counter
from collections.abc import Iterable
from typing import ClassVar, Literal, Self, TypeAlias

from eventsourcing.dcb.domain import Selector
from pydantic import Field, model_validator

from decisions.command import Command, Day, Fields, OrganisationCode, Sha256
from decisions.context import Context
from decisions.facts import Facts
from decisions.listed_pcns import ListedPcn
from decisions.member_differences import Comparison
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.partnership import ReferenceDataImported
from schemas.values import SourceFile

SourceKind: TypeAlias = Literal[
    "core-partners", "pcn-details", "practices", "commissioners", "list-sizes"
]


class Source(Fields):
    """A published file, by what it states and its digest."""

    kind: SourceKind
    sha256: Sha256

    def as_source(self) -> SourceFile:
        return SourceFile(kind=self.kind, sha256=self.sha256)


class ReconcileMembers(Command):
    """Record what reference data says of this partnership's PCNs that the book does not say yet.

    PCNs that are not listed and members of other kinds are left alone. The same edition again
    records nothing. To see the differences without recording them, let the slice decide and do
    not save it: deciding changes nothing.
    """

    MEMBER: ClassVar[str | None] = None

    as_at: Day = Field(description="The day for which the reference data was read.")
    sources: tuple[Source, ...] = Field(min_length=1, max_length=20)
    pcns: tuple[ListedPcn, ...] = Field(
        min_length=1, max_length=400, description="The PCNs of this partnership, all by name."
    )
    sizes_as_at: Day | None = Field(
        None, description="The day of the list sizes, if it is another one."
    )
    closed_practices: tuple[OrganisationCode, ...] = Field(
        (), max_length=2_000, description="Practices known to have closed, not just to have left."
    )

    @model_validator(mode="after")
    def _is_of_one_day(self) -> Self:
        codes = Counter(pcn.code for pcn in self.pcns)
        if twice := [code for code, times in codes.items() if times > 1]:
            raise ValueError(f"pcns: each PCN is listed once, but not {', '.join(twice)}")
        practices = Counter(one.practice for pcn in self.pcns for one in pcn.practices)
        if twice := [code for code, times in practices.items() if times > 1]:
            raise ValueError(f"pcns: a practice is in one PCN, but not {', '.join(twice[:5])}")
        if self.sizes_as_at and self.sizes_as_at > self.as_at:
            raise ValueError("sizes_as_at: list sizes are for the day as_at or an earlier one")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.members.of_everyone()

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        facts.members.require_established()
        self._require_newest(facts, context)
        sources = tuple(source.as_source() for source in self.sources)
        differences = list(self._comparison(facts, sources).differences())
        known = [set(earlier.sources) for earlier in facts.members.imports]
        if differences or set(sources) not in known:
            yield from differences
            yield ReferenceDataImported(as_at=self.as_at, sources=sources)

    def _require_newest(self, facts: Facts, context: Context) -> None:
        if self.as_at > context.today:
            raise Refused(
                "as-at-in-the-future",
                f"{self.as_at:%-d %B %Y} is yet to come. Give the day that the files are for.",
                "as_at",
            )
        newest = facts.members.last_compared
        if newest and self.as_at < newest:
            raise Refused(
                "reference-data-older",
                f"The members were last compared as at {newest:%-d %B %Y}; reference data for "
                f"an earlier day, {self.as_at:%-d %B %Y}, does not go over it.",
                "as_at",
            )

    def _comparison(self, facts: Facts, sources: Iterable[SourceFile]) -> Comparison:
        return Comparison(
            members=facts.members,
            listed=self.pcns,
            as_at=self.as_at,
            last_compared=facts.members.last_compared,
            sizes_as_at=self.sizes_as_at or self.as_at,
            closed_practices=frozenset(self.closed_practices),
            digests={source.kind: source.sha256 for source in sources},
        )
