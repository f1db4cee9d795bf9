"""Minutes are laid out as a place board's are: in their order, with nothing invented."""

from itertools import pairwise
from typing import get_args

import msgspec
import pytest
from msgspec.structs import replace

from projections.minutes import Minutes
from projections.minutes.blocks import Block, Heading, Panel, Paragraph, Run, Table
from projections.minutes.business import (
    Action,
    Canvass,
    Correction,
    Decision,
    Departure,
    Item,
    Mandate,
    Minute,
    Objection,
    Paper,
    Response,
)
from projections.minutes.closing import ODS_ATTRIBUTION
from projections.minutes.document import (
    Apology,
    Attendee,
    Declaration,
    LastMinutes,
    OutsideDecision,
    PastCorrection,
    Quoracy,
    QuorumCategory,
    QuorumException,
    Record,
)
from projections.minutes.fields import Erased
from projections.minutes.layout import lay_out
from projections.minutes.voting import (
    Amendment,
    CastingVote,
    Dissent,
    Motion,
    SeatVote,
    Vote,
)
from schemas.values import OutcomeVerb
from tests.projections.minutes.sample import ACCESS, CONFIRMATION, MINUTES, PILOT, PILOT_ITEM

HOLLOW = Minutes(
    present=(Attendee(),),
    in_attendance=(Attendee(),),
    apologies=(Apology(),),
    quoracy=Quoracy(categories=(QuorumCategory(),), exceptions=(QuorumException(),)),
    declarations=(Declaration(),),
    last_minutes=LastMinutes(corrections=(PastCorrection(),)),
    matters_arising=(Action(),),
    outside_decisions=(OutsideDecision(),),
    items=(
        Item(
            papers=(Paper(),),
            canvasses=(
                Canvass(responded=(Response(),), silent=(None,), objections=(Objection(),)),
            ),
            mandates=(Mandate(),),
            discussion=(Minute(corrections=(Correction(),)),),
            motions=(
                Motion(),
                Motion(
                    amendments=(Amendment(),),
                    vote=Vote(by_seat=(SeatVote(),)),
                    casting_vote=CastingVote(),
                    dissent=(Dissent(),),
                ),
            ),
            decisions=(Decision(departures=(Departure(),)),),
            actions=(Action(),),
        ),
    ),
    other_business=(Minute(),),
)


def all_blocks(minutes: Minutes, *, by_seat: bool = False) -> list[Block]:
    blocks: list[Block] = []
    for block in lay_out(minutes, by_seat=by_seat).blocks:
        blocks += [block, *block.blocks] if isinstance(block, Panel) else [block]
    return blocks


def said(minutes: Minutes, *, by_seat: bool = False) -> str:
    """Every word of the layout, in order."""
    return msgspec.json.encode(lay_out(minutes, by_seat=by_seat)).decode()


def section(minutes: Minutes, heading: str) -> str:
    """The words of one section, to the next heading of its level."""
    sheet = lay_out(minutes)
    texts = [block.text if isinstance(block, Heading) else "" for block in sheet.blocks]
    start = texts.index(heading)
    levels = (b.level if isinstance(b, Heading) else 9 for b in sheet.blocks[start + 1 :])
    size = next((i for i, level in enumerate(levels) if level == 1), len(texts))
    return msgspec.json.encode(sheet.blocks[start : start + 1 + size]).decode()


def test_sections_come_in_the_order_of_a_board_meeting() -> None:
    headings = [b.text for b in all_blocks(MINUTES) if isinstance(b, Heading) and b.level == 1]
    assert headings == [
        "Present",
        "In attendance",
        "Apologies for absence",
        "Quoracy",
        "Declarations of interest",
        "Minutes of the last meeting",
        "Matters arising and action log",
        "Decisions taken outside the meeting",
        "Items of business",
        "Any other business",
        "Actions from this meeting",
        "Date of next meeting",
        "About this record",
    ]


def test_an_item_is_told_in_the_order_in_which_it_went() -> None:
    headings = [b for b in all_blocks(MINUTES) if isinstance(b, Heading)]
    start = next(i for i, heading in enumerate(headings) if heading.number == ACCESS)
    assert [heading.text for heading in headings[start + 1 : start + 7]] == [
        "Canvass before the meeting",
        "Mandates",
        "Discussion",
        "Motion and vote",
        f"Decision {ACCESS}",
        "Actions",
    ]


