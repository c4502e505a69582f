"""An inventory brought into the web application: the job from end to end, and taking it over and back.

    python bench/web_import.py [ROWS] [--postgresql]

Everything is made in a folder of its own that is removed afterwards.
"""

import argparse
import cProfile
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROWS = 100_000
HEADINGS = "asset tag,ip,mac,manufacturer,model,serial,firmware,description"
KINDS = (
    ("Hikvision", "DS-2CD2143G2-I", "V5.7.3"),
    ("Dahua", "IPC-HFW2431S-S-S2", "2.800"),
    ("Axis", "P3265-LVE", "11.2"),
    ("Hanwha", "XND-6080", "1.41"),
    ("Bosch", "NBE-3502-AL", "8.0"),
    ("Huawei", "S5735-L24T4S", "V200"),
    ("Cisco", "C9200-24T", "17.6"),
    ("HP", "LaserJet", ""),
)


def write(rows: int, path: Path, *, first: int = 0, sites: Sequence[str] = ()) -> None:
    """Write an inventory of things of eight makers, in turn at some sites."""
    with path.open("w", encoding="utf-8") as out:
        out.write(f"{HEADINGS}{',site' if sites else ''}\n")
        for number in range(first, first + rows):
            site = f",{sites[number // len(KINDS) % len(sites)]}" if sites else ""
            maker, model, firmware = KINDS[number % len(KINDS)]
            high, middle, low = number >> 16 & 255, number >> 8 & 255, number & 255
            out.write(
                f"dev-{number:06},10.{high}.{middle}.{low},00:1b:{number % 7:02x}:{high:02x}:{middle:02x}:{low:02x},"
                f"{maker},{model},SN{number:09},{firmware},Thing {number} on floor {number % 5}{site}\n"
            )


def measure(rows: int, folder: Path, profiled: str) -> None:
    """Bring the inventory in, take it over, bring it in again, take that over and back."""
    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "phaseout.web.settings"
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from phaseout.web.surveys.services import applying, running, undoing

    inventory = folder / "inventory.csv"
    write(rows, inventory)
    steps: list[tuple[str, Callable[[int], None], Callable[[], int]]] = []
    first = bring(inventory)
    steps += [
        ("examined and compared", running.run, lambda: first),
        ("taken over", applying.apply, lambda: asked(first, "applying")),
    ]
    for name, job, of in steps:
        timed(name, rows, job, of(), profiled)
    second = bring(inventory)
    timed("examined and compared again", rows, running.run, second, profiled)
    timed("taken over, all the same", rows, applying.apply, asked(second, "applying"), profiled)
    timed("taken back", rows, undoing.undo, asked(second, "undoing"), profiled)
    timed("the first taken back", rows, undoing.undo, asked(first, "undoing"), profiled)


def begun() -> None:
    """Begin, unless somebody did: one organisation, one person."""
    from phaseout.web.people.models import Person
    from phaseout.web.people.services.begin import begin

    if not Person.objects.exists():
        begin(
            organisation=("Example Department", ""),
            roles=["ca/federal-department"],
            name="Somebody",
            email="somebody@example.org",
            password="a sentence nobody guesses",
        )


def bring(inventory: Path, organisation: object = None) -> int:
    """Enter a survey of a file, as if somebody had brought it in."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    from phaseout.web.estate.models import Organisation
    from phaseout.web.people.models import Person
    from phaseout.web.surveys.models import Survey, SurveyFile

    begun()
    data = inventory.read_bytes()
    survey = Survey(
        organisation=organisation or Organisation.everything.get(),
        name="inventory",
        as_of=date(2026, 11, 23),
        bytes_total=len(data),
        by=Person.objects.order_by("pk").first(),
    )
    survey.save()
    stored = default_storage.save(f"surveys/{inventory.name}", ContentFile(data))
    SurveyFile(survey=survey, name=inventory.name, stored=stored, size=len(data), sha256="").save()
    return survey.pk


def asked(survey: int, state: str) -> int:
    """Say that somebody asked for it."""
    from phaseout.web.people.models import Person
    from phaseout.web.surveys.models import Survey

    somebody = Person.objects.order_by("pk").first()
    Survey.everything.filter(pk=survey).update(state=state, applied_by=somebody, undone_by=somebody)
    return survey


def timed(name: str, rows: int, job: Callable[[int], None], survey: int, profiled: str) -> None:
    """Do it and say how long it took, and if asked for, what took longest."""
    from phaseout.web.surveys.models import Survey

    profile = cProfile.Profile()
    begun, used = time.perf_counter(), time.process_time()
    if profiled and profiled in name:
        profile.runcall(job, survey)
    else:
        job(survey)
    seconds = time.perf_counter() - begun
    used = time.process_time() - used
    state = Survey.everything.get(pk=survey)
    print(
        f"{name:<30} {seconds:8.1f} s  {used:8.1f} s of processor time  {rows / seconds:8.0f} rows/s  {state.state} "
        f"{state.new}/{state.changed}/{state.same}/{state.conflict}",
        flush=True,
    )
    if profiled and profiled in name:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


def main() -> None:
    """Measure on SQLite, or on a PostgreSQL server of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=ROWS)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--profile", default="", help="a word of the step that is profiled")
    given = parser.parse_args()
    if given.postgresql:
        sys.path.insert(0, str(ROOT / "tests"))
        from on_postgresql import _programs, _server

        programs = _programs()
        if programs is None:
            sys.exit("PostgreSQL is not installed")
        with _server(programs) as address:
            command = [sys.executable, __file__, str(given.rows)]
            subprocess.run(command, check=True, env={**os.environ, "PHASEOUT_DATABASE": address})
        return
    with tempfile.TemporaryDirectory(prefix="phaseout-bench-") as folder:
        from phaseout.web.data_folder import DATA, prepared

        os.environ[DATA] = folder
        prepared(Path(folder))
        measure(given.rows, Path(folder), given.profile)


if __name__ == "__main__":
    main()
