"""How long does a page of the web application take, and how much longer in an estate a hundred times as large?

    python bench/run.py web                                  10,000 and 1,000,000 things on both databases
    python bench/web_pages.py THINGS [--postgresql] [--keep FOLDER] [--only WORD] [--plans] [--importing ROWS]

Every address of a page is asked through the whole application as the server has it, and a few once more through
the server itself. Clock and processor time are both shown: who shares the machine with others reads the second.
"""

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import web_fill
import web_meanwhile

ROOT = Path(__file__).parent.parent
TIMES = 50
SERVED = 10
SIZES = (10_000, 1_000_000)
NARROWED = {
    "assets": (
        "", "page=20", "page=200", "sort=-last_seen", "sort=last_seen", "outcome=applies", "outcome=excepted", "maker=hikvision",
        "maker=huawei", "maker=verkada", "maker=axis", "kind=recorder", "kind=camera", "kind=drone", "site=s17", "organisation=5",
        "seen_since=2026-10-30", "not_seen_since=2026-02-01", "maker=hikvision&outcome=applies&kind=camera",
        "maker=hikvision&sort=-last_seen", "maker=-", "maker=dahua&organisation=9", "site=s40&maker=bosch",
    ),
    "assets, searched": (
        "text=dev-00", "text=dev-1000007", "text=dev-2000010-3", "text=00:1b:03", "text=001b03", "text=10.5.6.7", "text=ds-2cd2",
        "text=SN0", "text=sn001000011", "text=zzz", "text=dev&maker=huawei", "text=Thing",
    ),
    "findings": (
        "", "page=20", "page=200", "sort=-outcome", "outcome=applies", "outcome=undetermined", "outcome=excepted", "outcome=does-not-apply",
        "maker=hikvision", "maker=huawei", "maker=axis", "maker=verkada", "step=proposed", "step=decided", "step=new", "step=sent-back",
        "waiting=me", "site=17", "organisation=5", "measure=ca/ccspa", "measure=us/ndaa-889", "measure=ca/goc-hikvision-prohibition",
        "outcome=applies&maker=hikvision", "outcome=undetermined&site=20", "step=expired", "measure=ca/ccspa&step=new",
    ),
    "findings, searched": ("text=dev-00", "text=dev-1000001", "text=dev-1000001-7", "text=ds-2cd", "text=zzz", "text=10.0.0",
                           "text=dev&outcome=applies"),
    "sites": ("", "text=site+2", "tier=1", "coverage=not-started", "sort=name", "organisation=5"),
    "surveys": ("",),
}  # fmt: skip
ALONE = (
    "/",
    "/questions/",
    "/coverage/",
    "/organisations/",
    "/measures/",
    "/audit/",
    "/people/",
    "/surveys/new/",
)


def addresses() -> dict[str, list[str]]:
    """Return what is asked of each page."""
    from phaseout.web.estate.models import Asset, Site
    from phaseout.web.findings.models import Asked, Finding
    from phaseout.web.surveys.models import Survey

    chance = random.Random(1)

    def some(model: type, number: int) -> list[int]:
        first, last = (
            model.everything.order_by(order).values_list("pk", flat=True).first() for order in ("pk", "-pk")
        )
        return [chance.randint(first, last) for _ in range(number)]

    findings = set(Finding.everything.filter(pk__in=some(Finding, 40)).values_list("pk", flat=True))
    surveys = list(Survey.everything.values_list("pk", flat=True)[:3])
    assets = list(Asset.everything.filter(pk__in=some(Asset, 40)).values_list("pk", flat=True))
    sites = list(Site.everything.values_list("pk", flat=True)[:20])
    facts = ("maker", "item") if Asked.everything.exists() else ()
    found = {
        page: [f"/{page.partition(',')[0]}/?{one}" for one in narrowed] for page, narrowed in NARROWED.items()
    }
    found |= {page: [page] for page in ALONE}
    found["an asset"] = [f"/assets/{pk}/" for pk in assets]
    found["its findings"] = [f"/assets/{pk}/findings/" for pk in assets]
    found["a finding"] = [f"/findings/{pk}/" for pk in findings]
    found["a site"] = [f"/sites/{pk}/" for pk in sites]
    found["a question"] = [f"/questions/{fact}/" for fact in facts]
    found["answering"] = [f"/questions/{fact}/answer/" for fact in facts]
    found["a measure"] = ["/measures/ca/ccspa/"]
    found["a survey"] = [
        f"/surveys/{pk}/{more}"
        for pk in surveys
        for more in ("", "?difference=new", "?words=dev", "?outcome=applies", "?page=20")
    ]
    found["what it missed"] = [
        f"/surveys/{pk}/{part}/" for pk in surveys for part in ("not-seen", "unread", "kept")
    ]
    found["its things"] = [f"/surveys/{pk}/things/{position}/" for pk in surveys for position in (0, 7, 100)]
    return found


