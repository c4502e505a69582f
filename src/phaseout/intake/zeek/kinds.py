"""What does a row of each kind of log show, and of which of its hosts?

What a server says belongs to the responder, what is asked for to the originator, what a client tells
a DHCP server to the interface it came from.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from phaseout.intake.hardware_address import canonical_address, is_of_one_interface
from phaseout.intake.scan.json_value import port_of
from phaseout.intake.user_agent import own_agent
from phaseout.intake.zeek.certificates import Certificates
from phaseout.intake.zeek.hosts import Hosts
from phaseout.intake.zeek.lines import Row
from phaseout.intake.zeek.questions import Questions


class Log:
    """All that is kept while a file is read."""

    def __init__(self) -> None:
        self.hosts = Hosts()
        self.questions = Questions()
        self.certificates = Certificates()


Hearing = Callable[[Row, Log], None]

_ENDS = ("ts", "id.orig_h", "id.resp_h", "id.resp_p")
# the three-way handshake was completed: S1 to RSTR in the words of Zeek
_ESTABLISHED = frozenset(("S1", "S2", "S3", "SF", "RSTO", "RSTR"))
_LAST_WELL_KNOWN = 1023
_SOFTWARE = MappingProxyType(
    {
        "HTTP::SERVER": "http.server",
        "HTTP::APPSERVER": "http.server",
        "SSH::SERVER": "ssh.banner",
        "FTP::SERVER": "ftp.banner",
        "SMTP::MAIL_SERVER": "smtp.banner",
        "DHCP::CLIENT": "dhcp.vendor-class",
    }
)
_HIDDEN = frozenset(("<hidden>", "-"))


def _port(row: Row, name: str = "id.resp_p") -> int | None:
    return port_of(row.fields.get(name))


def _open_port(row: Row, log: Log, transport: str = "tcp") -> None:
    """Enter that the responder's port is open, since it answered there."""
    port = _port(row)
    if port and transport in {"tcp", "udp"}:
        log.hosts.see(row, row.fields.get("id.resp_h", ""), f"port.{transport}", str(port), port)


def _conn(row: Row, log: Log) -> None:
    get = row.fields.get
    for end, local in (("id.orig_h", "local_orig"), ("id.resp_h", "local_resp")):
        if get(local) == "T":
            log.hosts.declare(get(end, ""))
    state, protocol, port = get("conn_state"), get("proto"), _port(row) or 0
    if state not in _ESTABLISHED:
        return
    log.hosts.see(row, get("id.orig_h", ""), "ip", get("id.orig_h", ""))
    if protocol == "tcp":
        _open_port(row, log)
    elif protocol == "udp" and (get("service") or port <= _LAST_WELL_KNOWN):
        # media run over UDP between ports of every number, which are open to nobody
        _open_port(row, log, "udp")
    else:
        log.hosts.see(row, get("id.resp_h", ""), "ip", get("id.resp_h", ""))


def _http(row: Row, log: Log) -> None:
    get = row.fields.get
    if (get("password") or "-") not in _HIDDEN:
        log.hosts.drop(row, "field password of the log http")
    if get("status_code"):
        _open_port(row, log)
    log.hosts.see(row, get("id.orig_h", ""), "http.user-agent", own_agent(get("user_agent", "")))
    for name in (
        "server",
        "server_header",
        "resp_server",
    ):  # scripts of sites that log it; Zeek itself does not
        log.hosts.see(row, get("id.resp_h", ""), "http.server", get(name, ""), _port(row))


def _ssl(row: Row, log: Log) -> None:
    get = row.fields.get
    client, server = get("id.orig_h", ""), get("id.resp_h", "")
    if get("established") != "F" or get("cipher"):
        _open_port(row, log)
    if (asked := get("server_name", "")) and log.hosts.is_local(client):
        log.questions.ask(row, client, asked)
    for host, subject, issuer, port in (
        (server, get("subject", ""), get("issuer", ""), _port(row)),
        (client, get("client_subject", ""), get("client_issuer", ""), None),
    ):
        log.hosts.see(row, host, "tls.subject", subject, port)
        log.hosts.see(row, host, "tls.issuer", issuer, port)
    shown = get("cert_chain_fps") or get("cert_chain_fuids") or ""
    if shown and log.hosts.is_local(server) and not get("subject"):
        log.certificates.show(row, shown.partition(",")[0], server, _port(row))


def _x509(row: Row, log: Log) -> None:
    get = row.fields.get
    subject, issuer = get("certificate.subject", ""), get("certificate.issuer", "")
    for name in (get("fingerprint"), get("id")):
        if name:
            log.certificates.know(row, name, subject, issuer)


def _known_cert(row: Row, log: Log) -> None:
    get = row.fields.get
    for name, trait in (("subject", "tls.subject"), ("issuer_subject", "tls.issuer")):
        log.hosts.see(row, get("host", ""), trait, get(name, ""), _port(row, "port_num"))


def _dns(row: Row, log: Log) -> None:
    get = row.fields.get
    port = _port(row)
    if port not in {53, None}:  # names that are called out to the neighbours are no questions to a server
        return
    if get("rcode") or get("answers"):
        log.questions.serves(get("id.resp_h", ""))
        _open_port(row, log, get("proto", "udp"))
    client = get("id.orig_h", "")
    if log.hosts.is_local(client):
        log.questions.ask(row, client, get("query", ""))


