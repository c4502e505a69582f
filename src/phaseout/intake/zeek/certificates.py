"""Which host showed which certificate, where the connections and the certificates are in one file?

An x509 log names no host, and an ssl log of older or newer make names a certificate by a file's
identifier or by its fingerprint only. Across files they are not joined: identifiers repeat.
"""

from typing import NamedTuple

from phaseout.intake.zeek.hosts import Hosts
from phaseout.intake.zeek.lines import Row

_MOST = 200_000


class _Names(NamedTuple):
    subject: str
    issuer: str


class Certificates:
    """Certificates met, and connections in which one was shown."""

    def __init__(self) -> None:
        self._names: dict[str, _Names] = {}
        self._first: Row | None = None
        self._shown: dict[tuple[str, str, int | None], Row] = {}

    def know(self, row: Row, name: str, subject: str, issuer: str) -> None:
        """Enter a certificate under its fingerprint or its file's identifier."""
        if len(self._names) < _MOST:
            self._names.setdefault(name, _Names(subject, issuer))
            self._first = self._first or row

    def show(self, row: Row, name: str, host: str, port: int | None) -> None:
        """Enter that a host showed the certificate of this name."""
        if len(self._shown) < _MOST:
            self._shown.setdefault((name, host, port), row)

    def close(self, hosts: Hosts) -> None:
        """Enter the certificates at the hosts that showed them, and say what could not be joined."""
        missing: Row | None = None
        joined = False
        for (name, host, port), row in self._shown.items():
            names = self._names.get(name)
            if names is None:
                missing = missing or row
                continue
            joined = True
            hosts.see(row, host, "tls.subject", names.subject, port)
            hosts.see(row, host, "tls.issuer", names.issuer, port)
        if missing is not None:
            hosts.note(
                missing, "names a certificate that stands in another file (x509.log); files are not joined"
            )
        if self._first is not None and not joined:
            hosts.note(self._first, "certificates without the hosts that showed them, which stand in ssl.log")
