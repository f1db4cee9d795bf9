"""The words of published roll calls, and what they are in the record."""

import re
from functools import lru_cache
from typing import Final, get_args

from decisions.authority import AGAINST
from decisions.rules import RuleFields
from schemas.values import Choice, CountedOf, OutcomeVerb, Ruling


class UnusableError(Exception):
    """A motion cannot be recorded, for the reason given in words."""


ABSENT, IDLE, RECUSED = "absent", "not voting", "recused"
_OPTIONS: Final = {
    **dict.fromkeys(("yes", "aye", "yea", "for", "in favour", "in favor", "support"), "for"),
    **dict.fromkeys(("no", "nay", "noe", "against", "oppose"), "against"),
    **dict.fromkeys(("abstain", "abstained", "abstention", "abstaining"), "abstain"),
    **dict.fromkeys((ABSENT, "excused", "on leave"), ABSENT),
    **dict.fromkeys((IDLE, "did not vote", "no response", "present", "paired"), IDLE),
    **dict.fromkeys((RECUSED, "excluded"), RECUSED),
}
_CHOICES: Final[dict[str, Choice]] = {choice: choice for choice in get_args(Choice)}
_RULINGS: Final[dict[str, Ruling]] = {
    **dict.fromkeys(("pass", "passed", "carried", "adopted", "accepted", "agreed to"), "carried"),
    **dict.fromkeys(("fail", "failed", "lost", "rejected", "defeated", "negatived"), "not-carried"),
    **dict.fromkeys(("not carried", "not passed", "not adopted", "not agreed"), "not-carried"),
}
_VERBS: Final[dict[str, OutcomeVerb]] = {
    verb.replace("-", " "): verb for verb in get_args(OutcomeVerb)
}
_SHARES: Final = {"two thirds": (2, 3), "three quarters": (3, 4), "three fifths": (3, 5)}
_COUNTED_OF: Final[dict[str, CountedOf]] = {
    **dict.fromkeys(("voting", "those voting", "votes cast", "members voting"), "voting"),
    **dict.fromkeys(("present", "those present", "members present"), "present"),
    **dict.fromkeys(("entitled", "those entitled", "members", "all members"), "entitled"),
}


def plain(word: str) -> str:
    """A word without its case, hyphens and spare spaces."""
    return " ".join(re.sub(r"[-_\s]+", " ", word.lower()).split())


@lru_cache
def option_of(word: str | None) -> str:
    """The option of a vote, in one word for all that mean the same. Raises `UnusableError`."""
    found = _OPTIONS.get(plain(word or ""))
    if found is None:
        raise UnusableError(f"the option {word!r} is not one that is known")
    return found


def choice_of(option: str) -> Choice | None:
    """What an option says for or against; None where nothing was said."""
    return _CHOICES.get(option)


def result_of(word: str) -> tuple[Ruling, OutcomeVerb | None]:
    """The ruling, and the outcome where the word says which. Raises `UnusableError`."""
    said = plain(word)
    if verb := _VERBS.get(said):
        return ("not-carried" if verb in AGAINST else "carried"), verb
    if ruling := _RULINGS.get(said):
        return ruling, None
    raise UnusableError(f"the result {word!r} is not one that is known")


def rule_of(requirement: str) -> RuleFields:
    """The rule that a motion needed to be adopted. Raises `UnusableError`."""
    said, _, of = (
        plain(requirement)
        .replace("2/3", "two thirds")
        .replace("3/4", "three quarters")
        .partition(" of ")
    )
    kind = said.removesuffix(" vote").removesuffix(" majority").removesuffix("majority").strip()
    counted_of = _COUNTED_OF.get(of.removeprefix("the ").strip() or "voting")
    if counted_of and kind in ("", "simple"):
        return RuleFields(kind="simple-majority", counted_of=counted_of)
    if kind == "absolute" and of in ("", "all members", "members"):
        return RuleFields(kind="simple-majority", counted_of="entitled")
    if counted_of and kind in _SHARES:
        numerator, denominator = _SHARES[kind]
        share = {"numerator": numerator, "denominator": denominator}
        return RuleFields.model_validate(
            {"kind": "qualified-majority", "counted_of": counted_of, "at_least": share}
        )
    if counted_of and kind in ("unanimity", "unanimous"):
        return RuleFields(kind="unanimity", counted_of=counted_of)
    if kind in ("consensus", "consent"):
        return RuleFields(kind="consent")
    raise UnusableError(f"the requirement {requirement!r} is not one that is known")
