"""Imports the motions of a Popolo file into a book, several at a time."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from decisions.meetings import CloseMeeting
from decisions.refusal import NotFound, Refused
from eventlog.errors import CommandConflictError, EntryTooLargeError
from eventlog.work import Recorded, Work
from gateway.application import Application
from gateway.collecting import rarely_collecting
from gateway.identity import ForbiddenError, Principal
from gateway.popolo.commands import Assumed, Target, body_command, motion_command, voters_command
from gateway.popolo.counting import differences
from gateway.popolo.files import Unusable
from gateway.popolo.index import Index, index_of
from gateway.popolo.opening import sha256
from gateway.popolo.reading import PastMotion, Voter, read
from gateway.popolo.report import Difference, Report
from gateway.popolo.votings import Voting, votings
from gateway.popolo.words import UnusableError
from gateway.popolo.works import Importer
from gateway.wording import sentence
from schemas.days import day_in_england
from schemas.values import Authority, BodyKind

MOST_AT_ONCE = 16
REFUSALS = (Refused, NotFound, CommandConflictError, EntryTooLargeError)
Tell = Callable[[int, int], None]


def untold(_motions: int, _votes: int) -> None:
    """Progress that nobody watches."""


async def import_popolo(
    app: Application,
    principal: Principal,
    book: str,
    file: Path,
    tell: Tell = untold,
    *,
    body: str | None = None,
    kind: BodyKind = "place-board",
    authority: Authority = "delegated-committee",
) -> Report:
    """Records every motion of a file that can be used, each once however often it is imported.

    Motions go to `body`, or to a body for each organisation of the file; a body that is not there
    is made, of this kind. `authority` is that of decisions of days for which the body has no terms
    of reference. `tell` hears of motions and votes so far. Raises `ForbiddenError`,
    `BookNotFoundError`, and `OSError` where the file cannot be opened.
    """
    app.require_open(principal, book)
    if principal.role not in ("administrator", "secretary"):
        raise ForbiddenError("Importing decisions is for administrators and secretaries.")
    index = index_of(file)
    target = Target(
        book=book,
        earliest=index.earliest or day_in_england(app.clock()),
        source=sha256(file),
        body=body,
        kind=kind,
        authority=authority,
    )
    importing = Import(app, Importer(book, principal, app.clock()), target, index, tell)
    with rarely_collecting():
        await importing.record(file)
        await importing.close_meetings()
    return importing.report


@dataclass
class Submitted:
    """A motion on its way to the book, after the body and the voters that it is first to name."""

    place: str
    meeting: str
    at: datetime
    votes: int
    assumed: Assumed
    differences: list[str]
    answers: "list[asyncio.Task[Recorded]]"


@dataclass
class Import:
    """One run over one file. It keeps voters and meetings in memory, and no votes."""

    app: Application
    importer: Importer
    target: Target
    index: Index
    tell: Tell
    report: Report = field(default_factory=Report)
    _bodies: set[str] = field(default_factory=set)
    _seated: set[tuple[str, Voter]] = field(default_factory=set)
    _meetings: dict[str, datetime] = field(default_factory=dict)

    async def record(self, file: Path) -> None:
        waiting: deque[Submitted] = deque()
        for voting in votings(file):
            if isinstance(voting, Unusable):
                self.report.unusable.append(voting)
                continue
            try:
                waiting.append(self._submit(voting))
            except (UnusableError, ValidationError) as error:
                self._refuse(voting.place, error)
                continue
            await asyncio.sleep(0)  # lets the writer begin while the next motion is read
            if len(waiting) >= MOST_AT_ONCE:
                await self._finish(waiting.popleft())
        while waiting:
            await self._finish(waiting.popleft())

    def _submit(self, voting: Voting) -> Submitted:
        """Raises `UnusableError` or `ValidationError`, before anything went to the writer."""
        past = read(voting, self.index)
        if past.at > self.importer.now:
            raise UnusableError("it lies in the future")
        command, assumed = motion_command(past, self.target)
        found = differences(voting.event.counts, past.votes)
        works = [
            *self._introductions(command.body, past),
            self.importer.work(command, past.at, past.identity),
        ]
        votes = sum(vote.choice is not None for vote in command.votes)
        answers = [self._give(work) for work in works]
        return Submitted(voting.place, command.meeting, past.at, votes, assumed, found, answers)

    def _introductions(self, body: str, past: PastMotion) -> Iterator[Work]:
        """The body and the voters that this run has not named yet."""
        new = [v.voter for v in past.votes if (body, v.voter) not in self._seated]
        if not new:
            return
        if body not in self._bodies:
            known_since = datetime.combine(self.target.earliest, time(), UTC)
            yield self.importer.work(body_command(past, self.target), known_since)
        day = day_in_england(past.at)
        yield self.importer.work(voters_command(body, new, day, self.target), past.at)
        self._bodies.add(body)
        self._seated.update((body, voter) for voter in new)

    def _give(self, work: Work) -> "asyncio.Task[Recorded]":
        return asyncio.create_task(self.app.writer.submit(self.target.book, work))

    async def _finish(self, motion: Submitted) -> None:
        answers = await asyncio.gather(*motion.answers, return_exceptions=True)
        errors = [answer for answer in answers if isinstance(answer, BaseException)]
        if errors:
            self._refuse(motion.place, errors[0])
            return
        latest = self._meetings.get(motion.meeting, motion.at)
        self._meetings[motion.meeting] = max(latest, motion.at)
        recorded = answers[-1]
        assert isinstance(recorded, Recorded)  # noqa: S101 - narrows the type for the checker
        self.report.note(motion.votes, motion.assumed, is_repeated=recorded.repeated)
        if motion.differences:
            self.report.differences.append(Difference(motion.place, motion.differences))
        self.tell(self.report.motions_seen, self.report.votes_seen)

    def _refuse(self, place: str, error: BaseException) -> None:
        """Notes what was wrong with a motion; anything else than that stops the import."""
        if not isinstance(error, (*REFUSALS, UnusableError, ValidationError)):
            raise error
        self.report.unusable.append(Unusable(place, reason(error)))

    async def close_meetings(self) -> None:
        """A meeting of the past is over, as far as is known since its last vote."""
        meetings = iter(self._meetings.items())
        while some := list(islice(meetings, MOST_AT_ONCE)):
            await asyncio.gather(
                *(
                    self._give(self.importer.work(CloseMeeting(meeting=meeting), at))
                    for meeting, at in some
                )
            )


def reason(error: BaseException) -> str:
    """What is wrong, in a sentence."""
    if isinstance(error, CommandConflictError):
        return "it was recorded before, and said otherwise then"
    if not isinstance(error, ValidationError):
        return str(error)
    return sentence(error.errors(include_url=False, include_input=False)[0]).removesuffix(".")
