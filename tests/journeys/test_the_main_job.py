"""From ODS files to published minutes: what the registers then say, worked out by hand."""

import hashlib
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from gateway.demo.chapters.changing import PARTS
from gateway.demo.chapters.founding import JULY, MAY
from gateway.demo.player import Player
from gateway.demo.results import lines

QUAYSIDE, LOWER_VALE, UPPER_VALE, SALTMARSH = "U99001", "U99002", "U99003", "U99004"
BEACON_HILL, TIDEWATER, ORCHARD_FIELDS, ISLANDS = "U99005", "U99006", "U99007", "U99008"
HUB, FRAILTY, ESTATES = "same-day-access-hub", "frailty-pathway", "estates-void-space"
Line = dict[str, Any]


def by_pcn(found: list[Line], field: str) -> dict[str, Any]:
    return {line["organisation"]: line[field] for line in found}


async def test_a_pcn_that_closed_is_followed_by_its_successor(played: Player) -> None:
    members = await lines(played, "members")
    pcns = {m["organisation"]: m for m in members if m["kind"] == "pcn"}
    assert set(pcns) == {*(f"U9900{n}" for n in range(1, 9)), *PARTS}
    assert pcns[TIDEWATER]["left_on"] == "2026-03-31"
    assert pcns[TIDEWATER]["successor"] == ISLANDS
    gone = [code for code, m in pcns.items() if not m["is_member"]]
    assert gone == [TIDEWATER, ORCHARD_FIELDS]


async def test_a_pcn_that_is_split_has_no_successor_and_its_parts_say_whence_they_come(
    played: Player,
) -> None:
    members = {m["organisation"]: m for m in await lines(played, "members")}
    split = members[ORCHARD_FIELDS]
    assert (split["split_into"], split["successor"]) == ([*PARTS], None)
    assert split["left_on"] == "2026-06-30"
    assert [members[one]["split_from"] for one in PARTS] == [[ORCHARD_FIELDS]] * 2


async def test_a_meeting_at_short_notice_says_so_beside_what_the_terms_ask(played: Player) -> None:
    """Sent on 31 March for 9 April: 1, 2, 7 and 8 April, with Easter between."""
    found = {m["meeting"]: m for m in await lines(played, "meetings")}
    (april,) = [m for m in found.values() if m["held_on"] == "2026-04-09"]
    assert (april["notice"], april["notice_given_by"]) == ("short", "agenda")
    assert (april["notice_working_days"], april["notice_required"]) == (4, 5)
    (may,) = [m for m in found.values() if m["held_on"] == "2026-05-14"]
    assert may["notice"] == "as-required"


async def test_the_canvass_tells_silent_from_late_and_from_never_asked(played: Player) -> None:
    found = [one for one in await lines(played, "canvass") if one["consultation"] == "hub-canvass"]
    assert by_pcn(found, "state") == {
        QUAYSIDE: "responded",
        LOWER_VALE: "responded",
        UPPER_VALE: "silent",
        SALTMARSH: "responded",
        BEACON_HILL: "not-reached",
        ORCHARD_FIELDS: "late-notice",
        ISLANDS: "responded",
    }
    assert by_pcn(found, "position") == {
        QUAYSIDE: "support",
        LOWER_VALE: "oppose",
        UPPER_VALE: None,
        SALTMARSH: "support-with-conditions",
        BEACON_HILL: None,
        ORCHARD_FIELDS: None,
        ISLANDS: "support-with-conditions",
    }
    # 22–24, 27–30 April, 1, 5–8, 11–13 May: 4 May is a bank holiday; and 13 May alone.
    assert by_pcn(found, "notice_working_days")[QUAYSIDE] == 15
    assert by_pcn(found, "notice_working_days")[ORCHARD_FIELDS] == 1


