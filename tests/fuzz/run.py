"""Give each parser what atheris makes of the seeds, for so many seconds each, and say what came of it.

    python tests/fuzz/run.py --seconds 600 [NAME…]

Needs the package atheris, of the extra ``fuzz``. Each parser has a process of its own, so that one that hangs or dies takes
no other with it. Ends with 1 where a parser raised, hung for ten seconds or took 2 GB.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "src")]
HANGS_AFTER, MOST_MEGABYTES, LONGEST = 10, 2_048, 65_535
GRACE = 600
"""Seconds more until a process is stopped: on a busy machine it takes a minute to begin."""
DONE = re.compile(r"Done (\d+) (?:runs )?in|stat::number_of_executed_units:\s*(\d+)|#(\d+)\s+DONE")


def fuzz(name: str) -> None:
    """Fuzz one parser in this process."""
    import atheris

    with atheris.instrument_imports(include=["phaseout"]):
        from fuzz.parsers import PARSERS

    atheris.Setup([sys.argv[0], *sys.argv[3:]], PARSERS[name])
    atheris.Fuzz()


def runs(name: str, seconds: int) -> tuple[int, str]:
    """Return how often a parser was run, and what ended it other than the time."""
    from fuzz.seeds import SEEDS

    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(SEEDS):
            (Path(folder) / f"seed-{number}").write_bytes(seed)
        options = (
            f"-max_total_time={seconds}",
            f"-timeout={HANGS_AFTER}",
            f"-rss_limit_mb={MOST_MEGABYTES}",
            f"-max_len={LONGEST}",
            "-print_final_stats=1",
            f"-artifact_prefix={folder}/",
        )
        command = [sys.executable, __file__, "--one", name, *options, folder]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=seconds + GRACE, check=False
            )
        except subprocess.TimeoutExpired as expired:
            said = expired.stderr or b""
            return 0, f"did not end: {said[-1_000:].decode(errors='replace')}"
    counts = [int(number) for found in DONE.findall(done.stderr) for number in found if number]
    fault = "" if done.returncode == 0 else done.stderr[-3_000:]
    return max(counts, default=0), fault


def main() -> int:
    """Fuzz what was named, or everything."""
    if sys.argv[1:2] == ["--one"]:
        fuzz(sys.argv[2])
        return 0
    from fuzz.parsers import PARSERS

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("names", nargs="*", metavar="NAME")
    asked = parser.parse_args()
    faults = 0
    for name in asked.names or PARSERS:
        count, fault = runs(name, asked.seconds)
        faults += bool(fault)
        print(f"{name:<20}{count:>12,} runs  {'FAULT' if fault else 'no fault'}", flush=True)
        if fault:
            print(fault, flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
