"""The auditor counts votes with code of its own; on any vote it comes to what the views come to."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.rules import tally as audited
from projections.reckoning.tally import Cast, tally
from schemas.entry import canonical
from schemas.values import DecisionRule, Share

choices = st.sampled_from(["for", "against", "abstain", None])


@st.composite
def votes(draw: st.DrawFn) -> list[Cast]:
    """Up to fourteen seats. One that voted was there; a weight may be nothing, or very large."""
    weights = st.one_of(st.integers(0, 5), st.integers(0, 10**18))
    cast = []
    for choice in draw(st.lists(choices, max_size=14)):
        is_present = choice is not None or draw(st.booleans())
        cast.append(Cast(weight=draw(weights), choice=choice, is_present=is_present))
    return cast


@st.composite
def shares(draw: st.DrawFn) -> Share:
    whole = draw(st.one_of(st.integers(1, 6), st.integers(1, 10**9)))
    return Share(numerator=draw(st.integers(1, whole)), denominator=whole)


rules = st.builds(
    DecisionRule,
    kind=st.sampled_from(
        [
            *("simple-majority", "weighted", "qualified-majority"),
            *("double-majority", "unanimity", "consent"),
        ]
    ),
    counted_of=st.sampled_from(["voting", "present", "entitled"]),
    at_least=st.none() | shares(),
    weight_at_least=st.none() | shares(),
    weights=st.sampled_from(["fixed", "list-size"]),
)


@settings(max_examples=1_000, derandomize=True, deadline=None)
@given(rule=rules, cast=votes(), casting_vote=st.sampled_from(["for", "against", None]))
def test_the_auditor_and_the_views_agree_on_any_vote(
    rule: DecisionRule, cast: list[Cast], casting_vote: str | None
) -> None:
    mine = tally(rule, cast, casting_vote)  # type: ignore[arg-type]
    stored = msgspec.json.decode(canonical(msgspec.to_builtins(rule)))
    places = [audited.Place(one.weight, one.choice, one.is_present) for one in cast]
    theirs = audited.tally(stored, places, casting_vote)
    assert theirs.result == mine.result
    for name in ("in_favour", "against", "abstained", "counted"):
        ours, other = getattr(mine, name), getattr(theirs, name)
        assert (other.seats, other.weight) == (ours.seats, ours.weight), name
