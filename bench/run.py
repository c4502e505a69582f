"""Measures phaseout beside the tools people use, in one run. Usage: run.py [--quick] [PART…]

Parts: start (time of --help and of the example site), nmap (a large scan beside python-libnmap), capture (a large
capture beside tshark), ownership (closures over a million parties),
determinations (a million answers under every measure). ``--quick`` takes a hundredth of the sizes.
"""

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import capture
import determinations
import nmap_scan
import ownership
from measured import Run, best, measure

ROOT = Path(__file__).parent.parent
DATA = ROOT / "bench" / "data"
PYTHON = sys.executable
PHASEOUT = (PYTHON, "-m", "phaseout")
HOSTS = 1_000_000
CAPTURE_BYTES = 1 << 30
PARTIES = 1_000_000
DETERMINATIONS = 1_000_000

LIBNMAP = """
import sys
from libnmap.parser import NmapParser
report = NmapParser.parse_fromfile(sys.argv[1])
for host in report.hosts:
    for service in host.services:
        (host.address, host.mac, host.hostnames, service.port, service.banner, service.scripts_results)
"""
TSHARK_FIELDS = (
    "frame.number", "eth.src", "ip.src", "arp.src.hw_mac", "arp.src.proto_ipv4", "http.server", "http.www_authenticate",
    "rtsp.response", "dns.qry.name", "dhcp.option.hostname", "x509sat.printableString", "udp.dstport",
)  # fmt: skip


def start() -> None:
    """Time what a person waits for."""
    help_ = best((*PHASEOUT, "--help"), times=10)
    bare = best((PYTHON, "-c", "pass"), times=10)
    site = best((*PHASEOUT, "survey", "examples/town-hall", "--context", "examples/town-hall.toml"), times=5)
    _say("phaseout --help", help_, f"bare Python {bare.seconds * 1000:.0f} ms")
    _say("survey of the example site", site, "")


def nmap(scale: int) -> None:
    """A large scan: the whole survey, and python-libnmap only reading it."""
    hosts = HOSTS // scale
    path = DATA / f"scan-{hosts}.xml"
    if not path.exists():
        nmap_scan.write(hosts, path)
    size = path.stat().st_size / 1e6
    ours = measure((*PHASEOUT, "survey", str(path), "--role", "ca/federal-department", "-o",
                    f"jsonl={DATA}/open.jsonl", "--show", "open"))  # fmt: skip
    _say(f"survey of {hosts} hosts ({size:.0f} MB)", ours,
         f"{hosts / ours.seconds:.0f} hosts/s, {size / ours.seconds:.0f} MB/s")  # fmt: skip
    theirs = measure((PYTHON, "-c", LIBNMAP, str(path)))
    _say("python-libnmap, reading alone", theirs, f"{hosts / theirs.seconds:.0f} hosts/s")
    _ratio(ours, theirs)


def capture_(scale: int) -> None:
    """A large capture: the whole survey, and tshark printing a few fields."""
    path = DATA / f"capture-{CAPTURE_BYTES // scale}.pcap"
    if not path.exists():
        capture.write(CAPTURE_BYTES // scale, path)
    size = path.stat().st_size / 1e6
    ours = measure((*PHASEOUT, "survey", str(path), "--role", "ca/federal-department", "-o",
                    f"jsonl={DATA}/open.jsonl", "--show", "open"))  # fmt: skip
    _say(f"survey of a capture of {size:.0f} MB", ours, f"{size / ours.seconds:.0f} MB/s")
    if shutil.which("tshark") is None:
        print("tshark is not installed: nothing to compare with")
        return
    fields = [part for field in TSHARK_FIELDS for part in ("-e", field)]
    theirs = measure(("tshark", "-r", str(path), "-T", "fields", *fields))
    _say("tshark -T fields", theirs, f"{size / theirs.seconds:.0f} MB/s")
    _ratio(ours, theirs)


def ownership_(scale: int) -> None:
    """Who is reached among a million parties, by each relation test."""
    parties = PARTIES // scale
    path = DATA / f"ownership-{parties}.npz"
    if not path.exists():
        ownership.write(parties, path)
    ownership.close(parties, path)


def _say(what: str, run: Run, more: str) -> None:
    failed = "" if run.code in (0, 1, 4) else f"  FAILED with {run.code}"
    print(f"{what:<46} {run.seconds:8.2f} s  {run.peak_mb:7.0f} MB  {more}{failed}", flush=True)


def _ratio(ours: Run, theirs: Run) -> None:
    print(
        f"  → {theirs.seconds / ours.seconds:.1f} times as fast, {theirs.peak_mb / ours.peak_mb:.1f} times less memory"
    )


def main(arguments: list[str]) -> None:
    """Run the parts asked for, all by default."""
    scale = 100 if "--quick" in arguments else 1
    parts = [argument for argument in arguments if not argument.startswith("-")] or [
        "start",
        "nmap",
        "capture",
        "ownership",
        "determinations",
    ]
    DATA.mkdir(exist_ok=True)
    if "start" in parts:
        start()
    if "nmap" in parts:
        nmap(scale)
    if "capture" in parts:
        capture_(scale)
    if "determinations" in parts:
        determinations.main(DETERMINATIONS // scale)
    if "ownership" in parts:
        ownership_(scale)


if __name__ == "__main__":
    main(sys.argv[1:])
