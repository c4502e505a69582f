"""What does the program answer to a command line?

It is run within the process of the tests, from ``phaseout.cli.main`` on, since starting Python and loading
everything costs twenty times what most commands do. What starting, signals, pipes or limits of a process have to
do with is tested with a process of its own.
"""

import contextlib
import io
import os
import signal
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from unittest import mock

from phaseout.cli import main

# What Python itself would say on standard error of a program that is not under test.
_HUSHED = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)


def run(*arguments: object, text: str = "", cwd: Path | str = ".") -> CompletedProcess[str]:
    """Run ``phaseout`` with these arguments; lines of what it said end in LF."""
    done = run_for_bytes(*arguments, text=text, cwd=cwd)
    out, err = (said.decode().replace("\r\n", "\n") for said in (done.stdout, done.stderr))
    return CompletedProcess(done.args, done.returncode, out, err)


def run_for_bytes(*arguments: object, text: str = "", cwd: Path | str = ".") -> CompletedProcess[bytes]:
    """Run ``phaseout`` with these arguments and ``text`` on standard input."""
    asked = ["phaseout", *map(str, arguments)]
    out, err = io.BytesIO(), io.BytesIO()
    with (
        _process_as_it_was(),
        contextlib.chdir(cwd),
        mock.patch.multiple(
            sys, argv=asked, stdin=_text(io.BytesIO(text.encode())), stdout=_text(out), stderr=_text(err)
        ),
        warnings.catch_warnings(record=True) as warned,
    ):
        warnings.simplefilter("default")
        for kind in _HUSHED:
            warnings.simplefilter("ignore", kind)
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        for stream in (sys.stdout, sys.stderr):
            if not stream.closed:
                stream.flush()
        said = "".join(warnings.formatwarning(w.message, w.category, w.filename, w.lineno) for w in warned)
        return CompletedProcess(asked, int(code or 0), out.getvalue(), err.getvalue() + said.encode())


def _text(under: io.BytesIO) -> io.TextIOWrapper:
    return io.TextIOWrapper(under, encoding="utf-8", newline="", write_through=True)


@contextlib.contextmanager
def _process_as_it_was() -> Iterator[None]:
    """Give back what a command that ends sets for the rest of its process."""
    protested, written = sys.unraisablehook, os.dup(1)
    try:
        with mock.patch.object(signal, "signal"):  # what is sent to the tests ends the tests
            yield
    finally:
        sys.unraisablehook = protested
        os.dup2(written, 1)
        os.close(written)