async def test_coverage_and_consensus_are_those_of_the_frozen_electorate(played: Player) -> None:
    found = await played.get("/consultations/hub-canvass")
    canvass, (outcome,) = found["canvass"], found["outcomes"]
    assert (canvass["pcns_reached"], canvass["pcns"]) == (5, 7)
    # All 35 practices have 327,043 patients; The Lighthouse Island Surgery, in no PCN, has 5,120.
    assert canvass["patients"] == 327_043 - 5_120
    assert not canvass["every_pcn_was_canvassed"]
    assert (outcome["outcome"], outcome["objections"]) == ("reached", [LOWER_VALE])
    assert (outcome["voices"], outcome["support"], outcome["support_with_conditions"]) == (4, 1, 2)


async def test_a_successor_answers_in_the_place_of_the_closed_pcn(played: Player) -> None:
    found = await lines(played, "canvass", item="winter-arrangements")
    (line,) = [one for one in found if one["organisation"] == TIDEWATER]
    assert (line["successor"], line["state"], line["position"]) == (ISLANDS, "responded", "support")


async def test_every_vote_is_held_against_what_each_pcn_had_told_its_seat(played: Player) -> None:
    found = {
        item: by_pcn(await lines(played, "fidelity", item=item), "verdict")
        for item in (HUB, FRAILTY, ESTATES)
    }
    pcns = (QUAYSIDE, ISLANDS, SALTMARSH, BEACON_HILL, LOWER_VALE, UPPER_VALE, ORCHARD_FIELDS)
    verdicts = {item: [said[pcn] for pcn in pcns] for item, said in found.items()}
    assert verdicts[HUB] == [
        *("followed", "followed", "followed", "no-instruction"),
        *("departed-with-reason", "open-mandate", "retrofitted"),
    ]
    assert verdicts[FRAILTY] == [
        *("recused", "recused", "recused", "recused"),
        *("no-valid-mandate", "open-mandate", "departed-without-reason"),
    ]
    assert verdicts[ESTATES] == [
        *("followed", "no-valid-mandate", "no-valid-mandate", "no-instruction"),
        *("no-instruction", "open-mandate", "no-instruction"),
    ]


async def test_mandates_stand_as_their_pcns_said(played: Player) -> None:
    found = await lines(played, "mandates")
    status = {(m["mandate"], m["version"]): m["status"] for m in found}
    assert status[f"{SALTMARSH.lower()}.{HUB}", 1] == "confirmed"
    assert status[f"{LOWER_VALE.lower()}.{FRAILTY}", 1] == "disputed"
    assert status[f"{ISLANDS.lower()}.{HUB}", 1] == "varied"
    assert status[f"{ISLANDS.lower()}.{HUB}", 2] == "active"
    assert status[f"{ISLANDS.lower()}.{ESTATES}", 1] == "revoked"
    assert status[f"{SALTMARSH.lower()}.{ESTATES}", 1] == "withheld"


async def test_decisions_are_numbered_in_order_and_say_where_they_were_taken(
    played: Player,
) -> None:
    found = await lines(played, "decisions")
    facts = [(d["number"], d["outcome"], d["where"], d["ratification"]) for d in found]
    assert facts == [
        *((f"DG/2627/00{n}", "agreed", "in-meeting", None) for n in (1, 2, 3)),
        ("PB/2627/001", "agreed", "in-meeting", None),
        ("PB/2627/002", "approved", "chairs-action", "ratified"),
        ("PB/2627/003", "supported", "written-resolution", "overdue"),
        ("PB/2627/004", "agreed", "untraced", "refused"),
        ("PB/2627/005", "approved", "in-meeting", None),
        ("PB/2627/006", "approved", "in-meeting", None),
        ("PB/2627/007", "agreed", "in-meeting", None),
        ("PB/2627/008", "approved", "in-meeting", None),
        ("PB/2627/009", "agreed", "written-resolution", "ratified"),
        ("PB/2627/010", "approved", "chairs-action", "overdue"),
        ("PB/2627/011", "approved", "in-meeting", None),
        ("PB/2627/012", "approved", "chairs-action", "due"),
        ("PF/2627/001", "agreed", "in-meeting", None),
    ]
    may = [d for d in found if d["meeting"] == MAY and d["where"] == "in-meeting"]
    votes = [(d["votes_for"], d["votes_against"], d["votes_abstained"]) for d in may]
    assert votes == [(5, 1, 0), (4, 0, 1), (3, 3, 0)]
    assert [d["seats_recused"] for d in may] == [0, 1, 0]
    assert [d["casting_vote"] for d in may] == [None, None, "for"]
    assert may[1]["amount_pence"] == 125_000_00


