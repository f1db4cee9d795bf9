"""Awkward cases of decisions outside meetings, of telling PCNs, and of what was on offer."""

import pytest

from gateway.demo.player import Player
from gateway.demo.problem import StoryError
from tests.journeys.awkward.registry import case, only, some, tried


async def routes(player: Player, where: str) -> dict[str, str]:
    return {
        one["number"]: one["ratification"] for one in await some(player, "decisions", where=where)
    }


@case("Chair's action: ratified, overdue and due")
async def chairs_action(played: Player) -> None:
    assert await routes(played, "chairs-action") == {
        "PB/2627/002": "ratified",
        "PB/2627/010": "overdue",
        "PB/2627/012": "due",
    }


@case("Written resolution: ratified and overdue")
async def written_resolution(played: Player) -> None:
    assert await routes(played, "written-resolution") == {
        "PB/2627/003": "overdue",
        "PB/2627/009": "ratified",
    }


@case("Untraced decision, its ratification refused")
async def untraced(played: Player) -> None:
    line = await only(played, "where-decided", where="untraced")
    assert (line["number"], line["ratification"]) == ("PB/2627/004", "refused")


@case("Rubber-stamp signal")
async def rubber_stamp(played: Player) -> None:
    line = await only(played, "where-decided", rubber_stamp="signal")
    assert line["naming_contacts"] == ["grant-by-phone"]


@case("Told late, never, or still to be told")
async def told_late(played: Player) -> None:
    found = {one["told"] for one in await some(played, "feedback")}
    assert {"in-time", "late", "left-in-the-dark", "due"} <= found


@case("Representative's own PCN told first")
async def own_first(played: Player) -> None:
    answer = await played.get("/decisions/same-day-access-hub")
    assert answer["feedback"]["own_pcn_heard_first"] is True


@case("Feedback dated before the decision")
async def told_before(played: Player) -> None:
    """It cannot be recorded: nobody can have been told of what was not decided yet."""
    step, id_ = tried(
        "secretary",
        "issue-feedback",
        {
            "decision": "same-day-access-hub",
            "organisation": "U99005",
            "channel": "email",
            "occurred_at": "2026-05-14T13:00:00Z",
        },
    )
    with pytest.raises(StoryError, match="nobody can have been told before"):
        await played.give(step, id_)
    told = await only(played, "feedback", number="PB/2627/005", organisation="U99005")
    assert told["told"] == "left-in-the-dark"


@case("Fair offer")
async def fair(played: Player) -> None:
    line = await only(played, "opportunities", opportunity="frailty-pilot-site")
    assert (line["verdict"], line["recusal"], line["outcome"]) == ("fair", "recused", "awarded")


@case("Unfair offer: one PCN heard first, another never")
async def unfair(played: Player) -> None:
    line = await only(played, "opportunities", opportunity="digital-lead")
    assert line["verdict"] == "not-fair"
    assert (line["head_start_minutes"] > 0, line["not_told"]) == (True, ["U99005"])


@case("PCN closed, with a successor")
async def closed(played: Player) -> None:
    assert (await only(played, "members", organisation="U99006"))["successor"] == "U99008"


@case("PCN split in two")
async def split(played: Player) -> None:
    line = await only(played, "members", organisation="U99007")
    assert (line["split_into"], line["successor"]) == (["U99021", "U99022"], None)


@case("Meeting adjourned and resumed")
async def adjourned(played: Player) -> None:
    line = await only(played, "meetings", meeting="digital-2026-06-26")
    assert (line["sittings"], line["resumed_at"]) == (2, "2026-06-26T13:00:00Z")


@case("Rescission recorded by mistake, taken back")
async def not_rescinded(played: Player) -> None:
    line = await only(played, "decisions", number="DG/2627/003")
    assert (line["standing"], line["supersedes"]) == ("stands", ["two-practices"])
    assert line["replaced_standings"] == ["rescinded at digital-2026-06-26"]
    (told,) = await some(played, "corrections", subject="undoing")
    assert (told["now"], told["was_text"]) == (None, "Two practices are too few.")
    minutes = (await played.minutes("digital-2026-06-26", "md")).text
    block = minutes.split("#### Decision DG/2627/003")[1].split("####")[0]
    assert "Rescinded" not in block.split("Corrections of the record")[0]
    corrections = minutes.split("Corrections of the record")[1]
    assert "rescinded at this meeting" in corrections
    assert "in force, as before" in corrections


@case("Decision rescinded")
async def rescinded(played: Player) -> None:
    line = await only(played, "decisions", standing="rescinded")
    assert line["number"] == "DG/2627/001"
    minutes = (await played.minutes("digital-2026-06-26", "md")).text
    block = minutes.split("#### Decision DG/2627/001")[1].split("#### Decision")[0]
    assert "Rescinded" in block


@case("Decision superseded")
async def superseded(played: Player) -> None:
    line = await only(played, "decisions", standing="superseded")
    assert (line["number"], line["superseded_by_number"]) == ("DG/2627/002", "DG/2627/003")


@case("Body dissolved")
async def dissolved(played: Player) -> None:
    line = await only(played, "bodies", body="digital-group")
    assert (line["dissolved_on"], line["passed_to"]) == ("2026-06-26", "place-board")
    assert line["still_open"] == ["action:find-two-more-practices"]
