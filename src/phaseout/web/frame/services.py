"""What do all services do alike?"""

from typing import TypeVar

from django.db.models import F

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
