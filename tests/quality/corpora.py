"""Which labelled corpora are there, and what is claimed of their cases?

A corpus lies outside the repository. Its truth is given beside it, in a column, or in the names of its files.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from phaseout.domain.claim import Claim
from phaseout.domain.facts import Context
from phaseout.register.query import Register
from phaseout.survey import survey
from quality.scoring import OTHER, best

DAY = date(2026, 11, 26)
Seen = tuple[tuple[str, str], ...]
"""(trait, value) of one case."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """The cases of one corpus: truth, what was claimed, and the lines that other tools may look at."""

    truth: Mapping[str, str | None]
    claims: Mapping[str, Claim]
    seen: Mapping[str, Seen]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A labelled corpus and how it is read."""

    name: str
    title: str
    where: str
    """Below the folder of corpora."""
    read: Callable[[Path, Register], Labelled]


def _lines(path: Path, register: Register) -> Labelled:
    truth: dict[str, str | None] = {}
    for line in (path.parent / f"{path.name}.truth.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        truth[case["asset"]] = case["maker"]
    observed = path.parent / f"{path.name}.obs.jsonl"
    return Labelled(truth, _claims_by_ref([observed], register), _seen(observed))


def _seen(path: Path) -> dict[str, Seen]:
    found: dict[str, Seen] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        found[one["asset"]] = (*found.get(one["asset"], ()), (one["trait"], one["value"]))
    return found


def _claims_by_ref(paths: list[Path], register: Register) -> dict[str, Claim]:
    claims: dict[str, list[Claim]] = {}
    for asset in survey([str(path) for path in paths], register, Context(), DAY).assets():
        for ref in asset.keys.ref:
            claims.setdefault(ref, []).append(asset.identification.maker)
    return {ref: best(found) for ref, found in claims.items()}


def _claims_by_file(folder: Path, register: Register) -> dict[str, Claim]:
    document = survey([str(folder)], register, Context(), DAY)
    claims: dict[str, list[Claim]] = {}
    for asset in document.assets():
        for source in {one.source for one in asset.observations}:
            claims.setdefault(source, []).append(asset.identification.maker)
    names = {source.id: Path(source.name).name for source in document.header.sources}
    return {names[source]: best(found) for source, found in claims.items()}


def _designations(path: Path, register: Register) -> Labelled:
    """Read a list of equipment types, and ask of each designation alone, its manufacturer left out."""
    truth: dict[str, str | None] = {}
    seen: dict[str, Seen] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 1):
            truth[f"{number} {row['model']}"] = row["truth_family"] or OTHER
            seen[f"{number} {row['model']}"] = (("inventory.model", row["model"]),)
    with TemporaryDirectory() as folder:
        lines = Path(folder) / "types.obs.jsonl"
        lines.write_text("".join(_as_lines(seen)), encoding="utf-8")
        return Labelled(truth, _claims_by_ref([lines], register), seen)


def _as_lines(seen: Mapping[str, Seen]) -> Iterator[str]:
    for case, observations in seen.items():
        for trait, value in observations:
            yield json.dumps({"asset": case, "trait": trait, "value": value}, ensure_ascii=False) + "\n"


def _rows(path: Path, register: Register) -> Labelled:
    """Read a list of equipment types as it stands, manufacturers named."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = {
            f"line {number}": row["truth_family"] or OTHER
            for number, row in enumerate(csv.DictReader(file), 2)
        }
    claims: dict[str, list[Claim]] = {}
    for asset in survey([str(path)], register, Context(), DAY).assets():
        for one in asset.observations:
            if (row := re.match(r"line \d+", one.locator)) is not None:
                claims.setdefault(row[0], []).append(asset.identification.maker)
    return Labelled(rows, {row: best(found) for row, found in claims.items()}, {})


def _discovery(folder: Path, register: Register) -> Labelled:
    known = {"Dahua1.selftest": "dahua", "Dahua2.selftest": "dahua", "Hikvision.selftest": "hikvision"}
    truth = {path.name: known.get(path.name, OTHER) for path in sorted(folder.iterdir())}
    return Labelled(truth, _claims_by_file(folder, register), {})


def _replies(folder: Path, register: Register) -> Labelled:
    """Read RTSP replies; those of one camera have its name in front and are one case."""
    known = {"hikvision": "hikvision", "bunny": OTHER, "tplink": OTHER}
    truth = {path.name.split("_")[0]: known.get(path.name.split("_")[0]) for path in sorted(folder.iterdir())}
    claims: dict[str, list[Claim]] = {}
    for name, claim in _claims_by_file(folder, register).items():
        claims.setdefault(name.split("_")[0], []).append(claim)
    return Labelled(truth, {name: best(found) for name, found in claims.items()}, {})


def _scans(folder: Path, register: Register) -> Labelled:
    truth = {
        path.name: None if path.name.startswith("FtpZxfs") else OTHER for path in sorted(folder.iterdir())
    }
    return Labelled(truth, _claims_by_file(folder, register), {})


CORPORA = (
    Corpus("banners", "banners of every trait (Recog's and runZero's examples)", "lines/banners", _lines),
    Corpus("snmp", "SNMP walks (LibreNMS)", "lines/snmp", _lines),
    Corpus("macs", "hardware addresses in switches' tables (LibreNMS)", "lines/macs", _lines),
    Corpus("home-banners", "raw banners of home equipment (a laboratory's)", "lines/home-banners", _lines),
    Corpus("models", "Hikvision designations, nothing else known", "lines/models", _lines),
    Corpus("types", "equipment types as listed (NetBox)", "inventory/netbox_devicetypes.csv", _rows),
    Corpus("types-alone", "equipment types, designation alone", "inventory/netbox_devicetypes.csv", _designations),
    Corpus("restricted", "restricted equipment types as listed (NetBox)", "inventory/netbox_upstream_restricted_models.csv", _rows),
    Corpus("restricted-alone", "restricted equipment types, designation alone", "inventory/netbox_upstream_restricted_models.csv", _designations),
    Corpus("discovery", "discovery replies of 20 protocols (UniversalScanner)", "device_api/discovery_universalscanner", _discovery),
    Corpus("rtsp", "RTSP replies, by camera (Retina)", "device_api/rtsp_retina", _replies),
    Corpus("ztag", "zgrab results (ztag)", "scan_json/ztag_devices", _scans),
)  # fmt: skip
UNLABELLED = (
    ("nmap XML", "nmap/xml"), ("reports of scanners (DefectDojo)", "scan_json/defectdojo"),
    ("Zeek logs", "netlogs/zeek_baseline"), ("DHCP fingerprints (Fingerbank)", "netlogs/dhcp_fingerbank"),
    ("captures (Zeek's tests)", "pcap/zeek"), ("captures (Arkime's tests)", "pcap/arkime"),
    ("assets of a public body (GeoNet)", "inventory/geonet"),
)  # fmt: skip
"""(title, where): files that hold no restricted maker that is known."""
