"""Every metric and every span of Minutebook by name; docs/operations.md says what to make of them.

What a process counts as it goes lies in `COUNTED`. What the database knows is asked when somebody
looks (`gateway.gauges`), so any process tells the same of it.
"""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

disable_created_metrics()  # type: ignore[no-untyped-call] # when each series began: nobody asks
COUNTED = CollectorRegistry()
for _collector in (ProcessCollector, PlatformCollector, GCCollector):
    _collector(registry=COUNTED)

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)

COMMAND_SECONDS = Histogram(
    "minutebook_command_seconds",
    "From when a command reaches the writer to its answer.",
    ["command"],
    buckets=SECONDS,
    registry=COUNTED,
)
COMMANDS = Counter(
    "minutebook_commands",
    "Commands answered by the writer: recorded, refused, or failed.",
    ["command", "outcome"],
    registry=COUNTED,
)
REFUSALS = Counter(
    "minutebook_refusals",
    "Requests answered with a problem, by its code (`fault` is ours).",
    ["code"],
    registry=COUNTED,
)
BATCH_COMMANDS = Histogram(
    "minutebook_batch_commands",
    "Commands that one transaction took together.",
    buckets=SIZES,
    registry=COUNTED,
)
BATCH_SECONDS = Histogram(
    "minutebook_batch_seconds",
    "One batch: from asking for a connection to the end of its transaction.",
    buckets=SECONDS,
    registry=COUNTED,
)
STORE_SECONDS = Histogram(
    "minutebook_store_seconds",
    "To store a batch and commit it: what the database and its disk take.",
    buckets=SECONDS,
    registry=COUNTED,
)
ENTRIES = Counter("minutebook_entries", "Entries recorded by this process.", registry=COUNTED)
FOLD_SECONDS = Histogram(
    "minutebook_fold_seconds",
    "One batch of entries folded into all views, committed.",
    buckets=SECONDS,
    registry=COUNTED,
)

COMMAND_SPAN, BATCH_SPAN, FOLD_SPAN = "command", "batch", "fold"
"""The spans below a request's, which FastAPI names by method and route."""
TRACER = "minutebook"


class Gauges:
    """What is true when somebody looks."""

    def __init__(self) -> None:
        self.head = _gauge("book_entries", "Entries of a book.", "book")
        self.lag = _gauge("view_lag_entries", "Entries that a view has not seen.", "book", "view")
        self.lag_seconds = _gauge(
            "view_lag_seconds",
            "How long ago the first entry was recorded that a view has not seen; 0 without one.",
            "book",
            "view",
        )
        self.stopped = _gauge(
            "view_stopped", "1 where a view has stopped at an entry.", "book", "view"
        )
        self.not_made = _gauge(
            "view_not_made", "1 where only another build has made a view.", "book", "view"
        )
        self.rebuilding = _gauge(
            "rebuild_entries", "Entries that a rebuild in progress has folded.", "view"
        )
        self.to_rebuild = _gauge(
            "rebuild_entries_wanted", "Entries that it has to fold in all.", "view"
        )
        self.unsigned = _gauge("unsigned_entries", "Entries beyond the last signed head.", "book")
        self.signer_age = _gauge(
            "signer_age_seconds",
            "How long ago the first entry was recorded that no signed head holds; 0 without one.",
            "book",
        )
        self.refused = _gauge(
            "signing_refused", "1 where this process refuses to sign a book.", "book"
        )
        self.witness_failing = _gauge(
            "witness_failing", "1 where a witness did not cosign a book.", "book", "witness"
        )
        self.pool = _gauge(
            "pool_connections", "Database connections of this process.", "use", "state"
        )
        self.readers = _gauge("feed_readers", "Readers who follow a book, or read all of it.")
        self.signals = _gauge(
            "signals_connected", "1 while signals go to other processes and come from them."
        )

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """As a registry has it."""
        return list(vars(self).values())


def _gauge(name: str, documentation: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"minutebook_{name}", documentation, labels=labels)
