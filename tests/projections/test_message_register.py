"""What PCNs wrote, whether it was answered, and how long that took."""

from datetime import UTC, datetime

from projections.views.message_register import Message, MessageLine, lines, view
from schemas.events.feedback import MessageAnswered, MessageSent
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import folded, story

FRIDAY = datetime(2026, 5, 15, 14, tzinfo=UTC)  # 3pm in England: 2 working hours left
MONDAY = datetime(2026, 5, 18, 9, tzinfo=UTC)  # 10am: 1 working hour gone
SENT = MessageSent(
    message="q1", organisation="U99001", item="hub", subject="Transport", text="Is there a bus?"
)
ANSWERED = MessageAnswered(message="q1", organisation="U99001", item="hub", text="Yes.")


def line(*steps: object) -> MessageLine:
    document = folded(view, story(*steps)).require(Message, "q1")  # type: ignore[arg-type]
    (found,) = lines(document, MONDAY)
    return found


def test_a_message_is_open_and_its_clock_runs_until_it_is_answered() -> None:
    got = line((SENT, FRIDAY))
    assert (got.state, got.working_minutes, got.answer) == ("open", 180, None)
    assert (got.subject, got.text, got.evidence) == ("Transport", "Is there a bus?", [1])


def test_the_first_answer_stops_the_clock() -> None:
    again = MessageAnswered(message="q1", organisation="U99001", text="Every hour.")
    got = line((SENT, FRIDAY), (ANSWERED, MONDAY.replace(hour=8)), (again, MONDAY))
    assert (got.state, got.working_minutes, got.answer) == ("answered", 120, "Yes.")
    assert got.evidence == [1, 2, 3]


def test_erased_words_leave_the_message_standing() -> None:
    got = line((MessageSent(message="q1", organisation="U99001"), FRIDAY))
    assert (got.subject, got.text, got.state) == (None, None, "open")


def test_folding_in_two_batches_is_folding_at_once() -> None:
    assert_batches_do_not_matter(view, story((SENT, FRIDAY), (ANSWERED, MONDAY)))
