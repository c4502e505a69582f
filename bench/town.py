"""How soon, and how well, is a town of emulated devices identified: by probe and survey, and by nmap -sV?

Usage: town.py [--hosts N] [--in-all RATE] [--only probe|nmap] [--loopback]

The same hosts and the same TCP ports for both. In network namespaces, where each device has a hardware address
(needs root), or on loopback. A host is found if anything is said of it, and right if its maker is the stated one;
one that no maker of the register made is right if none is named with more than a suggestion. nmap is counted twice:
by the maker's name in its own words, and by what survey makes of its report.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from measured import Run, measure

from phaseout.lab import OpenTown, Town, Truth
from phaseout.lab.census import TOWN, doors, town_of
from phaseout.lab.house import House
from phaseout.ledger.key import SigningKey
from phaseout.ledger.note import Note

PHASEOUT = (sys.executable, "-m", "phaseout")
NETWORKS = {False: "10.77.0.0/23", True: "127.76.0.0/23"}
PER_HOST, IN_ALL = 20, 200
SURE = frozenset(("conclusive", "strong"))


def scope(network: str, in_all: int) -> tuple[bytes, str]:
    """Return a signed scope for the network, and the public key."""
    now, key = datetime.now(tz=UTC), SigningKey.generate("bench")
    text = (
        f'[scope]\nid = "bench"\nowner = "bench"\napprover = "bench"\n'
        f"made = {now.isoformat(timespec='seconds')}\n"
        f"expires = {(now + timedelta(hours=2)).isoformat(timespec='seconds')}\n\n"
        f"[rate]\nper-host = {PER_HOST}\nin-all = {in_all}\n\n"
        f'[[range]]\nnetwork = "{network}"\nsite = "town"\n'
    )
    return bytes(Note(text=text, signatures=()).signed(key)), str(key.verifier)


def probed(town: OpenTown, folder: Path, network: str, in_all: int) -> tuple[Run, Path]:
    """Probe the town's own addresses."""
    signed, key = scope(network, in_all)
    (folder / "scope").write_bytes(signed)
    lines = folder / "probe.jsonl"
    command = [*town.from_asker, *PHASEOUT, "probe", *town.personas, "--scope", str(folder / "scope"), "--key", key,
               "-o", str(lines), "--quiet"]  # fmt: skip
    return measure(command), lines


def scanned(town: OpenTown, folder: Path) -> tuple[Run, Path]:
    """Scan the TCP ports that any device of the town opens."""
    ports = ",".join(
        str(port) for transport, port in doors(list(town.personas.values())) if transport == "tcp"
    )
    report = folder / "nmap.xml"
    command = [*town.from_asker, "nmap", "-n", "-Pn", "-sV", "-p", ports, "-oX", str(report), *town.personas]
    return measure(command), report


def surveyed(source: Path, folder: Path) -> tuple[Run, list[dict[str, Any]]]:
    """Survey a file and return the assets of the document."""
    document = folder / f"{source.name}.json"
    run = measure([*PHASEOUT, "survey", str(source), "-o", f"json={document}", "--quiet"])
    return run, json.loads(document.read_bytes())["assets"]


def by_address(assets: Sequence[dict[str, Any]], addresses: Mapping[str, Truth]) -> dict[str, dict[str, Any]]:
    """Return the assets by each of their addresses."""
    return {
        key: asset for asset in assets for keys in asset["keys"].values() for key in keys if key in addresses
    }  # fmt: skip


def is_right(truth: Truth, asset: Mapping[str, Any]) -> bool:
    """Whether what is said of the maker is true, and no more than true."""
    said = asset["identification"]["maker"]
    if truth.maker is None:
        return said["grade"] not in SURE
    return bool(said["value"] == truth.maker)


