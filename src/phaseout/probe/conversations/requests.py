"""With which exact bytes are web servers, ONVIF services and stream servers asked?

Nothing here carries an account, and nothing changes what it is sent to.
"""

from phaseout.probe.networks import V4, Address

_AGENT = "phaseout-probe"
_ENVELOPE = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body>'
    '<d:{call} xmlns:d="http://www.onvif.org/ver10/device/wsdl"/></e:Body></e:Envelope>'
)
_ACTION = "http://www.onvif.org/ver10/device/wsdl/"


def get(address: Address, port: int, path: str) -> bytes:
    """Return a plain GET of a path."""
    return _head(f"GET {path} HTTP/1.1", address, port, ("Accept: */*",))


def soap(address: Address, port: int, path: str, call: str) -> bytes:
    """Return a call of ONVIF's device service without an account: one that reads."""
    body = _ENVELOPE.format(call=call).encode()
    fields = (
        f'Content-Type: application/soap+xml; charset=utf-8; action="{_ACTION}{call}"',
        f"Content-Length: {len(body)}",
    )
    return _head(f"POST {path} HTTP/1.1", address, port, fields) + body


def options(address: Address, port: int) -> bytes:
    """Return the question which methods an RTSP server has (RFC 2326 §10.1)."""
    return (
        f"OPTIONS rtsp://{_authority(address, port)}/ RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: {_AGENT}\r\n\r\n"
    ).encode()


def _head(start: str, address: Address, port: int, fields: tuple[str, ...]) -> bytes:
    lines = (
        start,
        f"Host: {_authority(address, port)}",
        f"User-Agent: {_AGENT}",
        *fields,
        "Accept-Encoding: identity",
        "Connection: close",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _authority(address: Address, port: int) -> str:
    host = f"[{address}]" if address.version != V4 else str(address)
    return host if port == 80 else f"{host}:{port}"  # noqa: PLR2004 (that of http)
