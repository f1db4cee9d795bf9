"""Randomness that is asked for in pieces is given out whole, and no part of it twice."""

from eventlog.randomness import RANDOM_BYTES, Randomness


def test_every_take_is_new_however_many_there_are() -> None:
    some = Randomness()
    taken = [some.take() for _ in range(3_000)]
    assert {len(one) for one in taken} == {RANDOM_BYTES}
    assert len(set(taken)) == len(taken)


def test_two_who_take_share_nothing() -> None:
    one, other = Randomness(), Randomness()
    assert not {one.take() for _ in range(100)} & {other.take() for _ in range(100)}
