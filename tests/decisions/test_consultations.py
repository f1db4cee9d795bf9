from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace
from pydantic import ValidationError

from decisions.consultations import (
    CloseConsultation,
    ExtendConsultation,
    OpenConsultation,
    WithdrawConsultation,
)
from schemas.entry import MAX_ENTRY_BYTES, canonical
from schemas.events.consultation import (
    ConsultationClosed,
    ConsultationExtended,
    ConsultationOpened,
    ConsultationWithdrawn,
    ViewSubmitted,
    ViewWithdrawn,
)
from schemas.events.meeting import ItemDeferred, ItemWithdrawn, PaperAttached
from schemas.events.partnership import (
    ListSizePublished,
    MemberJoined,
    MemberLeft,
    MemberSucceeded,
)
from schemas.values import ConsensusRule, Elector, PaperDigest, Share
from tests.support.clock import NOON
from tests.support.slices import Given, given
from tests.support.story import (
    APRIL,
    BOARD,
    CALLED,
    FORUM,
    LMC,
    PARTNERSHIP,
    PCN_SEAT,
    PCNS,
    TERMS,
    TRUST_SEAT,
    happened,
    joined,
    seat,
)

CLOSES = datetime(2026, 5, 21, 16, 0, tzinfo=UTC)
LATER = CLOSES + timedelta(days=7)
SIZE = ListSizePublished(
    organisation=PCNS[0], as_at=date(2026, 3, 1), patients=41_230, practices=()
)
BOOK = (*PARTNERSHIP, SIZE, *CALLED)
OPENED = ConsultationOpened(
    consultation="c1",
    item="hub",
    body="board",
    rule=ConsensusRule(
        voices_at_least=Share(numerator=1, denominator=2),
        support_at_least=Share(numerator=2, denominator=3),
    ),
    electorate=(
        Elector(organisation=PCNS[0], name="Harbour PCN", patients=41_230),
        Elector(organisation=PCNS[1], name="Quay PCN"),
        Elector(organisation=PCNS[2], name="Vale PCN"),
    ),
    closes_at=CLOSES,
    lead_working_days=5,
    window_working_days=5,
    question="Should it open?",
)
ASKED = (*BOOK, OPENED)
EARLIER = NOON - timedelta(days=1)
CLOSED = ConsultationClosed(consultation="c1", item="hub", non_responders=PCNS)
WITHDRAWN = ConsultationWithdrawn(consultation="c1", item="hub")
EXTEND = ExtendConsultation(consultation="c1", closes_at=LATER, reason="Half term.")
CLOSE = CloseConsultation(consultation="c1")
WITHDRAW = WithdrawConsultation(consultation="c1")


def ask(**changes: object) -> OpenConsultation:
    fields = {"consultation": "c1", "item": "hub", "question": "Should it open?"}
    return OpenConsultation.model_validate({**fields, "closes_at": CLOSES, **changes})


def asked(book: Given, **electorate: object) -> list[str]:
    """The codes in the electorate of a consultation that opens."""
    (opened,) = book.when(ask(electorate=electorate))
    return [elector.organisation for elector in opened.electorate]


def view(organisation: str) -> ViewSubmitted:
    return ViewSubmitted(
        consultation="c1", item="hub", organisation=organisation, position="support"
    )


def view_withdrawn(organisation: str) -> ViewWithdrawn:
    return ViewWithdrawn(consultation="c1", item="hub", organisation=organisation)


def test_a_consultation_asks_the_pcns_as_at_its_opening_with_names_and_list_sizes() -> None:
    assert given(*BOOK).when(ask()) == [OPENED]


def test_the_same_consultation_opens_once() -> None:
    assert given(*ASKED).when(ask()) == []
    assert given(*ASKED).refuses(ask(closes_at=LATER)) == "consultation-exists"
    (another,) = given(*ASKED).when(ask(consultation=None))
    assert another.consultation.startswith("id-")


def test_a_pcn_that_has_left_or_joins_later_is_not_asked() -> None:
    left = MemberLeft(organisation=PCNS[2], on=date(2026, 5, 13), reason="left")
    new = joined("U99009", "pcn", "New PCN")
    tomorrow = type(new)(organisation="U99010", kind="pcn", on=date(2026, 5, 15))
    assert asked(given(*BOOK, left, new, tomorrow)) == [PCNS[0], PCNS[1], "U99009"]


def test_an_electorate_can_be_those_that_seats_speak_for() -> None:
    east = seat("east-seat", "pcn", (PCNS[1], "U99099"))
    assert asked(given(*BOOK, east), seats=["east-seat"]) == [PCNS[1]]
    assert asked(given(*BOOK), seats=[PCN_SEAT]) == list(PCNS)
    forum = given(*BOOK, *FORUM)
    assert forum.refuses(ask(electorate={"seats": ["forum-seat"]})) == "seat-on-other-body"
    assert forum.refuses(ask(electorate={"seats": ["nobody"]})) == "no-seat"


