import io
from collections.abc import Callable, Iterable
from types import ModuleType

import pytest

from phaseout.domain.asset import Asset
from phaseout.report import WRITERS
from phaseout.report.sink import WriteOptions


@pytest.fixture(scope="session")
def written(scenario: ModuleType) -> Callable[..., bytes]:
    """Write assets (by default the small survey's) with the writer of a name."""

    def write(name: str, assets: Iterable[Asset] | None = None, *, lang: str = "en", **looks: int) -> bytes:
        stream = io.BytesIO()
        writer = next(writer for writer in WRITERS if writer.name == name)
        options = WriteOptions(lang=lang, width=looks.get("width", 110), colour=bool(looks.get("colour")))
        sink = writer.open(stream, options)
        sink.begin(scenario.HEADER)
        for asset in scenario.ASSETS if assets is None else assets:
            sink.add(asset)
        sink.end(scenario.TRAILER)
        return stream.getvalue()

    return write
