"""Where is the register that was asked for?"""

import re
from pathlib import Path

from phaseout.domain.problem import RegisterError
from phaseout.register.sealed import Content, read_sealed

INSTALLED = Path(__file__).with_name("compiled.json")
"""The compiled register that ships with the program."""
SOURCE_TREE = Path(__file__).parents[3] / "register"
"""The curated register of a checkout, which stands beside ``src``."""
_EDITION = re.compile(r"\d{4}\.\d{2}\.\d{2}", re.ASCII)


def read_register(where: Path | str | None) -> Content:
    """Return the content of a file, a directory, an edition that is installed, or what is installed.

    A directory without ``EDITION`` is an overlay over what is installed.
    """
    if where is None:
        return installed()
    path = Path(where)
    if path.is_dir():
        return _compiled(path)
    if path.exists():
        return read_sealed(path)
    if _EDITION.fullmatch(str(where)):
        return _edition(str(where))
    raise RegisterError(
        "there is no register here",
        where=str(where),
        remedy="name a compiled register, a register directory or the installed edition",
    )


def installed() -> Content:
    """Return what ships with the program, or in a checkout what stands beside it.

    Raises ``RegisterError`` where there is neither.
    """
    if INSTALLED.exists():
        return read_sealed(INSTALLED)
    if SOURCE_TREE.is_dir():
        # Imported here: pydantic and YAML cost more than opening the compiled register does.
        from phaseout.register.compile import compile_register

        return compile_register(SOURCE_TREE)
    raise RegisterError(
        "no register is installed",
        where=str(INSTALLED),
        remedy="reinstall phaseout, or name a register with --register PATH",
    )


def _edition(asked: str) -> Content:
    content = installed()
    present = content.get("edition")
    if present != asked:
        raise RegisterError(
            f"the register edition {asked} is not here; installed is {present}",
            remedy=f"leave --register away for {present}, or name the file of {asked}",
        )
    return content


def _compiled(directory: Path) -> Content:
    from phaseout.register.compile import compile_register
    from phaseout.register.overlay import compile_overlay, is_overlay

    return compile_overlay(directory, installed()) if is_overlay(directory) else compile_register(directory)
