"""Which browser are pages looked at in, and how is it started?"""

import os
import shutil

import pytest

CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
"""The first is the second without windows, which nobody sees here: a page takes it three quarters of the time."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
NEEDS_CHROMIUM = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("PHASEOUT_REQUIRE_ALL"), reason="chromium is not installed"
)
