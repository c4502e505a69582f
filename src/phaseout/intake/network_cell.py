"""Which hardware addresses, network addresses and hosts does a cell name?"""

import ipaddress
import re

from phaseout.intake.cell import (
    NOTHING,
    CellReading,
    ReadCell,
    Said,
    designation_cell,
    error_cell,
    kept,
    text_cell,
)
from phaseout.intake.cell_text import NOT_SHOWN, is_error, plain
from phaseout.intake.hardware_address import NOTATION, canonical_address

_HEX = "[0-9A-Fa-f]"
_MAC = re.compile(
    rf"(?<![0-9A-Za-z:.-])(?:{NOTATION}|{_HEX}{{12}}|{_HEX}{{2}}(?: {_HEX}{{2}}){{5}})(?![0-9A-Za-z:.-])"
)
_LEFT_OF_MAC = re.compile(rf"{_HEX}{{2}}[:.-]{_HEX}{{2}}|{_HEX}{{6}}")
_IPV4 = re.compile(
    r"(?<![\w.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:/\d{1,2})?(?::\d{1,5})?(?![\w.-]*\w)"
)
_ORDINARY_MAC = re.compile(rf"{_HEX}{{2}}(?:[:-]{_HEX}{{2}}){{5}}")
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_ORDINARY_IPV4 = re.compile(rf"(?!0){_OCTET}(?:\.{_OCTET}){{3}}")
_LARGEST_OCTET = 255
_URL = re.compile(
    r"([A-Za-z][A-Za-z0-9+.-]{0,19})://(\[[0-9A-Fa-f:.%]+\]|[^/?#:\s]*)(?::(\d{1,5}))?([/?][^\s]*)?"
)
_HOST = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?")
_ASSIGNED = frozenset(("dhcp", "dynamic", "dynamique", "auto", "static", "statique"))
_NOWHERE = re.compile(r"(?:0\.){3}0|::")
_DIGITS = 12
_NOBODY = frozenset(("00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff"))
_LEADING_ZEROES = "number cells lose leading zeroes"
_LIKE_ADDRESS = re.compile(rf"(?=.*[.:,/ -]){_HEX}[0-9A-Fa-f.:,/ -]{{4,39}}|\d{{10,12}}|{_HEX}{{11,13}}")


def mac_cell(cell: str) -> Said:
    """Read hardware addresses in any notation: 4419b6000001, 44-19-b6-00-00-01, 4419.b600.0001."""
    if _ORDINARY_MAC.fullmatch(cell) and (mac := cell.lower().replace("-", ":")) not in _NOBODY:
        return (("mac", mac),), (), ()
    text = plain(cell)
    if not text:
        return NOTHING
    if is_error(text):
        return error_cell(text)
    macs = [_canonical(match[0]) for match in _MAC.finditer(text)]
    found = tuple(("mac", mac) for mac in macs if mac not in _NOBODY)
    rest = _MAC.sub(" ", text)
    if rest == text or _LEFT_OF_MAC.search(rest):
        why = f"{_quoted(text)} is no hardware address of 12 hexadecimal digits; {_LEADING_ZEROES}"
        return CellReading(found, (why,))
    return CellReading(found)


def ip_cell(cell: str) -> Said:
    """Read IPv4 and IPv6 addresses; a host name in their place is kept as one."""
    if _ORDINARY_IPV4.fullmatch(cell):
        return (("ip", cell),), (), ()
    text = plain(cell)
    if not text or text.lower() in _ASSIGNED:
        return NOTHING
    if "://" in text:
        return address_cell(cell)
    found = _addresses(text)
    if found is not None:
        return CellReading(tuple(("ip", address) for address in found if not _NOWHERE.fullmatch(address)))
    return _host_instead(text)


def _host_instead(text: str) -> CellReading:
    """Read what stands where an address should."""
    if is_error(text):
        return error_cell(text)
    if _is_host(text):
        return CellReading((("hostname", text),))
    return CellReading((), (f"{_quoted(text)} is no network address",))


def host_cell(cell: str) -> Said:
    """Read a host name; an address in its place is kept as one."""
    if _ORDINARY_IPV4.fullmatch(cell):
        return ip_cell(cell)
    return _as_host(cell)


_as_host = text_cell("hostname")


_PARTING = re.compile(r"[\s,;\[\]'\"]+")


