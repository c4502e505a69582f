"""How long does a sweep of a /16 take, and does its memory stay flat?

Usage: sweep.py [--in-all RATE] [--prefix LENGTH]

Devices of the laboratory stand on every 32nd address of a network on loopback (2,000 of a /16), and all of its addresses are
asked. The same is done before with a network of a sixteenth, so that what memory grows by shows.
"""

import argparse
import json
import tempfile
from ipaddress import IPv4Network
from pathlib import Path

from measured import measure
from town import PHASEOUT, scope

from phaseout.lab import Town
from phaseout.lab.census import many

APART = 32
FIRST = "127.112.0.0"
IN_ALL = 10_000
"""Packets a second: what a scope may allow at most."""
PART = 4
"""Bits by which the smaller network is smaller."""


def swept(prefix: int, in_all: int, folder: Path) -> None:
    """Stand the devices, sweep the network, and print what came of it."""
    network = IPv4Network(f"{FIRST}/{prefix}")
    devices = min(2_000, network.num_addresses // APART - 1)
    signed, key = scope(str(network), in_all)
    (folder / "scope").write_bytes(signed)
    lines = folder / f"{prefix}.jsonl"
    with Town(many(devices)).on_loopback(str(network), apart=APART) as town:
        run = measure([*PHASEOUT, "probe", str(network), "--scope", str(folder / "scope"), "--key", key,
                       "-o", str(lines), "--quiet"])  # fmt: skip
        tried = len(town.authorizations)
        there = set(town.truth)
    with lines.open(encoding="utf-8") as file:
        found = {json.loads(line).get("asset") for line in file} & there
    with Path(f"{lines}.packets").open(encoding="utf-8") as file:
        sent = sum(json.loads(line)["kind"] == "out" for line in file)
    print(
        f"/{prefix}: {network.num_addresses - 2:,} addresses, {len(found):,} of {devices:,} devices found, {run.seconds:.0f} s "
        f"({run.processor:.0f} s of the processor), {sent:,} packets, {sent / run.seconds:,.0f} a second of {in_all:,} allowed, "
        f"{run.peak_mb:.0f} MB, {tried} attempts to sign in",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--in-all", type=int, default=IN_ALL, help="packets a second")
    parser.add_argument("--prefix", type=int, default=16)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for prefix in (arguments.prefix + PART, arguments.prefix):
            swept(prefix, arguments.in_all, Path(folder))


if __name__ == "__main__":
    main()
