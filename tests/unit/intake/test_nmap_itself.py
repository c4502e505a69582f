"""Is what today's nmap writes read as it should be? A real scan of one server on loopback."""

import http.server
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from phaseout.domain.facts import Context
from phaseout.register.query import Register
from phaseout.survey import survey

NMAP = shutil.which("nmap")


class Camera(http.server.BaseHTTPRequestHandler):
    """Answers as a Hikvision camera's web server does."""

    server_version, sys_version = "App-webs/", ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<html><head><title>Gate</title></head></html>")

    def log_message(self, *_arguments: object) -> None:
        return


@pytest.fixture
def port() -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Camera) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.mark.skipif(
    NMAP is None and not os.environ.get("PHASEOUT_REQUIRE_ALL"), reason="nmap is not installed"
)
def test_a_scan_by_nmap_itself_finds_the_camera(port: int, tmp_path: Path) -> None:
    assert NMAP is not None, "nmap is required here and not installed"
    scan = tmp_path / "scan.xml"
    scripts = "+http-server-header,+http-title"
    command = [NMAP, "-n", "-Pn", "-sT", "-p", str(port), "--script", scripts, "-oX", str(scan), "127.0.0.1"]
    subprocess.run(command, check=True, capture_output=True)
    document = survey(
        [str(scan)], Register.open(), Context(roles=("ca/federal-department",)), date(2026, 11, 23)
    )
    (asset,) = document.assets()
    assert asset.identification.maker.value == "hikvision"
    assert {seen.trait: seen.value for seen in asset.observations}["http.title"].startswith("Gate")
    assert document.header.sources[0].unread == 0
