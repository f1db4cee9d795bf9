"""The commands that record one published voting: its body, its voters, the motion itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from decisions.command import PCN_CODE
from decisions.history import RecordMotionHistory
from decisions.history_bodies import RecordBodyHistory, RecordVoterHistory, VoterFields
from decisions.rules import RuleFields
from gateway.popolo.names import digest, is_id, organisation_code, readable_id, word
from gateway.popolo.reading import PastMotion, PastVote, Voter
from gateway.popolo.words import RECUSED, choice_of, result_of, rule_of
from projections.reckoning.tally import Cast, tally
from schemas.values import Authority, BodyKind, DecisionRule, OutcomeVerb, Ruling

VOTERS_REMEMBERED = 20_000
_LONGEST_TITLE = 200


@dataclass(frozen=True)
class Target:
    """Where imported motions go: to one body of a book, or to one for each organisation."""

    book: str
    earliest: date
    source: str
    body: str | None = None
    kind: BodyKind = "place-board"
    authority: Authority = "delegated-committee"

    def body_of(self, past: PastMotion) -> str:
        if self.body or past.organisation is None:
            return self.body or "imported"
        return (
            past.organisation
            if is_id(past.organisation)
            else readable_id(past.organisation, past.organisation)
        )

    def seat_of(self, body: str, voter: Voter) -> str:
        return seat_of(self.book, body, voter)

    def person_of(self, voter: Voter) -> str | None:
        return None if is_named_openly(voter) else person_of(self.book, voter)


@lru_cache(maxsize=VOTERS_REMEMBERED)
def seat_of(book: str, body: str, voter: Voter) -> str:
    """The seat of a voter. A person's does not show whose it is."""
    unique = (book, body, voter.id, voter.group or "")
    return readable_id(voter.id, *unique) if is_named_openly(voter) else f"seat-{digest(*unique)}"


@lru_cache(maxsize=VOTERS_REMEMBERED)
def person_of(book: str, voter: Voter) -> str:
    return f"person-{digest(book, voter.id)}"


@dataclass(frozen=True)
class Assumed:
    """What a file left open, and how it was recorded nevertheless."""

    rule: bool
    ruling: bool


def is_named_openly(voter: Voter) -> bool:
    """Whether a voter is an organisation: whoever is not known to be one may be a person."""
    return voter.is_organisation or bool(PCN_CODE.fullmatch(voter.id))


def body_command(past: PastMotion, target: Target) -> RecordBodyHistory:
    name = past.organisation_name[:_LONGEST_TITLE]
    return RecordBodyHistory(
        body=target.body_of(past), name=name, kind=target.kind, on=target.earliest
    )


def voters_command(
    body: str, voters: Iterable[Voter], day: date, target: Target
) -> RecordVoterHistory:
    fields = [voter_fields(body, voter, target) for voter in voters]
    return RecordVoterHistory(body=body, on=day, voters=tuple(fields))


def voter_fields(body: str, voter: Voter, target: Target) -> VoterFields:
    seat, name = target.seat_of(body, voter), (voter.name or voter.id)[:_LONGEST_TITLE]
    if is_named_openly(voter):
        return VoterFields(seat=seat, title=name)
    return VoterFields(seat=seat, title=seat, person=target.person_of(voter), name=name)


def motion_command(past: PastMotion, target: Target) -> tuple[RecordMotionHistory, Assumed]:
    """Raises `UnusableError`, or pydantic's `ValidationError`."""
    body = target.body_of(past)
    entitled = [vote for vote in past.votes if vote.option != RECUSED]
    rule = rule_of(past.requirement) if past.requirement else weighing(entitled)
    ruling, outcome = ruling_of(past, entitled, rule)
    assumed = Assumed(rule=past.requirement is None, ruling=past.result is None)
    unique = (target.book, *past.identity)
    name = past.number
    fields = {
        "occurred_at": past.at,
        "body": body,
        "meeting": readable_id(f"{body}-{past.at:%Y-%m-%d}", body, f"{past.at:%Y-%m-%d}"),
        "item": readable_id(name, "item", *unique),
        "motion": readable_id(name, "motion", *unique),
        "decision": readable_id(name, "decision", *unique),
        "number": name,
        "title": (past.text or name)[:_LONGEST_TITLE],
        "text": past.text,
        "originator": past.creator if PCN_CODE.fullmatch(past.creator or "") else None,
        "topic": word(past.topic or "") or None,
        "mover": mover(past, body, target),
        "rule": rule,
        "votes": [vote_fields(vote, body, target) for vote in entitled],
        "ruling": ruling,
        "outcome": outcome,
        "authority": target.authority,
        "basis": basis(target, assumed),
    }
    return RecordMotionHistory.model_validate(fields), assumed


def weighing(votes: Iterable[PastVote]) -> RuleFields | None:
    """Where votes have weights, they count by weight, whatever else was not published."""
    return RuleFields(kind="weighted") if any(vote.weight > 1 for vote in votes) else None


def vote_fields(vote: PastVote, body: str, target: Target) -> dict[str, Any]:
    return {
        "seat": target.seat_of(body, vote.voter),
        "choice": choice_of(vote.option),
        "person": target.person_of(vote.voter),
        "weight": vote.weight,
        "represents": (organisation_code(vote.group),) if vote.group else (),
    }


def mover(past: PastMotion, body: str, target: Target) -> str | None:
    """The seat of whoever proposed the motion, if they also voted."""
    voters = (vote.voter for vote in past.votes if vote.voter.id == past.creator)
    return next((target.seat_of(body, voter) for voter in voters), None)


def ruling_of(
    past: PastMotion, entitled: Sequence[PastVote], rule: RuleFields | None
) -> tuple[Ruling, OutcomeVerb | None]:
    """The published result; where there is none, what the votes amount to under the rule."""
    if past.result:
        return result_of(past.result)
    by = rule.as_rule() if rule else DecisionRule(kind="simple-majority")
    cast = [
        Cast(weight=vote.weight, choice=choice_of(vote.option), is_present=vote.option != "absent")
        for vote in entitled
    ]
    return tally(by, cast).result or "not-carried", None


def basis(target: Target, assumed: Assumed) -> str:
    """Where this was published, and what was not."""
    said = [f"Imported from a Popolo file (SHA-256 {target.source})."]
    if assumed.ruling:
        said.append("It states no result: the ruling is what the votes amount to.")
    if assumed.rule:
        said.append("It states no requirement.")
    return " ".join(said)
