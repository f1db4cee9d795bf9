"""Python's garbage collector during an import."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS_BETWEEN_LOOKS = 50_000


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Leaves what is loaded already alone, and looks for cycles among the rest less often.

    An import makes millions of objects, nearly all of which go without the collector; by default
    it would walk over the whole program so often that this takes a third of the time.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
