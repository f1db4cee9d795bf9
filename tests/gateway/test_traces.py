"""One trace leads from a request to the fold that made it visible, and holds no word of it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx2
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from eventlog.books import create_book
from gateway.app import running
from gateway.identity import Principal
from tests.gateway.server_process import server_process, settings_for
from tests.support.books import Preparation
from tests.support.clock import NOON
from tests.support.postgres import Database
from tests.support.server import BOOK
from tests.support.story import BOARD

TRACE = "0af7651916cd43dd8448eb211c80319c"
CALLER = f"00-{TRACE}-b7ad6b7169203331-01"
SECRET = "Write to the council about Mrs Example."


@contextmanager
def collector() -> Iterator[tuple[str, list[Span]]]:
    """A collector of traces (OTLP over HTTP): its address, and the spans that it was sent."""
    spans: list[Span] = []

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                for scope in resource.scope_spans:
                    spans.extend(scope.spans)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Taking) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", spans
        server.shutdown()


async def test_a_trace_leads_from_the_request_to_the_fold(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(settings_for(database.app_url, tmp_path), folds=False) as app:
        await create_book(app.pool, BOOK, NOON)
        await app.writer.submit(BOOK, Preparation(*BOARD))
        key = await app.keys.issue(Principal("secretary", "secretary", BOOK), NOON)
    with collector() as (address, spans):
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", address)
        monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "100")  # milliseconds
        async with server_process(database.app_url, tmp_path) as (_, url):
            await raise_action(url, key)
            async with asyncio.timeout(20):
                while "fold" not in {one.name for one in of_the_caller(spans)}:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
    of_ours = of_the_caller(spans)
    fold, *others, request = (one.name for one in way_up(of_ours))
    assert [fold, *others] == ["fold", "batch", "command"]
    assert request == "POST /v1/books/{book}/commands/raise-action"
    assert SECRET not in "".join(map(str, of_ours))


def of_the_caller(spans: list[Span]) -> list[Span]:
    return [one for one in spans if one.trace_id.hex() == TRACE]


async def raise_action(url: str, key: str) -> None:
    async with httpx2.AsyncClient(base_url=url) as client:
        answer = await client.post(
            f"/v1/books/{BOOK}/commands/raise-action",
            json={"body": "board", "text": SECRET, "owner": "Pat Example"},
            headers={"Authorization": f"Bearer {key}", "traceparent": CALLER},
        )
    assert answer.status_code == 201, answer.text


def way_up(spans: list[Span]) -> list[Span]:
    """From the fold to the request: each span, and then the one that it lies below."""
    by_id = {one.span_id: one for one in spans}
    (at,) = [one for one in spans if one.name == "fold"]
    way = [at]
    while above := by_id.get(way[-1].parent_span_id):
        way.append(above)
    return way
