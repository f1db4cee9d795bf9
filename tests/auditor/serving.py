"""A small HTTP log over a `Book`: C2SP tlog-tiles, as any server of a book would serve it."""

import gzip
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.auditor.building import LOG, Book, Signer, tree_hash

TILE = re.compile(r"/log/tile/(entries|\d+)/((?:x\d{3}/)*\d{3})(?:\.p/(\d+))?")


@dataclass
class Served:
    """What is served, and how: `book` may be replaced while the server runs."""

    book: Book
    signers: tuple[Signer, ...] = (LOG,)
    api_key: str | None = None
    only_full_tiles: bool = False
    packed: bool = False
    asked: list[str] = field(default_factory=list)
    instead: dict[str, bytes] = field(default_factory=dict)
    """Answers to give in place of the right ones, by path."""

    def answer(self, path: str) -> bytes | None:
        if path in self.instead:
            return self.instead[path]
        if path == "/log/checkpoint":
            return self.book.checkpoint(signers=self.signers)
        found = TILE.fullmatch(path)
        if not found:
            return None
        level, number = found[1], int(found[2].replace("x", "").replace("/", ""))
        return self._tile(level, number, int(found[3] or 256))

    def _tile(self, level: str, number: int, width: int) -> bytes | None:
        each = 1 if level == "entries" else 256 ** int(level)
        here = len(self.book.entries) // each - number * 256
        if width > here or (width < 256 and self.only_full_tiles and here >= 256):
            return None
        span = range(number * 256, number * 256 + width)
        if level == "entries":
            entries = [self.book.entries[i] for i in span]
            return b"".join(len(one).to_bytes(2, "big") + one for one in entries)
        leaves = self.book.leaves
        return b"".join(tree_hash(leaves[i * each : (i + 1) * each]) for i in span)


class Handler(BaseHTTPRequestHandler):
    """Answers GET from `served`."""

    served: Served

    def do_GET(self) -> None:
        self.served.asked.append(self.path)
        key = self.served.api_key
        if key and self.headers.get("Authorization") != f"Bearer {key}":
            self._answer(401, b"")
        elif self.path == "/moved/checkpoint":
            self.send_response(302)
            self.send_header("Location", "/log/checkpoint")
            self.end_headers()
        elif self.path == "/broken/checkpoint":
            self._answer(500, b"")
        else:
            body = self.served.answer(self.path)
            self._answer(404 if body is None else 200, body or b"")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        if self.served.packed and status == 200:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def serving(served: Served) -> Iterator[str]:
    """Gives the address above `checkpoint`."""
    handler = type("HandlerOfOne", (Handler,), {"served": served})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/log"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
