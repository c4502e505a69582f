"""With which account may a recorder be asked what is behind it, and on what conditions?"""

from dataclasses import dataclass, field
from enum import StrEnum

from phaseout.probe.secret import Secret


class Dialect(StrEnum):
    """How a recorder's table of cameras is asked for."""

    HIKVISION = "hikvision"
    PRAMA = "prama"
    """Hikvision's, under another root: Prama's firmware moved it, and answers the old one with nothing."""
    DAHUA = "dahua"
    ONVIF = "onvif"


class Scheme(StrEnum):
    """How a connection is made."""

    HTTPS = "https"
    HTTP = "http"

    @property
    def port(self) -> int:
        """The port where nobody names another."""
        return 443 if self is Scheme.HTTPS else 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A read-only account that the owner supplies. Its ``repr`` shows neither user nor password."""

    user: str = field(repr=False)
    password: Secret | None = field(repr=False)
    """None: to be asked for before anything is sent."""
    maker: Dialect | None = None
    """The owner's hint; None: what the recorder shows decides."""
    scheme: Scheme | None = None
    """None: TLS, and without it only where nothing answers there."""
    port: int | None = None
    certificate: str | None = None
    """SHA-256 of the only certificate it may be shown to, 64 hex digits in lower case; TLS only."""
    is_basic_allowed: bool = False
    """Whether the password itself may be sent to whom nothing proves to be the recorder."""

    @property
    def ways(self) -> tuple[tuple[Scheme, int], ...]:
        """The schemes and ports to try, in order: never without TLS where a certificate is named."""
        if self.certificate is not None:
            schemes: tuple[Scheme, ...] = (Scheme.HTTPS,)
        else:
            schemes = (self.scheme,) if self.scheme else (Scheme.HTTPS, Scheme.HTTP)
        return tuple((scheme, self.port or scheme.port) for scheme in schemes)
