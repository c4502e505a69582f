"""Writes N observation lines, shaped like what a large organisation's looks collect. Usage: observation_lines.py N FILE

Eight lines an asset. Names and addresses never repeat, greetings and titles do, as networks have them: most
servers run one of some thousand builds, and cameras come in a few hundred models.
"""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

LINES_AN_ASSET = 8
CAMERA_SHARE = 0.05
CAMERAS = (
    ("44:19:B6", "App-webs/", "DS-2CD2386G2-I", "Hikvision"),
    ("3C:EF:8C", "Dahua Rtsp Server", "IPC-HFW5442E-ZE", "Dahua"),
    ("00:18:AE", "uc-httpd 1.0.0", "TD-9421S2", "TVT"),
    ("AC:CC:8E", "Apache", "P3245-LV", "AXIS"),
)
OFFICE = ("00:1B:21", "00:50:56", "D4:81:D7", "F4:CE:46", "3C:52:82")
SERVERS = (
    "nginx",
    "Apache",
    "Microsoft-IIS",
    "lighttpd",
    "GoAhead-Webs",
    "Boa",
    "thttpd",
    "Jetty",
    "uvicorn",
)


def lines(count: int) -> Iterator[str]:
    """Yield the lines; the same count gives the same text."""
    dice = random.Random(20261126)
    for number in range(-(-count // LINES_AN_ASSET)):
        yield from _asset(number, dice)


def _asset(number: int, dice: random.Random) -> Iterator[str]:
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    tail = f"{number >> 16 & 255:02X}:{number >> 8 & 255:02X}:{number & 255:02X}"
    if dice.random() < CAMERA_SHARE:
        block, server, model, _ = dice.choice(CAMERAS)
        title, name = dice.choice(("login", "WEB SERVICE", "index")), f"cam-{number}"
    else:
        block, model = dice.choice(OFFICE), f"PRN-{dice.randrange(400)}"
        server = f"{dice.choice(SERVERS)}/{dice.randrange(4)}.{dice.randrange(30)}.{dice.randrange(20)}"
        title, name = f"Start page {dice.randrange(5000)}", f"h{number}"
    for trait, value in (
        ("ip", address),
        ("mac", f"{block}:{tail}"),
        ("hostname", f"{name}.example.ca"),
        ("port.tcp", str(dice.choice((80, 443, 554, 8000, 9100)))),
        ("http.server", server),
        ("http.title", title),
        ("snmp.sysdescr", f"{model} firmware {dice.randrange(9)}.{dice.randrange(40)}"),
        ("ssh.banner", f"SSH-2.0-OpenSSH_{dice.randrange(6, 10)}.{dice.randrange(10)}p1"),
    ):
        yield json.dumps({"asset": f"a{number}", "trait": trait, "value": value}) + "\n"


def write(count: int, path: Path) -> None:
    """Write the lines to a file."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(lines(count))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
