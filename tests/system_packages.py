"""Installs the system packages the tests need, where that may be done; says one line for each that cannot be had."""

import ctypes.util
import os
import shutil
import subprocess
import sys

PACKAGES = {
    "chromium-headless-shell": "chromium-headless-shell",
    "nmap": "nmap",
    "java": "default-jre-headless",
    "psql": "postgresql",
    "xgettext": "gettext",
    "pdftoppm": "poppler-utils",
    "tesseract": "tesseract-ocr",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
"""Program or library → Debian package: the browser for pages, nmap for a real scan of loopback, Java for Spark,
PostgreSQL for the web application, gettext to see that all it says is in French, poppler to see pages on paper, tesseract
to read the text of photographs, Pango and HarfBuzz to set them."""
INSTEAD = {"chromium-headless-shell": "chromium"}
"""Program → program and package of the same name that does as well, if more slowly, where there is no such package."""


def main() -> int:
    """Install what is missing; the tests that need it skip with a line if it stays missing."""
    missing = {program: package for program, package in PACKAGES.items() if not _is_there(program)}
    if not missing:
        return 0
    command = _installer()
    if command is not None:
        _run([*command, "update", "-qq"])
        # One that is not known keeps all that are named beside it from being installed.
        _install(command, [package for program, package in missing.items() if program not in INSTEAD])
        for program in missing.keys() & INSTEAD.keys():
            _install(command, [missing[program]])
            if not _is_there_or_another(program):
                _install(command, [INSTEAD[program]])
    for program, package in missing.items():
        if not _is_there_or_another(program):
            print(f"not installed: {package}; the tests that need {program} are skipped")
    return 0


def _is_there_or_another(program: str) -> bool:
    return _is_there(program) or (program in INSTEAD and _is_there(INSTEAD[program]))


def _is_there(name: str) -> bool:
    return shutil.which(name) is not None or ctypes.util.find_library(name) is not None


def _installer() -> list[str] | None:
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    may = (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    )
    return ["sudo", "-n", "apt-get"] if may else None


def _install(command: list[str], packages: list[str]) -> None:
    if packages:
        _run([*command, "install", "-y", "-qq", "--no-install-recommends", *packages])


def _run(command: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{' '.join(command)} failed: {done.stderr.strip()[-300:]}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
