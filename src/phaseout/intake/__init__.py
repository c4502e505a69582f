"""Bytes → observations, one module per format, in the order they are tried."""

from phaseout.intake import (
    capture,
    csv_inventory,
    dhcp_leases,
    dump,
    frigate,
    neighbours,
    nmap_xml,
    observation_lines,
    xlsx_inventory,
    zeek,
)
from phaseout.intake.column_profile import Profiles
from phaseout.intake.column_profiles import BUILT_IN
from phaseout.intake.export import blue_iris, netbox, runzero, servicenow, shinobi, snipe_it, zoneminder
from phaseout.intake.order import cii, cxml, edifact, edifact_xml, ocds, tender_feed, ubl, x12
from phaseout.intake.photograph import photo
from phaseout.intake.quote import docx, pdf
from phaseout.intake.reader import Reader
from phaseout.intake.scan import (
    censys,
    gnmap,
    masscan_json,
    masscan_list,
    nessus,
    openvas,
    shodan,
    zgrab,
)
from phaseout.intake.switch import lldp_neighbours, snmp_walk

READERS: tuple[Reader, ...] = (
    observation_lines.READER,
    nmap_xml.READER,
    gnmap.READER,
    masscan_json.READER,
    masscan_list.READER,
    nessus.READER,
    openvas.READER,
    ubl.READER,
    cii.READER,
    cxml.READER,
    ocds.READER,
    tender_feed.READER,
    edifact.READER,
    edifact_xml.READER,
    x12.READER,
    pdf.READER,
    docx.READER,
    photo.READER,
    zgrab.READER,
    shodan.READER,
    censys.READER,
    zeek.READER,
    capture.READER,
    dump.READER,
    xlsx_inventory.READER,
    dhcp_leases.READER,
    netbox.READER,
    snipe_it.READER,
    servicenow.READER,
    runzero.READER,
    shinobi.READER,
    blue_iris.READER,
    zoneminder.READER,
    lldp_neighbours.READER,
    snmp_walk.READER,
    frigate.READER,
    neighbours.READER,
    csv_inventory.READER,
)
"""Formats with a mark of their own come before those that only look like something."""


def readers_with(profiles: Profiles, readers: tuple[Reader, ...] = READERS) -> tuple[Reader, ...]:
    """Return readers, those of tables trying these profiles before the ones built in."""
    tables = {
        module.NAME: module.reader_with((*profiles, *BUILT_IN)) for module in (csv_inventory, xlsx_inventory)
    }
    return tuple(tables.get(reader.name, reader) for reader in readers)
