"""What are makers, brands, kinds, outcomes and fields called in the reader's language?"""

from collections.abc import Mapping
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from phaseout.domain.document import Labels
from phaseout.register import Register
from phaseout.report.language import Language
from phaseout.web.estate.models import KeyKind

FIELDS = {
    "kind": _("kind"),
    "maker": _("maker"),
    "brand": _("brand"),
    "model": _("model"),
    "firmware": _("firmware"),
    "site": _("site"),
    "outcome": _("outcome"),
}
"""What may change of a thing."""


def reader() -> Language:
    """Return the language of whoever reads, with the names of the register."""
    return _language("fr" if get_language() == "fr" else "en")


@cache
def _language(code: str) -> Language:
    register = Register.open()
    labels = Labels(
        measures={},
        # A maker goes by the name of its brand where both are one, as in documents.
        parties={one: (register.brands.get(one) or party).name for one, party in register.parties.items()},
        brands={one: brand.name for one, brand in register.brands.items()},
        words={},
    )
    return Language(code, labels)


def value(field: str, said: object, sites: Mapping[int, str]) -> str:
    """Return what a field is, by its name where it is an id; an en dash where nobody knows."""
    if said in (None, ""):
        return "–"
    text = str(said)
    match field:
        case "maker":
            return reader().party(text)
        case "brand":
            return reader().brand(text)
        case "kind" | "outcome":
            return reader().term(field, text)
        case "site":
            return sites.get(int(text), text)
        case _:
            return text


def key(kind: str) -> str:
    """Return what a kind of key is called."""
    return str(KeyKind(kind).label)
