import pytest
from msgspec.structs import replace
from pydantic import ValidationError

from decisions.minutes import ApproveMinutes, CorrectMinutes, DraftMinutes, PublishMinutes
from schemas.events.meeting import MeetingClosed
from schemas.events.minutes import (
    MinutesApproved,
    MinutesCorrected,
    MinutesDrafted,
    MinutesPublished,
)
from tests.support.slices import given
from tests.support.story import BOARD, FORUM, IN_JUNE, IN_SESSION, JUNE, MAY_CLOSED

DRAFT = DraftMinutes(meeting="may", as_at_position=40)
FIRST = MinutesDrafted(meeting="may", body="board", version=1, as_at_position=40)
SECOND = replace(FIRST, version=2, as_at_position=44)
CORRECT = CorrectMinutes(
    meeting="may",
    paragraph="014.2",
    text="The board agreed.",
    basis="mistake-in-recording",
    reason="Misheard.",
)
CORRECTED = MinutesCorrected(
    meeting="may",
    paragraph="014.2",
    text="The board agreed.",
    basis="mistake-in-recording",
    reason="Misheard.",
)
APPROVE = ApproveMinutes(meeting="may", approved_at="june")
APPROVED = MinutesApproved(meeting="may", body="board", approved_at="june", version=1)
DIGEST = "a" * 64
PUBLISH = PublishMinutes(meeting="may", sha256=DIGEST)
PUBLISHED = MinutesPublished(meeting="may", body="board", version=1, sha256=DIGEST)
JUNE_CLOSED = MeetingClosed(meeting="june", body="board")


def test_minutes_are_drafted_version_by_version() -> None:
    book = given(*IN_SESSION, MAY_CLOSED).with_texts(40).with_texts(44)
    assert book.when(DRAFT) == [FIRST]
    again = DRAFT.model_copy(update={"as_at_position": 44})
    assert book.and_(FIRST).when(again) == [SECOND]


def test_minutes_are_not_drafted_from_entries_that_are_still_to_come() -> None:
    book = given(*IN_SESSION, MAY_CLOSED).with_texts(40)
    to_come = DRAFT.model_copy(update={"as_at_position": 41})
    assert book.refuses(to_come) == "position-to-come"


def test_a_draft_from_the_same_position_is_nothing_to_do_and_none_goes_back() -> None:
    book = given(*IN_SESSION, MAY_CLOSED, FIRST)
    assert book.when(DRAFT) == []
    assert book.refuses(DRAFT.model_copy(update={"as_at_position": 39})) == "draft-goes-back"


def test_minutes_are_of_a_closed_meeting() -> None:
    assert given(*IN_SESSION).refuses(DRAFT) == "meeting-not-closed"
    assert given(*BOARD).refuses(DRAFT) == "no-meeting"
    for position in (0, 2**53, "40"):
        with pytest.raises(ValidationError, match="as_at_position"):
            DraftMinutes.model_validate({"meeting": "may", "as_at_position": position})


def test_draft_minutes_are_corrected_by_paragraph() -> None:
    assert given(*IN_JUNE, FIRST).when(CORRECT) == [CORRECTED]
    assert given(*IN_JUNE).refuses(CORRECT) == "minutes-not-drafted"
    assert given(*BOARD).refuses(CORRECT) == "no-meeting"
    for paragraph in ("14.2.1", "two", "", "014."):
        with pytest.raises(ValidationError, match="paragraph"):
            CorrectMinutes(
                meeting="may",
                paragraph=paragraph,
                text="So.",
                basis="mistake-in-recording",
                reason="So.",
            )


def test_a_later_meeting_approves_the_latest_draft_once() -> None:
    assert given(*IN_JUNE, FIRST).when(APPROVE) == [APPROVED]
    assert given(*IN_JUNE, FIRST, APPROVED).when(APPROVE) == []
    (second,) = given(*IN_JUNE, FIRST, SECOND, CORRECTED).when(APPROVE)
    assert second.version == 2


def test_only_the_latest_draft_is_approved() -> None:
    first = APPROVE.model_copy(update={"version": 1})
    assert given(*IN_JUNE, FIRST).when(first) == [APPROVED]
    assert given(*IN_JUNE, FIRST, SECOND).refuses(first) == "not-the-latest-version"
    assert given(*IN_JUNE).refuses(APPROVE) == "minutes-not-drafted"


def test_minutes_are_approved_at_a_later_meeting_of_the_body_that_is_in_session() -> None:
    at_may, at_forum, at_july = (
        APPROVE.model_copy(update={"approved_at": at}) for at in ("may", "forum-june", "july")
    )
    assert given(*IN_JUNE, FIRST).refuses(at_may) == "meeting-not-later"
    assert given(*IN_JUNE, *FORUM, FIRST).refuses(at_forum) == "meeting-of-other-body"
    assert given(*IN_JUNE, FIRST).refuses(at_july) == "no-meeting"
    assert given(*IN_JUNE, FIRST, JUNE_CLOSED).refuses(APPROVE) == "meeting-not-in-session"
    called = (*IN_SESSION, MAY_CLOSED, JUNE, FIRST)
    assert given(*called).refuses(APPROVE) == "meeting-not-in-session"


def test_approved_minutes_are_not_changed_any_more() -> None:
    book = given(*IN_JUNE, FIRST, APPROVED)
    again = DRAFT.model_copy(update={"as_at_position": 50})
    elsewhere = APPROVE.model_copy(update={"approved_at": "july"})
    for command in (again, CORRECT, elsewhere):
        assert book.refuses(command) == "minutes-approved"


def test_approving_earlier_minutes_does_not_approve_the_meetings_own() -> None:
    draft = DraftMinutes(meeting="june", as_at_position=60)
    book = given(*IN_JUNE, FIRST, APPROVED, JUNE_CLOSED).with_texts(60)
    (drafted,) = book.when(draft)
    assert (drafted.meeting, drafted.version) == ("june", 1)


def test_minutes_are_published_as_a_draft_or_approved_each_rendering_once() -> None:
    assert given(*IN_JUNE, FIRST).when(PUBLISH) == [PUBLISHED]
    assert given(*IN_JUNE, FIRST, PUBLISHED).when(PUBLISH) == []
    confirmed = PUBLISH.model_copy(update={"sha256": "b" * 64})
    assert given(*IN_JUNE, FIRST, PUBLISHED, APPROVED).when(confirmed)


def test_only_a_version_that_was_drafted_is_published() -> None:
    second = PUBLISH.model_copy(update={"version": 2})
    assert given(*IN_JUNE, FIRST).refuses(second) == "no-such-version"
    assert given(*IN_JUNE).refuses(PUBLISH) == "minutes-not-drafted"
    assert given(*BOARD).refuses(PUBLISH) == "no-meeting"
