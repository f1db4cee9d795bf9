"""Popolo motions become decisions of the past: each once, whole, and as they were voted."""

import base64
import uuid
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from decisions.partnerships import EstablishPartnership
from eventlog.books import find_book
from eventlog.errors import BookNotFoundError
from eventlog.reading import ReadEntry
from gateway.app import running
from gateway.application import Application
from gateway.identity import ForbiddenError, Principal
from gateway.popolo import Report, import_popolo
from gateway.settings import Settings
from projections.catalogue import VIEW_OF, VIEWS
from projections.views.decision_documents import Decision
from schemas.event import Event
from schemas.events.body import BodyConstituted, SeatCreated
from schemas.events.decision import DecisionTaken
from schemas.events.meeting import ItemTabled, MeetingCalled, MeetingClosed
from schemas.events.motion import MotionMoved, VoteCast, VotingOpened
from schemas.events.representation import RepresentativeAppointed
from tests.gateway.popolo_files import (
    MOTION,
    PERSONS,
    Json,
    as_json,
    as_lines,
    motion,
    vote,
)
from tests.support.books import KEY
from tests.support.postgres import Database
from tests.support.replaying import entries_until, replay

BY = Principal("key:admin", "administrator")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def app(
    database: Database, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Application]:
    settings = Settings(
        database_url=database.app_url,
        data_folder=tmp_path_factory.mktemp("data"),
        master_key=base64.urlsafe_b64encode(KEY.key).decode(),
    )
    async with running(settings, folds=False) as application:
        yield application


@pytest_asyncio.fixture(loop_scope="session")
async def book(app: Application) -> str:
    """A book of its own for each test, with a partnership and nothing else."""
    id_ = f"book-{uuid.uuid4()}"
    command = EstablishPartnership(name="Place", established_on=date(2026, 4, 1))
    await app.open_book(BY, id_, command, uuid.uuid4())
    return id_


async def entries(app: Application, book: str) -> list[ReadEntry]:
    found = await find_book(app.pool, book)
    return [one async for one in entries_until(app.reader, found.no)][1:]


async def events(app: Application, book: str) -> list[Event]:
    return [one.event for one in await entries(app, book)]


def only(kind: type[Event], found: list[Event]) -> list[Event]:
    return [one for one in found if type(one) is kind]


def said(report: Report) -> str:
    return "\n".join(report.sentences())


async def test_a_motion_is_recorded_with_everything_that_was_published(
    app: Application, book: str, tmp_path: Path
) -> None:
    report = await import_popolo(app, BY, book, as_lines(tmp_path / "one.ndjson", [MOTION]))
    assert said(report) == "1 motion with 4 votes was recorded."
    found = await entries(app, book)
    assert Counter(one.entry.type for one in found) == {
        "body-constituted.v1": 1,
        "body-seat-created.v1": 5,
        "representation-representative-appointed.v1": 2,
        "meeting-called.v1": 1,
        "meeting-opened.v1": 1,
        "meeting-item-tabled.v1": 1,
        "motion-moved.v1": 1,
        "motion-voting-opened.v1": 1,
        "motion-vote-cast.v1": 4,
        "motion-voting-closed.v1": 1,
        "decision-taken.v1": 1,
        "meeting-closed.v1": 1,
    }
    assert {one.entry.occurred_at for one in found[1:]} == {datetime(1998, 5, 14, 9, tzinfo=UTC)}
    all_events = [one.event for one in found]
    (body,) = only(BodyConstituted, all_events)
    assert body == BodyConstituted(
        body="harbour-forum", name="Harbour Forum", kind="place-board", on=date(1998, 5, 1)
    )
    (taken,) = only(DecisionTaken, all_events)
    assert isinstance(taken, DecisionTaken)
    assert (taken.number, taken.outcome) == ("HF/98/3 (m-1)", "approved")
    assert taken.text == MOTION["text"]
    assert taken.basis is not None
    assert "SHA-256" in taken.basis
    (opened,) = only(VotingOpened, all_events)
    assert isinstance(opened, VotingOpened)
    assert opened.rule.kind == "qualified-majority"
    assert len(opened.entitled) == 5


