"""What stands in the addresses of the matrix: for each route that takes something, a row of the home organisation.

Every text of such a row holds ``SECRET``, so that a page which shows one to a foreigner is found out.
"""

from collections.abc import Callable, Mapping
from functools import partial
from types import SimpleNamespace
from unittest import mock

from django.conf import settings

from phaseout.intake.photograph.seen import NO_CODE, Seen
from phaseout.web.estate.models import Organisation
from phaseout.web.field import photograph
from phaseout.web.field.text import Text
from web.furnishing import (
    api,
    desk,
    discussion,
    estate,
    field,
    findings,
    ledger,
    notices,
    people,
    plans,
    replacement,
    reports,
    surveys,
)
from web.furnishing.secret import SECRET
from web.put_again import put_again

__all__ = ("EXAMPLES", "SAME_FOR_ALL", "SECRET", "Furnished", "furnish")
PARTS = (
    estate, people, findings, surveys, replacement, plans, discussion, field, reports, desk, ledger, notices, api
)  # fmt: skip
"""In the order in which they are put in: a later one may need what an earlier one has put."""
Furnished = SimpleNamespace
"""An organisation with one of everything, each under its name."""
Arguments = Mapping[str, object]
BLANK, NO_TEXT = Seen(codes=(), taken=None, missed=(NO_CODE,)), Text(lines=(), bears_credential=False)
"""What is found in the pictures of the furnishing, on which there is nothing: the two programs that would look for a
code and for text take longer than all the rest of it. What they find the tests of the field ask."""
EXAMPLES: Mapping[str, Callable[[Furnished], Arguments]] = {
    name: of for part in PARTS for name, of in part.EXAMPLES.items()
}
"""Name of a route → what stands in its address."""
SAME_FOR_ALL = frozenset(
    {
        "measure", "question", "question_answer", "workbook", "workbook-bring",
        "api-measure", "api-question", "api-question-answers", "api-workbook", "api-workbook-preview",
        "api-vocabulary",
    }
)  # fmt: skip
"""Routes whose address names what belongs to nobody: the law, what it asks, and which list a workbook is of."""


def furnish(organisation: Organisation) -> Furnished:
    """Put one of everything into an organisation."""
    there = Furnished(organisation=organisation)
    put_again(("everything", settings.LEDGER_KEY), there, partial(_put, there))
    return there


def _put(there: Furnished) -> None:
    with mock.patch.multiple(photograph, seen_in=lambda *_, **__: BLANK, text_in=lambda _: NO_TEXT):
        for part in PARTS:
            vars(there).update(part.put(there))
