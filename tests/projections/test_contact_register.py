"""Informal contacts as they were logged."""

from datetime import UTC, datetime

from projections.views.contact_register import Contact, lines, view
from schemas.events.contact import ContactLogged
from tests.projections.recording import noted
from tests.support.folds import folded

SPOKE = datetime(2026, 5, 22, 15, 30, tzinfo=UTC)  # Friday 16:30 in England
LOGGED = datetime(2026, 5, 26, 8, 15, tzinfo=UTC)  # Tuesday 9:15, after a bank holiday


def test_a_line_tells_who_spoke_with_whom_and_how_late_that_was_logged() -> None:
    event = ContactLogged(
        contact="c1",
        channel="phone",
        named_outcome=True,
        item="hub",
        person="terry",
        organisation="RX9",
        with_organisation="E99",
        outcome="approved",
        spoke_with="The finance lead",
        summary="That it would pass.",
    )
    document = folded(view, noted((event, SPOKE, LOGGED))).require(Contact, "c1")
    (line,) = lines(document, LOGGED)
    assert (line.person, line.organisation, line.with_organisation) == ("terry", "RX9", "E99")
    assert (line.named_outcome, line.outcome, line.spoke_with) == (
        True,
        "approved",
        "The finance lead",
    )
    assert line.disclosure_lag_minutes == 30 + 15
    assert line.evidence == [1]
    assert document.about() == ["item:hub", "organisation:E99", "organisation:RX9"]


def test_contacts_stand_in_the_order_of_the_conversations() -> None:
    def at(name: str, moment: datetime) -> Contact:
        event = ContactLogged(contact=name, channel="phone", named_outcome=False, person="p")
        return folded(view, noted((event, moment))).require(Contact, name)

    assert at("z", SPOKE).sort() < at("a", LOGGED).sort()