async def test_the_mover_has_a_seat_and_votes_go_by_seats(
    app: Application, book: str, tmp_path: Path
) -> None:
    await import_popolo(app, BY, book, as_lines(tmp_path / "one.ndjson", [MOTION]))
    found = await events(app, book)
    held = {
        one.name: one.seat
        for one in only(RepresentativeAppointed, found)
        if isinstance(one, RepresentativeAppointed)
    }
    (moved,) = only(MotionMoved, found)
    assert isinstance(moved, MotionMoved)
    assert moved.mover == held["Pat Example"]
    cast = {one.seat: one.choice for one in only(VoteCast, found) if isinstance(one, VoteCast)}
    assert cast[held["Pat Example"]] == "for"
    assert cast[held["Terry Example"]] == "against"
    assert Counter(cast.values()) == {"for": 2, "against": 1, "abstain": 1}


async def test_a_person_is_named_once_and_only_where_it_can_be_erased(
    app: Application, book: str, tmp_path: Path
) -> None:
    file = as_lines(tmp_path / "many.ndjson", [motion(number) for number in range(1, 6)])
    await import_popolo(app, BY, book, file)
    found = await entries(app, book)
    for person in PERSONS:
        for known in (person["name"], person["id"]):
            assert not any(known.encode() in one.stored for one in found)
    appointed = only(RepresentativeAppointed, [one.event for one in found])
    assert len(appointed) == len(PERSONS)
    titles = [one.title for one in only(SeatCreated, [e.event for e in found])]  # type: ignore[attr-defined]
    assert {"Harbour Trust", "U99001", "U99002"} <= set(titles)


async def test_a_voter_of_whom_nothing_is_known_may_be_a_person(
    app: Application, book: str, tmp_path: Path
) -> None:
    votes = [vote("jo-example", "yes"), {"voter": {"name": "Kim Example"}, "option": "no"}]
    file = as_lines(tmp_path / "one.ndjson", [motion(1, {"votes": votes, "counts": []})])
    await import_popolo(app, BY, book, file)
    found = await entries(app, book)
    assert not any(b"xample" in one.stored for one in found)
    names = [e.event.name for e in found if isinstance(e.event, RepresentativeAppointed)]
    assert names == ["jo-example", "Kim Example"]


async def test_importing_again_records_nothing_and_a_later_file_only_what_is_new(
    app: Application, book: str, tmp_path: Path
) -> None:
    first = [motion(1), motion(2)]
    await import_popolo(app, BY, book, as_lines(tmp_path / "first.ndjson", first))
    head = (await find_book(app.pool, book)).head
    again = await import_popolo(app, BY, book, as_json(tmp_path / "again.json", first))
    assert (again.motions, again.motions_before) == (0, 2)
    assert (await find_book(app.pool, book)).head == head
    later = await import_popolo(
        app, BY, book, as_json(tmp_path / "later.json", {"motions": [*first, motion(3)]})
    )
    assert (later.motions, later.motions_before) == (1, 2)


async def test_a_motion_that_says_otherwise_than_before_is_named(
    app: Application, book: str, tmp_path: Path
) -> None:
    await import_popolo(app, BY, book, as_lines(tmp_path / "first.ndjson", [motion(1)]))
    other = motion(1, result="failed")
    report = await import_popolo(app, BY, book, as_lines(tmp_path / "other.ndjson", [other]))
    assert report.motions == 0
    assert "it was recorded before, and said otherwise then" in said(report)


async def test_counts_that_differ_from_the_votes_are_reported_and_the_votes_recorded(
    app: Application, book: str, tmp_path: Path
) -> None:
    wrong = [{"option": "yes", "value": 3}, {"option": "no", "value": 1}]
    by_group = [
        {"option": "yes", "value": 1, "group_id": "a"},
        {"option": "yes", "value": 1, "group_id": "b"},
    ]
    weighed = [vote("a", "yes", weight=40_000), vote("b", "no", weight=2.0)]
    file = as_lines(
        tmp_path / "counts.ndjson",
        [
            motion(1),
            motion(2, {"counts": wrong}),
            motion(3, {"counts": by_group}),
            motion(4, {"votes": weighed, "counts": [{"option": "yes", "value": 40_000}]}),
        ],
    )
    report = await import_popolo(app, BY, book, file)
    assert report.motions == 4
    assert [str(one) for one in report.differences] == [
        "line 2 (motion HF/98/2): for: 3 published, 2 votes"
    ]
    assert "line 2 (motion HF/98/2)" in said(report)


