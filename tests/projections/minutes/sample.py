"""Minutes of a fictional place board that make use of every part of the document."""

from datetime import UTC, date, datetime

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
from projections.minutes.document import (
    Apology,
    Attendee,
    Confirmation,
    Declaration,
    LastMinutes,
    Meeting,
    Minutes,
    NextMeeting,
    OutsideDecision,
    PastCorrection,
    Quoracy,
    QuorumCategory,
    QuorumException,
    Record,
)
from projections.minutes.fields import Erased
from projections.minutes.voting import (
    Amendment,
    CastingVote,
    Dissent,
    Motion,
    Part,
    SeatVote,
    Tally,
    Vote,
)

MEETING_ON = date(2026, 5, 14)
NORTH = ("Harbour Central PCN", "Quayside PCN", "Saltmarsh PCN")
SOUTH = ("Vale North PCN", "Vale South PCN", "Upper Fern PCN")
ACCESS = "PB/2627/014"
PILOT = "PB/2627/015"
REPORT = "PB/2627/016"
ESTATES = "PB/2627/017"


def at(hour: int, minute: int = 0) -> datetime:
    """A time on the day of the meeting, which is British Summer Time, in UTC."""
    return datetime(2026, 5, 14, hour - 1, minute, tzinfo=UTC)


PRESENT = (
    Attendee(
        name="Councillor Miriam Adeyemi",
        role="Chair; Cabinet Member for Health and Social Care",
        organisation="Harbourside and Vale Council",
        seat="Local authority seat (elected)",
        voting=True,
    ),
    Attendee(
        name="Dr Rosa Menendez",
        role="PCN Clinical Director",
        organisation="Harbour Central PCN",
        seat="PCN seat (Harbourside)",
        speaks_for=NORTH,
        voting=True,
    ),
    Attendee(
        name="Tom Okafor",
        role="PCN Manager",
        organisation="Vale South PCN",
        seat="PCN seat (Vale)",
        speaks_for=SOUTH,
        voting=True,
        deputy_for="Dr Helen Pryce",
        arrived_at=at(14, 20),
    ),
    Attendee(
        name="Sunita Rao",
        role="Director of Strategy",
        organisation="Harbourside Hospitals NHS Trust",
        seat="Acute trust seat",
        voting=True,
    ),
    Attendee(
        name="Gareth Llewellyn",
        role="Chief Operating Officer",
        organisation="Fernshire Community and Mental Health NHS Foundation Trust",
        seat="Community and mental health seat",
        voting=True,
        left_at=at(15, 40),
    ),
    Attendee(
        name="Joanna Clarke",
        role="Director of Adult Social Care",
        organisation="Harbourside and Vale Council",
        seat="Local authority seat (officer)",
        voting=True,
    ),
    Attendee(
        name="Bishop Aldous Grant",
        role="Chief Executive",
        organisation="Vale Voluntary Alliance",
        seat="VCSE seat",
        voting=True,
    ),
)

IN_ATTENDANCE = (
    Attendee(
        name="Dr Amrit Sandhu",
        role="Medical Secretary",
        organisation="Fernshire Local Medical Committee",
    ),
    Attendee(name="Kate Osei", role="Manager", organisation="Healthwatch Harbourside and Vale"),
    Attendee(
        name="Daniel Whitlock",
        role="Board Secretary",
        organisation="Fernshire Integrated Care Board",
    ),
    Attendee(
        name=Erased(basis="Article 17 request, upheld 2 June 2026"),
        role="Presenter of item PB/2627/015",
        organisation="Quayside PCN",
        arrived_at=at(14, 55),
        left_at=at(15, 25),
    ),
)

APOLOGIES = (
    Apology(
        name="Dr Helen Pryce",
        role="PCN Clinical Director",
        organisation="Vale North PCN",
        seat="PCN seat (Vale)",
        deputy="Tom Okafor",
    ),
    Apology(
        name="Professor Lucy Brand",
        role="Place Director",
        organisation="Fernshire Integrated Care Board",
        seat="ICB seat",
    ),
)

