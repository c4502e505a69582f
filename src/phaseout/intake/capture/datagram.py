"""What is one UDP message?"""

from typing import NamedTuple


class Datagram(NamedTuple):
    """Who said what to whom, as far as the capture holds it."""

    source: bytes
    target: bytes
    source_port: int
    target_port: int
    payload: bytes
    missing: int
    """Bytes that were sent but not captured (cut packet, later fragments)."""
