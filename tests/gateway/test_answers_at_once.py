"""A server of our own never lets an answer wait for the other side's acknowledgement."""

import asyncio
import socket

from gateway.serving import free_port


async def test_what_is_answered_on_a_kept_connection_is_sent_at_once() -> None:
    sends_at_once: asyncio.Queue[int] = asyncio.Queue()

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        accepted = writer.get_extra_info("socket")
        await sends_at_once.put(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    listener = free_port()
    async with await asyncio.start_server(answer, sock=listener):
        _, writer = await asyncio.open_connection(*listener.getsockname())
        assert await sends_at_once.get() == 1
        writer.close()
