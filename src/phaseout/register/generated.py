"""How do files that are made from the register get into their folder?"""

from collections.abc import Mapping
from pathlib import Path


def write_generated(folder: Path, files: Mapping[str, str]) -> tuple[Path, ...]:
    """Write name → text below a folder, which is made where it is missing, and return the paths.

    A file that says so already is left alone, so that only what changed looks changed.
    """
    written = []
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != text.encode("utf-8"):
            path.write_bytes(text.encode("utf-8"))
        written.append(path)
    return tuple(written)