def measure(things: int, folder: Path, given: argparse.Namespace) -> dict[str, list[float]]:
    """Fill the database, ask every page, and return page → [p50, p95] in milliseconds."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "phaseout.web.settings"
    django.setup()
    settings.ALLOWED_HOSTS.append("testserver")
    from phaseout.web.estate.models import Asset
    from phaseout.web.lasting import hold
    from phaseout.web.people.models import Person

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if not Person.objects.exists():
        begun = time.perf_counter()
        web_fill.fill(things, folder)
        print(
            f"filled with {Asset.everything.count():,} things in {time.perf_counter() - begun:.0f} s; {_rows()}",
            flush=True,
        )
    hold()  # as the server does when it starts
    found = {}
    for who in ("somebody", "reader"):
        clients = _client(f"{who}@example.org")
        print(f"{'as ' + who:<28} {'p50':>8} {'p95':>8} {'most':>8}  processor  slowest", flush=True)
        for page, asked in addresses().items():
            if given.only in page:
                found[f"{page} ({who})"] = _ask(page, asked, clients, times=given.times, plans=given.plans)
    if given.importing:
        web_meanwhile.ask(given.importing, folder, _client("somebody@example.org"))
    if not given.only:
        _served(folder)
    return found


def _client(email: str) -> Callable[[str], int]:
    from django.test import Client

    from phaseout.web.people.models import Person

    client = Client()
    client.force_login(Person.objects.get(email=email))
    return lambda address: client.get(address).status_code


def _ask(
    page: str, asked: Sequence[str], get: Callable[[str], int], *, times: int = TIMES, plans: bool = False
) -> list[float]:
    for address in asked:
        status = get(address)
        assert status in (200, 404, 403), (address, status)
    taken: list[tuple[float, str]] = []
    used = time.process_time()
    for number in range(max(times, len(asked))):
        address = asked[number % len(asked)]
        begun = time.perf_counter()
        get(address)
        taken.append(((time.perf_counter() - begun) * 1000, address))
    used = (time.process_time() - used) * 1000 / len(taken)
    taken.sort()
    p50, p95, most = (taken[min(int(len(taken) * part), len(taken) - 1)][0] for part in (0.5, 0.95, 1))
    print(f"{page:<28} {p50:8.0f} {p95:8.0f} {most:8.0f}  {used:8.0f}   {taken[-1][1]}", flush=True)
    if plans:
        _plans(taken[-1][1], get)
    return [p50, p95]


def _plans(address: str, get: Callable[[str], int]) -> None:
    """Show the queries of an address that take long, and how the database goes about them."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as taken:
        get(address)
    for query in sorted(taken.captured_queries, key=lambda one: -float(one["time"]))[:3]:
        if float(query["time"]) > 0.02:
            print(f"    {query['time']} s {query['sql'][:1500]}")
            with connection.cursor() as cursor:
                words = (
                    "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN (ANALYZE, BUFFERS)"
                )
                cursor.execute(f"{words} {query['sql']}")
                for row in cursor.fetchall()[:25]:
                    print("      ", str(row[-1])[:220])


def _served(folder: Path) -> None:
    """Ask a few pages of the server itself."""
    import http.client

    from django.test import Client

    from phaseout.web.people.models import Person

    client = Client()
    client.force_login(Person.objects.get(email="somebody@example.org"))
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "phaseout", "serve", "--port", str(port)], stderr=subprocess.DEVNULL
    )

    def get(address: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", address, headers={"Cookie": cookies})
        answer = connection.getresponse()
        answer.read()
        return answer.status

    try:
        while server.poll() is None:
            try:
                get("/health/")
                break
            except ConnectionRefusedError:
                time.sleep(0.2)
        for address in ("/", "/assets/", "/findings/", "/sites/", "/questions/"):
            _ask(f"granian {address}", [address], get)
    finally:
        server.terminate()
        server.wait()


def _rows() -> str:
    from django.apps import apps

    return ", ".join(
        f"{name.partition('.')[2]} {apps.get_model(name).everything.count():,}" for name in web_fill.COPIED
    )


def run(sizes: Sequence[int], folder: Path) -> None:
    """Measure both databases at each size, each in a process of its own, and print the growth."""
    for database in ("sqlite", "postgresql"):
        figures: list[Mapping[str, list[float]]] = []
        for size in sizes:
            print(f"--- {database}, {size:,} things", flush=True)
            told = folder / f"web-{database}-{size}.json"
            more = ["--postgresql"] if database == "postgresql" else []
            subprocess.run([sys.executable, __file__, str(size), "--told", str(told), *more], check=True)
            figures.append(json.loads(told.read_text()))
        print(f"--- {database}: growth from {sizes[0]:,} to {sizes[-1]:,} things (p50, p95), and p95 then")
        for page, (p50, p95) in figures[-1].items():
            before = figures[0][page]
            print(f"{page:<40} {p50 / before[0]:6.1f} {p95 / before[1]:6.1f} {p95:8.0f} ms", flush=True)


def _postgresql() -> Iterator[str]:
    sys.path.insert(0, str(ROOT / "tests"))
    from on_postgresql import _programs, _server

    programs = _programs()
    if programs is None:
        sys.exit("PostgreSQL is not installed")
    with _server(programs) as address:
        yield address


def main() -> None:
    """Measure one size on one database."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("things", type=int)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument(
        "--keep", type=Path, help="a folder that is kept, and used again if it is filled already (SQLite)"
    )
    parser.add_argument("--only", default="", help="a word of the pages that are asked")
    parser.add_argument("--times", type=int, default=TIMES, help="how often each page is asked at the least")
    parser.add_argument("--plans", action="store_true", help="show what the slowest queries do")
    parser.add_argument("--importing", type=int, default=0, help="rows that come in while pages are asked")
    parser.add_argument("--told", type=Path, help="where the figures are written")
    given = parser.parse_args()
    if given.postgresql:
        for address in _postgresql():
            command = [sys.executable, *(one for one in sys.argv if one != "--postgresql")]
            subprocess.run(command, check=True, env={**os.environ, "PHASEOUT_DATABASE": address})
        return
    with tempfile.TemporaryDirectory(prefix="phaseout-bench-") as fresh:
        from phaseout.web.data_folder import DATA, prepared

        folder = given.keep or Path(fresh)
        os.environ[DATA] = str(folder)
        prepared(folder)
        found = measure(given.things, folder, given)
    if given.told:
        given.told.write_text(json.dumps(found))


if __name__ == "__main__":
    main()