def test_an_electorate_can_be_named_and_then_need_not_be_pcns() -> None:
    assert asked(given(*BOOK), organisations=[PCNS[1], LMC, LMC]) == [LMC, PCNS[1]]
    (opened,) = given(*BOOK).when(ask(electorate={"organisations": [PCNS[0]]}))
    assert opened.electorate == OPENED.electorate[:1]
    for code, why in (("U99099", "no-member"), ("Y99001", "is-a-practice")):
        assert given(*BOOK).refuses(ask(electorate={"organisations": [code]})) == why
    left = MemberLeft(organisation=PCNS[2], on=APRIL, reason="left")
    gone = ask(electorate={"organisations": [PCNS[2]]})
    assert given(*BOOK, left).refuses(gone) == "not-a-member"


def test_seats_and_organisations_are_not_named_together() -> None:
    with pytest.raises(ValidationError, match="not both"):
        ask(electorate={"seats": [PCN_SEAT], "organisations": [LMC]})


def test_exempt_members_are_of_the_electorate_and_leave_somebody_to_ask() -> None:
    (opened,) = given(*BOOK).when(ask(electorate={"exempt": [PCNS[0]]}))
    assert [one.exempt for one in opened.electorate] == [True, False, False]
    exempt = ask(electorate={"exempt": [LMC]})
    assert given(*BOOK).refuses(exempt) == "exempt-not-in-electorate"
    assert given(*BOOK).refuses(ask(electorate={"exempt": PCNS})) == "electorate-empty"
    assert given(*CALLED).refuses(ask()) == "electorate-empty"
    assert given(*BOOK).refuses(ask(electorate={"seats": [TRUST_SEAT]})) == "electorate-empty"


def test_the_largest_electorate_fits_into_an_entry_and_a_larger_one_is_refused() -> None:
    pcns = [joined(f"U{n:05}", "pcn", "N" * 200) for n in range(200)]
    (opened,) = given(*CALLED, *pcns).when(ask())
    assert len(canonical(opened.facts())) < MAX_ENTRY_BYTES * 0.9
    one_more = joined("U99999", "pcn", "One PCN too many")
    assert given(*CALLED, *pcns, one_more).refuses(ask()) == "electorate-too-large"


def test_the_papers_attached_by_then_are_frozen_with_the_question() -> None:
    papers = [
        PaperAttached(item="hub", meeting="may", paper=paper, sha256=digest * 64)
        for paper, digest in (("case", "a"), ("case", "b"), ("annex", "c"))
    ]
    (opened,) = given(*BOOK, *papers).when(ask())
    assert opened.papers == (
        PaperDigest(paper="annex", sha256="c" * 64),
        PaperDigest(paper="case", sha256="b" * 64),
    )


def test_rule_lead_and_window_can_differ_from_the_usual() -> None:
    whole = {"numerator": 1, "denominator": 1}
    rule = {"voices_at_least": whole, "support_at_least": whole, "objections_at_most": 0}
    (opened,) = given(*BOOK).when(ask(rule=rule, lead_working_days=0, window_working_days=10))
    assert (opened.lead_working_days, opened.window_working_days) == (0, 10)
    one = Share(numerator=1, denominator=1)
    assert opened.rule == ConsensusRule(
        voices_at_least=one, support_at_least=one, objections_at_most=0
    )


def test_reminders_are_due_as_the_terms_of_reference_of_the_day_say() -> None:
    (as_before,) = given(*BOOK).when(ask())
    assert as_before.reminder_working_days == 2
    earlier = replace(TERMS, version=2, reminder_working_days=4)
    (opened,) = given(*BOOK, earlier).when(ask())
    assert opened.reminder_working_days == 4


def test_only_a_live_item_is_consulted_on() -> None:
    for event, why in ((ItemDeferred, "item-deferred"), (ItemWithdrawn, "item-withdrawn")):
        assert given(*BOOK, event(item="hub", meeting="may")).refuses(ask()) == why
    assert given(*PARTNERSHIP, *BOARD).refuses(ask()) == "no-item"


def test_a_consultation_closes_after_it_opens() -> None:
    assert given(*BOOK).refuses(ask(closes_at=NOON)) == "closes-before-opening"


