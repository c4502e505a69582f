"""What cannot be so in the certificate of a storage medium? Asked by its form, and again before it is kept.

That Protected B and above is not sanitised by Clear is a rule of this program: ITSP.40.006, which says what
suits which medium, was not at hand to be read.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from phaseout.web.frame.folded import folded
from phaseout.web.replacement.names import is_same_name
from phaseout.web.replacement.vocabulary import Category

_HIGHER = re.compile(
    r"\b(prot(ected|ege|egee)?[ .]*[bc]|confidentiel(le)?|confidential|secret|(?<!non )classifie[ed]?)\b"
)


def is_higher(level: str) -> bool:
    """Return whether a confidentiality, as somebody wrote it, is Protected B or above, in either language."""
    return _HIGHER.search(folded(level)) is not None


def faults(said: Mapping[str, Any], *, before: str, removed_on: date | None) -> dict[str, str]:
    """Return field → why it cannot be so, of what a certificate says; what is missing is no fault here.

    Args:
        said: the fields of a certificate.
        before: the confidentiality of the medium before.
        removed_on: the day on which what it is of was removed; None where it is not.
    """
    found: dict[str, str] = {}
    done, verified = said.get("sanitised_on"), said.get("verified_on")
    if removed_on is None:
        found["sanitised_on"] = _("Record first that it was removed: its media are sanitised after that.")
    elif done is not None and done < removed_on:
        found["sanitised_on"] = _("It cannot be sanitised before it was removed.")
    if done is not None and verified is not None and done > verified:
        found["verified_on"] = _("It cannot be verified before it was sanitised.")
    if is_same_name(said.get("verifier", ""), said.get("sanitiser", "")):
        found["verifier"] = _("Somebody else than who sanitised it has to verify.")
    if said.get("category") == Category.CLEAR and is_higher(before):
        found["category"] = _("What was Protected B or higher is purged or destroyed: Clear is not enough.")
    return found
