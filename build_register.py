"""Puts into the wheel what is made from what is curated: a hatchling build hook."""

import sys
from pathlib import Path

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[BuilderConfig]):
    """Compiles ``register/`` and the web application's French before a wheel is made, an editable one too.

    The source archive carries the curated files, from which the wheel is made again. A register
    with a fault stops the build and names the lines.
    """

    def dependencies(self) -> list[str]:
        """Return what compiling needs: the same libraries the program has, and one for catalogues."""
        return ["babel>=2.17", "orjson>=3.10", "pydantic>=2.10", "PyYAML>=6.0.2"]

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        """Compile where the wheel will take it from."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            from phaseout.register.compile import build_register
        finally:
            sys.path.pop(0)
        build_register(root / "register", root / "src" / "phaseout" / "register" / "compiled.json")
        _compile_catalogues(root / "src" / "phaseout" / "web")


def _compile_catalogues(folder: Path) -> None:
    """Write beside each catalogue of messages the form that a running program reads."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for written in sorted(folder.glob("*/locale/*/LC_MESSAGES/django.po")):
        with written.open("rb") as stream:
            catalogue = read_po(stream)
        with written.with_suffix(".mo").open("wb") as out:
            write_mo(out, catalogue)
