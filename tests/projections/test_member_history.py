"""Who belonged when, under which name, and who took whose place."""

from datetime import date

import pytest

from projections.reckoning.member_history import Members
from schemas.events.partnership import MemberJoined, MemberLeft, MemberRenamed, MemberSucceeded

APRIL, MAY, JUNE, JULY = (date(2026, month, 1) for month in (4, 5, 6, 7))


def members(
    *events: MemberJoined | MemberLeft | MemberRenamed | MemberSucceeded,
) -> Members:
    found = Members()
    for event in events:
        found.see(event)
    return found


def joined(code: str, on: date = APRIL, **more: str) -> MemberJoined:
    return MemberJoined(organisation=code, on=on, **{"kind": "pcn", **more})  # type: ignore[arg-type]


def left(code: str, on: date) -> MemberLeft:
    return MemberLeft(organisation=code, on=on, reason="left")


def succeeded(code: str, successor: str) -> MemberSucceeded:
    return MemberSucceeded(organisation=code, successor=successor, on=MAY, basis="declared")


@pytest.mark.parametrize(
    ("day", "is_member", "left_on"),
    [
        (date(2026, 3, 31), False, None),
        (APRIL, True, None),
        (MAY, True, None),
        (date(2026, 5, 2), False, MAY),
        (JUNE, True, None),
        (JULY, True, None),
    ],
)
def test_a_spell_lasts_from_its_first_day_to_its_last_and_may_be_followed_by_another(
    day: date, is_member: bool, left_on: date | None
) -> None:
    found = members(joined("U1"), left("U1", MAY), joined("U1", JUNE))
    assert (found.pcns_on(day) == ["U1"], found.left_on("U1", day)) == (is_member, left_on)


def test_leaving_twice_changes_nothing() -> None:
    found = members(joined("U1"), left("U1", MAY), left("U1", JULY))
    assert found.left_on("U1", date(2026, 8, 1)) == MAY


def test_a_name_holds_from_its_day_on_whenever_it_was_recorded() -> None:
    found = members(
        joined("U1", name="Harbour"),
        MemberRenamed(organisation="U1", name="Quay", on=JULY),
        MemberRenamed(organisation="U1", name="Port", on=MAY),
    )
    named = [found.name_on("U1", day) for day in (date(2026, 1, 1), APRIL, MAY, JUNE, JULY)]
    assert named == ["Harbour", "Harbour", "Port", "Port", "Quay"]
    assert found.name_on("U2", JUNE) is None


def test_practices_within_a_pcn_are_no_members_of_their_own() -> None:
    found = members(
        joined("U1"),
        joined("Y1", within="U1", kind="practice"),
        MemberLeft(organisation="U1", on=MAY, reason="moved", within="U9"),
    )
    assert found.pcns_on(JULY) == ["U1"]
    assert found.kind_of("Y1") is None


def test_successors_follow_one_another_and_never_for_ever() -> None:
    chain = members(joined("U1"), joined("U2"), succeeded("U1", "U2"), succeeded("U2", "U3"))
    assert list(chain.successors("U1")) == ["U2", "U3"]
    ring = members(joined("U1"), joined("U2"), succeeded("U1", "U2"), succeeded("U2", "U1"))
    assert list(ring.successors("U1")) == ["U2"]
    assert list(ring.successors("U9")) == []


def test_a_place_is_held_by_whoever_took_it_by_the_day() -> None:
    members = Members()
    for code in ("U1", "U2", "U3"):
        members.see(MemberJoined(organisation=code, kind="pcn", on=date(2026, 4, 1)))
    for one, successor, month in (("U1", "U2", 5), ("U2", "U3", 7)):
        on = date(2026, month, 1)
        members.see(MemberSucceeded(organisation=one, successor=successor, on=on, basis="declared"))
    held = [members.holder_on("U1", date(2026, month, 15)) for month in (4, 5, 6, 7)]
    assert held == ["U1", "U2", "U2", "U3"]
    members.see(MemberJoined(organisation="U1", kind="pcn", on=date(2026, 9, 1)))
    assert members.holder_on("U1", date(2026, 9, 2)) == "U1"
