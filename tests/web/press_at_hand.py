"""Pages set as PDF within the process of the tests, where many are: to start another and load WeasyPrint takes longer.

That a process of its own sets them, and within which bounds, ``test_paper`` and ``test_reports_written`` hold.
"""

import io
import sys
from subprocess import CompletedProcess
from types import SimpleNamespace
from unittest import mock

import pytest
from PIL import ImageFile

from phaseout.web.frame.paper import press, printing


@pytest.fixture
def press_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the press run here."""
    # WeasyPrint, when it is loaded, has Pillow take half a picture for a whole one: here, where photographs are looked at.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    monkeypatch.setattr(press, "_limit", lambda *_: None)  # of this process
    monkeypatch.setattr(printing, "subprocess", SimpleNamespace(run=_run))


def _run(command: list[str], *, input: bytes, **_: object) -> CompletedProcess[bytes]:
    out = io.BytesIO()
    given = {
        "argv": command[2:],
        "stdin": io.TextIOWrapper(io.BytesIO(input)),
        "stdout": io.TextIOWrapper(out),
    }
    with mock.patch.multiple(sys, **given):
        code = press.main()
        sys.stdout.flush()
        return CompletedProcess(command, code, out.getvalue(), b"")