async def test_where_decided_tells_untraced_ones_and_what_was_settled_before(
    played: Player,
) -> None:
    found = {one["number"]: one for one in await lines(played, "where-decided")}
    informal, grant = found["PB/2627/004"], found["PB/2627/008"]
    assert (informal["where"], informal["route"]) == ("untraced", "informal")
    # Thursday at 18:00, recorded on Friday at 10:00: an hour of working time.
    lag = (informal["disclosure_lag_minutes"], informal["disclosure_lag_working_days"])
    assert lag == (60, 1)
    assert informal["naming_contacts"] == ["estates-post-in-the-corridor"]
    assert (grant["rubber_stamp"], grant["naming_contacts"]) == ("signal", ["grant-by-phone"])
    assert {one["rubber_stamp"] for one in found.values()} == {"signal", "no-signal", None}
    contacts = await lines(played, "contacts", item="community-transport")
    assert [one["contact"] for one in contacts] == ["grant-by-phone"]


async def test_what_was_on_offer_is_held_against_fairness(played: Player) -> None:
    found = {one["opportunity"]: one for one in await lines(played, "opportunities")}
    pilot, role = found["frailty-pilot-site"], found["digital-lead"]
    assert (pilot["verdict"], pilot["recusal"], pilot["spread_minutes"]) == ("fair", "recused", 0)
    assert (pilot["applied"], pilot["awarded"]) == ([QUAYSIDE, ISLANDS], [QUAYSIDE])
    assert role["verdict"] == "not-fair"
    assert role["grounds"] == ["head-start", "unequal-windows"]
    assert (role["recusal"], role["not_told"]) == ("not-recorded", [BEACON_HILL])
    # From 10 April at 16:00 to 24 April at 17:00, and to 13 April at 9:05.
    assert role["head_start_minutes"] == 14 * 24 * 60 + 60
    assert role["alone_minutes"] == 2 * 24 * 60 + 17 * 60 + 5
    assert (found["estates-bursary"]["verdict"], found["estates-bursary"]["outcome"]) == (
        "fair",
        "not-awarded",
    )
    answer = await played.get("/opportunities/digital-lead")
    assert answer["opportunity"] == role
    assert by_pcn(answer["notices"], "notice")[BEACON_HILL] == "not-told"
    own, *_ = await lines(played, "allocations")
    # The role: one of two who applied, both homes of representatives: no draw. The pilot: 1 of 2.
    assert (own["whose"], own["opportunities"], own["tail_probability"]) == ("own-pcns", 1, "1/2")


async def test_hours_are_held_against_what_is_paid_for(played: Player) -> None:
    found = {(one["seat"], one["month"]): one for one in await lines(played, "resourcing")}
    # 480 minutes a week: 480 · 30/7 = 2057 in April, 480 · 31/7 = 2125 in May.
    may = found["pcn-seat-a", "2026-05"]
    assert (may["minutes_funded"], may["minutes_logged"]) == (2125, 2250)
    assert {key: one["fit"] for key, one in found.items()} == {
        ("pcn-seat-a", "2026-04"): "within",
        ("pcn-seat-a", "2026-05"): "more-than-funded",
        ("pcn-seat-a", "2026-06"): "nothing-logged",
        ("pcn-seat-a", "2026-07"): "running",
        ("pcn-seat-b", "2026-05"): "not-funded",
    }


