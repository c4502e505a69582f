"""How is everything that a look needs put into one file that Python runs?"""

import io
import json
import platform
import sys
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import phaseout
from phaseout.cli import carried
from phaseout.probe.scope import Scope

_AS_OF = (1980, 1, 1, 0, 0, 0)
_ORDINARY = 0o100644
_SHEBANG = b"#!/usr/bin/env python3\n"


def write_stick(stream: BinaryIO, scope: Scope, signed: bytes, keys: str, seal: bytes | None) -> None:
    """Write a collector.

    Args:
        stream: where to.
        scope: what may be looked at.
        signed: the file of it, as it was signed.
        keys: those whose signature of it counts, one a line.
        seal: the public key in PEM for which bundles are sealed; without one they are not.
    """
    written = io.BytesIO()  # what is written to a file that appears when it is whole cannot seek
    written.write(_SHEBANG)
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in _members(scope, signed, keys, seal):
            entry = zipfile.ZipInfo(name, _AS_OF)
            entry.compress_type, entry.create_system, entry.external_attr = (
                zipfile.ZIP_DEFLATED, 3, _ORDINARY << 16,
            )  # fmt: skip
            out.writestr(entry, content)
    stream.write(written.getvalue())


def _members(scope: Scope, signed: bytes, keys: str, seal: bytes | None) -> Iterator[tuple[str, bytes]]:
    main = Path(carried.__file__).with_name("stick.py")
    yield "__main__.py", main.read_bytes()
    yield "made.json", json.dumps({**made_for(), **_made_of(scope, signed)}, indent=1).encode()
    yield "given/scope.txt", signed
    yield "given/keys.txt", keys.encode()
    if seal is not None:
        yield "given/seal.pem", seal
    seen = set()
    for name, path in carried.carried():
        if name not in seen:
            seen.add(name)
            yield f"site/{name}", path.read_bytes()


def made_for() -> dict[str, str]:
    """Return on what kind of machine it runs: one like this."""
    return {
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "implementation": platform.python_implementation(),
        "system": platform.system(),
        "machine": platform.machine(),
        "libc": platform.libc_ver()[0],
    }


def _made_of(scope: Scope, signed: bytes) -> dict[str, str]:
    return {
        "engine": phaseout.__version__,
        "scope": scope.id,
        "folder": f"collected-{sha256(signed).hexdigest()[:8]}",
    }
