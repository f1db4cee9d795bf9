"""An HTTP client that costs little, so that what is measured is the server."""

import asyncio
from collections.abc import Mapping
from time import perf_counter
from typing import Self

RECORDED = 201


def post(path: str, headers: Mapping[str, str], body: bytes) -> bytes:
    """A whole request that posts a JSON body, as it goes over the wire."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body


async def rate(port: int, connections: int, requests: list[bytes], status: int = RECORDED) -> float:
    """Requests answered with this status a second; any other answer ends the trial.

    Raises `RuntimeError` with the first other answer.
    """
    async with Connections(port, connections) as opened:
        start = perf_counter()
        await opened.send_all(requests, status)
        return len(requests) / (perf_counter() - start)


class Connections:
    """Keep-alive connections, each of which sends its next request on an answer."""

    def __init__(self, port: int, count: int) -> None:
        self._port = port
        self._count = count
        self._streams: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def __aenter__(self) -> Self:
        for _ in range(self._count):
            self._streams.append(await asyncio.open_connection("127.0.0.1", self._port))
        return self

    async def __aexit__(self, *_error: object) -> None:
        for _, writer in self._streams:
            writer.close()
            await writer.wait_closed()

    async def send_all(self, requests: list[bytes], status: int) -> None:
        """Sends every request. Raises `RuntimeError` with the first answer of another status."""
        todo = requests[::-1]

        async def connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while todo:
                writer.write(todo.pop())
                await answered(reader, status)

        async with asyncio.TaskGroup() as tasks:
            for stream in self._streams:
                tasks.create_task(connection(*stream))


async def answered(reader: asyncio.StreamReader, status: int) -> None:
    """Reads one answer to its end."""
    head = await reader.readuntil(b"\r\n\r\n")
    _, _, rest = head.lower().partition(b"content-length:")
    body = await reader.readexactly(int(rest.partition(b"\r\n")[0]))
    if int(head.split(b" ", 2)[1]) != status:
        raise RuntimeError((head + body).decode())
