"""What do all services do alike?"""

from collections.abc import Sequence
from typing import TypeVar

from django.db import models, transaction
from django.db.models import F, ProtectedError

from phaseout.web.frame.access import Access
from phaseout.web.frame.models import KeptColumns
from phaseout.web.frame.versioned import ChangedMeanwhileError, Versioned

Row = TypeVar("Row", bound=Versioned)


def claim(row: Row, version: int) -> Row:
    """Count a change of a row, inside the transaction that changes it, and return the row as it now stands.

    Args:
        row: which is then saved with what is new.
        version: the row's when the form was opened.

    Raises:
        ChangedMeanwhileError: somebody changed it since.
    """
    model = type(row)
    ours = model._default_manager.filter(pk=row.pk, version=version)
    if not ours.update(version=F("version") + 1):
        raise ChangedMeanwhileError
    return model._default_manager.get(pk=row.pk)


def keep_columns(access: Access, name: str, columns: Sequence[str]) -> None:
    """Keep which columns of a list somebody wants to see; of none, the usual ones are shown again.

    Args:
        access: whose.
        name: of the list's address.
        columns: as the list names them; what it does not know is left out when it is shown.
    """
    mine = KeptColumns.everything.filter(person=access.person, route=name)
    if not columns:
        mine.delete()
        return
    KeptColumns.everything.update_or_create(
        person_id=access.person, route=name, defaults={"columns": list(columns)}
    )


def remove_unheld(model: type[models.Model], rows: Sequence[int]) -> set[int]:
    """Remove rows, but for those that something else holds on to; return the primary keys of these.

    Args:
        model: a table of rows that somebody may remove; the caller has asked.
        rows: primary keys.
    """
    try:
        with transaction.atomic():
            model._default_manager.filter(pk__in=rows).delete()
    except ProtectedError:
        if len(rows) == 1:
            return set(rows)
        half = len(rows) // 2
        return remove_unheld(model, rows[:half]) | remove_unheld(model, rows[half:])
    return set()
