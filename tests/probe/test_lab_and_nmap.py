"""Does nmap, which nobody here wrote, recognise the devices that its own probes cover?"""

import os
import shutil
import subprocess
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from phaseout.lab import Town, personas_of
from phaseout.lab.house import House

pytestmark = pytest.mark.skipif(
    shutil.which("nmap") is None or os.geteuid() != 0,
    reason="Debian's nmap, and the real ports, which root opens",
)

RECOGNISED = {
    # persona: port, what nmap calls it
    ("dome-2021", 80): "Hikvision IP camera httpd",
    ("dome-2021", 8000): "Hikvision IPCam control port",
    ("recorder-poe", 80): "Hikvision Network Video Recorder http admin",
    ("recorder-poe", 554): "Hikvision DVR rtspd",
    ("recorder-16-redirecting", 80): "Hikvision DVR web UI",
    ("old-factory-address", 80): "Hikvision DVR httpd",
    ("without-model", 80): "Hikvision DVR web UI",
    ("old-dome-open", 554): "Hikvision DVR rtspd",
    ("turret", 80): "Dahua webcam httpd",
    ("bullet-basic", 80): "Dahua webcam httpd",
    ("bullet-basic", 554): "Dahua IP camera rtspd",
    ("xiongmai-recorder", 80): "uc-httpd",
    ("goahead-router", 80): "GoAhead WebServer",
    ("web-server", 80): "nginx",
    ("web-server", 22): "OpenSSH",
}


def _with_those_ports():
    """The personas with what is recognised of them: nmap takes a minute to give a port up."""
    for one in personas_of():
        wanted = {port for name, port in RECOGNISED if name == one.name}
        kept = [
            speech
            for speech in one.speeches
            if wanted & House.of(replace(one, speeches=(speech,)), "::").desks.keys()
        ]
        if wanted:
            yield replace(one, speeches=tuple(kept))


@pytest.fixture(scope="module")
def seen():
    """What nmap says of each port, by persona and port."""
    names = {name for name, _ in RECOGNISED}
    with Town(_with_those_ports()).on_loopback(f"127.{64 + os.getpid() % 128}.5.0/24") as town:
        ports = ",".join(sorted({str(port) for _, port in RECOGNISED}))
        addresses = [town.addresses[name] for name in names]
        done = subprocess.run(
            ["nmap", "-n", "-Pn", "-sV", "-T4", "--max-retries", "1", "--script-timeout", "2s", "-p", ports, "-oX", "-", *addresses],
            capture_output=True, text=True, timeout=300, check=True,
        )  # fmt: skip
        by_address = {address: name for name, address in town.addresses.items()}
    found = {}
    for host in ElementTree.fromstring(done.stdout).iter("host"):
        name = by_address[host.find("address").get("addr")]
        for port in host.iter("port"):
            service = port.find("service")
            found[name, int(port.get("portid"))] = service.get("product", "") if service is not None else ""
    return found


@pytest.mark.parametrize("at", RECOGNISED, ids=str)
def test_nmap_recognises_what_its_probes_cover(seen, at):
    assert seen[at] == RECOGNISED[at]
