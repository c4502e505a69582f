"""How long does the page of the programme take, with many replacements in every state?

    python bench/web_programme.py [REPLACEMENTS]

An empty database on SQLite is filled by plain statements; what is measured is what the page asks and shows, without the
server around it. Clock and processor time are both shown: who shares the machine with others reads the second.
"""

import os
import sys
import tempfile
import time
from datetime import UTC, date, datetime

TIMES, SITES, NUMBER = 10, 300, 50_000
NOW, DAY = datetime(2026, 10, 1, 12, tzinfo=UTC), date(2026, 11, 27)


def filled(number: int) -> object:
    """Put replacements into an empty database; return what their owner may do."""
    from django.core.management import call_command

    from phaseout.web.estate.models import Organisation, Site
    from phaseout.web.people.models import Person
    from phaseout.web.people.queries import access_of
    from phaseout.web.people.services.begin import begin

    call_command("migrate", interactive=False, verbosity=0)
    begin(organisation=("Example Department", ""), roles=[], name="Ada", email="ada@example.org",
          password="a sentence nobody guesses")  # fmt: skip
    home, person = Organisation.everything.get(), Person.objects.get()
    for one in range(SITES):
        Site(organisation=home, ref=f"s{one}", name_en=f"Site {one}").save()
    _rows(number, home.pk, person.pk, list(Site.everything.values_list("pk", flat=True)))
    return access_of(person)


def _rows(number: int, home: int, by: int, sites: list[int]) -> None:
    from django.db import connection, transaction

    from phaseout.web.estate.models import Asset
    from phaseout.web.findings.models import Finding
    from phaseout.web.findings.recording import APPLIES, rank_of
    from phaseout.web.replacement.models import Replacement
    from phaseout.web.replacement.vocabulary import LINE

    every = range(1, number + 1)
    rank = rank_of(APPLIES, "use")
    with transaction.atomic():
        Asset.everything.bulk_create(
            Asset(pk=n, organisation_id=home, site_id=sites[n % SITES], label=f"cam {n}",
                  kind=("camera", "recorder")[n % 20 == 0], first_seen=NOW, last_seen=NOW) for n in every
        )  # fmt: skip
        Finding.everything.bulk_create(
            Finding(organisation_id=home, asset_id=n, site_id=sites[n % SITES], measure="ca/one", act="use", outcome=APPLIES,
                    rank=rank, duty="prohibit", since=DAY, first_seen=NOW, as_of=DAY, determined=NOW, edition="e")
            for n in every
        )  # fmt: skip
        Replacement.everything.bulk_create(
            Replacement(organisation_id=home, asset_id=n, state=LINE[n % len(LINE)], since=DAY, by_id=by,
                        blocker=("", "funding")[n % 7 == 0], removed_on=DAY if n % len(LINE) > 6 else None) for n in every
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def main() -> None:
    """Fill, measure, and say it."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else NUMBER
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"PHASEOUT_DATA": folder, "DJANGO_SETTINGS_MODULE": "phaseout.web.settings"}
        import django

        django.setup()
        from phaseout.web.replacement.figures import shown

        access = filled(number)
        seconds, processor = [], []
        for _ in range(TIMES):
            begun, used = time.perf_counter(), time.process_time()
            found = shown(access)
            seconds.append(time.perf_counter() - begun)
            processor.append(time.process_time() - used)
        assert found.whole.assets == number
        middle = TIMES // 2
        print(f"{number:,} replacements: {sorted(seconds)[middle]:.2f} s by the clock, {sorted(processor)[middle]:.2f} s of "
              f"processor time (the middle of {TIMES})")  # fmt: skip


main()
