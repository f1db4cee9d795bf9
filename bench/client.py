"""An HTTP client that costs little, so that what is measured is the server."""

import asyncio
from typing import Self

RECORDED = b"201"


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

    async def post_all(self, path: str, key: str, bodies: list[bytes]) -> None:
        """Posts every body as JSON. Raises `RuntimeError` with the first answer that is not 201."""
        todo = bodies[::-1]
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        ).encode()

        async def connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while todo:
                body = todo.pop()
                writer.write(head + str(len(body)).encode() + b"\r\n\r\n" + body)
                await answered(reader)

        async with asyncio.TaskGroup() as tasks:
            for stream in self._streams:
                tasks.create_task(connection(*stream))


async def answered(reader: asyncio.StreamReader) -> None:
    """Reads one answer to its end."""
    head = await reader.readuntil(b"\r\n\r\n")
    _, _, rest = head.lower().partition(b"content-length:")
    body = await reader.readexactly(int(rest.partition(b"\r\n")[0]))
    if head.split(b" ", 2)[1] != RECORDED:
        raise RuntimeError((head + body).decode())
