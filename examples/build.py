"""Writes the two binary files of the example site anew: the capture at the depot and the workbook of the town hall.

Usage: build.py   (the text files beside them are written by hand)
"""

import datetime
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from openpyxl import Workbook

HERE = Path(__file__).parent
TOWN = HERE / "town-hall"
PACKETS = HERE.parent / "tests" / "fixtures" / "pcap" / "build.py"
FROZEN = datetime.datetime(2026, 11, 20, 9, 0, 0)


def packets() -> ModuleType:
    """Return the module that builds packets byte by byte."""
    spec = importlib.util.spec_from_file_location("packets", PACKETS)
    if spec is None or spec.loader is None:
        sys.exit(f"{PACKETS} is missing")
    module = importlib.util.module_from_spec(spec)
    sys.modules["packets"] = module
    spec.loader.exec_module(module)
    return module


def capture() -> bytes:
    """The depot's gate camera in use: its stream asked for with a password, and an answer to ONVIF's question."""
    p = packets()
    camera, hardware, viewer = "10.30.0.12", "4c:11:bf:30:00:12", ("10.30.0.5", 50100)
    address = f"rtsp://admin:not-kept@{camera}:554/cam/realmonitor?channel=1&subtype=0"
    refused = p.head(
        "RTSP/1.0 401 Unauthorized", "Server: Dahua Rtsp Server", "CSeq: 1",
        'WWW-Authenticate: Digest realm="Login to 4C0048DPAJ30012", nonce="1"',
    )  # fmt: skip
    turns = [("c", p.head(f"DESCRIBE {address} RTSP/1.0", "CSeq: 1")), ("s", refused)]
    frames = [p.arp(camera, hardware), *p.conversation(viewer, (camera, 554), turns)]
    scopes = ("onvif://www.onvif.org/name/Dahua", "onvif://www.onvif.org/hardware/IPC-HFW2431S-S-S2")
    frames.append(
        p.udp(p.probe_match(*scopes, address=camera), (camera, 3702), ("10.30.0.5", 50101), hardware)
    )
    whole: bytes = p.pcapng(frames)
    return whole[:-9]  # somebody stopped the capture in the middle of the last packet


ROWS = (
    ("Équipement de sécurité – Security equipment", None, None, None, None, None, None),
    (None, None, None, None, None, None, None),
    ("Asset tag / No d'inventaire", "Category", "Manufacturer / Fabricant", "Model / Modèle", "Serial number",
     "MAC address", "Purchase date"),
    ("TH-101", "Camera", "Hikvision", "DS-2CD2143G0-I", "DS-2CD2143G0-I20190412AAWRC90000017",
     "44:19:b6:20:00:17", datetime.date(2019, 6, 3)),
    ("TH-102", "Camera", "Axis", "P3245-V", "ACCC8E200031", "AC-CC-8E-20-00-31", datetime.date(2021, 2, 11)),
    ("TH-103", "NVR", "Honeywell", "HEN16104", None, "a4:14:37:20:01:03", datetime.date(2017, 9, 30)),
    ("TH-104", "Camera", "Hikvision", "DS-2CD2346G2-I", None, None, datetime.date(2023, 5, 2)),
    ("TH-105", "Scale", "Shanghai Dahua Scale Factory", "TCS-150", None, "402c.7610.0044", None),
)  # fmt: skip


def workbook(path: Path) -> None:
    """The inventory as a clerk keeps it: titles above the header, two languages, a second sheet with notes."""
    book = Workbook()
    book.properties.created = book.properties.modified = FROZEN
    sheet = book.active
    sheet.title = "Town hall"
    for row in ROWS:
        sheet.append(row)
    accounts = book.create_sheet("Recorder accounts")
    accounts.append(("Name", "IP address", "User name", "Password"))
    accounts.append(("Recorder, basement", "10.20.0.21", "admin", "this-is-never-kept"))
    book.save(path)


if __name__ == "__main__":
    (TOWN / "depot" / "gate.pcapng").write_bytes(capture())
    workbook(TOWN / "main-building" / "equipment.xlsx")
