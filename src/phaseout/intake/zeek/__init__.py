"""What do the logs of Zeek show of the hosts of one's own network?"""

import re
from collections.abc import Iterator

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.reader import Reader, Sniff, SourceStream

_TABLE = re.compile(rb"^#separator \S|^#path\s{0,2}\S+\s*$(?s:.{0,400}?)^#fields\s|^#fields\tts\t", re.M)
_JSON = re.compile(
    rb'^[\[\s]*\{(?=[^\n]{0,4000}"(?:ts|_write_ts)"\s*:)'
    rb'(?=[^\n]{0,4000}"(?:_path|id\.orig_h|id_orig_h|uid|uids|certificate\.subject|software_type|dhcp_host_name|port_num|host_ip)"\s*:)'
)
_HEADLESS = re.compile(rb"^\d{9,10}\.\d{1,6}\tC[0-9A-Za-z]{11,20}\t[0-9A-Fa-f.:]{2,45}\t\d{1,5}\t")
"""A row as most logs have them (time, connection, host, port), where the head was cut off."""
_KNOWN_HOST = re.compile(rb'^\{"ts":[^,\n]{1,40},"(?:host|mac)":"[0-9A-Fa-f.:]{2,45}"')


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise the head of a tabular log, or the keys every JSON row of a log has."""
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if _TABLE.search(plain):
        return Sniff.MINE
    is_rows = _JSON.match(plain) or _KNOWN_HOST.match(plain) or _HEADLESS.match(plain)
    return Sniff.MINE if is_rows else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """Zeek logs, tabular or JSON: conn, http, ssl, x509, dhcp, dns, known_*, software, ssh, snmp, sip, ftp.

    Only hosts of one's own network become assets: those with private addresses (RFC 1918 and its like)
    and those the log calls local. What a server says is the responder's, a name asked for the
    asker's. Certificates of an x509 log are joined to connections of the same file only.
    """
    # 10 ms of modules that only logs of Zeek need
    from phaseout.intake.zeek.kinds import KINDS, Log
    from phaseout.intake.zeek.lines import Lines

    log = Log()
    lines = Lines(stream, {name: kind.fields for name, kind in KINDS.items()})
    any_row = False
    for row in lines.rows():
        any_row = True
        KINDS[row.kind].hear(row, log)
        yield from log.hosts.taken()
    log.questions.close(log.hosts)
    log.certificates.close(log.hosts)
    yield from log.hosts.taken()
    unreads = (*log.hosts.unreads(), *lines.unreads())
    yield from unreads
    if any_row and not log.hosts.is_any_seen and not unreads:
        yield Unread("file", "read to its end; no host of one's own network shows itself in it")


READER = Reader(name="zeek", sniff=sniff, read=read)
