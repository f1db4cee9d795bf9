"""Do the published counts say the same as the votes of single voters?"""

from collections import Counter
from collections.abc import Sequence

from gateway.popolo.reading import PastVote, first
from gateway.popolo.shapes import Count
from gateway.popolo.words import option_of
from schemas.counting import counted


def differences(counts: Sequence[Count], votes: Sequence[PastVote]) -> list[str]:
    """Each option whose published count is neither the number of its votes nor their weight.

    Raises `UnusableError` for an option that is not known.
    """
    published = _published(counts)
    number = Counter(vote.option for vote in votes)
    weight: Counter[str] = Counter()
    for vote in votes:
        weight[vote.option] += vote.weight
    return [
        f"{option}: {count} published, {counted(number[option], 'vote')}"
        for option, count in published.items()
        if count not in (number[option], weight[option])
    ]


def _published(counts: Sequence[Count]) -> Counter[str]:
    """The counts of all voters; where only groups were counted, their sums."""
    whole = [one for one in counts if first(one.group_id, one.group) is None]
    published: Counter[str] = Counter()
    for one in whole or counts:
        published[option_of(one.option)] += one.value
    return published
