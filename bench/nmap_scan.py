"""Writes an nmap XML scan of N hosts, shaped like a scan of a large organisation. Usage: nmap_scan.py N FILE"""

import random
import sys
from pathlib import Path

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE nmaprun>\n'
    '<nmaprun scanner="nmap" args="nmap -sV -oX scan.xml 10.0.0.0/8" start="1763640000" version="7.94" '
    'xmloutputversion="1.05">\n'
)
HTTP = (
    "nginx",
    "Apache httpd",
    "Microsoft IIS httpd",
    "lighttpd",
    "GoAhead WebServer",
    "Boa HTTPd",
    "thttpd",
)
CAMERAS = ("44:19:B6", "3C:EF:8C", "AC:CC:8E", "AC:CC:8E")
OFFICE = ("00:1B:21", "00:50:56", "D4:81:D7", "F4:CE:46")
CAMERA_SHARE = 0.04
"""Cameras among the hosts of an organisation; half of them of the two makers asked for here."""
SERVICES = ((22, "ssh", "OpenSSH"), (80, "http", None), (443, "https", None), (554, "rtsp", None),
            (445, "microsoft-ds", "Samba smbd"), (8000, "http-alt", None), (9100, "jetdirect", None))  # fmt: skip


def host(number: int, dice: random.Random) -> str:
    """Return one host element."""
    ip = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    is_camera = dice.random() < CAMERA_SHARE
    mac = f"{dice.choice(CAMERAS if is_camera else OFFICE)}:{number >> 16 & 255:02X}:{number >> 8 & 255:02X}:{number & 255:02X}"
    ports = []
    for port, name, product in dice.sample(SERVICES, dice.randint(1, 4)):
        shown = product or dice.choice(HTTP)
        script = ""
        if port == 80:
            script = f'<script id="http-title" output="Start page {number % 50}"/>'
        ports.append(
            f'<port protocol="tcp" portid="{port}"><state state="open" reason="syn-ack" reason_ttl="64"/>'
            f'<service name="{name}" product="{shown}" method="probed" conf="10"/>{script}</port>'
        )
    return (
        f'<host starttime="1763640001" endtime="1763640100"><status state="up" reason="arp-response" reason_ttl="0"/>\n'
        f'<address addr="{ip}" addrtype="ipv4"/>\n<address addr="{mac}" addrtype="mac"/>\n'
        f'<hostnames><hostname name="h{number}.example.ca" type="PTR"/></hostnames>\n'
        f'<ports><extraports state="closed" count="993"><extrareasons reason="resets" count="993"/></extraports>\n'
        f'{"".join(ports)}</ports>\n<times srtt="1200" rttvar="300" to="100000"/>\n</host>\n'
    )


def write(hosts: int, path: Path) -> None:
    """Write the scan; the same N gives the same bytes."""
    dice = random.Random(20261123)
    with path.open("w", encoding="utf-8") as out:
        out.write(HEAD)
        for number in range(hosts):
            out.write(host(number, dice))
        out.write('<runstats><finished time="1763650000" exit="success"/></runstats>\n</nmaprun>\n')


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
