"""Runs all tests, and beside them those of the web application once more, on PostgreSQL.

    python tests/suite.py

While the one waits for a process that ends, or for its last test, the other has something to do. What is said on
PostgreSQL follows at the end.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).parent
CORES = min(os.cpu_count() or 1, 8)
"""Beyond, memory is short before they are."""
SHARED_OUT = ("--dist", "worksteal", "-n")
ON_SQLITE = (sys.executable, "-m", "pytest", *SHARED_OUT, str(CORES + 1))
ON_POSTGRESQL = (sys.executable, str(TESTS / "on_postgresql.py"), *SHARED_OUT, str(-(-CORES // 2)))
"""A third of the others' work, so that both end at about the same time."""


def main() -> int:
    """Run both to their end; whoever ends this early ends both.

    Returns:
        0 where all passed.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryFile() as said:
        beside = subprocess.Popen(ON_POSTGRESQL, cwd=TESTS.parent, stdout=said, stderr=subprocess.STDOUT)
        try:
            passed = subprocess.run(ON_SQLITE, cwd=TESTS.parent, check=False).returncode == 0
            passed = beside.wait() == 0 and passed
        finally:
            beside.terminate()
            beside.wait()
        said.seek(0)
        print("On PostgreSQL:", flush=True)
        sys.stdout.buffer.write(said.read())
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
