"""Measures phaseout beside the tools people use, in one run."""

import argparse
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import capture
import determinations
import interchanges
import nmap_scan
import observation_lines
from measured import Run, best, measure

ROOT = Path(__file__).parent.parent
DATA = ROOT / "bench" / "data"
PYTHON = sys.executable
PHASEOUT = (PYTHON, "-m", "phaseout")
HOSTS = 1_000_000
CAPTURE_BYTES = 1 << 30
PARTIES = 1_000_000
DETERMINATIONS = 1_000_000
LINES = 10_000_000
INTERCHANGE_BYTES = 2_000_000_000
ORDER_LINES = 1_000_000
SCREENED = 1_000_000
SCREENED_LINES = int(os.environ.get("SCREENED_LINES", "4000000"))
"""Lines of the tables that are screened by whole runs; the largest that was measured is 100,000,000."""
SPARK_LINES = 4_000_000
SUPPLIERS = 100_000
LEAVES = 1_000_000
RECOG = Path(os.environ.get("RECOG", DATA / "recog"))
"""A copy of the folder ``xml`` of Rapid7's Recog, to compare with."""

LIBNMAP = """
import sys
from libnmap.parser import NmapParser
report = NmapParser.parse_fromfile(sys.argv[1])
for host in report.hosts:
    for service in host.services:
        (host.address, host.mac, host.hostnames, service.port, service.banner, service.scripts_results)
"""
IDENTIFY = """
import sys
from phaseout.identify.identification import Identifier
from phaseout.intake import READERS
from phaseout.register.query import Register
from phaseout.survey.gathering import Gatherer
from phaseout.knowledge import rules_of
from phaseout.survey.looking import Looks
from phaseout.survey.sites import Sites
gathered = Gatherer(Sites(()), READERS, lambda *_: None).gather(sys.argv[1:])
looks = Looks(gathered, Identifier(rules_of(Register.open())))
print(sum(one.identification.maker.value is not None for one in looks.each()))
"""
TSHARK_FIELDS = (
    "frame.number", "eth.src", "ip.src", "arp.src.hw_mac", "arp.src.proto_ipv4", "http.server", "http.www_authenticate",
    "rtsp.response", "dns.qry.name", "dhcp.option.hostname", "x509sat.printableString", "udp.dstport",
)  # fmt: skip


def start(scale: int) -> None:
    """Time of --help and of a survey of the example site."""
    help_ = best((*PHASEOUT, "--help"), times=10)
    bare = best((PYTHON, "-c", "pass"), times=10)
    site = best((*PHASEOUT, "survey", "examples/town-hall", "--context", "examples/town-hall.toml"), times=5)
    _say("phaseout --help", help_, f"bare Python {bare.seconds * 1000:.0f} ms")
    _say("survey of the example site", site, "")


def nmap(scale: int) -> None:
    """A large scan: the whole survey, beside python-libnmap only reading it."""
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
    """A large capture: the whole survey, beside tshark printing a few fields."""
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
    """Closures over a million parties, by each relation test."""
    import ownership  # numpy, which the other parts do without

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


