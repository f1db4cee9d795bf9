"""Python's garbage collector in a process that keeps much and makes much."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS_BETWEEN_LOOKS = 50_000
LOOKS_BEFORE_LOOKING_FURTHER = 50


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Leaves what is loaded already alone, and looks for cycles among the rest less often.

    Servers, imports and rebuilds keep documents and make millions of objects, nearly all of which
    go without the collector; by default it would walk over everything kept so often that this takes
    a third of the time.
    """
    usual = gc.get_threshold()
    gc.freeze()
    further = LOOKS_BEFORE_LOOKING_FURTHER
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS, further, further)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
