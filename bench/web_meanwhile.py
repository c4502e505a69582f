"""How long do pages take while an inventory is brought in and taken over by another process?"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path


def ask(rows: int, folder: Path, get: Callable[[str], int]) -> None:
    """Ask a few pages while another process examines an inventory and takes it over."""
    pages = [
        "/",
        "/assets/?maker=hikvision",
        "/findings/",
        "/findings/?outcome=applies",
        "/sites/",
        "/questions/",
    ]
    job = subprocess.Popen(
        [sys.executable, __file__, str(rows), str(folder)], stdout=subprocess.PIPE, text=True
    )
    said: list[str] = []
    reading = threading.Thread(target=lambda: said.extend(job.stdout), daemon=True)
    reading.start()
    times: dict[str, list[float]] = {}
    while job.poll() is None:
        for address in pages:
            begun = time.perf_counter()
            get(address)
            times.setdefault(address, []).append((time.perf_counter() - begun) * 1000)
    reading.join()
    print(f"while {rows:,} rows come in:  {''.join(said).strip()}")
    for address, taken in times.items():
        taken.sort()
        print(
            f"  {address:<34} {taken[len(taken) // 2]:8.0f} {taken[int(len(taken) * 0.95)]:8.0f} {taken[-1]:8.0f}  of {len(taken)}"
        )


def bring(rows: int, folder: Path) -> None:
    """Bring an inventory in; in a process of its own."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "phaseout.web.settings"
    django.setup()
    import web_import

    from phaseout.web.estate.models import Organisation
    from phaseout.web.surveys.services import applying, running

    path = folder / "more.csv"
    web_import.write(rows, path, first=900_000_000)
    survey = web_import.bring(path, Organisation.everything.order_by("pk").first())
    for name, job in (("examined", running.run), ("taken over", applying.apply)):
        if job is applying.apply:
            web_import.asked(survey, "applying")
        begun = time.perf_counter()
        job(survey)
        print(f"{name} in {time.perf_counter() - begun:.1f} s", end="; ", flush=True)


if __name__ == "__main__":
    bring(int(sys.argv[1]), Path(sys.argv[2]))
