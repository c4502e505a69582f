"""Which certificate does a device show, and how does its TLS speak?"""

import ssl
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

_OIDS = {
    "CN": NameOID.COMMON_NAME,
    "O": NameOID.ORGANIZATION_NAME,
    "OU": NameOID.ORGANIZATIONAL_UNIT_NAME,
    "L": NameOID.LOCALITY_NAME,
    "ST": NameOID.STATE_OR_PROVINCE_NAME,
    "C": NameOID.COUNTRY_NAME,
}
_SINCE, _UNTIL = date(2020, 1, 1), date(2037, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A certificate as it is shown."""

    subject: tuple[str, ...]
    """``CN=…``, ``O=…`` in the order written."""
    issuer: tuple[str, ...] = ()
    """Like ``subject``, which it is when empty."""
    serial: str = "1"
    """In hex."""
    since: date = _SINCE
    until: date = _UNTIL

    def context(self) -> ssl.SSLContext:
        """Return how a server with it speaks: TLS 1.2, as such devices do."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        with tempfile.NamedTemporaryFile(suffix=".pem") as written:  # ssl takes keys from files alone
            Path(written.name).write_bytes(_key_text() + self.written())
            context.load_cert_chain(written.name)
        return context

    def written(self) -> bytes:
        """Return the certificate in PEM."""
        builder = x509.CertificateBuilder(
            subject_name=_name(self.subject),
            issuer_name=_name(self.issuer or self.subject),
            public_key=_key().public_key(),
            serial_number=int(self.serial, 16),
            not_valid_before=datetime.combine(self.since, time(), UTC),
            not_valid_after=datetime.combine(self.until, time(), UTC),
        )
        return builder.sign(_key(), SHA256()).public_bytes(Encoding.PEM)


@cache
def _key() -> EllipticCurvePrivateKey:
    """Return the one key of all devices, made when it is first needed: many real models share theirs too."""
    return generate_private_key(SECP256R1())


def _key_text() -> bytes:
    return _key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _name(parts: tuple[str, ...]) -> x509.Name:
    split = [part.partition("=") for part in parts]
    return x509.Name([x509.NameAttribute(_OIDS[kind], value) for kind, _, value in split])
