"""What do the hosts in a packet capture show of themselves?"""

from collections.abc import Iterator

from phaseout.domain.observation import Reading
from phaseout.intake.capture.forms import is_capture
from phaseout.intake.reader import Reader, Sniff, SourceStream


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise pcap and pcapng by their first bytes."""
    return Sniff.MINE if is_capture(head) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """Packet captures: pcap and pcapng, as tcpdump, Wireshark, switches and recorders write them.

    Reads the greetings, discovery answers, banners and certificates of each host, not its traffic:
    ARP, neighbour discovery, DHCP, DNS questions of local hosts, mDNS, SSDP, LLDP, WS-Discovery,
    SADP, DHIP and their cousins, HTTP, UPnP, ONVIF, RTSP, SIP, TLS, SNMP, FTP, SSH, SMTP, Telnet.
    A value stands at the first packet that shows it. Nothing of a credential is kept.
    """
    # 30 ms of modules that only captures need
    from phaseout.intake.capture.listening import readings

    yield from readings(stream)


READER = Reader(name="pcap", sniff=sniff, read=read)
