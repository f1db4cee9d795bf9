"""One published voting, brought to the terms of the record."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from gateway.popolo.index import Index
from gateway.popolo.shapes import Key, Motion, Named, Vote, VoteEvent
from gateway.popolo.votings import Voting
from gateway.popolo.words import UnusableError, option_of

NAMELESS = "Imported decisions"
_DAY_ONLY = len("2026-05-14")
_CONTROLS: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127), " ")


@dataclass(frozen=True)
class Voter:
    """Whoever voted. `group` tells apart the seats of one voter who voted for several at once."""

    id: str
    name: str | None
    is_organisation: bool
    group: str | None = None


@dataclass(frozen=True)
class PastVote:
    """What a voter did, by an option of `gateway.popolo.words`, and for which organisation."""

    voter: Voter
    option: str
    weight: int
    group: str | None


@dataclass(frozen=True)
class PastMotion:
    """A motion with its vote, as published. Times without an offset are taken as UTC."""

    organisation: str | None
    organisation_name: str
    identity: tuple[str, ...]
    at: datetime
    number: str
    text: str | None
    creator: str | None
    topic: str | None
    requirement: str | None
    result: str | None
    votes: tuple[PastVote, ...]


def read(voting: Voting, index: Index) -> PastMotion:
    """Raises `UnusableError` with the reason in words."""
    motion, event = voting.motion, voting.event
    if not event.votes:
        raise UnusableError("it has no votes of single voters, only what was counted")
    organisation = first(
        event.organization_id, event.organization, motion.organization_id, motion.organization
    )
    key = first(motion.id, event.motion_id, motion.identifier, event.identifier, event.id)
    if key is None:
        raise UnusableError("it has neither an id nor an identifier")
    return PastMotion(
        organisation=organisation,
        organisation_name=organisation_name(organisation, motion, event, index),
        identity=(organisation or "", key, first(event.id) or str(voting.turn)),
        at=instant(event.start_date or motion.date),
        number=numbered(key, motion, event, voting.turn),
        text=clean(motion.text),
        creator=first(motion.creator_id, motion.creator),
        topic=motion.classification,
        requirement=clean(motion.requirement),
        result=clean(event.result) or clean(motion.result),
        votes=tuple(votes_of(event.votes, index)),
    )


def first(*keys: Key | Named) -> str | None:
    """The first id that is there."""
    ids = (key.id if isinstance(key, Named) else key for key in keys)
    return next((text for id_ in ids if id_ is not None and (text := str(id_).strip())), None)


def clean(text: str | None) -> str | None:
    """A text without control characters and without nothing in it."""
    return (text or "").translate(_CONTROLS).strip() or None


def numbered(key: str, motion: Motion, event: VoteEvent, turn: int) -> str:
    """What the motion is called: by its issued identifier, and the id that tells it from others."""
    issued = clean(motion.identifier) or clean(event.identifier)
    name = f"{issued} ({key})" if issued and issued != key else key
    return f"{name}, vote {turn}" if turn > 1 else name


def organisation_name(
    organisation: str | None, motion: Motion, event: VoteEvent, index: Index
) -> str:
    inline = event.organization or motion.organization
    known = index.of(organisation)
    name = clean(inline.name if inline else None) or clean(known.name if known else None)
    return name or organisation or NAMELESS


def instant(text: str | None) -> datetime:
    """The time of a vote; a day alone is its first moment. Raises `UnusableError`."""
    if text is None:
        raise UnusableError("it has no date (start_date of the vote event, or date)")
    try:
        at = datetime.fromisoformat(text if len(text) >= _DAY_ONLY else "")
    except ValueError:
        raise UnusableError(f"{text!r} is not a full date") from None
    return at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)


def votes_of(votes: Iterable[Vote], index: Index) -> Iterable[PastVote]:
    """Raises `UnusableError` for a vote by nobody, a vote cast twice, or a broken weight."""
    read_votes = [(voter_of(vote, index), group_of(vote), vote) for vote in votes]
    times = Counter(voter.id for voter, _, _ in read_votes)
    seen = set()
    for voter, group, vote in read_votes:
        own = (
            voter
            if times[voter.id] == 1
            else Voter(voter.id, voter.name, voter.is_organisation, group)
        )
        if own in seen:
            raise UnusableError(f"{voter.id} votes twice")
        seen.add(own)
        yield PastVote(own, option_of(vote.option), weight_of(vote), group)


def voter_of(vote: Vote, index: Index) -> Voter:
    inline = vote.voter or Named()
    id_ = first(vote.voter_id, inline, inline.name)
    if id_ is None:
        raise UnusableError("a vote does not say whose it is")
    known = index.of(id_)
    is_organisation = inline.is_organisation or bool(known and known.is_organisation)
    name = clean(inline.name) or clean(known.name if known else None)
    return Voter(id_, name, is_organisation)


def group_of(vote: Vote) -> str | None:
    return first(vote.group_id, vote.group)


def weight_of(vote: Vote) -> int:
    weight = 1 if vote.weight is None else vote.weight
    if not float(weight).is_integer() or weight < 1:
        raise UnusableError(f"the weight {weight} is not a whole number above nothing")
    return int(weight)
