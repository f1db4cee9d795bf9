"""Registers that repeat what entries say tell what nobody wrote down: a table for each, by hand."""

from datetime import UTC, date, datetime

import pytest

from projections.reckoning.memberships import Member
from projections.register import Register
from projections.views import (
    action_register,
    contact_register,
    interest_register,
    membership,
    message_register,
)
from projections.views.member_lines import unknown_on
from schemas.event import Event
from schemas.events.action import ActionCompleted, ActionRaised
from schemas.events.contact import ContactLogged
from schemas.events.feedback import MessageAnswered, MessageSent
from schemas.events.meeting import InterestDeclared, MemberRecused, MemberReturned
from schemas.events.partnership import ListSizePublished, MemberJoined
from schemas.events.representation import InterestRegistered
from tests.support.folds import folded, story

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
APRIL = date(2026, 4, 1)


def unknown(register: Register, *events: Event) -> list[str | None]:
    """What the lines do not know, in the order of the register."""
    documents = folded(register.view, story(*events)).of_kind(register.kind)
    lines = [line for one in documents for line in register.lines(one, NOW)]
    return [getattr(line, "unknown", "") for line in lines]


def raised(**more: object) -> ActionRaised:
    return ActionRaised(action="a1", number="A1", body="board", **more)  # type: ignore[arg-type]


NO_TEXT = "What is to be done was not recorded, or was erased."
NO_OWNER = "Who is to do it is not said."
NO_DAY = "By when is not said, so it cannot be overdue."
DUE = {"due_on": date(2026, 5, 29)}


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([raised(text="Write.", person="pat", **DUE)], None),
        ([raised(text="Write.", organisation="U99001", **DUE)], None),
        ([raised(text="Write.", **DUE)], NO_OWNER),
        ([raised(text="Write.", owner="A B")], NO_DAY),
        ([raised(person="pat", **DUE)], NO_TEXT),
        ([raised()], f"{NO_TEXT} {NO_OWNER} {NO_DAY}"),
        # Done is done, whenever it was due.
        ([raised(text="Write.", owner="A B"), ActionCompleted(action="a1")], None),
    ],
)
def test_actions(events: list[Event], expected: str | None) -> None:
    assert unknown(action_register.register, *events) == [expected]


SENT = MessageSent(message="q1", organisation="U99001", text="Is there a bus?")
NO_WORDS = "Its words were not recorded, or were erased."
NO_ANSWER = "No answer is recorded; one that was given otherwise is not known here."
NO_REPLY = "The words of the answer were not recorded, or were erased."


def answer(text: str | None) -> MessageAnswered:
    return MessageAnswered(message="q1", organisation="U99001", text=text)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([SENT], NO_ANSWER),
        ([SENT, answer("Yes.")], None),
        ([SENT, answer(None)], NO_REPLY),
        ([MessageSent(message="q1", organisation="U99001"), answer("Yes.")], NO_WORDS),
    ],
)
def test_messages(events: list[Event], expected: str | None) -> None:
    assert unknown(message_register.register, *events) == [expected]


def spoke(**more: object) -> ContactLogged:
    known: dict[str, object] = {
        "named_outcome": False,
        "item": "hub",
        "person": "terry",
        "with_organisation": "E99",
        "summary": "That it would pass.",
    }
    return ContactLogged(contact="c1", channel="phone", **(known | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (spoke(), None),
        (spoke(named_outcome=True, outcome="approved"), None),
        (spoke(named_outcome=True), "An outcome was named; which one is not recorded."),
        (spoke(with_organisation=None), "With whom is not recorded, or was erased."),
        (spoke(with_organisation=None, spoke_with="The lead"), None),
        (spoke(person=None), "Who spoke is not recorded."),
        (spoke(person=None, organisation="RX9"), None),
        (spoke(item=None), "Which item it was about is not recorded."),
        (spoke(item=None, decision="d1"), None),
        (spoke(summary=None), "What was said was not recorded, or was erased."),
    ],
)
def test_contacts(event: Event, expected: str | None) -> None:
    assert unknown(contact_register.register, event) == [expected]


