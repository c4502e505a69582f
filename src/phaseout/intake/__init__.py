"""Bytes → observations, one module per format, in the order they are tried."""

from phaseout.intake import (
    capture,
    csv_inventory,
    dhcp_leases,
    neighbours,
    nmap_xml,
    observation_lines,
    xlsx_inventory,
)
from phaseout.intake.reader import Reader

READERS: tuple[Reader, ...] = (
    observation_lines.READER,
    nmap_xml.READER,
    capture.READER,
    xlsx_inventory.READER,
    dhcp_leases.READER,
    neighbours.READER,
    csv_inventory.READER,
)
"""Formats with a mark of their own come before those that only look like something."""