def counted(assets: Sequence[dict[str, Any]], town: OpenTown) -> str:
    """Return how many hosts are found, and how many of them rightly."""
    found = by_address(assets, {at: town.truth[at] for at in there(town)})
    right = [at for at, asset in found.items() if is_right(town.truth[at], asset)]
    named = [at for at in right if town.truth[at].maker is not None]
    wrong = sorted({town.personas[at].name for at in found.keys() - set(right)})
    missing = sorted({town.personas[at].name for at in there(town) - found.keys()})
    makers = sum(truth.maker is not None for truth in town.truth.values())
    return (
        f"found {len(found)} of {len(there(town))}, right {len(right)}, makers named {len(named)} of {makers}"
        f"{'; wrong: ' + ', '.join(wrong[:20]) if wrong else ''}{'; not found: ' + ', '.join(missing[:20]) if missing else ''}"
    )


def there(town: OpenTown) -> set[str]:
    """Return the addresses of those that open a port at all."""
    houses = {at: House.of(persona, at) for at, persona in town.personas.items()}
    return {at for at, house in houses.items() if house.ears or house.desks}


def in_its_own_words(report: Path, town: OpenTown) -> str:
    """Return what nmap itself says: hosts with an open port, and those whose maker's name it says.

    By the services, which it has on any network, and by the blocks of hardware addresses, which it has on this one.
    """
    found, by_service, by_block = set(), set(), set()
    for host in ElementTree.parse(report).getroot().iter("host"):
        at = next(one.get("addr", "") for one in host.iter("address") if one.get("addrtype") == "ipv4")
        services = " ".join(" ".join(one.attrib.values()) for one in host.iter("service"))
        block = " ".join(one.get("vendor", "") for one in host.iter("address"))
        if any(state.get("state") == "open" for state in host.iter("state")):
            found.add(at)
        maker = (town.truth[at].maker or "\0").split("-")[0]
        by_service |= {at} if maker in services.lower() else set()
        by_block |= {at} if maker in block.lower() else set()
    makers = sum(truth.maker is not None for truth in town.truth.values())
    return (
        f"found {len(found)} of {len(there(town))}, makers named {len(by_service)} of {makers} by services, "
        f"{len(by_service | by_block)} with hardware addresses"
    )


def told(what: str, run: Run, outcome: str) -> None:
    print(f"{what:28} {run.seconds:7.1f} s {run.peak_mb:6.0f} MB  {outcome}", flush=True)


def compare(town: OpenTown, folder: Path, network: str, arguments: argparse.Namespace) -> None:
    """Print a line for each of the two, and for each survey."""
    if arguments.only != "nmap":
        run, lines = probed(town, folder, network, arguments.in_all)
        told(
            "probe",
            run,
            f"{len(lines.read_bytes().splitlines())} lines, {len(town.authorizations)} attempts to sign in",
        )
        run, assets = surveyed(lines, folder)
        told("survey of it", run, counted(assets, town))
    if arguments.only != "probe":
        run, report = scanned(town, folder)
        told("nmap -sV", run, in_its_own_words(report, town))
        if town.asker is None:  # to a survey an address of 127.0.0.0/8 is nobody's
            return
        run, assets = surveyed(report, folder)
        told("survey of it", run, counted(assets, town))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hosts", type=int, default=TOWN)
    parser.add_argument("--in-all", type=int, default=IN_ALL, help="packets a second of the probe")
    parser.add_argument("--only", choices=("probe", "nmap"))
    parser.add_argument("--loopback", action="store_true")
    arguments = parser.parse_args()
    network = NETWORKS[arguments.loopback]
    town = Town(town_of(arguments.hosts))
    standing = town.on_loopback(network) if arguments.loopback else town.in_namespaces(network)
    with tempfile.TemporaryDirectory() as folder, standing as opened:
        print(f"{arguments.hosts} hosts {'on loopback' if arguments.loopback else 'in network namespaces'}")
        compare(opened, Path(folder), network, arguments)


if __name__ == "__main__":
    main()
