"""Whom does a certificate name, and until when?"""

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cryptography import x509

_REMEMBERED = 256


class Names(NamedTuple):
    """Subject and issuer as ``CN=…,O=…,C=…``, in the order of the certificate, nothing escaped."""

    subject: str
    issuer: str
    serial: str
    """Its number, in hex."""
    validity: str
    """First and last day: ``2019-12-17/2037-12-31``."""


@lru_cache(maxsize=_REMEMBERED)
def names_of(der: bytes) -> Names | None:
    """Return what a certificate says, None if it cannot be parsed."""
    from cryptography import x509  # 80 ms that most captures need not spend

    try:
        certificate = x509.load_der_x509_certificate(der)
        first, last = certificate.not_valid_before_utc.date(), certificate.not_valid_after_utc.date()
        return Names(
            _written(certificate.subject),
            _written(certificate.issuer),
            f"{certificate.serial_number:x}",
            f"{first}/{last}",
        )
    except (ValueError, TypeError, OverflowError):
        return None


def _written(name: "x509.Name") -> str:
    return ",".join(f"{part.rfc4514_attribute_name}={_text(part.value)}" for part in name)


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("latin-1")