def determinations_(scale: int) -> None:
    """A million answers under every measure."""
    determinations.main(DETERMINATIONS // scale)


def patterns_(scale: int) -> None:
    """Values compared with patterns, beside a bare pass of Vectorscan and beside Recog's patterns with re."""
    import patterns

    patterns.run(LINES // scale // 10, RECOG if RECOG.is_dir() else None)


def interchanges_(scale: int) -> None:
    """orders of 2 GB in X12 and in EDIFACT, read and thrown away"""
    for form in interchanges.FORMS:
        path = DATA / f"orders.{form}"
        interchanges.write(path, form, INTERCHANGE_BYTES // scale)
        run = measure((PYTHON, str(Path(interchanges.__file__)), form, str(path)))
        _say(f"{form}, {path.stat().st_size / 1e6:.0f} MB", run, "")
        path.unlink()


def lines(scale: int) -> None:
    """Observation lines: the whole survey, and reading, joining and identifying alone."""
    count = LINES // scale
    path = DATA / f"lines-{count}.obs.jsonl"
    if not path.exists():
        observation_lines.write(count, path)
    survey = (*PHASEOUT, "survey", str(path), "--role", "ca/federal-department", "-o",
              f"jsonl={DATA}/open.jsonl", "--show", "open")  # fmt: skip
    identify = (PYTHON, "-c", IDENTIFY, str(path))
    for what, command in (("read, joined and identified", identify), ("surveyed, open ones written", survey)):
        ours = measure(command)
        _say(
            f"{count} observation lines {what}",
            ours,
            f"{ours.processor:.2f} s of processor time, {count / ours.seconds:.0f} lines/s",
        )


def order_lines_(scale: int) -> None:
    """Order lines compared with every name and designation the register knows, beside a bare pass of Vectorscan."""
    import order_lines

    order_lines.run(ORDER_LINES // scale)


def screen_(scale: int) -> None:
    """Order lines screened in bulk: the function beside a bare pass of Vectorscan, then whole runs over a Parquet file."""
    import screening

    screening.function(SCREENED // scale)
    screening.whole(SCREENED_LINES // scale, DATA)


def resume(scale: int) -> None:
    """A run over order lines that is killed half-way and started again: are the bytes the same?"""
    import screening

    screening.resumed(max(SCREENED_LINES // scale, 1 << 22), DATA)


def spark_(scale: int) -> None:
    """Order lines screened by Spark on two cores of this machine."""
    import screening

    screening.spark(SPARK_LINES // scale, DATA)


def suppliers_(scale: int) -> None:
    """Suppliers' names: F1 beside rapidfuzz and nomenklatura (NAME_CASES, NAME_PAIRS, NOMENKLATURA), and columns."""
    import suppliers

    suppliers.run(SUPPLIERS // scale, DATA)


def ledger_(scale: int) -> None:
    """A ledger of a million leaves: appended, proven, packed, and the whole verified."""
    import ledger

    count = LEAVES // scale
    # Each in a process of its own: one that is begun counts the memory of whoever begins it.
    subprocess.run((PYTHON, ledger.__file__, "keep", str(count), str(DATA)), check=True)
    ours = measure((PYTHON, ledger.__file__, "verify", str(DATA / f"ledger-{count}.zip")))
    _say(f"{count} leaves verified", ours, f"{ours.processor:.2f} s of processor time")


def web_(scale: int) -> None:
    """Pages of the web application with a million things, beside ten thousand, on SQLite and PostgreSQL."""
    import web_pages

    web_pages.run([size // scale for size in web_pages.SIZES], DATA)


def plans_(scale: int) -> None:
    """Plans of 200 to 50,000 things (PLANS): greedy, ours, HiGHS alone and CP-SAT, beside the best bound."""
    import plans

    sizes = [int(size) for size in os.environ.get("PLANS", ",".join(map(str, plans.SIZES))).split(",")]
    plans.run([size for size in sizes if size <= max(plans.SIZES) // scale], DATA)


PARTS = {
    "start": start,
    "nmap": nmap,
    "capture": capture_,
    "patterns": patterns_,
    "lines": lines,
    "orders": order_lines_,
    "screen": screen_,
    "resume": resume,
    "spark": spark_,
    "suppliers": suppliers_,
    "determinations": determinations_,
    "ownership": ownership_,
    "interchanges": interchanges_,
    "ledger": ledger_,
    "web": web_,
    "plans": plans_,
}
NEEDS = {
    "patterns": ("hyperscan", "pyarrow"),
    "orders": ("hyperscan", "pyarrow"),
    "screen": ("hyperscan", "pyarrow"),
    "resume": ("hyperscan", "pyarrow"),
    "spark": ("pyspark", "pandas"),
    "nmap": ("libnmap",),
    "ownership": ("numpy", "scipy"),
    "plans": ("ortools",),
}
"""Part → the modules of the extra ``bench`` it cannot do without."""


def main() -> None:
    """Run the parts asked for, all by default."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="parts:\n" + "\n".join(f"  {name:<16}{part.__doc__}" for name, part in PARTS.items()),
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help="what to measure (default: every part)")
    parser.add_argument("--quick", action="store_true", help="take a hundredth of the sizes")
    options = parser.parse_args()
    if unknown := [part for part in options.parts if part not in PARTS]:
        parser.error(f"there is no part {', '.join(unknown)}: there are {', '.join(PARTS)}")
    chosen = [part for part in PARTS if part in options.parts or not options.parts]
    missing = [need for part in chosen for need in NEEDS.get(part, ()) if find_spec(need) is None]
    if missing:
        parser.error(f"{', '.join(missing)} is not installed: pip install -e '.[bench]'")
    DATA.mkdir(exist_ok=True)
    for part in chosen:
        PARTS[part](100 if options.quick else 1)


if __name__ == "__main__":
    main()