DECLARATIONS = (
    Declaration(
        person="Dr Rosa Menendez",
        item=PILOT,
        kind="financial",
        nature="actual",
        interest="Partner at a practice that would be paid under the pilot.",
        management="leaves",
        part_taken="recused",
        reason="She left before discussion began.",
        left_at=at(14, 55),
        returned_at=at(15, 25),
    ),
    Declaration(
        person="Bishop Aldous Grant",
        item=PILOT,
        kind="indirect",
        nature="perceived",
        interest="His sister is employed by the transport provider named in the paper.",
        management="stays-without-deciding",
        part_taken="excluded",
        reason="The chair ruled that he may speak but not vote.",
    ),
    Declaration(
        person="Joanna Clarke",
        kind="non-financial-professional",
        nature="potential",
        interest="Trustee of the Vale Hospice.",
        management="noted",
        reason="No item of this meeting concerned the hospice.",
    ),
)

LAST = LastMinutes(
    held_on=date(2026, 3, 12),
    outcome="Approved as a correct record, subject to one correction",
    corrections=(
        PastCorrection(
            paragraph="009.4",
            was="The pilot will begin in May.",
            becomes="The pilot will begin in June.",
            reason="The start was put back at the meeting itself.",
        ),
    ),
)

MATTERS = (
    Action(
        number="PB/2526/A41",
        text="Circulate the winter access review to all PCNs at the same time.",
        owner="Daniel Whitlock",
        due_on=date(2026, 4, 1),
        status="completed",
        update="Sent to all six PCNs at 9:02am on 30 March 2026.",
    ),
    Action(
        number="PB/2526/A43",
        text="Bring a costed option for Saturday diagnostics.",
        owner="Sunita Rao",
        due_on=date(2026, 5, 1),
        status="overdue",
    ),
)

OUTSIDE = (
    OutsideDecision(
        number="PB/2627/CA1",
        decided_on=date(2026, 4, 21),
        route="chairs-action",
        decided_by="Councillor Miriam Adeyemi",
        outcome="approved",
        text="Bid submitted to the regional fund for care-home beds.",
        reason="The bid closed before the board could meet.",
        ratification="ratified",
        ratified_by="PB/2627/013",
    ),
    OutsideDecision(
        number="PB/2627/WR1",
        decided_on=date(2026, 5, 5),
        route="written-resolution",
        decided_by="All voting members",
        outcome="endorsed",
        text="Terms of reference of the estates group.",
        reason="A formality that needed no meeting.",
        ratification="awaited",
    ),
)

CANVASS = Canvass(
    question="Should the six PCNs pool their enhanced access hours into two hubs from July 2026?",
    opened_on=date(2026, 4, 13),
    closed_on=date(2026, 4, 27),
    rule="Consensus if two thirds of the PCNs that answer support it and none sustains an "
    "objection of principle.",
    pcns_reached=5,
    pcns_total=6,
    patients_reached=228_410,
    patients_total=271_902,
    responded=(
        Response(organisation="Harbour Central PCN", position="support"),
        Response(organisation="Quayside PCN", position="support"),
        Response(
            organisation="Vale South PCN",
            position="support-with-conditions",
            conditions="a bus service to the southern hub on Saturdays",
        ),
        Response(organisation="Vale North PCN", position="oppose"),
    ),
    silent=("Saltmarsh PCN",),
    late_notice=("Upper Fern PCN",),
    outcome="Consensus to support, with one objection",
    objections=(
        Objection(
            organisation="Vale North PCN",
            text="Patients in the northern villages would travel 14 miles to either hub.",
        ),
    ),
)

MANDATES = (
    Mandate(
        organisation="Harbour Central PCN",
        seat="PCN seat (Harbourside)",
        kind="open",
        standing="confirmed",
    ),
    Mandate(
        organisation="Vale North PCN",
        seat="PCN seat (Vale)",
        kind="bound",
        instruction="against",
        conditions="Unless a third, northern site is added.",
        standing="confirmed",
    ),
    Mandate(
        organisation="Vale South PCN",
        seat="PCN seat (Vale)",
        kind="guided",
        instruction="for",
        conditions="If Saturday transport is part of the plan.",
        standing="unconfirmed",
    ),
    Mandate(
        organisation="Upper Fern PCN",
        seat="PCN seat (Vale)",
        kind="bound",
        instruction="for",
        standing="disputed",
    ),
)

