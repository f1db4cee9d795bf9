"""Awkward cases of votes: each decision rule, and what happens around a vote."""

from gateway.demo.player import Player
from tests.journeys.awkward.registry import Line, case, only, some


async def vote_on(player: Player, motion: str) -> Line:
    found: Line = (await player.get(f"/motions/{motion}"))["vote"]
    return found


def counts(vote: Line) -> tuple[int, int, str]:
    """For and against by seats, and what the rule makes of it."""
    tally = vote["tally"]
    return tally["in_favour"]["seats"], tally["against"]["seats"], tally["result"]


def weights(vote: Line) -> tuple[int, int]:
    return vote["tally"]["in_favour"]["weight"], vote["tally"]["against"]["weight"]


@case("Votes weighted by list size")
async def by_list_size(played: Player) -> None:
    vote = await vote_on(played, "weight-by-list-size")
    assert (vote["rule"]["kind"], vote["rule"]["weights"]) == ("weighted", "list-size")
    # 321,923 in all PCNs; Lower Vale's four practices: 6,885 + 9,640 + 9,294 + 11,313.
    assert weights(vote) == (321_923 - 37_132, 37_132)
    by_pcn = {tuple(one["represents"]): one["weight"] for one in vote["seats"]}
    assert by_pcn["U99002",] == 37_132
    assert counts(vote) == (6, 1, "carried")


@case("Votes with fixed weights")
async def by_fixed_weights(played: Player) -> None:
    vote = await vote_on(played, "fixed-weights")
    assert vote["rule"]["kind"] == "weighted"
    assert (counts(vote), weights(vote)) == ((3, 4, "carried"), (7, 4))


@case("Qualified majority")
async def qualified(played: Player) -> None:
    vote = await vote_on(played, "two-thirds-of-all-seats")
    rule = vote["rule"]
    assert (rule["kind"], rule["counted_of"]) == ("qualified-majority", "entitled")
    assert rule["at_least"] == {"numerator": 2, "denominator": 3}
    assert counts(vote) == (5, 1, "carried")


@case("Double majority")
async def double(played: Player) -> None:
    vote = await vote_on(played, "double-majority")
    assert vote["rule"]["kind"] == "double-majority"
    # Five of seven seats are enough by number; 5 of 11 are not half of the weight.
    assert (counts(vote), weights(vote)) == ((5, 2, "not-carried"), (5, 6))


@case("Unanimity")
async def unanimity(played: Player) -> None:
    vote = await vote_on(played, "unanimity")
    assert vote["rule"]["kind"] == "unanimity"
    assert counts(vote) == (6, 1, "not-carried")


@case("Consent without an objection")
async def consent(played: Player) -> None:
    vote = await vote_on(played, "consent-without-objection")
    assert vote["rule"]["kind"] == "consent"
    assert counts(vote) == (6, 0, "carried")


@case("Consent with a sustained objection")
async def no_consent(played: Player) -> None:
    vote = await vote_on(played, "consent-with-objection")
    assert vote["rule"]["kind"] == "consent"
    assert counts(vote) == (6, 1, "not-carried")
    (dissent,) = vote["dissents"]
    assert "sustain" in dissent["reason"]


@case("Equal vote and casting vote")
async def casting_vote(played: Player) -> None:
    vote = await vote_on(played, "estates-motion")
    assert (counts(vote), vote["casting_vote"]["choice"]) == ((3, 3, "carried"), "for")


@case("Corrected vote")
async def corrected(played: Player) -> None:
    line = await only(played, "votes", motion="hub-motion", seat="trust-seat")
    assert (line["choice"], line["replaced_choices"]) == ("for", ["abstain"])


@case("Vote left out, put in a week later")
async def left_out(played: Player) -> None:
    vote = await vote_on(played, "contract-motion")
    assert counts(vote) == (4, 1, "carried")
    about = "contract-motion/council-seat"
    (line,) = await some(played, "corrections", subject="vote", about=about)
    assert (line["was"], line["now"], line["basis"]) == (None, "for", "document-shows-otherwise")


@case("Dissent and an amendment")
async def dissent(played: Player) -> None:
    vote = await vote_on(played, "hub-motion")
    assert len(vote["amendments"]) == 1
    assert [one["seat"] for one in vote["dissents"]] == ["icb-seat"]


@case("Recusal")
async def recused(played: Player) -> None:
    line = await only(played, "votes", motion="frailty-motion", seat="pcn-seat-a")
    assert (line["state"], line["choice"]) == ("recused", None)


@case("Recusal that breaks the quorum")
async def quorum_broken(played: Player) -> None:
    minutes = (await played.minutes("board-2026-07-09")).json()
    assert [(e["present"], e["met"]) for e in minutes["quoracy"]["exceptions"]] == [(4, False)]
    (deferred,) = [one for one in minutes["items"] if one.get("disposal") == "deferred"]
    assert deferred["title"] == "Ward rounds in care homes"
    declared = await only(played, "interests", item="care-home-rounds")
    assert (declared["stood_aside"], declared["person"]) == ("recused", "pcn-a-lead")


@case("Exclusion by the chair")
async def excluded(played: Player) -> None:
    found = await some(played, "interests", item="community-transport")
    assert "excluded" in [one["stood_aside"] for one in found]


@case("Ruling corrected")
async def ruled_again(played: Player) -> None:
    """The chair had ruled a motion carried that its rule did not carry."""
    vote = await vote_on(played, "unanimity")
    assert (vote["ruling"], vote["is_ruling_by_rule"]) == ("not-carried", True)
    assert [one["was"] for one in vote["replaced_rulings"]] == ["carried"]
