from decisions.messages import AnswerMessage, SendMessage
from schemas.events.feedback import MessageAnswered, MessageSent
from tests.support.slices import given
from tests.support.story import CALLED, PARTNERSHIP, PCNS

BOOK = (*PARTNERSHIP, *CALLED)
SEND = SendMessage(
    message="q1", organisation=PCNS[0], item="hub", subject="Transport", text="Is there a bus?"
)
SENT = MessageSent(
    message="q1", organisation=PCNS[0], item="hub", subject="Transport", text="Is there a bus?"
)
ANSWER = AnswerMessage(message="q1", text="Every hour.")
ANSWERED = MessageAnswered(message="q1", organisation=PCNS[0], item="hub", text="Every hour.")


def test_a_pcn_writes_to_the_partnership() -> None:
    assert given(*BOOK).when(SEND) == [SENT]
    (sent,) = given(*BOOK).when(SEND.model_copy(update={"message": None, "item": None}))
    assert (sent.message[:3], sent.item) == ("id-", None)
    assert SEND.acting_for() == PCNS[0]


def test_the_same_message_again_is_nothing_to_do_and_another_under_its_id_is_refused() -> None:
    assert given(*BOOK, SENT).when(SEND) == []
    other = SEND.model_copy(update={"organisation": PCNS[1]})
    assert given(*BOOK, SENT).refuses(other) == "message-exists"


def test_a_message_comes_from_a_member_and_is_about_an_item_that_exists() -> None:
    stranger = SEND.model_copy(update={"organisation": "U99099"})
    assert given(*BOOK).refuses(stranger) == "no-member"
    assert given(*PARTNERSHIP).refuses(SEND) == "no-item"


def test_a_message_is_answered_perhaps_twice() -> None:
    assert given(*BOOK, SENT).when(ANSWER) == [ANSWERED]
    assert given(*BOOK, SENT, ANSWERED).when(ANSWER) == [ANSWERED]
    assert given(*BOOK).refuses(ANSWER) == "no-message"
    assert ANSWER.acting_for() is None
