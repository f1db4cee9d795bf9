"""The log for strangers' clients (C2SP tlog-tiles), receipts (C2SP tlog-proof), and proofs.

Checkpoints, tiles and proofs are hashes and open to all: a witness or an auditor needs no key.
Entry bundles and receipts hold entries, and need one that opens the book.
"""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from decisions.refusal import NotFound
from eventlog.books import find_book
from eventlog.notes import base64_text
from eventlog.tiles import consistency_proof, inclusion_proof, read_tile, tile_width
from eventlog.tree import HASH_BYTES, TILE_WIDTH
from gateway.api.answers import answer
from gateway.api.parameters import EntryPosition
from gateway.api.requests import App, BookId, OpenedBook

router = APIRouter(prefix="/v1/books/{book}", tags=["log"])
PLAIN, OCTETS = "text/plain; charset=utf-8", "application/octet-stream"
FOR_EVER = "max-age=31536000, immutable"
FOR_A_WHILE = "max-age=300"
_PLACE = re.compile(r"(?P<number>(?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?")

Size = Annotated[int, Query(ge=0, lt=2**53)]
TileLevel = Annotated[
    str,
    Path(
        pattern="^(0|[1-9][0-9]?)$",
        description="The level of the tile in the tree: 0 for leaf hashes.",
        examples=["0"],
    ),
]
TilePlace = Annotated[
    str,
    Path(
        description="The tile's number in groups of three digits, all but the last led by x, and "
        "for a partial tile its width: 042, x001/x234/067, 003.p/17.",
        examples=["000.p/17"],
    ),
]


def responds(description: str, media: str) -> dict[int | str, dict[str, Any]]:
    schema = {"type": "string"}
    return {200: {"description": description, "content": {media: {"schema": schema}}}}


@router.get(
    "/checkpoint",
    summary="The signed head of the book, with its cosignatures",
    operation_id="read-checkpoint",
    responses=responds("A signed note (C2SP tlog-checkpoint).", "text/plain"),
)
async def checkpoint(request: Request, app: App, book: BookId) -> Response:
    """Needs no key. Signed now, if the book has grown since the last time."""
    found = await find_book(app.pool, book)
    signed = await app.cosigned(found, found.head)
    return answer(request, signed.note.encode(), PLAIN, **{"Cache-Control": "no-cache"})


@router.get(
    "/tile/entries/{place:path}",
    summary="Entries of the book in bundles of 256",
    operation_id="read-entry-bundle",
    responses=responds("Each entry after its length, two bytes big-endian.", OCTETS),
)
async def entry_bundle(request: Request, app: App, book: OpenedBook, place: TilePlace) -> Response:
    number, width = _read_place(place, 0, book.head)
    stored = await app.reader.stored_after(book.no, number * TILE_WIDTH, width)
    body = b"".join(len(one).to_bytes(2, "big") + one for one in stored)
    return answer(request, body, OCTETS, **{"Cache-Control": f"private, {_kept(width)}"})


@router.get(
    "/tile/{level}/{place:path}",
    summary="Hashes of the book's tree",
    operation_id="read-tile",
    responses=responds("Up to 256 hashes of 32 bytes each.", OCTETS),
)
async def tile(
    request: Request,
    app: App,
    book: BookId,
    level: TileLevel,
    place: TilePlace,
) -> Response:
    """Needs no key: hashes of entries that hold 128 random bits each."""
    found = await find_book(app.pool, book)
    number, width = _read_place(place, int(level), found.head)
    body = await read_tile(app.pool, found.no, int(level), number, width)
    if len(body) != width * HASH_BYTES:
        raise NotFound("tile", place)
    return answer(request, body, OCTETS, **{"Cache-Control": f"public, {_kept(width)}"})


@router.get(
    "/receipts/{position}.tlog-proof",
    summary="The receipt of an entry",
    operation_id="read-receipt",
    responses=responds("Entry, proof and signed head (C2SP tlog-proof).", "text/plain"),
)
async def receipt(
    request: Request, app: App, book: OpenedBook, position: EntryPosition
) -> Response:
    """There at once after the write is answered. Keep it: it is verified without this server."""
    stored = await app.reader.stored_after(book.no, position - 1, 1)
    if not stored:
        raise NotFound("entry", str(position))
    signed = await app.cosigned(book, position)
    proof = await inclusion_proof(app.pool, book.no, position - 1, signed.size)
    hashes = "".join(f"{base64_text(one)}\n" for one in proof)
    body = (
        f"c2sp.org/tlog-proof@v1\nextra {base64_text(stored[0])}\nindex {position - 1}\n"
        f"{hashes}\n{signed.note}"
    )
    name = f'attachment; filename="{book.id}-{position}.tlog-proof"'
    return answer(request, body.encode(), PLAIN, **{"Content-Disposition": name})


@router.get(
    "/proofs/consistency",
    summary="That an earlier head is the beginning of a later one",
    operation_id="read-consistency-proof",
    responses=responds("One hash a line, in base64 (RFC 6962, section 2.1.2).", "text/plain"),
)
async def consistency(
    request: Request,
    app: App,
    book: BookId,
    earlier: Annotated[Size, Query(alias="from", description="The size that you know.")],
    later: Annotated[Size, Query(alias="to", description="The size of a later checkpoint.")],
) -> Response:
    """Needs no key. Empty from size 0, which is the beginning of every book."""
    found = await find_book(app.pool, book)
    if not earlier <= later <= found.head:
        raise NotFound("proof", f"from size {earlier} to size {later}")
    proof = await consistency_proof(app.pool, found.no, earlier, later)
    body = "".join(f"{base64_text(one)}\n" for one in proof)
    return answer(request, body.encode(), PLAIN, **{"Cache-Control": f"public, {FOR_EVER}"})


def _read_place(place: str, level: int, size: int) -> tuple[int, int]:
    """Number and width of a tile of a tree of `size`. Raises `NotFound`."""
    found = _PLACE.fullmatch(place)
    number = int(re.sub("[x/]", "", found["number"])) if found else 0
    width = int(found["width"] or TILE_WIDTH) if found else 0
    is_shortest = found is not None and not found["number"].startswith("x000")
    if not is_shortest or not 0 < width <= tile_width(size, level, number):
        raise NotFound("tile", place)
    if found and found["width"] and width == TILE_WIDTH:
        raise NotFound("tile", place)  # a full tile has no width in its name
    return number, width


def _kept(width: int) -> str:
    """A full tile is what it is for ever; a partial one also, but is soon not asked for."""
    return FOR_EVER if width == TILE_WIDTH else FOR_A_WHILE
