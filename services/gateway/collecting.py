"""Python's garbage collector in a process that keeps much and makes much."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS_BETWEEN_LOOKS = 250_000
"""More than a writer keeps of its book: at fewer, a look of 20 to 70 ms every few thousand votes
found nothing."""
OBJECTS_BETWEEN_LOOKS_OF_FOLDS = 500_000
"""Where views are folded and nothing is served: each look takes some 40 ms, and finds nothing."""
LOOKS_BEFORE_LOOKING_FURTHER = 50


@contextmanager
def rarely_collecting(objects: int = OBJECTS_BETWEEN_LOOKS) -> Iterator[None]:
    """Leaves what is loaded already alone, and looks for cycles among the rest less often.

    Servers, imports and rebuilds keep documents and make millions of objects, nearly all of which
    go without the collector; by default it would walk over everything kept so often that this takes
    a third of the time.
    """
    usual = gc.get_threshold()
    gc.freeze()
    further = LOOKS_BEFORE_LOOKING_FURTHER
    gc.set_threshold(objects, further, further)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