def _dhcp(row: Row, log: Log) -> None:
    get = row.fields.get
    mac = canonical_address(get("mac") or get("client_chaddr") or "")
    if mac is None or not is_of_one_interface(mac):
        if get("mac"):
            log.hosts.note(row, "a hardware address that is none")
        return
    address = next(
        (get(name, "") for name in ("assigned_addr", "assigned_ip", "client_addr") if get(name)), ""
    )
    if log.hosts.is_local(address):
        log.hosts.see_interface(row, mac, "ip", address)
    log.hosts.see_interface(row, mac, "dhcp.hostname", get("host_name", ""))
    log.hosts.see_interface(row, mac, "hostname", get("client_fqdn", ""))
    log.hosts.see_interface(
        row, mac, "dhcp.vendor-class", get("client_software") or get("fp_vendor_class") or ""
    )
    if not address:
        log.hosts.see_interface(row, mac, "mac", mac)


def _known_device(row: Row, log: Log) -> None:
    get = row.fields.get
    mac = canonical_address(get("mac", ""))
    if mac is None or not is_of_one_interface(mac):
        log.hosts.note(row, "a hardware address that is none")
        return
    log.hosts.see_interface(row, mac, "mac", mac)
    log.hosts.see_interface(row, mac, "dhcp.hostname", get("dhcp_host_name", ""))
    if log.hosts.is_local(get("host_ip", "")):
        log.hosts.see_interface(row, mac, "ip", get("host_ip", ""))


def _known_host(row: Row, log: Log) -> None:
    # Zeek lists hosts here only if they are local (or its settings say otherwise)
    log.hosts.see(row, row.fields.get("host", ""), "ip", row.fields.get("host", ""))


def _known_service(row: Row, log: Log) -> None:
    get = row.fields.get
    port = _port(row, "port_num")
    if port and (protocol := get("port_proto", "tcp")) in {"tcp", "udp"}:
        log.hosts.see(row, get("host", ""), f"port.{protocol}", str(port), port)


def _software(row: Row, log: Log) -> None:
    get = row.fields.get
    if trait := _SOFTWARE.get(get("software_type", "").upper()):
        log.hosts.see(row, get("host", ""), trait, get("unparsed_version", ""), _port(row, "host_p"))


def _ssh(row: Row, log: Log) -> None:
    log.hosts.see(
        row, row.fields.get("id.resp_h", ""), "ssh.banner", row.fields.get("server", ""), _port(row)
    )
    if row.fields.get("server"):
        _open_port(row, log)


def _snmp(row: Row, log: Log) -> None:
    get = row.fields.get
    if get("community"):
        log.hosts.drop(row, "field community of the log snmp")
    log.hosts.see(row, get("id.resp_h", ""), "snmp.sysdescr", get("display_string", ""), _port(row))


def _sip(row: Row, log: Log) -> None:
    # the field holds what the caller's telephone or door station says of itself
    get = row.fields.get
    log.hosts.see(row, get("id.orig_h", ""), "sip.server", get("user_agent", ""), _port(row, "id.orig_p"))


def _ftp(row: Row, log: Log) -> None:
    if (row.fields.get("password") or "-") not in _HIDDEN:
        log.hosts.drop(row, "field password of the log ftp")
    if row.fields.get("reply_code"):
        _open_port(row, log)


class Kind:
    """A kind of log: the fields that are read and who hears them."""

    def __init__(self, hearing: Hearing, *fields: str) -> None:
        self.hear = hearing
        self.fields = fields


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "conn": Kind(_conn, *_ENDS, "proto", "service", "conn_state", "local_orig", "local_resp"),
        "http": Kind(
            _http,
            *(*_ENDS, "status_code", "user_agent", "password", "server", "server_header", "resp_server"),
        ),
        "ssl": Kind(
            _ssl,
            *(*_ENDS, "server_name", "established", "cipher", "subject", "issuer", "client_subject"),
            *("client_issuer", "cert_chain_fps", "cert_chain_fuids"),
        ),
        "x509": Kind(_x509, "ts", "id", "fingerprint", "certificate.subject", "certificate.issuer"),
        "dns": Kind(_dns, *_ENDS, "proto", "query", "rcode", "answers"),
        "dhcp": Kind(
            _dhcp,
            *("ts", "mac", "client_chaddr", "client_addr", "assigned_addr", "assigned_ip", "host_name"),
            *("client_fqdn", "client_software", "fp_vendor_class"),
        ),
        "known_devices": Kind(_known_device, "ts", "mac", "dhcp_host_name", "host_ip"),
        "known_hosts": Kind(_known_host, "ts", "host"),
        "known_services": Kind(_known_service, "ts", "host", "port_num", "port_proto"),
        "known_certs": Kind(_known_cert, "ts", "host", "port_num", "subject", "issuer_subject"),
        "software": Kind(_software, "ts", "host", "host_p", "software_type", "unparsed_version"),
        "ssh": Kind(_ssh, *_ENDS, "server"),
        "snmp": Kind(_snmp, *_ENDS, "community", "display_string"),
        "sip": Kind(_sip, *_ENDS, "id.orig_p", "user_agent"),
        "ftp": Kind(_ftp, *_ENDS, "password", "reply_code"),
    }
)
"""The logs that tell of equipment, by their names."""
