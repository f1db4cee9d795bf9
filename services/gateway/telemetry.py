"""Watches the writer and the runner: counts, and traces where somebody collects traces.

A request's span is FastAPI's own. Below it lies the command's; below the command that began a
batch lies the batch's, with links to the other commands in it; below that, the fold's.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from time import perf_counter, time_ns
from uuid import UUID

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Link, Span, SpanContext
from prometheus_client import Counter, Histogram

from decisions.refusal import NotFound, Refused
from decisions.slice import CommandWork
from eventlog.errors import BookNotFoundError, CommandConflictError, EntryTooLargeError
from eventlog.watching import Storing
from eventlog.work import Work
from gateway import metrics

REFUSALS = (Refused, NotFound, BookNotFoundError, CommandConflictError, EntryTooLargeError)
COLLECTORS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


def export_traces() -> bool:
    """Sends spans to the collector that the environment names, as OpenTelemetry has it; else not.

    https://opentelemetry.io/docs/specs/otel/protocol/exporter/
    """
    if isinstance(trace.get_tracer_provider(), TracerProvider):
        return True
    if not any(os.environ.get(name) for name in COLLECTORS):
        return False
    name = os.environ.get("OTEL_SERVICE_NAME", metrics.TRACER)
    provider = TracerProvider(resource=Resource.create({"service.name": name}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    return True


class Telemetry:
    """What one process tells of its commands, batches and folds. Labels name kinds, not people."""

    def __init__(self, tracer: trace.Tracer | None = None) -> None:
        self._tracer = tracer or trace.get_tracer(metrics.TRACER)
        self._commands: dict[UUID, SpanContext] = {}
        self._batches: dict[str, SpanContext] = {}

    @contextmanager
    def command(self, book: str, work: Work) -> Iterator[None]:
        """Watches a command until its caller is answered."""
        name = type(work.command).__name__ if isinstance(work, CommandWork) else type(work).__name__
        command_id, outcome, began = work.attribution.command_id, "failed", perf_counter()
        span = self._tracer.start_span(metrics.COMMAND_SPAN)
        if span.is_recording():
            span.set_attributes({"command": name, "book": book, "command_id": str(command_id)})
            self._commands[command_id] = span.get_span_context()
        try:
            yield
            outcome = "recorded"
        except REFUSALS:
            outcome = "refused"
            raise
        finally:
            _seconds_of(name).observe(perf_counter() - began)
            _count_of(name, outcome).inc()
            span.set_attribute("outcome", outcome)
            span.end()
            self._commands.pop(command_id, None)

    @contextmanager
    def batch(self, book: str, works: Sequence[Work]) -> Iterator[Storing]:
        """Watches a batch until its transaction has ended."""
        span = self._batch_span(book, works)
        began = perf_counter()
        decided_at, entries = 0.0, 0

        def storing(count: int) -> None:
            nonlocal decided_at, entries
            decided_at, entries = perf_counter(), count

        try:
            yield storing
            metrics.STORE_SECONDS.observe(perf_counter() - decided_at)
            metrics.ENTRIES.inc(entries)
        finally:
            metrics.BATCH_SECONDS.observe(perf_counter() - began)
            metrics.BATCH_COMMANDS.observe(len(works))
            span.set_attribute("entries", entries)
            span.end()

    def _batch_span(self, book: str, works: Sequence[Work]) -> Span:
        ids = (work.attribution.command_id for work in works)
        commands = [self._commands[one] for one in ids if one in self._commands]
        span = self._tracer.start_span(
            metrics.BATCH_SPAN,
            below(commands[0] if commands else None),
            attributes={"book": book, "commands": len(works)},
            links=[Link(one) for one in commands[1:]],
        )
        if span.is_recording():
            self._batches[book] = span.get_span_context()
        return span

    def fold(self, book: str, began_at: int) -> None:
        """Notes a fold that has ended; it lies below the batch that this process wrote before."""
        metrics.FOLD_SECONDS.observe((time_ns() - began_at) / 1e9)
        context = below(self._batches.pop(book, None))
        span = self._tracer.start_span(
            metrics.FOLD_SPAN, context, attributes={"book": book}, start_time=began_at
        )
        span.end()


@cache
def _seconds_of(command: str) -> Histogram:
    return metrics.COMMAND_SECONDS.labels(command)


@cache
def _count_of(command: str, outcome: str) -> Counter:
    return metrics.COMMANDS.labels(command, outcome)


def below(parent: SpanContext | None) -> Context:
    """Below this span, and below no other that happens to be current; a root without one."""
    empty = Context()
    return (
        empty
        if parent is None
        else trace.set_span_in_context(trace.NonRecordingSpan(parent), empty)
    )