async def test_days_without_a_mandate_and_what_was_decided_on_them(played: Player) -> None:
    gaps = await lines(played, "mandate-gaps", seat="pcn-seat-a")
    found = {one["organisation"]: one for one in gaps}
    assert set(found) == {QUAYSIDE, SALTMARSH, BEACON_HILL, TIDEWATER, ISLANDS}
    # In this seat from 4 March to 30 June: 28 + 30 + 31 + 30 days.
    forgotten = found[BEACON_HILL]
    assert (forgotten["days_represented"], forgotten["days_without_mandate"]) == (119, 119)
    assert len(forgotten["decisions"]) == 10
    closed, successor = found[TIDEWATER], found[ISLANDS]
    # Up to 16 July. What Tidewater had said from 24 March on passed on: none of them is without.
    assert (closed["days_represented"], closed["days_without_mandate"]) == (28, 20)
    assert (successor["days_represented"], successor["days_without_mandate"]) == (107, 0)
    assert successor["inherited_from"] == [TIDEWATER]


async def test_feedback_is_in_time_late_or_left_out(played: Player) -> None:
    found = await lines(played, "feedback")
    hub = [one for one in found if one["number"] == "PB/2627/005"]
    assert by_pcn(hub, "told") == {
        QUAYSIDE: "in-time",
        LOWER_VALE: "in-time",
        UPPER_VALE: "in-time",
        SALTMARSH: "in-time",
        BEACON_HILL: "left-in-the-dark",
        ORCHARD_FIELDS: "late",
        ISLANDS: "in-time",
    }
    # Decided at 14:48; told at 14:56, and by most at 9:30 the next morning: 132 + 30 minutes.
    assert by_pcn(hub, "working_minutes")[QUAYSIDE] == 8
    assert by_pcn(hub, "working_minutes")[LOWER_VALE] == 162
    (query,) = [one for one in hub if one["queried_at"]]
    assert query["organisation"] == LOWER_VALE
    assert query["answered_at"]
    assert {one["told"] for one in found if one["number"] == "PB/2627/003"} == {"left-in-the-dark"}
    assert sorted(
        one["organisation"]
        for one in found
        if one["number"] == "PB/2627/012" and one["told"] == "due"
    ) == [LOWER_VALE, UPPER_VALE, *PARTS]


async def test_the_own_pcn_of_a_representative_heard_first(played: Player) -> None:
    answer = await played.get(f"/decisions/{HUB}")
    assert answer["feedback"]["own_pcn_heard_first"] is True
    assert answer["feedback"]["left_in_the_dark"] == [BEACON_HILL]


async def test_actions_are_done_open_or_overdue(played: Player) -> None:
    found = await lines(played, "actions")
    assert {one["action"]: one["state"] for one in found} == {
        "share-occupancy": "completed",
        "confirm-hub-funding": "overdue",
        "hub-staffing-plan": "completed",
        "list-void-rooms": "overdue",
        "publish-hub-hours": "open",
        "find-two-more-practices": "open",
    }


async def test_a_vote_recorded_wrongly_shows_what_it_was(played: Player) -> None:
    found = await lines(played, "votes", item=HUB)
    (trust,) = [one for one in found if one["seat"] == "trust-seat"]
    assert (trust["choice"], trust["replaced_choices"]) == ("for", ["abstain"])
    assert [one["seat"] for one in found if one["has_dissented"]] == ["icb-seat"]


async def test_the_minutes_of_may_are_confirmed_corrected_and_published(played: Player) -> None:
    answer = await played.minutes(MAY)
    minutes = answer.json()
    assert minutes["status"] == "CONFIRMED"
    assert minutes["confirmation"]["held_on"] == "2026-06-11"
    (corrected,) = [
        minute
        for item in minutes["items"]
        for minute in item.get("discussion", ())
        if minute.get("corrections")
    ]
    assert "240 appointments" in corrected["text"]
    assert "420 appointments" in corrected["corrections"][0]["was"]
    entries = await everything(played)
    (published,) = [e for e in entries if e["type"] == "minutes-published.v1"]
    assert published["data"]["sha256"] == hashlib.sha256(answer.content).hexdigest()
    assert (await played.minutes(JULY)).json()["status"] == "DRAFT"


