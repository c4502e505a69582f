"""How is the web application filled with an estate of any size, in a survey's own proportions?

Surveys of an inventory are examined and taken over, as people do it, until there are ``SEED`` things; each row
that came of them is then copied by the database itself, with keys and labels of its own.
"""

from collections.abc import Mapping
from pathlib import Path

import web_import

SEED = 10_000
ORGANISATIONS = 40
SITES = 300
COPIED = (
    "estate.Asset", "estate.AssetKey", "estate.Told", "findings.Finding", "findings.Determination", "findings.Asked",
    "findings.Judgement", "surveys.SurveyedAsset", "surveys.Comparison", "surveys.Change",
)  # fmt: skip
"""Tables that grow with the things, each after those it points at."""
TOLD_APART = {"estate.Asset": ("label", "sought_label"), "estate.AssetKey": ("value", "sought"),
              "surveys.SurveyedAsset": ("label",)}  # fmt: skip
"""Texts to which the number of the copy is added."""
NUMBERED = {"surveys.SurveyedAsset": ("position",)}
"""Columns that count on from the rows before."""


def fill(things: int, folder: Path) -> None:
    """Fill an empty database."""
    from django.db import connection

    seed = min(things, SEED)
    _people_and_places()
    _surveys(seed, folder)
    _judge()
    copies = things // seed - 1
    if copies:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA synchronous=OFF")
                cursor.execute("PRAGMA cache_size=-2000000")
            _copy(cursor, copies)
        _count(copies + 1)
    _settle()


def _people_and_places() -> None:
    from phaseout.web.estate.models import Organisation, Site
    from phaseout.web.estate.services import add_branch
    from phaseout.web.frame.access import Role
    from phaseout.web.people.models import Grant, Person
    from phaseout.web.people.queries import access_of

    web_import.begun()
    first, root = Person.objects.get(), Organisation.everything.get()
    Grant(person=first, organisation=root, role=Role.APPROVER).save()
    branches = [root] + [
        add_branch(access_of(first), root, name_en=f"Branch {number}", name_fr="")
        for number in range(1, ORGANISATIONS)
    ]
    reader = Person(email="reader@example.org", name="Reader")
    reader.save()
    Grant(person=reader, organisation=branches[7], role=Role.READER).save()
    Site.everything.bulk_create(
        Site(organisation=branches[number % ORGANISATIONS], ref=f"s{number}", name_en=f"Site {number}", tier=number % 4 + 1,
             networks=[f"10.{number % 250}.{number // 250}.0/24"])
        for number in range(SITES)
    )  # fmt: skip


def _surveys(things: int, folder: Path) -> None:
    """Examine an inventory of each organisation and take it over."""
    from phaseout.web.estate.models import Organisation
    from phaseout.web.surveys.services import applying, running

    organisations = list(Organisation.everything.order_by("pk"))
    for number, organisation in enumerate(organisations):
        path = folder / f"inventory-{number}.csv"
        sites = [f"s{site}" for site in range(number, SITES, ORGANISATIONS)]
        web_import.write(things // len(organisations), path, first=number * 1_000_000, sites=sites)
        survey = web_import.bring(path, organisation)
        running.run(survey)
        applying.apply(web_import.asked(survey, "applying"))


def _judge() -> None:
    """Propose on every twentieth finding; decide half of it."""
    from django.utils import timezone

    from phaseout.web.findings.models import Finding, Judgement
    from phaseout.web.findings.services import propose_many
    from phaseout.web.people.models import Person
    from phaseout.web.people.queries import access_of

    first = Person.objects.order_by("pk").first()
    chosen = Finding.everything.order_by("pk").values_list("pk", "version")[::20]
    propose_many(
        access_of(first), dict(chosen), verdict="confirmed", reason="The label says so.", expires=None
    )
    decided = [pk for pk, _ in chosen][::2]
    # Nobody decides their own proposal; here it is only the number of rows that matters.
    Judgement.everything.filter(finding__in=decided).update(step="decided", decided_at=timezone.now())
    Finding.everything.filter(pk__in=decided).update(step="decided", verdict="confirmed")


def _copy(cursor, copies: int) -> None:
    """Copy every row so many times; rows that point at copied ones point at the copy of the same number."""
    from django.apps import apps
    from django.db import connection

    quote = connection.ops.quote_name
    strides: dict[type, int] = {}
    for name in COPIED:
        model = apps.get_model(name)
        table = quote(model._meta.db_table)
        cursor.execute(f"SELECT max(id) FROM {table}")
        strides[model] = cursor.fetchone()[0]
        columns = [field.column for field in model._meta.concrete_fields]
        values = [
            _value(field, strides, TOLD_APART.get(name, ()), NUMBERED.get(name, ()))
            for field in model._meta.concrete_fields
        ]
        into, told = ", ".join(map(quote, columns)), ", ".join(values)
        numbers = (
            f"generate_series(1, {copies}) AS g(k)"
            if connection.vendor == "postgresql"
            else f"(WITH RECURSIVE g(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM g WHERE k < {copies}) SELECT k FROM g) AS g"
        )
        cursor.execute(
            f"INSERT INTO {table} ({into}) SELECT {told} FROM {numbers} CROSS JOIN {table} AS t WHERE t.id <= {strides[model]}"
        )
        if connection.vendor == "postgresql":
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{model._meta.db_table}', 'id'), (SELECT max(id) FROM {table}))"
            )


def _value(field, strides: Mapping[type, int], texts: tuple[str, ...], numbers: tuple[str, ...]) -> str:
    column = f't."{field.column}"'
    pointed = field.model if field.primary_key else field.related_model
    if pointed in strides:
        return f"{column} + g.k * {strides[pointed]}"
    if field.name in texts:
        return f"{column} || '-' || g.k"
    if field.name in numbers:
        return f"{column} + g.k * 1000000"
    return column


def _count(times: int) -> None:
    from django.db.models import F

    from phaseout.web.estate.models import Organisation
    from phaseout.web.findings.services import recount
    from phaseout.web.surveys.models import Survey

    for organisation in Organisation.everything.values_list("pk", flat=True):
        recount(organisation)
    for survey in Survey.everything.all():
        survey.outcomes = {outcome: number * times for outcome, number in survey.outcomes.items()}
        survey.save(update_fields=["outcomes"])
    grown = ("new", "assets_done", "nowhere", "elsewhere")
    Survey.everything.update(**{name: F(name) * times for name in grown})


def _settle() -> None:
    """Let the database know its tables, as it does by itself in time."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("PRAGMA optimize=0x10002")
