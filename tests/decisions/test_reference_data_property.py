"""Whatever reference data says, one import, and then another: the book comes to say the same."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some

from decisions.facts import Facts
from decisions.reference_data import ReconcileMembers
from schemas.event import Event
from tests.support.slices import Given, given
from tests.support.story import ESTABLISHED, PARTNERSHIP, PCNS

FIRST_DAY = date(2026, 3, 3)
CODES = (*PCNS, "U99004")
PRACTICES = tuple(f"Y9900{n}" for n in range(1, 7))


@dataclass(frozen=True)
class State:
    """What reference data says on a day: live PCNs by code with name, sizes of their practices."""

    as_at: date
    since: dict[str, date | None]
    live: dict[str, tuple[str, dict[str, int | None]]]
    closed_on: dict[str, date]
    successors: dict[str, str]

    def command(self) -> ReconcileMembers:
        listed = [self._live(code, *said) for code, said in self.live.items()]
        listed += [self._closed(code) for code in self.closed_on]
        digest = f"{self.as_at.toordinal():064}"
        return ReconcileMembers.model_validate(
            {
                "as_at": self.as_at,
                "sources": [{"kind": "core-partners", "sha256": digest}],
                "pcns": listed,
            }
        )

    def _live(self, code: str, name: str, sizes: dict[str, int | None]) -> dict[str, object]:
        known = [size for size in sizes.values() if size is not None]
        practices = [
            {"practice": p, "patients": n, "since": self.since[p]} for p, n in sizes.items()
        ]
        total = sum(known) if known else None
        return {
            "code": code,
            "name": name,
            "patients": total,
            "practices": practices,
            "opened_on": self.since[code],
        }

    def _closed(self, code: str) -> dict[str, object]:
        said = {"code": code, "name": "Closed PCN", "closed_on": self.closed_on[code]}
        if code in self.successors:
            said["successor"] = {"code": self.successors[code], "basis": "practices-moved"}
        return said


@some.composite
def states(draw: some.DrawFn, number: int) -> State:
    as_at = FIRST_DAY + timedelta(days=10 * number)
    kind_of = {code: draw(some.sampled_from(["live", "closed"])) for code in CODES}
    live = [code for code in CODES if kind_of[code] == "live"]
    closed = [code for code in CODES if code not in live]
    homes = {p: draw(some.sampled_from([None, *live])) for p in PRACTICES}
    sizes = some.one_of(some.none(), some.integers(0, 3))
    days = some.integers(-2, 12).map(lambda days: as_at - timedelta(days=days))
    return State(
        as_at,
        {code: draw(some.one_of(some.none(), days)) for code in (*CODES, *PRACTICES)},
        {
            code: (
                draw(some.sampled_from(["North PCN", "South PCN"])),
                {p: draw(sizes) for p, home in homes.items() if home == code},
            )
            for code in live
        },
        {code: as_at - timedelta(days=draw(some.integers(1, 10))) for code in closed},
        {code: draw(some.sampled_from(live)) for code in closed if live and draw(some.booleans())},
    )


histories = some.integers(1, 4).flatmap(lambda n: some.tuples(*(states(i) for i in range(n))))
beginnings = some.sampled_from([(ESTABLISHED,), PARTNERSHIP])


def folded(book: Given) -> Facts:
    facts = Facts()
    facts.learn(enumerate(book.events, 1))
    return facts


def assert_says(facts: Facts, state: State) -> None:
    members, day = facts.members, state.as_at
    pcns = {one.code: one for one in members.on(day) if one.kind == "pcn"}
    assert {code: one.name_on(day) for code, one in pcns.items()} == {
        code: name for code, (name, _) in state.live.items()
    }
    assert {(one.code, pcn) for one in members.practices() for pcn in one.pcns(day)} == {
        (practice, code) for code, (_, sizes) in state.live.items() for practice in sizes
    }
    for code, (_, sizes) in state.live.items():
        if any(size is not None for size in sizes.values()):
            size = pcns[code].list_size_on(day)
            assert size is not None
            assert {one.practice: one.patients for one in size.practices} == sizes


@settings(derandomize=True, max_examples=150, deadline=None)
@for_all(beginnings, histories)
def test_the_book_comes_to_say_what_each_import_says_and_goes_on_saying_it(
    beginning: tuple[Event, ...], history: tuple[State, ...]
) -> None:
    book = given(*beginning)
    for number, state in enumerate(history):
        book = book.and_(*book.when(state.command()))
        assert book.when(state.command()) == []
        for earlier in history[: number + 1]:
            assert_says(folded(book), earlier)


@settings(derandomize=True, max_examples=100, deadline=None)
@for_all(beginnings, histories)
def test_what_closed_and_was_a_member_has_the_successor_that_was_named(
    beginning: tuple[Event, ...], history: tuple[State, ...]
) -> None:
    book = given(*beginning)
    for state in history:
        was_known = {one.code for one in folded(book).members.on(date(2026, 3, 2))}
        book = book.and_(*book.when(state.command()))
        facts = folded(book)
        for code in set(state.successors) & was_known:
            succession = facts.members.places.succession_of(code)
            assert succession is not None
            assert succession.successor == state.successors[code]
        for code in state.live:
            assert facts.members.places.succession_of(code) is None