async def test_the_minutes_say_who_was_there_and_whether_they_were_enough(played: Player) -> None:
    minutes = (await played.minutes(MAY)).json()
    assert [one["name"] for one in minutes["apologies"]] == ["Dr Helen Pryce"]
    deputies = [one["name"] for one in minutes["present"] if one.get("deputy_for")]
    assert deputies == ["Tom Okafor"]
    quorate = {e["present"]: e["met"] for e in minutes["quoracy"]["exceptions"]}
    assert quorate == {5: True, 4: False}
    disposals = [item["disposal"] for item in minutes["items"] if item.get("disposal")]
    assert disposals == ["deferred", "withdrawn"]


async def test_the_pdf_is_tagged_and_titled(played: Player) -> None:
    reader = PdfReader(BytesIO((await played.minutes(MAY, "pdf")).content))
    assert reader.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert reader.metadata is not None
    assert "Harbourside and Vale Place Board" in str(reader.metadata.title)


async def test_the_trail_of_a_decision_runs_from_its_tabling_to_what_followed(
    played: Player,
) -> None:
    entries = {entry["position"]: entry for entry in await everything(played)}
    trail = (await played.get(f"/decisions/{HUB}/trail"))["entries"]
    positions = [line["position"] for line in trail]
    types = [entries[position]["type"] for position in positions]
    assert positions == sorted(set(positions))
    taken = types.index("decision-taken.v1")
    before, after = set(types[:taken]), set(types[taken + 1 :])
    assert {
        "meeting-item-tabled.v1",
        "consultation-opened.v1",
        "consultation-view-revised.v1",
        "mandate-confirmed.v1",
        "motion-amendment-moved.v1",
        "motion-vote-corrected.v1",
    } <= before
    assert {"feedback-issued.v1", "feedback-queried.v1", "feedback-answered.v1"} <= after


async def everything(player: Player) -> list[Line]:
    """Every entry of the book, a page at a time."""
    found: list[Line] = []
    while True:
        page = await player.get("/entries", after=len(found), limit=200)
        found += page["entries"]
        if page["next"] >= page["head"]:
            return found


async def test_every_entry_was_recorded_at_the_time_of_the_story(played: Player) -> None:
    entries = await everything(played)
    assert [one["position"] for one in entries] == list(range(1, len(entries) + 1))
    recorded = [one["recorded_at"] for one in entries]
    assert recorded == sorted(recorded)
    assert all(one["occurred_at"] <= one["recorded_at"] for one in entries)
    assert (recorded[0][:10], recorded[-1][:10]) == ("2026-03-03", "2026-07-16")


async def test_what_practices_said_bears_out_one_pcn_and_is_too_little_for_another(
    played: Player,
) -> None:
    found = [one for one in await lines(played, "polls") if one["item"] == HUB]
    assert by_pcn(found, "verdict") == {
        LOWER_VALE: "evidenced",
        ISLANDS: "no-position-derived",
    }
    # One practice of four answered, with 6,885 of 37,132 patients: more than a tenth.
    (lower_vale,) = [one for one in found if one["organisation"] == LOWER_VALE]
    assert (lower_vale["oppose"], lower_vale["entitled"]) == (6_885, 37_132)


async def test_influence_is_told_with_its_counts(played: Player) -> None:
    figures = {one["originator"]: one for one in (await played.get("/influence"))["figures"]}
    pcns = figures["pcns"]
    assert (pcns["items"], pcns["adopted"], pcns["decided"]) == (2, 2, 2)
    assert (pcns["equal"], pcns["compared"]) == (1, 1)
    assert figures[QUAYSIDE]["items"] == 1


async def test_each_kind_of_mistake_was_put_right(played: Player) -> None:
    found = await lines(played, "corrections")
    assert sorted(one["subject"] for one in found) == [
        *("attendance", "award", "canvass", "casting-vote", "decision", "declaration"),
        *("dissent", "entry", "feedback", "minutes", "ratification", "return", "ruling"),
        *("standing-aside", "undoing", "view", "vote", "vote"),
    ]
    assert all(one["is_current"] and one["reason"] for one in found)
    (decision,) = [d for d in await lines(played, "decisions") if d["number"] == "PB/2627/001"]
    assert decision["text"].endswith("by 29 May.")
    assert len(decision["replaced_texts"]) == 1
