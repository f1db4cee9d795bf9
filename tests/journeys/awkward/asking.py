"""Awkward cases of asking PCNs, and of PCNs asking their practices."""

from gateway.demo.player import Player
from tests.journeys.awkward.registry import Line, case, only, some

HUB, SECOND = "hub-canvass", "contract-second"


async def place(player: Player, consultation: str, organisation: str) -> Line:
    return await only(player, "canvass", consultation=consultation, organisation=organisation)


@case("Late notice")
async def late(played: Player) -> None:
    assert (await place(played, HUB, "U99007"))["state"] == "late-notice"


@case("Silent, and never asked")
async def silent(played: Player) -> None:
    assert (await place(played, HUB, "U99003"))["state"] == "silent"
    assert (await place(played, HUB, "U99005"))["state"] == "not-reached"


@case("Carried-over answers on an earlier paper")
async def carried(played: Player) -> None:
    line = await place(played, SECOND, "U99002")
    assert (line["position"], line["carried_position"]) == (None, "support")
    assert line["carried_from_round"] == 1
    outcome = await only(played, "consensus", consultation=SECOND)
    assert (outcome["outcome"], outcome["outcome_if_carried"]) == ("too-few-voices", "reached")


@case("PCN that joined after opening")
async def joined_later(played: Player) -> None:
    """It is a member when the answers close, and not of the electorate frozen before."""
    opened_at = (await played.get(f"/consultations/{SECOND}"))["canvass"]["opened_at"]
    joined = await only(played, "members", organisation="U99021")
    assert opened_at[:10] < joined["joined_on"] == "2026-07-01"
    asked = await some(played, "canvass", consultation=SECOND)
    assert len(asked) == 7
    assert "U99021" not in [one["organisation"] for one in asked]


@case("Successor answers in a closed PCN's place")
async def successor(played: Player) -> None:
    line = await place(played, "winter-canvass", "U99006")
    assert (line["successor"], line["position"]) == ("U99008", "support")


@case("Consultation withdrawn with its item")
async def withdrawn(played: Player) -> None:
    canvass = (await played.get("/consultations/telephony-canvass"))["canvass"]
    assert "The consultation was withdrawn." in canvass["unknown"]


@case("Deferred item")
async def deferred(played: Player) -> None:
    minutes = (await played.minutes("board-2026-05-14")).json()
    assert "deferred" in [one.get("disposal") for one in minutes["items"]]


@case("Meeting at short notice")
async def short_notice(played: Player) -> None:
    found = await some(played, "meetings", notice="short")
    assert [one["meeting"] for one in found] == ["board-2026-04-09"]


@case("Practices: one practice one vote")
async def one_vote_each(played: Player) -> None:
    poll = await only(played, "polls", poll="hub-u99008")
    assert (poll["rule"], poll["verdict"]) == ("one-practice-one-vote", "no-position-derived")


@case("Practices: weighted by list size")
async def weighted_poll(played: Player) -> None:
    poll = await only(played, "polls", poll="hub-u99002")
    assert (poll["rule"], poll["verdict"]) == ("list-weighted", "evidenced")


@case("Practices: unanimous")
async def unanimous_poll(played: Player) -> None:
    poll = await only(played, "polls", poll="contract-u99004")
    assert (poll["rule"], poll["verdict"]) == ("unanimous", "evidenced")
    assert (poll["answered"], poll["practices"]) == (3, 3)


@case("Poll carried to a successor")
async def carried_poll(played: Player) -> None:
    poll = await only(played, "polls", poll="winter-u99006")
    assert (poll["organisation"], poll["successor"]) == ("U99006", "U99008")
    assert (poll["answered"], poll["verdict"]) == (2, "evidenced")
    entries = await played.entries()
    by = [e["acting_for"] for e in entries if f"poll:{poll['poll']}" in e["tags"]]
    assert by == ["U99006", "U99006", "U99008", "U99008"]