UNUSABLE: list[tuple[Json, str]] = [
    (motion(1, {"votes": []}), "it has no votes of single voters, only what was counted"),
    (motion(1, {"votes": [vote("a", "maybe")]}), "the option 'maybe' is not one that is known"),
    (motion(1, {"votes": [vote("a", "yes"), vote("a", "no")]}), "a votes twice"),
    (motion(1, {"votes": [{"option": "yes"}]}), "a vote does not say whose it is"),
    (motion(1, {"votes": [vote("a", "yes", weight=0.5)]}), "the weight 0.5 is not a whole number"),
    (motion(1, {"start_date": None}, date=None), "it has no date"),
    (motion(1, {"start_date": "1998-05"}), "'1998-05' is not a full date"),
    (motion(1, {"start_date": "1998-02-30"}), "'1998-02-30' is not a full date"),
    (motion(1, {"start_date": "1811-01-01"}), "a date lies in the years 1900 to 2199"),
    (motion(1, {"start_date": "2199-01-01"}), "it lies in the future"),
    (motion(1, result="tabled"), "the result 'tabled' is not one that is known"),
    (motion(1, requirement="a nod"), "the requirement 'a nod' is not one that is known"),
    (motion(1, {"id": None}, id=None, identifier=None), "it has neither an id nor an identifier"),
    (motion(1, text="long " * 5_000), "text must have 20,000 or fewer characters"),
]


@pytest.mark.parametrize(("broken", "reason"), UNUSABLE, ids=[reason for _, reason in UNUSABLE])
async def test_an_unusable_motion_is_named_with_its_reason_and_the_others_recorded(
    app: Application, book: str, tmp_path: Path, broken: Json, reason: str
) -> None:
    file = as_lines(tmp_path / "mixed.ndjson", [motion(7), broken, motion(8)])
    report = await import_popolo(app, BY, book, file)
    assert report.motions == 2
    (unusable,) = report.unusable
    assert unusable.place.startswith("line 2")
    assert reason in unusable.reason
    assert reason in said(report)


async def test_what_was_not_published_is_said_to_be_derived(
    app: Application, book: str, tmp_path: Path
) -> None:
    bare = motion(1, result=None, requirement=None)
    report = await import_popolo(app, BY, book, as_lines(tmp_path / "bare.ndjson", [bare]))
    assert (report.rulings_derived, report.rules_assumed) == (1, 1)
    assert "1 states no result: it is what the votes amount to." in said(report)
    (taken,) = only(DecisionTaken, await events(app, book))
    assert isinstance(taken, DecisionTaken)
    assert taken.outcome == "approved"  # two for, one against
    assert "the ruling is what the votes amount to" in (taken.basis or "")


async def test_one_voter_for_several_organisations_has_a_seat_for_each(
    app: Application, book: str, tmp_path: Path
) -> None:
    votes = [
        vote("pat-example", "yes", group_id="U99001"),
        vote("pat-example", "no", group_id="U99002"),
        vote("terry-example", "yes", group_id="U99003"),
    ]
    file = as_lines(tmp_path / "split.ndjson", [motion(1, {"votes": votes, "counts": []})])
    await import_popolo(app, BY, book, file)
    found = await events(app, book)
    (opened,) = only(VotingOpened, found)
    assert isinstance(opened, VotingOpened)
    assert [one.represents for one in opened.entitled] == [("U99001",), ("U99002",), ("U99003",)]
    assert len({one.seat for one in opened.entitled}) == 3
    people = {one.person for one in found if isinstance(one, RepresentativeAppointed)}
    assert len(people) == 2


async def test_a_recused_voter_is_not_entitled_and_an_absent_one_is(
    app: Application, book: str, tmp_path: Path
) -> None:
    votes = [vote("a", "yes"), vote("b", "recused"), vote("c", "absent")]
    file = as_lines(tmp_path / "recused.ndjson", [motion(1, {"votes": votes, "counts": []})])
    await import_popolo(app, BY, book, file)
    (opened,) = only(VotingOpened, await events(app, book))
    assert isinstance(opened, VotingOpened)
    assert len(opened.entitled) == 2


