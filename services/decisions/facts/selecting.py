"""Selectors that are made once while they are asked for often: commands of a day ask the same."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")
MOST_AT_ONCE = 4_096
"""Of one kind; about a megabyte."""


def selects(make: Callable[P, T]) -> "staticmethod[P, T]":
    """A static method whose selectors depend on its arguments alone, and are never changed."""
    return staticmethod(cast("Callable[P, T]", lru_cache(MOST_AT_ONCE)(make)))
