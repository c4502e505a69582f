"""Which leaves of the ledgers go along with a report for an auditor, each with its proof?"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from phaseout.report.json_bytes import json_bytes
from phaseout.web.findings.models import Judgement
from phaseout.web.frame.access import Access, Permission
from phaseout.web.ledger.about import Rows, subjects_of
from phaseout.web.ledger.models import Leaf
from phaseout.web.ledger.queries import leaves_about, moment_of
from phaseout.web.ledger.services.packing import NotSignedError, excerpt_of
from phaseout.web.replacement.models import Handover, Photo, Replacement, Step
from phaseout.web.reports.bundle import replacements_in
from phaseout.web.reports.document import Document

AT_ONCE = 500
"""Replacements asked for at a time."""


def members(access: Access, document: Document) -> Iterator[tuple[str, bytes]]:
    """Yield for each ledger an excerpt that ``phaseout ledger verify`` takes, and what is not in it.

    Its leaves are those that tell of the replacements of the report, and of the judgements about their
    assets, and that stood when the report was made. They are proven in the first signed state that has all
    of them: the archive is the same whenever it is taken along. A hash that somebody took out of the database
    proves nothing, and is said.

    Args:
        access: of who takes it along; no ledger they may not read goes along.
        document: the report.
    """
    for organisation, numbers in _by_organisation(access, sorted(replacements_in(document))).items():
        found: dict[int, Leaf] = {}
        for start in range(0, len(numbers), AT_ONCE):
            subjects = subjects_of(access, _rows(numbers[start : start + AT_ONCE]))
            leaves = leaves_about(access, subjects, organisation).filter(event__at__lte=document.made)
            found |= {leaf.sequence: leaf for leaf in leaves}
        if found:
            yield from _written(organisation, [found[sequence] for sequence in sorted(found)])


def _written(organisation: int, leaves: Sequence[Leaf]) -> Iterator[tuple[str, bytes]]:
    why = ""
    try:
        with excerpt_of(moment_of(leaves[0].ledger_id), leaves, is_first=True) as file:
            yield f"ledger/organisation-{organisation}.zip", file.read()
    except NotSignedError:
        why = "no signed state has all of these leaves yet; states are signed once a day"
    except KeyError:
        why = "a hash was taken out of the database: verify the whole ledger"
    if why:
        left = [leaf.sequence for leaf in leaves]
        yield f"ledger/organisation-{organisation}.json", json_bytes({"not_proven": list(left), "why": why})


def _by_organisation(access: Access, numbers: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for start in range(0, len(numbers), AT_ONCE):
        rows = Replacement.objects.within(access, Permission.AUDIT).filter(
            pk__in=numbers[start : start + AT_ONCE]
        )
        for pk, organisation in rows.order_by("pk").values_list("pk", "organisation"):
            found[organisation].append(pk)
    return dict(sorted(found.items()))


def _rows(numbers: Sequence[int]) -> Rows:
    return {
        Step: {"replacement__in": numbers},
        Photo: {"step__replacement__in": numbers},
        Handover: {"medium__replacement__in": numbers},
        Judgement: {"finding__asset__replacement__in": numbers},
    }
