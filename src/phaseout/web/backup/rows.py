"""What stands in each table, as lines that any database can take back?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import orjson
from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

LEFT_OUT = frozenset({"sessions.session", "usersessions.usersession"})
"""Tables neither kept nor taken back: both hold keys of sessions; who was signed in signs in again."""
AT_ONCE = 2_000
"""Rows read or written at a time."""
Migrations = Mapping[str, Sequence[str]]
"""App → the migrations its tables have been through."""


def applied() -> Migrations:
    """Return what the tables of this database have been through."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationLoader(connection).applied_migrations):
        found.setdefault(app, []).append(name)
    return found


def missing(migrations: Migrations) -> list[str]:
    """Return those this version of the program does not know."""
    known = MigrationLoader(connection).disk_migrations
    return [
        f"{app}.{name}" for app, names in migrations.items() for name in names if (app, name) not in known
    ]


def tables(migrations: Migrations) -> list[type[models.Model]]:
    """Return the tables as they were after these migrations, by name."""
    loader = MigrationLoader(connection)
    nodes = [(app, name) for app, names in migrations.items() for name in names]
    apps: Apps = loader.project_state(nodes).apps
    managed = (one for one in apps.get_models(include_auto_created=True) if one._meta.managed)
    kept = sorted((one for one in managed if name_of(one) not in LEFT_OUT), key=name_of)
    for field in (field for table in kept for field in table._meta.concrete_fields):
        _keep_as_said(field)
    return kept


def _keep_as_said(field: models.Field[object, object]) -> None:
    """Let a day that is set when a row is made be the one that was kept; these tables are nobody else's."""
    if isinstance(field, models.DateField):
        field.auto_now = field.auto_now_add = False


def name_of(table: type[models.Model]) -> str:
    """Return ``app.model`` of a table."""
    return table._meta.label_lower


def lines(table: type[models.Model]) -> Iterator[bytes]:
    """Yield the rows of a table in the order of their keys, each as a line of JSON."""
    fields = table._meta.concrete_fields
    for row in table._base_manager.order_by("pk").iterator(chunk_size=AT_ONCE):
        said = {field.attname: _said(field, row) for field in fields}
        yield orjson.dumps(said, option=orjson.OPT_SORT_KEYS) + b"\n"


def rows(table: type[models.Model], given: Iterable[bytes]) -> Iterator[models.Model]:
    """Yield the rows that lines tell of, not written yet."""
    return (_row(table, orjson.loads(line)) for line in given)


def _said(field: models.Field[object, object], row: models.Model) -> object:
    value = field.value_from_object(row)
    if value is None or isinstance(value, bool | int | float | str) or isinstance(field, models.JSONField):
        return value
    if isinstance(value, memoryview | bytes):
        return {"hex": bytes(value).hex()}
    return field.value_to_string(row)


def _row(table: type[models.Model], said: Mapping[str, object]) -> models.Model:
    fields = {field.attname: field for field in table._meta.concrete_fields}
    return table(**{name: _value(fields[name], value) for name, value in said.items()})


def _value(field: models.Field[object, object], value: object) -> object:
    if isinstance(field, models.JSONField) or value is None:
        return value
    if isinstance(value, dict):
        return bytes.fromhex(value["hex"])
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return target.to_python(value)
