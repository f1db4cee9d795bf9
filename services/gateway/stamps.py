"""Asks a timestamp authority (RFC 3161) when a signed note was there; checks what it answers."""

import re
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import msgspec
from cryptography.x509 import Certificate, load_der_x509_certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

SECONDS_TO_ANSWER = 15.0
MOST_ANSWER_BYTES = 100_000
OK = 200
_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"


class NotStampedError(Exception):
    """There is no timestamp that can be believed; the sentence says why."""


class Stamp(msgspec.Struct, frozen=True):
    """When an authority saw a note, and the subject of the certificate that it signed with."""

    at: datetime
    authority: str


def read_certificates(path: Path) -> list[Certificate]:
    """Those of an authority: its root, and those between. Raises `NotStampedError`."""
    try:
        return load_pem_x509_certificates(path.read_bytes())
    except OSError as error:
        raise NotStampedError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise NotStampedError(f"{path} holds no certificates in PEM.") from error


async def ask(
    client: httpx2.AsyncClient, url: str, certificates: list[Certificate], note: bytes
) -> tuple[bytes, Stamp]:
    """The authority's whole answer about a note, checked. Raises `NotStampedError`."""
    asked = TimestampRequestBuilder().data(note).hash_algorithm(HashAlgorithm.SHA256).build()
    try:
        answer = await client.post(
            url,
            content=asked.as_bytes(),
            headers={"Content-Type": _QUERY, "Accept": _REPLY},
            timeout=SECONDS_TO_ANSWER,
        )
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        why = str(error) or type(error).__name__
        raise NotStampedError(f"The timestamp authority does not answer: {why}.") from error
    if answer.status_code != OK:
        raise NotStampedError(f"The timestamp authority answered {answer.status_code}.")
    response = answer.content
    return response, check(response, note, certificates, asked.nonce)


def check(
    response: bytes, note: bytes, certificates: list[Certificate], nonce: int | None = None
) -> Stamp:
    """What a response says of a note, if its signature leads to one of these certificates.

    They need to have been valid when it was made, not now. Raises `NotStampedError`.
    """
    if len(response) > MOST_ANSWER_BYTES:
        raise NotStampedError("The timestamp is larger than any can be.")
    try:
        answer = decode_timestamp_response(response)
    except ValueError as error:
        sentence = f"It is not a timestamp in the strict form (RFC 3161, DER): {_form(error)}."
        raise NotStampedError(sentence) from error
    if answer.status != PKIStatus.GRANTED:
        raise NotStampedError(f"The authority gave no timestamp: {_refusal(answer)}.")
    try:
        VerifierBuilder(roots=certificates, nonce=nonce).build().verify_message(answer, note)
    except (VerificationError, ValueError) as error:
        raise NotStampedError(f"The timestamp does not hold: {_short(error)}.") from error
    return Stamp(answer.tst_info.gen_time.astimezone(UTC), _signer_of(answer))


def _refusal(answer: TimeStampResponse) -> str:
    return "; ".join([f"status {answer.status}", *answer.status_string])


def _short(error: Exception) -> str:
    """The library's sentence; of OpenSSL's whole stack of reasons, only what it comes to."""
    if "ErrorStack" in str(error):
        return "it is not signed by whom the certificates name"
    return str(error)


def _form(error: ValueError) -> str:
    """What the library says is wrong about the form, without its words for programmers.

    Authorities that list their certificates out of order are not rare; openssl lets them pass.
    """
    kind = re.search(r"kind: (\w+)", str(error))
    if kind and kind[1] == "InvalidSetOrdering":
        return "it lists things, as a rule certificates, out of order"
    return kind[1] if kind else "it cannot be read"


def _signer_of(answer: TimeStampResponse) -> str:
    """The subject of the certificate that signed, as RFC 4514 writes it."""
    signers = {(one.issuer, one.serial_number) for one in answer.signed_data.signer_infos}
    for der in answer.signed_data.certificates:
        certificate = load_der_x509_certificate(der)
        if (certificate.issuer, certificate.serial_number) in signers:
            return certificate.subject.rfc4514_string()
    raise NotStampedError("The timestamp does not hold: it lacks its certificate.")
