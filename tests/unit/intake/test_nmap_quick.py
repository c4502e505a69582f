"""Whether the quick way to read a host says what the careful way says."""

from xml.sax.saxutils import quoteattr

from hypothesis import given
from hypothesis import strategies as st

from phaseout.intake.nmap_host import host_readings
from phaseout.intake.nmap_port import PortMemory
from phaseout.intake.nmap_quick import quick_readings

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
NAMES = st.from_regex(r"[a-z0-9-]{1,8}(\.example)?", fullmatch=True) | TEXT
STATUS = st.builds(
    lambda state, reason: f'<status state="{state}" reason="{reason}" reason_ttl="64"/>\n',
    st.sampled_from(["up", "down"]),
    st.sampled_from(["syn-ack", "user-set", "no-response"]),
)
ADDRESS = st.sampled_from(["10.20.0.17", "2001:db8::17"]).map(
    lambda ip: f'<address addr="{ip}" addrtype="{"ipv6" if ":" in ip else "ipv4"}"/>\n'
)
MAC = TEXT.map(
    lambda vendor: f'<address addr="44:19:B6:00:00:01" addrtype="mac" vendor={quoteattr(vendor)}/>\n'
)
HOSTNAMES = st.lists(NAMES, max_size=3).map(
    lambda names: (
        "<hostnames>\n"
        + "".join(f'<hostname name={quoteattr(name)} type="PTR"/>\n' for name in names)
        + "</hostnames>\n"
    )
)
SCRIPT = st.builds(
    lambda name, output: f"<script id={quoteattr(name)} output={quoteattr(output)}/>",
    st.sampled_from(["http-title", "http-server-header", "banner", "snmp-brute", "nbstat"]),
    TEXT,
)
PORT = st.builds(
    lambda number, state, product, scripts: (
        f'<port protocol="tcp" portid="{number}"><state state="{state}" reason="syn-ack" reason_ttl="64"/>'
        f'<service name="http" product={quoteattr(product)} method="probed"/>{"".join(scripts)}</port>\n'
    ),
    st.integers(min_value=1, max_value=70_000),
    st.sampled_from(["open", "closed", "open|filtered"]),
    TEXT,
    st.lists(SCRIPT, max_size=2),
)
EXTRA = st.sampled_from(
    [
        "",
        '<extraports state="closed" count="9">\n<extrareasons reason="reset" count="9"/>\n</extraports>\n',
        "<!-- <port protocol='tcp'> -->",
    ]
)
PORTS = st.builds(
    lambda extra, ports: f"<ports>{extra}{''.join(ports)}</ports>\n", EXTRA, st.lists(PORT, max_size=4)
)
REST = st.lists(
    st.sampled_from(
        [
            '<os><osmatch name="Hikvision NVR" accuracy="96" line="1"/></os>\n',
            '<hostscript><script id="nbstat" output="NetBIOS MAC: 44:19:b6:0a:00:01"/></hostscript>\n',
            '<trace>\n<hop ttl="1" ipaddr="10.0.0.1" host="gw"/>\n</trace>\n',
            '<times srtt="512" rttvar="1024" to="100000"/>\n',
            '<address addr="10.9.9.9" addrtype="ipv4"/>\n',
        ]
    ),
    max_size=3,
).map("".join)
OPENING = st.sampled_from(
    ['<host starttime="1795096931" endtime="1795096951">', "<host>", '<host endtime="9" comment="x">']
)
HOST = st.tuples(
    OPENING,
    st.just("") | STATUS,
    ADDRESS,
    st.just("") | MAC,
    st.just("") | HOSTNAMES,
    st.just("") | PORTS,
    REST,
).map("".join)


@given(st.lists(HOST, min_size=1, max_size=4))
def test_the_quick_way_and_the_careful_way_say_the_same(hosts: list[str]) -> None:
    memory = PortMemory(most=3, longest=400)
    for number, text in enumerate(hosts, start=1):
        written = text.encode()
        quick = quick_readings(written, number, memory)
        assert quick is None or quick == host_readings(written, number)


def test_the_usual_host_goes_the_quick_way() -> None:
    written = (
        b'\n<host starttime="1795096931" endtime="1795096951">'
        b'<status state="up" reason="arp-response" reason_ttl="0"/>\n'
        b'<address addr="10.20.0.17" addrtype="ipv4"/>\n'
        b'<address addr="44:19:B6:00:00:01" addrtype="mac" vendor="Hangzhou Hikvision Digital Technology"/>\n'
        b'<hostnames>\n<hostname name="cam-17.city.example" type="PTR"/>\n</hostnames>\n'
        b'<ports><extraports state="closed" count="9">\n<extrareasons count="9"/>\n</extraports>\n'
        b'<port protocol="tcp" portid="80"><state state="open" reason="syn-ack" reason_ttl="64"/></port>\n'
        b'</ports>\n<times srtt="512" rttvar="1024" to="100000"/>\n'
    )
    readings = quick_readings(written, 1, PortMemory())
    assert readings is not None
    assert len(readings) == 4
    assert readings == host_readings(written, 1)