async def test_motions_of_one_day_belong_to_one_meeting_which_is_closed_after_them(
    app: Application, book: str, tmp_path: Path
) -> None:
    days = ["1999-03-01", "1999-03-01T15:00:00Z", "1999-03-02"]
    file = as_lines(
        tmp_path / "days.ndjson",
        [motion(n, {"start_date": day}) for n, day in enumerate(days, start=1)],
    )
    await import_popolo(app, BY, book, file)
    found = await entries(app, book)
    assert len([e for e in found if isinstance(e.event, MeetingCalled)]) == 2
    closed = [e.entry.occurred_at for e in found if isinstance(e.event, MeetingClosed)]
    assert closed == [datetime(1999, 3, 1, 15, tzinfo=UTC), datetime(1999, 3, 2, tzinfo=UTC)]


async def test_motions_go_to_the_body_that_is_chosen_or_to_one_for_each_organisation(
    app: Application, book: str, tmp_path: Path
) -> None:
    nobody = motion(3, organization=None, organization_id=None)
    other = motion(2, organization=None, organization_id="Joint Board/2")
    file = as_lines(tmp_path / "bodies.ndjson", [motion(1), other, nobody])
    await import_popolo(app, BY, book, file)
    bodies = only(BodyConstituted, await events(app, book))
    names = {one.name for one in bodies if isinstance(one, BodyConstituted)}
    assert names == {"Harbour Forum", "Joint Board/2", "Imported decisions"}
    again = await import_popolo(app, BY, book, file, body="old-board")
    assert again.motions == 0, "a motion is imported once, whatever body it is to go to"


async def test_a_large_assembly_fits_and_one_too_large_is_named(
    app: Application, book: str, tmp_path: Path
) -> None:
    def assembly(number: int, size: int) -> Json:
        votes = [vote(f"member-{n}", "yes", group_id=f"group-{n % 9}") for n in range(size)]
        return motion(number, {"votes": votes, "counts": []})

    file = as_lines(tmp_path / "large.ndjson", [assembly(1, 700), assembly(2, 1_500), motion(3)])
    report = await import_popolo(app, BY, book, file)
    assert (report.motions, report.votes) == (2, 704)
    (unusable,) = report.unusable
    assert unusable.place == "line 2 (motion HF/98/2)"
    assert "motion-voting-opened.v1" in unusable.reason
    assert "at most 65535" in unusable.reason


async def test_progress_is_told_and_counts_what_was_there_before(
    app: Application, book: str, tmp_path: Path
) -> None:
    file = as_lines(tmp_path / "three.ndjson", [motion(number) for number in range(1, 4)])
    told: list[tuple[int, int]] = []
    for _ in range(2):
        await import_popolo(app, BY, book, file, lambda m, v: told.append((m, v)))
    assert told == [(1, 4), (2, 8), (3, 12)] * 2


async def test_only_administrators_and_secretaries_of_the_book_import(
    app: Application, book: str, tmp_path: Path
) -> None:
    file = as_lines(tmp_path / "one.ndjson", [MOTION])
    for stranger in (Principal("key:pcn", "pcn", book), Principal("key:other", "secretary", "x")):
        with pytest.raises(ForbiddenError):
            await import_popolo(app, stranger, book, file)
    with pytest.raises(BookNotFoundError):
        await import_popolo(app, BY, "nowhere", file)
    with pytest.raises(FileNotFoundError):
        await import_popolo(app, BY, book, tmp_path / "missing.json")


async def test_every_view_folds_what_was_imported(
    app: Application, book: str, tmp_path: Path
) -> None:
    groups = [vote("pat-example", "yes", group_id="U99001"), vote("trust-1", "no")]
    motions = [motion(1), motion(2, {"votes": groups, "counts": []}), motion(3, result="failed")]
    await import_popolo(app, BY, book, as_lines(tmp_path / "some.ndjson", motions))
    found = await find_book(app.pool, book)
    documents = await replay(entries_until(app.reader, found.no), VIEWS, VIEW_OF)
    decisions = await documents.page(Decision)
    assert {one.number: one.outcome for one in decisions} == {
        "HF/98/1 (m-1)": "approved",
        "HF/98/2 (m-2)": "approved",
        "HF/98/3 (m-3)": "not-approved",
    }
    assert all(one.vote for one in decisions)
    tabled = [e for e in await events(app, book) if isinstance(e, ItemTabled)]
    assert {one.title for one in tabled} == {MOTION["text"]}
