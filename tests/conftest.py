"""What do tests of several rooms share?"""

import gc
import io
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

# Neither a slow example nor a slow choice of one is a fault: the machine may be busy.
settings.register_profile("no clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The suite tries fifty examples of each property, others each time; `--hypothesis-profile=thorough` a thousand.
settings.register_profile("brief", parent=settings.get_profile("no clock"), max_examples=50)
settings.register_profile("thorough", parent=settings.get_profile("no clock"), max_examples=1000)
settings.load_profile("brief")

if TYPE_CHECKING:
    from phaseout.register import Register
    from phaseout.register.case import Case


# Fifteen thousand tests are gathered, all of which last to the end: to look for rubbish among them meanwhile, again and
# again, takes as long as all the rest of it.
gc.disable()


def pytest_collection_finish() -> None:
    """Let the collector of rubbish look no more at the tests themselves, which last to the end."""
    gc.collect()
    gc.freeze()
    gc.enable()


REGISTER = Path(__file__).parents[1] / "register"
FIXTURES = Path(__file__).parent / "fixtures"


class MemoryStream:
    """A ``SourceStream`` over bytes in memory that may hand them out in small portions."""

    def __init__(self, data: bytes, *, name: str, folder: Path, portion: int) -> None:
        self.name = name
        self.is_torn = False
        self._data = io.BytesIO(data)
        self._folder = folder
        self._portion = portion

    def read(self, size: int = -1, /) -> bytes:
        return self._data.read(size if size < 0 else min(size, self._portion))

    def lines(self, *, longest: int = 1 << 20) -> Iterator[tuple[int, bytes | None]]:
        for number, line in enumerate(self._data, start=1):
            whole = line.removesuffix(b"\n")
            self.is_torn = whole == line
            yield number, None if len(whole) > longest else whole.removesuffix(b"\r")

    def as_path(self, *, largest: int) -> Path:
        path = self._folder / Path(self.name).name
        path.write_bytes(self._data.read(largest))
        return path


@pytest.fixture(scope="session", autouse=True)
def register_opened_once() -> Iterator[None]:
    """Open the installed register once in each process of tests, as a server does.

    It is read only: what one test has derived from it, the next need not derive again. One that is laid in its place is
    opened for itself.
    """
    from phaseout.register import Register, locating

    opening = Register.open

    @cache
    def kept(_file: Path, _written: int) -> Register:
        return opening()

    def opened(where: Path | str | None = None) -> Register:
        file = locating.INSTALLED
        return kept(file, file.stat().st_mtime_ns) if where is None and file.exists() else opening(where)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Register, "open", opened)
        yield


StreamOf = Callable[..., MemoryStream]


@pytest.fixture(scope="session")
def stream_of(tmp_path_factory: pytest.TempPathFactory) -> StreamOf:
    """Return a maker of streams: ``stream_of(data, name=…, portion=…)``."""
    folder = tmp_path_factory.mktemp("streams")

    def make(data: bytes, *, name: str = "source", portion: int = 1 << 20) -> MemoryStream:
        return MemoryStream(data, name=name, folder=folder, portion=portion)

    return make


@pytest.fixture(scope="session")
def fixture_bytes() -> Callable[[str], bytes]:
    """Return a reader of fixtures: ``fixture_bytes("nmap-xml/masscan.xml")``."""
    return lambda path: (FIXTURES / path).read_bytes()


@pytest.fixture(scope="session")
def curated() -> "Register":
    """Return the register of the files in ``register/``, compiled here, once: that takes seconds."""
    from phaseout.register import Register
    from phaseout.register.compile import compile_register

    return Register(compile_register(REGISTER))


@pytest.fixture(scope="session")
def curated_cases() -> "tuple[Case, ...]":
    """Return the cases of ``register/cases``."""
    from phaseout.register.cases import read_cases

    return tuple(read_cases(REGISTER))


@pytest.fixture(scope="session")
def scenario() -> ModuleType:
    """Return the small survey every writer is shown."""
    spec = spec_from_file_location("golden_scenario", Path(__file__).parent / "golden" / "scenario.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
