"""A minimal witness (C2SP tlog-witness): cosigns heads that extend what it saw, and no others.

It knows sizes and roots, never an entry. Partner organisations run one each, so that nobody can be
shown another history than the rest: `minutebook witness`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool

from eventlog.checkpoints import Checkpoint, SignedCheckpoint
from eventlog.notes import NoteError, SignedNote, SigningKey, VerificationKey, base64_bytes
from eventlog.proofs import ProofError, require_extension
from eventlog.remembered import LastNotes
from gateway.api.bounds import BoundedBodies

PLAIN, SIZE = "text/plain; charset=utf-8", "text/x.tlog.size"
MOST_PROOF = 63
MOST_BODY_BYTES = 65_536


@dataclass(frozen=True)
class Answer:
    """What the witness says: a status, a body and its media type."""

    status: int
    body: str
    media_type: str = PLAIN


@dataclass(frozen=True)
class Submission:
    """A request to cosign: the size that the log thinks we know, the proof, the signed note."""

    old: int
    proof: tuple[bytes, ...]
    note: SignedNote
    checkpoint: Checkpoint

    @classmethod
    def read(cls, body: bytes) -> "Submission":
        """Raises `NoteError`."""
        head, _, note = body.partition(b"\n\n")
        try:
            first, *lines = head.decode("ascii").split("\n")
        except UnicodeDecodeError:
            raise NoteError("its first lines are not plain text") from None
        old = first.removeprefix("old ")
        is_number = old.isdecimal() and len(old) < 20 and old == str(int(old))
        if not first.startswith("old ") or not is_number or len(lines) > MOST_PROOF:
            raise NoteError("it does not begin with the old size and a proof")
        signed = SignedNote.read(note)
        proof = tuple(base64_bytes(line) for line in lines)
        return cls(int(old), proof, signed, Checkpoint.read(signed.text))


class Witness:
    """Remembers the last checkpoint of each log in a folder, one file a log."""

    def __init__(
        self,
        name: str,
        key: SigningKey,
        logs: Iterable[VerificationKey],
        notes: LastNotes,
        seconds: Callable[[], float],
    ) -> None:
        self._name = name
        self._key = key
        self._notes = notes
        self._seconds = seconds
        self._logs: defaultdict[str, list[VerificationKey]] = defaultdict(list)
        for one in logs:
            self._logs[one.name].append(one)

    def add_checkpoint(self, body: bytes) -> Answer:
        """One submission, answered as the specification has it; remembered before it is."""
        try:
            wanted = Submission.read(body)
        except NoteError as error:
            return Answer(400, f"This is not a submission: {error}.\n")
        origin = wanted.checkpoint.origin
        if origin not in self._logs:
            return Answer(404, f"This witness does not know the log {origin!r}.\n")
        if not wanted.note.is_signed_by(self._logs[origin]):
            return Answer(403, "No key of this log that is known here has signed it.\n")
        if wanted.old > wanted.checkpoint.size:
            return Answer(400, "The old size is above that of the checkpoint.\n")
        with self._notes.held(origin):
            return self._decide(wanted)

    def _decide(self, wanted: Submission) -> Answer:
        new = wanted.checkpoint
        last = self._notes.read(new.origin)
        if wanted.old != (last.size if last else 0):
            return Answer(409, f"{last.size if last else 0}\n", SIZE)
        if last and last.size == new.size and last.root != new.root:
            return Answer(409, f"{last.size}\n", SIZE)
        try:
            _require_extension(last, wanted)
        except ProofError as error:
            return Answer(422, f"It is not shown to go on from what was seen: {error}.\n")
        self._notes.write(new.origin, SignedCheckpoint(new, str(wanted.note)))
        at = int(self._seconds())
        return Answer(200, self._key.cosign(self._name, wanted.note.text, at).line)


def _require_extension(last: SignedCheckpoint | None, wanted: Submission) -> None:
    """Raises `ProofError`."""
    new = wanted.checkpoint
    if last is None or last.size == 0:
        if wanted.proof:
            raise ProofError("a proof from size 0 is empty")
        return
    require_extension(last.size, new.size, last.root, new.root, wanted.proof)


def create_witness(witness: Witness) -> FastAPI:
    """The HTTP application of a witness: one route, `POST /add-checkpoint`."""
    app = FastAPI(title="Minutebook witness", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(BoundedBodies, most_bytes=MOST_BODY_BYTES)

    @app.post("/add-checkpoint")
    async def add_checkpoint(request: Request) -> Response:
        answer = await run_in_threadpool(witness.add_checkpoint, await request.body())
        return Response(answer.body, answer.status, media_type=answer.media_type)

    return app
