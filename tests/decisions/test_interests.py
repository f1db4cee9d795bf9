from datetime import date

from decisions.interests import EndInterest, RegisterInterest
from schemas.events.representation import InterestEnded, InterestRegistered
from tests.support.slices import Given, given
from tests.support.story import APRIL, ESTABLISHED

REGISTER = RegisterInterest(
    interest="i1",
    person="pat",
    kind="financial",
    nature="actual",
    from_on=APRIL,
    organisation="Y99001",
    name="P A",
    description="Partner in a practice that would bid.",
)
REGISTERED = InterestRegistered(
    interest="i1",
    person="pat",
    kind="financial",
    nature="actual",
    from_on=APRIL,
    organisation="Y99001",
    name="P A",
    description="Partner in a practice that would bid.",
)
LAST_DAY = date(2026, 6, 30)
END = EndInterest(interest="i1", on=LAST_DAY)


def as_(person: str, book: Given) -> Given:
    return book.by(role="representative", person=person)


def test_an_interest_is_registered_once() -> None:
    assert given(ESTABLISHED).when(REGISTER) == [REGISTERED]
    assert given(ESTABLISHED, REGISTERED).when(REGISTER) == []
    other = REGISTER.model_copy(update={"nature": "perceived"})
    assert given(ESTABLISHED, REGISTERED).refuses(other) == "interest-exists"
    assert given().refuses(REGISTER) == "partnership-not-established"


def test_an_interest_is_not_of_the_organisation_that_registers_it() -> None:
    assert REGISTER.acting_for() is None


def test_representatives_register_and_end_their_own_interests() -> None:
    assert len(as_("pat", given(ESTABLISHED)).when(REGISTER)) == 1
    assert as_("dee", given(ESTABLISHED)).refuses(REGISTER) == "not-yourself"
    assert as_("dee", given(ESTABLISHED, REGISTERED)).refuses(END) == "not-yourself"


def test_an_interest_ends_with_its_last_day() -> None:
    ended = InterestEnded(interest="i1", person="pat", on=LAST_DAY)
    assert given(REGISTERED).when(END) == [ended]
    assert given(REGISTERED, ended).when(END) == []
    other_day = END.model_copy(update={"on": APRIL})
    assert given(REGISTERED, ended).refuses(other_day) == "interest-ended"
    too_soon = END.model_copy(update={"on": date(2026, 3, 31)})
    assert given(REGISTERED).refuses(too_soon) == "ends-before-it-starts"
    assert len(given(REGISTERED).when(END.model_copy(update={"on": APRIL}))) == 1
    assert given().refuses(END) == "no-interest"
