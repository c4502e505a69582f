"""May what replaces something be bought and used? As its own findings say, or as an order is answered."""

import csv
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from phaseout.domain.determination import GRAVEST_FIRST
from phaseout.survey import survey
from phaseout.web.estate.models import Asset, Organisation
from phaseout.web.estate.queries import line_of
from phaseout.web.findings.own import own_acts
from phaseout.web.findings.queries import gravest_open
from phaseout.web.frame import words
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.vocabulary import Replacing
from phaseout.web.surveys.asked_as import context_of

FORBIDDING = ("applies", "applies-from")
UNSETTLED = "undetermined"
_SAYS_NOTHING = "does-not-apply"
"""Where nothing graver was found, each measure asked says so: none of them is the one that does."""
_RANK = {outcome.value: rank for rank, outcome in enumerate(GRAVEST_FIRST)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What the law says of buying and using something."""

    outcome: str
    measure: str
    """That says so; empty where none was found."""
    edition: str
    as_of: date

    @property
    def forbids(self) -> bool:
        """Whether it must not be bought or used, today or from a day on."""
        return self.outcome in FORBIDDING


def answered(description: str, organisation: Organisation, as_of: date) -> Answered:
    """Return the gravest answer on an order of something, as its organisation would buy it.

    Args:
        description: maker and model, as an order says them.
        organisation: who buys it.
        as_of: the day the law is asked about.
    """
    register = words.register()
    context = context_of(line_of(organisation), (), None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "order.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(
                [("item", "description", "quantity", "unit price"), (1, description, 1, 1)]
            )
        document = survey([str(path)], register, context, as_of)
        said = [one for asset in document.assets() for one in asset.determinations if one.act in own_acts()]
    gravest = min(said, key=lambda one: _RANK[one.outcome.value], default=None)
    return Answered(
        outcome=gravest.outcome.value if gravest else UNSETTLED,
        measure=gravest.measure if gravest and gravest.outcome.value != _SAYS_NOTHING else "",
        edition=register.edition,
        as_of=as_of,
    )


def is_forbidden(replacement: Replacement) -> bool:
    """Return whether what replaces something must not be bought or used itself."""
    match replacement.replacing:
        case Replacing.MODEL:
            return replacement.gate in FORBIDDING
        case Replacing.ASSET:
            return replacement.replaced_by is not None and forbids(replacement.replaced_by)
    return False


def forbids(asset: Asset) -> bool:
    """Return whether a thing must not be bought, used or held itself, and nobody let that off."""
    found = gravest_open(asset)
    return found is not None and found.outcome in FORBIDDING


def is_unsettled(replacement: Replacement) -> bool:
    """Return whether nobody knows yet if what replaces something may be bought and used."""
    match replacement.replacing:
        case Replacing.MODEL:
            return replacement.gate == UNSETTLED
        case Replacing.ASSET:
            return replacement.replaced_by is not None and _is_open(replacement.replaced_by)
    return False


def _is_open(asset: Asset) -> bool:
    found = gravest_open(asset)
    return not asset.outcome if found is None else found.outcome == UNSETTLED
