"""What could a device, a file or a person write that acts on its reader, and how is it put into every text?

Texts are found by the models, so that those of an app to come are seeded from its first day: whatever holds ``SECRET``
in the furnishing is free text, and gets a polyglot of its own in its place.
"""

from collections.abc import Iterator
from itertools import count

from django.apps import apps
from django.db import models

from phaseout.report.json_bytes import Json
from phaseout.web.estate.models import Organisation
from phaseout.web.surveys.packing import packed, unpacked
from web.furnishing.secret import SECRET

HEADS = (
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)",
    "+1+1|",
    "-2+3|",
    "\t=1+1",
    "\r=1+1",
    " \"'=1+1",
    "＝1+1",
    "\n@A1",
    "x;=1+1",
)
"""Beginnings that one spreadsheet or another takes for a formula."""
BREAKS = "\"'><acts-here data-acts='1' onload=acted=1>"
"""Leaves an attribute and a text, as an element or an attribute that no page of ours has."""
TEMPLATE = "{{40000|add:9153}}"
TERMINAL = "\x1b]8;;https://evil.example\x07\x1b[2J\x9b31m\u202e\u2066\u200b\ufeff"
TAILS = (
    f"{BREAKS}</title></textarea><script>acted=1</script><img src=//evil.example/x onerror=acted=1>{TEMPLATE}{TERMINAL}",
    f"{BREAKS}<script>acted=1</script>{TEMPLATE}\x1b[2J\x9b31m\u202e\u200b",
    f"{BREAKS}\x1b[2J\x9b\u202e\u200b",
    "<acts-here>\x1b[2J\u202e",
)
"""Markup, a template, a terminal's orders and turned letters; the longest that has room is taken."""
ADDRESSES = ("=1+1|acts@example.org", '"<acts-here/data-acts=1>\'\x1b[2J\x07{{40000|add:9153}}"@example.org')
"""What still counts as an address of mail."""
FROM_DEVICES = frozenset(
    {"answer", "brand", "firmware", "kind", "model", "reader", "not_examined", "error", "note", "user_agent"}
)
"""Columns that take a device's, a file's, a browser's or a person's words and may stand empty in the furnishing."""
CODES = frozenset(
    {"path", "password", "hash", "digest", "sha256", "language", "session_key", "stored", "edition", "register_edition",
     "register_digest", "engine", "compared", "grade", "maker", "maker_grade", "outcome", "measure", "act", "clause",
     "duty", "fact", "field", "what", "batch", "why_closed", "Attachment.kind", "Returned.subject", "Delivery.body",
     "KeptList.route", "Plan.kind", "review", "judged", "Photo.kind", "VisitPhoto.kind", "gate", "gate_measure",
     "gate_edition", "places", "PriceLine.kind", "currency", "WorkPlan.what_if", "last_month", "WorkPackage.name",
     "WorkPackage.way", "Again.context", "Ledger.origin", "Ledger.last", "Leaf.line", "Leaf.subject", "Opening.name", "Opening.salt",
     "Node.hash", "Checkpoint.note", "Key.text", "Check.verdict", "Check.seen", "Check.found", "LookScope.signed",
     "LookScope.collectors", "Collected.key", "Collected.manifest"}
)  # fmt: skip
"""Columns that hold what the program, the register or a closed list says, by name, and by model where need be."""
THEIRS = ("usersessions.UserSession", "mfa.Authenticator")
"""Rows of libraries that hold words of people or browsers."""
NOT_OURS = (
    "auth",
    "contenttypes",
    "sessions",
    "account",
    "socialaccount",
    "mfa",
    "usersessions",
    "django_tasks_database",
)


def text(number: int, longest: int | None) -> str:
    """Return the polyglot of a number, no longer than its column."""
    head, mark = HEADS[number % len(HEADS)], f" {number}"
    room = (longest or 1000) - len(mark)
    tail = next((one for one in TAILS if len(head) + len(one) <= room), None)
    return (head + tail if tail else head[:room]) + mark


def seed(shift: int = 0) -> None:
    """Put a polyglot in the place of every free text of every row.

    Args:
        shift: another one gives every text another beginning.
    """
    numbers = count(shift)
    for model in _models():
        for row in model._base_manager.order_by("pk"):
            if changed := dict(_changed(row, numbers)):
                # As the database itself would: what is noted may be changed by no service.
                models.QuerySet(model).filter(pk=row.pk).update(**changed)


def unseeded() -> list[str]:
    """Return the columns of text of which the furnishing has rows, and none with a polyglot."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in _models()
        for field in _texts(model)
        if (rows := list(model._base_manager.values_list(field.name, flat=True)))
        and not any(is_seeded(one) for one in rows)
    ]


def is_seeded(value: str) -> bool:
    """Whether a text holds a part of a polyglot."""
    return any(head in value for head in HEADS) or "acts" in value


def _models() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model._meta.app_label not in NOT_OURS or model._meta.label in THEIRS:
            yield model


def _texts(model: type[models.Model]) -> Iterator[models.Field]:
    for field in model._meta.get_fields():
        if isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.JSONField):
            is_derived = not field.editable
            is_code = not CODES.isdisjoint((field.name, f"{model.__name__}.{field.name}"))
            if not field.choices and not is_derived and not is_code:
                yield field


def _changed(row: models.Model, numbers: Iterator[int]) -> Iterator[tuple[str, object]]:
    is_person_of_test = str(getattr(row, "email", "")).startswith("person")
    for field in _texts(type(row)):
        value = getattr(row, field.name)
        if is_person_of_test and field.name == "email":
            continue
        if _is_free(row, field.name, value):
            yield field.name, _polyglot(field, next(numbers))
    for field in row._meta.get_fields():
        if f"{type(row).__name__}.{field.name}" in CODES:
            continue
        if isinstance(field, models.JSONField) and (value := getattr(row, field.name)) is not None:
            yield field.name, _in_json(value, numbers)
        if isinstance(field, models.BinaryField) and (kept := getattr(row, field.name)) is not None:
            yield field.name, packed(_in_json(unpacked(bytes(kept)), numbers))


def _is_free(row: models.Model, name: str, value: str) -> bool:
    if f"{type(row).__name__}.{name}" in CODES:
        return False
    is_name = isinstance(row, Organisation) or name in ("name", "name_en", "name_fr")
    return (
        SECRET in value.replace(SECRET.upper(), SECRET) or is_seeded(value) or name in FROM_DEVICES or is_name
    )


def _polyglot(field: models.Field, number: int) -> str:
    if isinstance(field, models.EmailField):
        # Of who signs in by it, since what looks for their account knows no quoted name.
        which = 0 if field.unique else number % len(ADDRESSES)
        user, at, host = ADDRESSES[which].rpartition("@")
        return f"{user}{at}{number}.{host}"
    return text(number, field.max_length)


def _in_json(value: Json, numbers: Iterator[int]) -> Json:
    match value:
        case str() if SECRET in value or SECRET.upper() in value or is_seeded(value):
            return text(next(numbers), 400)
        case list():
            return [_in_json(one, numbers) for one in value]
        case dict():
            return {name: _in_json(one, numbers) for name, one in value.items()}
    return value
