"""Awkward cases of representation: who speaks for whom, told what, and paid for how much."""

from gateway.demo.player import Player
from tests.journeys.awkward.registry import case, only, some


@case("Job-sharers")
async def job_sharers(played: Player) -> None:
    """One leaves as the other comes; the seat has one vote on each motion, cast by either."""
    seat = "forum-u99008"
    there = await some(played, "attendance", seat=seat)
    assert [one["person"] for one in there] == ["pcn-sharer-one", "pcn-sharer-two"]
    assert there[0]["left_at"] == there[1]["arrived_at"]
    voted = [one["person"] for one in await some(played, "votes", seat=seat)]
    assert voted == ["pcn-sharer-one"] * 4 + ["pcn-sharer-two"] * 3


@case("Deputy")
async def deputy(played: Player) -> None:
    line = await only(played, "votes", motion="hub-motion", seat="pcn-seat-b")
    assert (line["person"], line["capacity"]) == ("pcn-b-deputy", "deputy")


@case("A seat for several PCNs")
async def several(played: Player) -> None:
    line = await only(played, "votes", motion="hub-motion", seat="pcn-seat-a")
    assert len(line["represents"]) == 4


@case("Split instructions under one seat")
async def split(played: Player) -> None:
    found = await some(played, "fidelity", motion="contract-motion", seat="pcn-seat-a")
    told = {one["organisation"]: (one["instruction"], one["verdict"]) for one in found}
    assert told["U99001"] == ("against", "departed-with-reason")
    assert told["U99004"] == ("for", "followed")


@case("Inherited mandate")
async def inherited(played: Player) -> None:
    line = await only(played, "fidelity", motion="contract-motion", organisation="U99008")
    assert (line["verdict"], line["inherited_from"]) == ("followed", "U99006")
    mandate = await only(played, "mandates", mandate="u99006.urgent-care")
    assert mandate["successor"] == "U99008"


@case("Retrofitted mandate")
async def retrofitted(played: Player) -> None:
    line = await only(played, "fidelity", verdict="retrofitted")
    assert (line["organisation"], line["item"]) == ("U99007", "same-day-access-hub")


@case("Disputed, varied, withheld and revoked mandates")
async def changed(played: Player) -> None:
    found = {one["status"] for one in await some(played, "mandates")}
    assert {"confirmed", "disputed", "varied", "withheld", "revoked"} <= found


@case("Departures from a mandate, with and without a reason")
async def departed(played: Player) -> None:
    for verdict in ("departed-with-reason", "departed-without-reason"):
        assert await some(played, "fidelity", verdict=verdict)


@case("Mandate gap")
async def gap(played: Player) -> None:
    line = await only(played, "mandate-gaps", seat="pcn-seat-a", organisation="U99005")
    # From 4 March to 30 June, after which another seat speaks for it: 28 + 30 + 31 + 30 days.
    assert (line["days_represented"], line["days_without_mandate"]) == (119, 119)
    assert "PB/2627/005" in line["decisions"]


@case("Hours logged over hours funded")
async def over_hours(played: Player) -> None:
    line = await only(played, "resourcing", fit="more-than-funded")
    assert line["minutes_logged"] > line["minutes_funded"] > 0
    assert await some(played, "resourcing", fit="not-funded")