VOTE = Vote(
    in_favour=Tally(seats=5, weight=228_410),
    against=Tally(seats=1, weight=43_492),
    abstained=Tally(seats=1, weight=0),
    recused=Tally(seats=0, weight=0),
    absent=Tally(seats=1, weight=0),
    weight_unit="Registered patients",
    by_seat=(
        SeatVote(
            seat="PCN seat (Harbourside)",
            cast_by="Dr Rosa Menendez",
            choice="for",
            weight=136_220,
            parts=(
                Part(organisation=NORTH[0], weight="68553"),
                Part(organisation=NORTH[1], weight="33833"),
                Part(organisation=NORTH[2], weight="33834"),
            ),
        ),
        SeatVote(
            seat="PCN seat (Vale)",
            cast_by="Tom Okafor, deputy",
            choice="for",
            weight=92_190,
            corrected_from="abstain",
        ),
        SeatVote(seat="VCSE seat", cast_by="Bishop Aldous Grant", choice="abstain", weight=0),
    ),
)

ACCESS_ITEM = Item(
    number=ACCESS,
    title="Pooling enhanced access across six PCNs",
    purpose="decision",
    tabled_by="Vale South PCN",
    originator="pcn",
    summary="Evening and Saturday appointments are now offered at eleven sites, few of them full. "
    "The paper proposes two hubs with longer hours and one booking line.",
    papers=(
        Paper(title="Enhanced access: options and costs", digest="9f2c4e81a07b"),
        Paper(title="Travel times to the proposed hubs", digest="03be77d1c5f4"),
    ),
    canvasses=(CANVASS,),
    mandates=MANDATES,
    discussion=(
        Minute(
            number="014.1",
            text="Tom Okafor introduced the paper. Uptake had fallen to 61% at the smaller sites, "
            "while the two largest turned patients away on most Saturdays.",
        ),
        Minute(
            number="014.2",
            text="Dr Menendez said that four of the six PCNs had asked for one booking line before "
            "they would give up sites of their own.",
            corrections=(
                Correction(
                    was="Dr Menendez said that all six PCNs had asked for one booking line.",
                    reason="Two PCNs had given no view.",
                    corrected_on=date(2026, 7, 9),
                    corrected_by="Daniel Whitlock",
                ),
            ),
        ),
        Minute(
            number="014.3",
            text="Joanna Clarke asked how travel would be paid for. It was noted that the "
            "council’s community transport scheme ends in March 2027, and that no successor is "
            "funded.",
        ),
        Minute(number="014.4", text=Erased(basis="court order, 3 June 2026")),
    ),
    motions=(
        Motion(
            text="That enhanced access be pooled into two hubs from 1 July 2026.",
            moved_by="Tom Okafor",
            seconded_by="Sunita Rao",
            amendments=(
                Amendment(
                    text="Add: “with a review of travel times after six months”",
                    moved_by="Joanna Clarke",
                    seconded_by="Bishop Aldous Grant",
                ),
            ),
            rule="Double majority: more than half of the seats voting, and more than half of the "
            "registered patients that they speak for.",
            method="roll-call",
            vote=VOTE,
            result="carried",
            result_by_rule="carried",
            dissent=(
                Dissent(
                    dissent_by="Gareth Llewellyn",
                    seat="Community and mental health seat",
                    text="The hubs have no plan for patients in crisis after 6pm.",
                ),
            ),
        ),
    ),
    decisions=(
        Decision(
            number=ACCESS,
            outcome="approved",
            text="Enhanced access is pooled into two hubs, at Quay Street and at Fernbridge, from "
            "1 July 2026, with a review of travel times after six months.",
            authority="delegated-committee",
            basis="Scheme of reservation and delegation of the Integrated Care Board, 4.2",
            amount_pence=4_812_050,
            departures=(
                Departure(
                    organisation="Vale North PCN",
                    seat="PCN seat (Vale)",
                    instruction="against",
                    vote="for",
                    reason="The review was conceded in exchange, and five PCNs supported the plan.",
                ),
            ),
        ),
    ),
    actions=(
        Action(
            number="PB/2627/A07",
            text="Publish travel times to both hubs, by bus and by car",
            owner="Joanna Clarke",
            due_on=date(2026, 6, 12),
            status="open",
        ),
        Action(
            number="PB/2627/A08",
            text="Report uptake by PCN to each meeting",
            owner="Tom Okafor",
            due_on=date(2026, 7, 9),
            status="in progress",
        ),
    ),
)

