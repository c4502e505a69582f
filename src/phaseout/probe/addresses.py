"""Which of millions of addresses were met? In the memory of a bit for each."""

from ipaddress import ip_address

_PAGE_BITS = 16
_PAGE_BYTES = (1 << _PAGE_BITS) // 8


class Addresses:
    """A set of addresses in pages of 8 KiB, made when they are needed: a /8 takes 2 MiB."""

    def __init__(self) -> None:
        self._pages: dict[tuple[int, int], bytearray] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, text: str) -> None:
        """Add the address that a text writes."""
        page, at, bit = _place(text)
        bits = self._pages.get(page)
        if bits is None:
            bits = self._pages[page] = bytearray(_PAGE_BYTES)
        self._count += not bits[at] & bit
        bits[at] |= bit

    def __contains__(self, text: str) -> bool:
        page, at, bit = _place(text)
        bits = self._pages.get(page)
        return bits is not None and bool(bits[at] & bit)


def _place(text: str) -> tuple[tuple[int, int], int, int]:
    """Return the page of an address, the byte in it, and the bit of that."""
    address = ip_address(text)
    value = int(address)
    low = value & ((1 << _PAGE_BITS) - 1)
    return (address.version, value >> _PAGE_BITS), low >> 3, 1 << (low & 7)
