import pytest
from pydantic import ValidationError

from decisions.agenda import AttachPaper, PublishAgenda, TableItem
from schemas.events.meeting import (
    AgendaPublished,
    ItemDeferred,
    ItemTabled,
    ItemWithdrawn,
    PaperAttached,
)
from tests.support.slices import given
from tests.support.story import (
    BOARD,
    CALLED,
    FORUM,
    IN_SESSION,
    ITEM,
    JUNE,
    MAY_CLOSED,
    PARTNERSHIP,
    TRUST,
)

BOOK = (*PARTNERSHIP, *CALLED)
HUB = {
    "item": "hub",
    "meeting": "may",
    "purpose": "decision",
    "originator_kind": "pcn",
    "originator": "U99001",
    "topic": "access",
    "title": "Same-day hub",
    "summary": "One hub.",
}
FRAILTY = ItemTabled(
    item="frailty",
    meeting="may",
    body="board",
    purpose="information",
    originator_kind="system",
    title="Frailty",
)
DEFERRED = ItemDeferred(item="hub", meeting="may")
WITHDRAWN = ItemWithdrawn(item="hub", meeting="may")
DIGEST, OTHER_DIGEST = "a" * 64, "b" * 64
PAPER = PaperAttached(item="hub", meeting="may", paper="case", sha256=DIGEST, title="The case")
ATTACH = AttachPaper(item="hub", paper="case", sha256=DIGEST, title="The case")


def table(**changes: object) -> TableItem:
    return TableItem.model_validate({**HUB, **changes})


def test_an_item_is_tabled_by_a_pcn_or_the_system_before_the_meeting_or_during_it() -> None:
    without_item = [event for event in BOOK if event != ITEM]
    assert given(*without_item).when(table()) == [ITEM]
    (frailty,) = given(*PARTNERSHIP, *IN_SESSION).when(
        table(item="frailty", originator_kind="system", originator=None)
    )
    assert (frailty.originator_kind, frailty.originator) == ("system", None)


def test_an_item_without_an_id_gets_one() -> None:
    (tabled,) = given(*BOOK).when(table(item=None))
    assert tabled.item.startswith("id-")


def test_the_same_item_again_is_nothing_to_do_and_another_under_its_id_is_refused() -> None:
    assert given(*BOOK).when(table()) == []
    assert given(*BOOK).refuses(table(purpose="discussion")) == "item-exists"


def test_no_item_is_tabled_at_a_meeting_that_is_over_or_was_never_called() -> None:
    over = (*PARTNERSHIP, *IN_SESSION, MAY_CLOSED)
    assert given(*over).refuses(table(item="frailty")) == "meeting-closed"
    assert given(*BOOK).refuses(table(item="frailty", meeting="july")) == "no-meeting"


def test_an_item_of_a_pcn_comes_from_a_pcn_of_the_partnership() -> None:
    assert given(*BOOK).refuses(table(item="x", originator="U99009")) == "no-member"
    assert given(*BOOK).refuses(table(item="x", originator=TRUST)) == "not-a-pcn"
    with pytest.raises(ValidationError, match="originator"):
        table(originator=None)


def test_a_pcn_tables_items_of_its_own() -> None:
    pcn = given(*BOOK).by(role="pcn", organisation="U99001")
    assert pcn.when(table(item="x"))
    system = table(item="x", originator_kind="system", originator=None)
    assert pcn.refuses(system) == "not-from-the-system"
    assert table().acting_for() == "U99001"


def test_a_deferred_item_is_tabled_again_at_a_later_meeting() -> None:
    (tabled,) = given(*BOOK, DEFERRED, JUNE).when(table(meeting="june"))
    assert (tabled.item, tabled.meeting) == ("hub", "june")
    assert given(*BOOK, DEFERRED).refuses(table()) == "meeting-not-later"
    assert given(*BOOK, JUNE).refuses(table(meeting="june")) == "item-exists"
    at_forum = table(meeting="forum-june")
    assert given(*BOOK, *FORUM, DEFERRED).refuses(at_forum) == "item-of-other-body"


def test_a_withdrawn_item_is_not_tabled_again() -> None:
    assert given(*BOOK, WITHDRAWN, JUNE).refuses(table(meeting="june")) == "item-withdrawn"
    assert given(*BOOK, WITHDRAWN).refuses(table()) == "item-withdrawn"


def test_an_agenda_has_its_items_in_the_order_given_or_as_tabled() -> None:
    book = given(*BOOK, FRAILTY)
    assert book.when(PublishAgenda(meeting="may")) == [
        AgendaPublished(meeting="may", body="board", items=("hub", "frailty"))
    ]
    (published,) = book.when(PublishAgenda(meeting="may", items=("frailty", "hub")))
    assert published.items == ("frailty", "hub")


def test_an_agenda_is_sent_out_again_only_when_it_has_changed() -> None:
    sent = AgendaPublished(meeting="may", body="board", items=("hub",))
    assert given(*BOOK, sent).when(PublishAgenda(meeting="may")) == []
    assert given(*BOOK, sent, FRAILTY).when(PublishAgenda(meeting="may"))


def test_an_agenda_names_live_items_of_its_own_meeting_once() -> None:
    of_hub = PublishAgenda(meeting="may", items=("hub",))
    assert given(*BOOK, JUNE).refuses(PublishAgenda(meeting="june", items=("hub",))) == "no-item"
    assert given(*BOOK, DEFERRED).refuses(of_hub) == "item-deferred"
    assert given(*BOOK, WITHDRAWN).refuses(of_hub) == "item-withdrawn"
    with pytest.raises(ValidationError, match="once"):
        PublishAgenda(meeting="may", items=("hub", "hub"))


def test_an_agenda_is_of_a_meeting_to_come_and_not_empty() -> None:
    publish = PublishAgenda(meeting="may")
    assert given(*BOOK, WITHDRAWN).refuses(publish) == "agenda-empty"
    assert given(*IN_SESSION, MAY_CLOSED).refuses(publish) == "meeting-closed"
    assert given(*BOARD).refuses(publish) == "no-meeting"


def test_a_paper_is_attached_once_and_a_changed_one_takes_its_place() -> None:
    assert given(*CALLED).when(ATTACH) == [PAPER]
    assert given(*CALLED, PAPER).when(ATTACH) == []
    changed = ATTACH.model_copy(update={"sha256": OTHER_DIGEST})
    (attached,) = given(*CALLED, PAPER).when(changed)
    assert given(*CALLED, PAPER, attached).when(changed) == []
    assert given(*CALLED, PAPER, attached).when(ATTACH) == [PAPER]


def test_papers_stay_with_an_item_that_is_tabled_again() -> None:
    again = ItemTabled(
        item="hub", meeting="june", body="board", purpose="decision", originator_kind="system"
    )
    assert given(*CALLED, PAPER, DEFERRED, JUNE, again).when(ATTACH) == []


def test_a_paper_belongs_to_a_live_item_of_a_meeting_that_is_not_over() -> None:
    assert given(*BOARD).refuses(ATTACH) == "no-item"
    assert given(*CALLED, DEFERRED).refuses(ATTACH) == "item-deferred"
    assert given(*CALLED, WITHDRAWN).refuses(ATTACH) == "item-withdrawn"
    assert given(*IN_SESSION, MAY_CLOSED).refuses(ATTACH) == "meeting-closed"
    with pytest.raises(ValidationError, match="sha256"):
        AttachPaper(item="hub", paper="case", sha256="A" * 64)
