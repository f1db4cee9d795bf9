"""Fetches from a live log over HTTP: bounded in time and size, never redirected elsewhere."""

import gzip
import io
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass

from auditor.bundle import UnreadableError

TIMEOUT_SECONDS = 30
MAX_ANSWER_BYTES = 256 * (65_535 + 2)
"""The largest entry bundle; everything else that a log serves is smaller."""
NOT_FOUND, UNAUTHORISED = 404, (401, 403)


class NotServedError(Exception):
    """The log has no such file (404)."""


class _StayHere(urllib.request.HTTPRedirectHandler):
    """A redirection could carry the API key to another host."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """No request: the redirection counts as a refusal."""


@dataclass(frozen=True)
class Log:
    """A log by the address above its `checkpoint`, with an API key if one is needed."""

    prefix: str
    api_key: str | None = None

    def __post_init__(self) -> None:
        if urllib.parse.urlsplit(self.prefix).scheme not in ("http", "https"):
            raise UnreadableError(f"{self.prefix} is not an http or https address.")

    def get(self, path: str) -> bytes:
        """The file at a path below the prefix. Raises `NotServedError` or `UnreadableError`."""
        url = f"{self.prefix.rstrip('/')}/{path}"
        headers = {"Accept-Encoding": "gzip, identity", "User-Agent": "minutebook-audit"}
        if self.api_key:
            headers["Authorization"] = f"Bearer {self.api_key}"
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 - http(s) only, see above
        opener = urllib.request.build_opener(_StayHere)
        try:
            with opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
                body: bytes = answer.read(MAX_ANSWER_BYTES + 1)
                encoding = answer.headers.get("Content-Encoding", "identity")
        except urllib.error.HTTPError as error:
            raise _refused(url, error) from error
        except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
            raise UnreadableError(f"{url} cannot be reached: {_reason(error)}.") from error
        return _decoded(url, body, encoding)


def _decoded(url: str, body: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        try:
            with gzip.open(io.BytesIO(body)) as unpacked:
                body = unpacked.read(MAX_ANSWER_BYTES + 1)
        except (OSError, EOFError) as error:
            raise UnreadableError(f"{url} answers with a damaged gzip.") from error
    if len(body) > MAX_ANSWER_BYTES:
        raise UnreadableError(f"{url} answers with more than a log has to say.")
    return body


def _refused(url: str, error: urllib.error.HTTPError) -> Exception:
    if error.code == NOT_FOUND:
        return NotServedError(url)
    if error.code in UNAUTHORISED:
        return UnreadableError(f"{url} needs an API key that may read it ({error.code}).")
    return UnreadableError(f"{url} answers with the status {error.code}.")


def _reason(error: Exception) -> object:
    return getattr(error, "reason", None) or error