@pytest.mark.parametrize("minutes", [MINUTES, HOLLOW, Minutes()], ids=["sample", "hollow", "empty"])
def test_headings_never_skip_a_level(minutes: Minutes) -> None:
    levels = [0] + [block.level for block in all_blocks(minutes) if isinstance(block, Heading)]
    assert all(below - above <= 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("minutes", [MINUTES, HOLLOW], ids=["sample", "hollow"])
def test_every_row_has_a_cell_for_each_column(minutes: Minutes) -> None:
    tables = [block for block in all_blocks(minutes, by_seat=True) if isinstance(block, Table)]
    assert tables
    assert all(len(row) == len(table.columns) for table in tables for row in table.rows)


@pytest.mark.parametrize("minutes", [HOLLOW, Minutes()], ids=["hollow", "empty"])
def test_nothing_is_shown_empty_or_as_a_python_value(minutes: Minutes) -> None:
    laid_out = said(minutes, by_seat=True)
    assert "None " not in laid_out.replace("None recorded", "")
    assert '"None"' not in laid_out
    assert '"line":[]' not in laid_out
    assert "not recorded" in laid_out


def test_part_of_a_meeting_and_a_deputy_are_told_beside_the_name() -> None:
    present = section(MINUTES, "Present")
    assert "deputy for Dr Helen Pryce" in present
    assert "present from 2:20pm" in present
    assert "present to 3:40pm" in present


def test_a_seat_names_the_organisations_that_it_speaks_for() -> None:
    present = section(MINUTES, "Present")
    assert "for Harbour Central PCN; Quayside PCN; Saltmarsh PCN" in present


def test_an_interest_tells_how_it_was_managed() -> None:
    declared = section(MINUTES, "Declarations of interest")
    assert "Recused" in declared
    assert "out of the room from 2:55pm to 3:25pm" in declared
    assert "Excluded by the chair" in declared


def test_an_item_that_was_not_quorate_carries_a_warning() -> None:
    exception = QuorumException(item=PILOT, met=False, present=4, reason="Two were recused")
    minutes = replace(MINUTES, quoracy=Quoracy(met=True, exceptions=(exception,)))
    warnings = [b for b in lay_out(minutes).blocks if isinstance(b, Panel) and b.kind == "warning"]
    assert len(warnings) == 1
    assert b"not quorate for this item" in msgspec.json.encode(warnings)


def test_an_item_that_stayed_quorate_carries_no_warning() -> None:
    assert not [b for b in lay_out(MINUTES).blocks if isinstance(b, Panel) and b.kind == "warning"]
    assert "quorate for this item" in section(MINUTES, "Items of business")


@pytest.mark.parametrize(
    ("reached", "total", "verdict"),
    [
        (6, 6, "Every PCN was canvassed in good time."),
        (5, 6, "Not every PCN was canvassed in good time."),
        (None, 6, None),
        (0, 0, None),
    ],
)
def test_the_verdict_on_a_canvass_follows_its_counts(
    reached: int | None, total: int, verdict: str | None
) -> None:
    item = Item(canvasses=(Canvass(pcns_reached=reached, pcns_total=total),))
    laid_out = said(Minutes(items=(item,)))
    assert verdict in laid_out if verdict else "canvassed in good time" not in laid_out


def test_positions_are_counted_and_conditions_stand_with_them() -> None:
    items = section(MINUTES, "Items of business")
    assert "Support (2): Harbour Central PCN; Quayside PCN" in items
    assert "Vale South PCN (a bus service to the southern hub on Saturdays)" in items


def test_no_pcn_is_called_silent_that_is_not_in_that_list() -> None:
    item = Item(canvasses=(Canvass(not_reached=("Upper Fern PCN",)),))
    laid_out = said(Minutes(items=(item,)))
    assert "Silent" not in laid_out
    assert "Not reached" in laid_out


def test_rounds_of_a_canvass_are_numbered_only_where_there_are_several() -> None:
    one = said(Minutes(items=(Item(canvasses=(Canvass(),)),)))
    two = said(Minutes(items=(Item(canvasses=(Canvass(), Canvass())),)))
    assert "round" not in one
    assert "Canvass before the meeting, round 2" in two


@pytest.mark.parametrize("verb", get_args(OutcomeVerb))
def test_a_decision_says_its_outcome_verb_first_and_in_bold(verb: OutcomeVerb) -> None:
    decision = Decision(number=ACCESS, outcome=verb, text="What was decided.")
    panel = lay_out(Minutes(items=(Item(decisions=(decision,)),))).blocks
    (statement,) = [
        part
        for block in panel
        if isinstance(block, Panel)
        for part in block.blocks
        if isinstance(part, Paragraph)
    ]
    (run,) = statement.line
    assert run == Run(f"{verb.capitalize().replace('-', ' ')}: What was decided.", "strong")


def test_a_vote_against_a_mandate_is_told_with_its_reason() -> None:
    items = section(MINUTES, "Items of business")
    assert "Votes that departed from a mandate" in items
    assert "Reason given: The review was conceded in exchange" in items


def test_votes_by_seat_are_shown_only_on_request() -> None:
    assert "Vote by seat" not in said(MINUTES)
    assert "Tom Okafor, deputy" not in said(MINUTES)
    assert "Tom Okafor, deputy" in said(MINUTES, by_seat=True)


def test_an_exclusion_is_counted_apart_from_recusals() -> None:
    (table,) = [
        block
        for block in all_blocks(Minutes(items=(PILOT_ITEM,)))
        if isinstance(block, Table) and "Vote" in block.caption
    ]
    assert [column.name for column in table.columns] == [
        "Count of",
        "For",
        "Against",
        "Abstained",
        "Recused",
        "Excluded",
        "Absent",
    ]


def test_a_ruling_that_differs_from_the_tally_shows_both() -> None:
    items = section(MINUTES, "Items of business")
    assert "Carried" in items
    assert "Not carried (differs from the ruling of the chair)" in items


def test_a_ruling_that_agrees_with_the_tally_stands_alone() -> None:
    motion = Motion(result="carried", result_by_rule="carried")
    assert "By the rule" not in said(Minutes(items=(Item(motions=(motion,)),)))


def test_a_corrected_paragraph_shows_what_it_said_before_and_why() -> None:
    items = section(MINUTES, "Items of business")
    assert "Corrected on Thursday 9 July 2026" in items
    assert "Before, it read: “Dr Menendez said that all six PCNs" in items
    assert "Two PCNs had given no view." in items


def test_erased_words_are_replaced_by_the_basis_of_their_erasure() -> None:
    assert "[text erased: court order, 3 June 2026]" in section(MINUTES, "Items of business")
    assert "[text erased: Article 17 request" in section(MINUTES, "In attendance")


def test_an_erased_title_does_not_break_the_heading() -> None:
    item = Item(number=ACCESS, title=Erased(basis="court\norder"))
    headings = [b for b in all_blocks(Minutes(items=(item,))) if isinstance(b, Heading)]
    assert "[text erased: court order]" in [heading.text for heading in headings]


def test_every_action_of_the_meeting_is_in_the_table_once() -> None:
    actions = section(MINUTES, "Actions from this meeting")
    for number in ("PB/2627/A07", "PB/2627/A08", "PB/2627/A09"):
        assert actions.count(number) == 1


def test_a_draft_says_that_it_is_not_confirmed() -> None:
    sheet = lay_out(MINUTES)
    assert sheet.status == "DRAFT"
    assert "Not yet confirmed by the Harbourside and Vale Place Board" in sheet.status_line


def test_confirmed_minutes_name_the_meeting_that_confirmed_them() -> None:
    sheet = lay_out(replace(MINUTES, status="CONFIRMED", confirmation=CONFIRMATION))
    assert sheet.status_line == (
        "Confirmed as a correct record at the meeting of Thursday 9 July 2026 (minute PB/2627/020)."
    )


def test_confirmed_minutes_without_a_meeting_do_not_invent_one() -> None:
    sheet = lay_out(Minutes(status="CONFIRMED"))
    assert sheet.status_line == "Confirmed as a correct record at a meeting (date not recorded)."


def test_the_attribution_stands_unless_no_ods_data_is_shown() -> None:
    assert ODS_ATTRIBUTION in said(MINUTES)
    assert ODS_ATTRIBUTION not in said(Minutes(record=Record(ods_data=False)))


def test_what_stands_on_every_page_is_never_longer_than_a_line() -> None:
    sheet = lay_out(Minutes(body="B" * 500, partnership="P" * 500))
    assert len(sheet.running_head) == len(sheet.running_foot) == 90