REGISTERED = InterestRegistered(
    interest="i1",
    person="pat",
    kind="financial",
    nature="actual",
    from_on=APRIL,
    name="A B",
    description="Partner in a practice that would bid.",
)


def declared(**more: object) -> InterestDeclared:
    known: dict[str, object] = {"item": "hub", "interest": "i1", "management": "leaves"}
    return InterestDeclared(
        meeting="may",
        person="pat",
        kind="financial",
        nature="actual",
        **(known | more),  # type: ignore[arg-type]
    )


def aside(*, left_room: bool) -> MemberRecused:
    return MemberRecused(item="hub", meeting="may", seat="s", person="pat", left_room=left_room)


BACK = MemberReturned(item="hub", meeting="may", seat="s", person="pat")
NOT_ASIDE = "That the person stood aside from the item is not recorded."
NO_NAME = "The person's name is not recorded."
NOT_REGISTERED = "It was never registered: since when there is such an interest is not known."
NOT_BACK = "That the person came back is not recorded."


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([REGISTERED], [None]),
        ([REGISTERED, declared(management="noted")], [None, None]),
        ([REGISTERED, declared()], [None, NOT_ASIDE]),
        ([REGISTERED, declared(), aside(left_room=False)], [None, None]),
        ([REGISTERED, declared(), aside(left_room=True)], [None, NOT_BACK]),
        ([REGISTERED, declared(), aside(left_room=True), BACK], [None, None]),
        # For the whole meeting: there is no item to stand aside from.
        ([REGISTERED, declared(item=None)], [None, None]),
        (
            [declared(interest=None, management="noted", description="A cousin.")],
            [f"{NO_NAME} {NOT_REGISTERED}"],
        ),
        (
            [
                InterestRegistered(
                    interest="i1", person="pat", kind="indirect", nature="actual", from_on=APRIL
                )
            ],
            [f"{NO_NAME} What the interest is was not recorded, or was erased."],
        ),
    ],
)
def test_interests(events: list[Event], expected: list[str | None]) -> None:
    assert unknown(interest_register.register, *events) == expected


def joined(**more: object) -> MemberJoined:
    known: dict[str, object] = {"kind": "pcn", "name": "North PCN", "sub_icb": "99Z"}
    return MemberJoined(organisation="U99001", on=APRIL, **(known | more))  # type: ignore[arg-type]


def published(as_at: date) -> ListSizePublished:
    return ListSizePublished(organisation="U99001", as_at=as_at, patients=7, practices=())


NO_SIZE = "No list size of it is published for a day by then."


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([joined(), published(APRIL)], None),
        ([joined()], NO_SIZE),
        ([joined(), published(date(2026, 7, 1))], NO_SIZE),
        (
            [joined(sub_icb=None), published(APRIL)],
            "Which sub-ICB location commissions it is not recorded.",
        ),
        ([joined(name=None), published(APRIL)], "Its name on that day is not recorded."),
        # A trust has neither patients nor a sub-ICB location; a practice goes by its code.
        ([joined(kind="trust", sub_icb=None)], None),
        ([joined(kind="practice", name=None, within="U99002")], NO_SIZE),
    ],
)
def test_members(events: list[Event], expected: str | None) -> None:
    assert unknown(membership.register, *events) == [expected]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 31), "Of members before 1 April 2026 nothing is recorded."),
        (APRIL, None),
        (date(2030, 1, 1), None),
    ],
)
def test_of_days_before_the_first_membership_it_is_not_said_that_nobody_belonged(
    day: date, expected: str | None
) -> None:
    members = folded(membership.view, story(joined())).of_kind(Member)
    assert unknown_on(members, day) == expected
    assert unknown_on([], day) == "No members are recorded."
