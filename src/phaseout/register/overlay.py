"""What is an overlay, what is wrong with it, and what does the register say with it?

An overlay is a folder of register files without ``EDITION``. It is laid over the register that is built
in: its entries are added or stand in the place of the entries of the same id.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from phaseout.domain.problem import RegisterError
from phaseout.register.compile import compile_files, refuse
from phaseout.register.continuity import check_ids
from phaseout.register.fault import Fault
from phaseout.register.fitness import check_fitness
from phaseout.register.known import Known
from phaseout.register.loading import Files, load
from phaseout.register.sealed import Content
from phaseout.register.sense_case import check_cases, shown_answers

FOLDERS = (
    "addresses", "brands", "cases", "commodities", "fingerprints", "institutions", "instruments", "lists",
    "measures", "models", "naming", "parties", "relation-cases", "sources", "vocabulary", "vulnerabilities",
    "wording",
)  # fmt: skip
"""Where entries of a register may stand."""
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9.-]+")


def is_overlay(directory: Path) -> bool:
    """Whether a folder is laid over the register instead of being one."""
    return not (directory / "EDITION").exists()


def compile_overlay(directory: Path, base: Content) -> Content:
    """Compile an overlay over the compiled register ``base``.

    Raises ``RegisterError`` that lists every fault, if it has any or holds no file of a register.
    """
    files = load_overlay(directory, base)
    refuse(directory, check_overlay(files, base))
    return compile_files(files, base)


def load_overlay(directory: Path, base: Content) -> Files:
    """Read an overlay; its edition is that of ``base`` with the name of its folder.

    Raises ``RegisterError`` where the folder holds nothing that could be one.
    """
    if not any(path.is_file() for folder in FOLDERS for path in (directory / folder).rglob("*")):
        raise RegisterError(
            "is neither a register, which has a file EDITION, nor an overlay, which has entries in "
            + ", ".join(f"{folder}/" for folder in FOLDERS),
            where=str(directory),
            remedy="name the folder in which those stand",
        )
    name = _NOT_IN_A_NAME.sub("-", directory.resolve().name).strip("-") or "overlay"
    return load(directory, f"{base['edition']}+{name}")


def check_overlay(files: Files, base: Content) -> Iterator[Fault]:
    """Yield what keeps an overlay from being laid over ``base``.

    An entry that replaces another has to keep the ids in it. Cases are asked for where there are some.
    """
    yield from check_fitness(files, Known(base))
    yield from check_ids(files, compile_files(files, base), base)
    yield from check_cases(files, shown_answers(files))