PILOT_ITEM = Item(
    number=PILOT,
    title="Pilot of blood tests at home",
    purpose="decision",
    tabled_by="Fernshire Integrated Care Board",
    originator="system",
    summary="A pilot for 400 housebound patients, offered to one PCN first.",
    papers=(Paper(title="Blood tests at home: outline"),),
    discussion=(
        Minute(
            number="015.1",
            text="Members asked why the offer had reached one PCN nine days before the others.",
        ),
        Minute(number="015.2", text="The presenter undertook to open the offer to all six PCNs."),
    ),
    motions=(
        Motion(
            text="That the board recommend the pilot to the Integrated Care Board.",
            moved_by="Sunita Rao",
            seconded_by="Joanna Clarke",
            rule="Simple majority of the seats voting.",
            vote=Vote(
                in_favour=Tally(seats=2),
                against=Tally(seats=2),
                abstained=Tally(seats=1),
                recused=Tally(seats=1),
                excluded=Tally(seats=1),
                absent=Tally(seats=1),
            ),
            result="carried",
            result_by_rule="not-carried",
            casting_vote=CastingVote(
                cast_by="Councillor Miriam Adeyemi",
                choice="for",
                reason="to keep the money in the place while the offer is opened to all",
            ),
        ),
    ),
    decisions=(
        Decision(
            number=PILOT,
            outcome="recommended",
            text="The pilot is recommended to the Integrated Care Board, provided that all six "
            "PCNs are offered it on equal terms.",
            authority="advisory",
            basis="Terms of reference, paragraph 3: new spending",
        ),
    ),
)

REPORT_ITEM = Item(
    number=REPORT,
    title="Urgent community response: first quarter",
    purpose="information",
    tabled_by="Fernshire Community and Mental Health NHS Foundation Trust",
    originator="system",
    summary="Two-hour response was met for 82% of referrals, against a standard of 70%.",
    discussion=(Minute(number="016.1", text="Gareth Llewellyn presented the report."),),
    decisions=(
        Decision(
            number=REPORT, outcome="noted", text="The report.", authority="delegated-committee"
        ),
    ),
)

ESTATES_ITEM = Item(
    number=ESTATES,
    title="Estates strategy",
    purpose="discussion",
    tabled_by="Harbourside and Vale Council",
    originator="system",
    summary="Which health centres need work first, and who would pay.",
    disposal="deferred",
    disposal_reason="The survey of Fernbridge Health Centre had not been received",
)

MINUTES = Minutes(
    title="Minutes of the Harbourside and Vale Place Board",
    body="Harbourside and Vale Place Board",
    partnership="Harbourside and Vale Health and Care Partnership (fictional)",
    status="DRAFT",
    version=2,
    meeting=Meeting(
        held_on=MEETING_ON,
        started_at=at(14),
        closed_at=at(16, 10),
        venue="Committee Room 2, Fernbridge Town Hall, and by video",
        chaired_by="Councillor Miriam Adeyemi",
        minuted_by="Daniel Whitlock, Board Secretary",
    ),
    present=PRESENT,
    in_attendance=IN_ATTENDANCE,
    apologies=APOLOGIES,
    quoracy=Quoracy(
        met=True,
        required=5,
        present=7,
        categories=(
            QuorumCategory(name="PCN seats", required=1, present=2),
            QuorumCategory(name="NHS provider seats", required=1, present=2),
            QuorumCategory(name="Local authority seats", required=1, present=2),
        ),
        exceptions=(
            QuorumException(
                item=PILOT,
                met=True,
                present=5,
                reason="One member was recused and one excluded, and the PCN seat (Vale) remained",
            ),
        ),
    ),
    declarations=DECLARATIONS,
    last_minutes=LAST,
    matters_arising=MATTERS,
    outside_decisions=OUTSIDE,
    items=(ACCESS_ITEM, PILOT_ITEM, REPORT_ITEM, ESTATES_ITEM),
    other_actions=(
        Action(
            number="PB/2627/A09",
            text="Write to the practices at Saltmarsh about the flood plan",
            owner="Daniel Whitlock",
            due_on=date(2026, 5, 29),
            status="open",
        ),
    ),
    other_business=(
        Minute(number="018.1", text="Kate Osei thanked the board for the new plain summaries."),
    ),
    next_meeting=NextMeeting(
        held_on=date(2026, 7, 9),
        starts_at=datetime(2026, 7, 9, 13, tzinfo=UTC),
        venue="The Vale Centre, Upper Fern",
    ),
    record=Record(
        book="0197c2d4-6a5e-7b31-9d0e-5f2b8c11a7e4",
        position=1482,
        as_at=datetime(2026, 5, 18, 8, 30, tzinfo=UTC),
    ),
)

CONFIRMATION = Confirmation(held_on=date(2026, 7, 9), minute="PB/2627/020")
