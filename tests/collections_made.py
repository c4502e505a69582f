"""A collection as it is made, in parts that a test may alter before they are packed."""

import io
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from phaseout.collected.manifest import FileKind, Manifest, ScopeName
from phaseout.collected.packing import Kept, described, pack_collection
from phaseout.ledger.key import KeyKind, SigningKey
from phaseout.ledger.note import Note

SERVER = SigningKey(name="city.example/scopes", kind=KeyKind.LEDGER, private=bytes([21]) * 32)
COLLECTOR = SigningKey(name="city.example/collector-1", kind=KeyKind.LEDGER, private=bytes([22]) * 32)
STRANGER = SigningKey(name="city.example/collector-1", kind=KeyKind.LEDGER, private=bytes([23]) * 32)
BEGUN, ENDED = "2026-11-27T08:00:00Z", "2026-11-27T09:30:00Z"
LINES = (
    b'{"asset": "10.0.0.5", "trait": "http.server", "value": "App-webs/", "at": "2026-11-27T08:01:00Z", "site": "town-hall", "segment": "doors"}\n'
    b'{"asset": "10.0.0.6", "trait": "http.server", "value": "DNVRS-Webs", "at": "2026-11-27T08:01:02Z", "site": "town-hall", "segment": "doors"}\n'
)
TEXT = """[scope]
id = "scope-1"
owner = "Example City"
approver = "A. Approver"
made = 2026-11-26T00:00:00Z
expires = 2026-12-26T00:00:00Z

[[range]]
network = "10.0.0.0/24"
site = "town-hall"
segment = "doors"
"""


def scope_of(text: str = TEXT, key: SigningKey = SERVER) -> bytes:
    return bytes(Note(text=text, signatures=()).signed(key))


SCOPE = scope_of()


def packed(
    folder: Path,
    *,
    lines: bytes = LINES,
    exports: Mapping[str, bytes] = {"inventory.csv": b"ip,manufacturer\n10.0.0.9,Axis\n"},
    key: SigningKey | None = COLLECTOR,
    scope: bytes = SCOPE,
    named: str = "scope-1",
    begun: str = BEGUN,
    ended: str = ENDED,
    site: str | None = "town-hall",
) -> bytes:
    """Return the bytes of a bundle."""
    folder.mkdir(exist_ok=True, parents=True)
    kept = []
    for name, written in {"observations.jsonl": lines, **exports}.items():
        (folder / name).write_bytes(written)
        is_seen = name == "observations.jsonl"
        kind = FileKind.OBSERVATIONS if is_seen else FileKind.EXPORT
        kept.append(Kept(path=folder / name, kind=kind, site=None if is_seen else site))
    found = described(kept)
    manifest = Manifest(
        collector="Technician 7", begun=begun, ended=ended, engine="0.1.0",
        scope=ScopeName(named, sha256(scope).hexdigest()),
        files=[said for _, said in found], counters={"asked": 256, "answered": 2},
    )  # fmt: skip
    stream = io.BytesIO()
    pack_collection(stream, manifest, scope, [one for one, _ in found], key)
    return stream.getvalue()


def members_of(written: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(written)) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def zipped(members: Mapping[str, bytes] | Sequence[tuple[str, bytes]], how: int = ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w", how) as out:
        for name, written in members.items() if isinstance(members, Mapping) else members:
            out.writestr(ZipInfo(name), written, how)
    return stream.getvalue()
