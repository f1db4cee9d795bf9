"""A timestamp authority (RFC 3161) of our own: its root, its certificate, and what it answers.

DER is written by hand here, from RFC 3161, RFC 5652 and RFC 5816, so that the library under test
is not checked against itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from rfc3161_client._rust import parse_timestamp_request

MADE = datetime(2026, 1, 1, tzinfo=UTC)
SIGNED_DATA, TST_INFO = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
SHA_256, ECDSA_SHA_256, POLICY = "2.16.840.1.101.3.4.2.1", "1.2.840.10045.4.3.2", "1.3.6.1.4.1.1"
GRANTED, REJECTED = 0, 2


def der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def sequence(*parts: bytes) -> bytes:
    return der(0x30, *parts)


def set_of(*parts: bytes) -> bytes:
    return der(0x31, *sorted(parts))


def octets(raw: bytes) -> bytes:
    return der(0x04, raw)


def integer(number: int) -> bytes:
    return der(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    body = bytearray()
    for number in (40 * first + second, *rest):
        groups = [number & 0x7F]
        while number := number >> 7:
            groups.append(0x80 | number & 0x7F)
        body += bytes(reversed(groups))
    return der(0x06, bytes(body))


@dataclass
class Authority:
    """Answers queries as of a clock; `status` 2 rejects, `answers_about` forges the imprint."""

    clock: Callable[[], datetime]
    name: str = "Test timestamp authority"
    status: int = GRANTED
    answers_about: bytes | None = None
    keeps_nonce: bool = True
    is_disorderly: bool = False
    """Lists its certificates in another order than DER has them, as `openssl ts` may."""
    asked: int = 0

    def __post_init__(self) -> None:
        root_key, self._key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        self.root = _certificate("Test root", "Test root", root_key.public_key(), root_key)
        self.certificate = _certificate(self.name, "Test root", self._key.public_key(), root_key)

    @property
    def pem(self) -> bytes:
        return self.root.public_bytes(Encoding.PEM)

    def answer(self, query: bytes) -> bytes:
        """A TimeStampResp to a TimeStampReq, both in DER."""
        self.asked += 1
        if self.status != GRANTED:
            return sequence(sequence(integer(self.status)))
        asked = parse_timestamp_request(query)
        imprint = self.answers_about or asked.message_imprint.message
        nonce = asked.nonce if self.keeps_nonce else 7
        return sequence(sequence(integer(GRANTED)), self._token(self._info(imprint, nonce)))

    def _info(self, imprint: bytes, nonce: int | None) -> bytes:
        at = self.clock().astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode()
        return sequence(
            integer(1),
            oid(POLICY),
            sequence(sequence(oid(SHA_256)), octets(imprint)),
            integer(self.asked),
            der(0x18, at),
            b"" if nonce is None else integer(nonce),
        )

    def _token(self, info: bytes) -> bytes:
        certificate = self.certificate.public_bytes(Encoding.DER)
        content = sequence(oid(TST_INFO), der(0xA0, octets(info)))
        signed = sequence(
            integer(3),
            set_of(sequence(oid(SHA_256))),
            content,
            der(0xA0, *self._listed()),
            set_of(self._signer(info, certificate)),
        )
        return sequence(oid(SIGNED_DATA), der(0xA0, signed))

    def _listed(self) -> list[bytes]:
        found = [self.certificate.public_bytes(Encoding.DER)]
        if self.is_disorderly:
            found.append(self.root.public_bytes(Encoding.DER))
        return sorted(found, reverse=True)

    def _signer(self, info: bytes, certificate: bytes) -> bytes:
        signs = sequence(sequence(sequence(octets(sha256(certificate).digest()))))
        attributes = set_of(
            sequence(oid(CONTENT_TYPE), set_of(oid(TST_INFO))),
            sequence(oid(MESSAGE_DIGEST), set_of(octets(sha256(info).digest()))),
            sequence(oid(SIGNING_CERTIFICATE_V2), set_of(signs)),
        )
        issuer = self.certificate.issuer.public_bytes()
        return sequence(
            integer(1),
            sequence(issuer, integer(self.certificate.serial_number)),
            sequence(oid(SHA_256)),
            b"\xa0" + attributes[1:],
            sequence(oid(ECDSA_SHA_256)),
            octets(self._key.sign(attributes, ec.ECDSA(SHA256()))),
        )


def _certificate(
    subject: str, issuer: str, public: ec.EllipticCurvePublicKey, key: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    is_root = subject == issuer
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(MADE)
        .not_valid_after(MADE + timedelta(days=3_650))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
    )
    if not is_root:
        stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(stamping, critical=True)
    return builder.sign(key, SHA256())


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])
