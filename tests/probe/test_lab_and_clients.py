"""Do client libraries that nobody here wrote find the devices of the laboratory, on a network of their own?"""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from phaseout.lab import Town, personas_of
from phaseout.lab.namespaces import can_lay

pytestmark = pytest.mark.skipif(not can_lay(), reason="only root can make network namespaces")
CLIENTS = Path(__file__).with_name("independent_clients.py")
ASKER = "10.77.0.254"


@pytest.fixture(scope="module")
def town():
    with Town(personas_of()).in_namespaces() as opened:
        yield opened


def found(town, way, many):
    command = [*town.from_asker, sys.executable, str(CLIENTS), way, ASKER, str(many)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return json.loads(done.stdout)


def spoken_at(town, name):
    return {at for at, one in town.personas.items() if any(type(s).__name__ == name for s in one.speeches)}


@pytest.mark.skipif(find_spec("wsdiscovery") is None, reason="WSDiscovery is not installed")
def test_ws_discovery_finds_every_onvif_device_with_its_scopes(town):
    speakers = spoken_at(town, "Onvif")
    scopes = found(town, "ws-discovery", len(speakers))
    assert {place.split("/")[2] for place in scopes} == speakers
    told = scopes[f"http://{town.addresses['cube-wifi']}/onvif/device_service"]
    assert "onvif://www.onvif.org/hardware/DS-2CD2443G0-IW" in told
    assert "onvif://www.onvif.org/name/HIKVISION DS-2CD2443G0-IW" in told  # decoded by the library


@pytest.mark.skipif(find_spec("zeroconf") is None, reason="zeroconf is not installed")
def test_zeroconf_finds_the_services_with_their_texts(town):
    assert found(town, "mdns", 2) == {
        "AXIS P3245-V - ACCC8E730101._axis-video._tcp.local.": [
            [town.addresses["axis-camera"]], 80, "axis-accc8e730101.local.", {"macaddress": "ACCC8E730101"},
        ],
        "Office printer._ipp._tcp.local.": [
            [town.addresses["printer"]], 631, "office-printer.local.", {"ty": "Office printer", "product": "(Laser 5)"},
        ],
    }  # fmt: skip


@pytest.mark.skipif(find_spec("async_upnp_client") is None, reason="async-upnp-client is not installed")
def test_a_upnp_client_finds_the_devices_and_reads_their_descriptions(town):
    speakers = spoken_at(town, "Upnp")
    devices = found(town, "ssdp", len(speakers))
    assert {place.split("/")[2].partition(":")[0] for place in devices} == speakers
    embedded = "urn:schemas-upnp-org:device:EmbeddedNetDevice:1"
    tvt = devices[f"http://{town.addresses['tvt-camera']}:80/upnpdevicedesc.xml"]
    assert tvt == ["TVT Digital Technology", "TD-9544S3", "N2A01B072003", embedded]
    hikvision = devices[f"http://{town.addresses['old-dome-open']}:80/upnpdevicedesc.xml"]
    assert hikvision[0] == "Hikvision"
    assert hikvision[3] == embedded  # the same as the other maker's


def test_each_device_answers_with_its_own_hardware_address_and_for_its_own_alone(town):
    sees = (
        "import socket, sys\n"
        "for address in sys.argv[1:]:\n"
        "    asker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        "    asker.settimeout(60)\n"
        "    asker.sendto(b'<Probe><Types>inquiry</Types></Probe>', (address, 37020))\n"
        "    asker.recvfrom(65535)\n"
    )
    askers = [
        at for at, one in town.personas.items() if one.name in {"turret-strobe", "prama-dome", "recorder-32"}
    ]
    subprocess.run([*town.from_asker, sys.executable, "-c", sees, *askers], timeout=60, check=True)
    shown = subprocess.run(
        [*town.from_asker, "ip", "-json", "neigh"], capture_output=True, timeout=60, check=True
    )
    seen = {one["dst"]: one.get("lladdr") for one in json.loads(shown.stdout)}
    assert {at: seen[at] for at in askers} == {at: town.personas[at].mac for at in askers}


def test_nothing_of_the_network_is_left_and_none_of_it_reached_this_machine(town):
    with Town(personas_of("impostors")).in_namespaces("10.78.0.0/24") as other:
        assert other.asker in _namespaces()
        assert (
            "10.78.0" not in subprocess.run(["ip", "addr"], capture_output=True, text=True, check=True).stdout
        )
    assert other.asker not in _namespaces()
    assert town.asker in _namespaces()


def test_what_a_killed_process_left_is_cleared_away_and_nothing_else(town):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, others = f"phaseout-street-{ended.pid}-1", f"phaseout-of-somebody-{ended.pid}"
    for name in (left, others):
        subprocess.run(["ip", "netns", "add", name], check=True)
    try:
        with Town(personas_of("impostors")).in_namespaces("10.78.0.0/24"):
            assert left not in _namespaces()
            assert {others, town.asker} <= set(_namespaces().split())
    finally:
        subprocess.run(["ip", "netns", "del", others], check=True)


def _namespaces():
    return subprocess.run(["ip", "netns"], capture_output=True, text=True, check=True).stdout