def each_cell(reader: ReadCell) -> ReadCell:
    """Return a reader of a list in one cell: parted by blanks, commas or lines, in brackets or not."""

    def read(cell: str) -> Said:
        # a password said in words is known by the words around it
        whole, dropped = kept("inventory.description", cell)
        said = [CellReading(*reader(part)) for part in dict.fromkeys(_PARTING.split(whole)) if part]
        return CellReading(
            tuple(one for each in said for one in each.found),
            tuple(one for each in said for one in each.unread),
            (*dropped, *(one for each in said for one in each.dropped)),
        )

    return read


_as_serial = designation_cell("inventory.serial")
_SERIAL_OF_MAC = re.compile(rf"{_HEX}{{12}}")
_HIKVISION_SERIAL = re.compile(r"[A-Z]{0,2}\d{8,9}|\S{3,60}20\d{6}[A-Z]{2,6}\d{7,9}[A-Z]{0,4}")


def serial_and_mac_cell(cell: str) -> Said:
    """Read the serial number of an Axis unit, which is its hardware address; a foreign unit's may be none."""
    found, unread, dropped = _as_serial(cell)
    text = plain(cell)
    mac = mac_cell(text)[0] if _SERIAL_OF_MAC.fullmatch(text) else ()
    return (*found, *mac), unread, dropped


def account_cell(cell: str) -> Said:
    """Read what iVMS-4200 calls device information: a serial number, a domain or the name of an account."""
    text = plain(cell)
    if _HIKVISION_SERIAL.fullmatch(text):
        return _as_serial(cell)
    return _as_host(cell) if _is_host(text) and "." in text else NOTHING


def address_cell(cell: str) -> Said:
    """Read a column named no more than ``Address`` or ``URL``: a network address, a URL or a place."""
    text = plain(cell)
    if not text or text.lower() in _ASSIGNED:
        return NOTHING
    safe, dropped = kept("rtsp.path", text)
    if match := _URL.search(safe):
        return _of_url(match, dropped)
    if (found := _addresses(safe)) is not None:
        return CellReading(tuple(("ip", address) for address in found), (), dropped)
    if mac := _MAC.fullmatch(safe):
        return CellReading((("mac", _canonical(mac[0])),), (), dropped)
    if is_error(safe):
        return error_cell(safe)
    return CellReading(((_of_words(safe), safe),) if any(map(str.isalpha, safe)) else (), (), dropped)


def _of_words(text: str) -> str:
    """Return the trait of what is neither an address nor a URL."""
    if _is_host(text) and "." in text:
        return "hostname"
    return "rtsp.path" if text.startswith("/") and " " not in text else "inventory.description"


def _of_url(match: re.Match[str], dropped: tuple[str, ...]) -> Said:
    scheme, host, path = match[1].lower(), match[2].strip("[]"), match[4]
    found: list[tuple[str, str]] = []
    addresses = _addresses(host)
    if addresses:
        found.extend(("ip", address) for address in addresses)
    elif _is_host(host):
        found.append(("hostname", host))
    if scheme in {"rtsp", "rtsps"} and path:
        found.append(("rtsp.path", path))
    return CellReading(tuple(found), (), dropped)


def _addresses(text: str) -> list[str] | None:
    """Return the addresses of a cell that holds no other numbers, None if it holds none or more."""
    found: list[str] = []
    for match in _IPV4.finditer(text):
        octets = [int(octet) for octet in match.group(1, 2, 3, 4)]
        if max(octets) > _LARGEST_OCTET:
            return None
        # 192.168.001.010: people pad to keep columns straight, nobody writes octal in an inventory.
        found.append(".".join(map(str, octets)))
    if found:
        return None if re.search(r"\d", _IPV4.sub("", text)) else found
    if ":" in text:
        return _ipv6(text)
    return None


def _ipv6(text: str) -> list[str] | None:
    found: list[str] = []
    for token in re.split(r"[\s,;|]+", text):
        try:
            found.append(str(ipaddress.IPv6Address(token.partition("/")[0].partition("%")[0].strip("[]"))))
        except ValueError:
            return None
    return found


def _is_host(text: str) -> bool:
    """Whether the text may be a host name: one word with a letter that is not the stump of an address."""
    return bool(_HOST.fullmatch(text))


def _canonical(text: str) -> str:
    if len(text) == _DIGITS:
        text = f"{text[:4]}.{text[4:8]}.{text[8:]}"
    return canonical_address(text.replace(" ", ":")) or text.lower()


def _quoted(text: str) -> str:
    """Return how a reason speaks of a cell: a password that slid into the column is not repeated."""
    return f"“{text}”" if _LIKE_ADDRESS.fullmatch(text) else NOT_SHOWN