def test_answers_are_taken_for_longer_never_for_shorter() -> None:
    extended = ConsultationExtended(
        consultation="c1", item="hub", closes_at=LATER, reason="Half term."
    )
    assert given(*ASKED).when(EXTEND) == [extended]
    assert given(*ASKED, extended).when(EXTEND) == []
    sooner = EXTEND.model_copy(update={"closes_at": CLOSES - timedelta(hours=1)})
    assert given(*ASKED).refuses(sooner) == "not-extended"
    past = EXTEND.model_copy(update={"closes_at": CLOSES + timedelta(hours=1)})
    assert given(*ASKED).at(LATER).refuses(past) == "not-extended"


def test_who_did_not_answer_is_named_at_the_close() -> None:
    assert given(*ASKED).when(CLOSE) == [CLOSED]
    answered = (view(PCNS[0]), view(PCNS[1]), view_withdrawn(PCNS[1]))
    (closed,) = given(*ASKED, *answered).when(CLOSE)
    assert closed.non_responders == (PCNS[1], PCNS[2])
    assert given(*ASKED, CLOSED).when(CLOSE) == []


def test_who_is_exempt_is_never_named_for_not_answering() -> None:
    (opened,) = given(*BOOK).when(ask(electorate={"exempt": [PCNS[0]]}))
    (closed,) = given(*BOOK, opened).when(CLOSE)
    assert closed.non_responders == PCNS[1:]


def test_a_successor_answers_for_the_pcn_whose_place_it_took() -> None:
    def succeeded(organisation: str, successor: str) -> MemberSucceeded:
        return MemberSucceeded(
            organisation=organisation, successor=successor, on=APRIL, basis="declared"
        )

    new = joined("U99009", "pcn", "New PCN")
    by_new = (new, succeeded(PCNS[2], "U99009"), view("U99009"))
    (closed,) = given(*ASKED, *by_new).when(CLOSE)
    assert closed.non_responders == PCNS[:2]
    merged = (succeeded(PCNS[2], PCNS[1]), view(PCNS[1]))
    (closed,) = given(*ASKED, *merged).when(CLOSE)
    assert closed.non_responders == (PCNS[0],)


def test_what_a_successor_answered_stays_in_the_place_of_a_pcn_that_is_back() -> None:
    away = tuple(
        happened(event, at)
        for event, at in (
            (MemberSucceeded(organisation=PCNS[2], successor="U99009", on=APRIL, basis="declared"),
             EARLIER),
            (view("U99009"), EARLIER),
            (MemberJoined(organisation=PCNS[2], kind="pcn", on=NOON.date()), NOON),
        )
    )  # fmt: skip
    new = joined("U99009", "pcn", "New PCN")
    (closed,) = given(*ASKED, new, *away).when(CLOSE)
    assert closed.non_responders == PCNS[:2]
    taken_back = happened(view_withdrawn(PCNS[2]), NOON)
    (closed,) = given(*ASKED, new, *away, taken_back).when(CLOSE)
    assert closed.non_responders == PCNS
    for_itself = happened(view(PCNS[1]), NOON)
    by_south = (replace(away[0], successor=PCNS[1]), away[2], for_itself)
    (closed,) = given(*ASKED, *by_south).when(CLOSE)
    assert closed.non_responders == (PCNS[0], PCNS[2]), "it answered once the other was back"


def test_an_answer_taken_back_in_another_place_takes_none_back_here() -> None:
    facts = (view(PCNS[2]), view(PCNS[1]), view_withdrawn(PCNS[1]))
    taken = MemberSucceeded(
        organisation=PCNS[2], successor=PCNS[1], on=NOON.date(), basis="declared"
    )
    early = (happened(one, EARLIER) for one in facts)
    (closed,) = given(*ASKED, *early, happened(taken, NOON)).when(CLOSE)
    assert closed.non_responders == PCNS[:2]


def test_a_consultation_is_withdrawn_once() -> None:
    assert given(*ASKED).when(WITHDRAW) == [WITHDRAWN]
    assert given(*ASKED, WITHDRAWN).when(WITHDRAW) == []


def test_a_consultation_ends_in_one_way_only() -> None:
    assert given(*ASKED, CLOSED).refuses(WITHDRAW) == "consultation-closed"
    assert given(*ASKED, CLOSED).refuses(EXTEND) == "consultation-closed"
    assert given(*ASKED, WITHDRAWN).refuses(CLOSE) == "consultation-withdrawn"
    assert given(*ASKED, WITHDRAWN).refuses(EXTEND) == "consultation-withdrawn"


@pytest.mark.parametrize("command", [EXTEND, CLOSE, WITHDRAW])
def test_a_consultation_that_is_not_there_is_named(
    command: ExtendConsultation | CloseConsultation | WithdrawConsultation,
) -> None:
    assert given(*BOOK).refuses(command) == "no-consultation"
