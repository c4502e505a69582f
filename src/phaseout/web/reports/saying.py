"""How is a text, a name or a word of a closed list said in both languages at once?"""

from collections.abc import Callable
from functools import cache, lru_cache
from types import SimpleNamespace

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import override

from phaseout.web.estate.models import Asset, Site
from phaseout.web.estate.models.place import InTwoLanguages
from phaseout.web.frame import words
from phaseout.web.reports.document import Coded, Place, Words


def both(text: str | Promise, **given: object) -> Words:
    """Return a text that is translated late, in both languages.

    Args:
        given: what stands in its places; texts of both languages go in as they are said in each.
    """
    return Words(en=_in("en", text, given), fr=_in("fr", text, given))


def spoken(say: Callable[[], str]) -> Words:
    """Return what a function says, in both languages."""
    with override("en"):
        en = say()
    with override("fr"):
        return Words(en=en, fr=say())


def coded(choice: Choices) -> Coded:
    """Return one of a closed list."""
    return _coded(choice.value, choice)


def named(one: InTwoLanguages) -> Words:
    """Return the names of an organisation, a site or a room; where one is missing the other is both."""
    return Words(en=one.name_en or one.name_fr, fr=one.name_fr or one.name_en)


def place(one: InTwoLanguages) -> Place:
    """Return an organisation or a site as a report names it."""
    return Place(id=one.pk, name=named(one))


def site_of(asset: Asset) -> Words | None:
    """Return the name of the site at which a device stands; None where nobody knows."""
    return named(asset.site) if asset.site else None


def product_of(asset: Asset) -> Words | None:
    """Return what a device is, as far as anybody knows."""
    said = _product(asset.kind, asset.maker, asset.brand, asset.model)
    return said if said.en else None


@cache
def kind_of(id_: str) -> Words:
    """Return what a kind of device is called."""
    return spoken(lambda: words.kind(id_))


@cache
def measure_of(id_: str) -> Words:
    """Return the title of a measure."""
    return spoken(lambda: words.measure(id_))


def where(site: Site) -> Words:
    """Return the reference and the name of a site."""
    name = named(site)
    return Words(en=f"{site.ref} – {name.en}", fr=f"{site.ref} – {name.fr}")


@lru_cache(maxsize=4096)
def _product(kind: str, maker: str, brand: str, model: str) -> Words:
    one = SimpleNamespace(kind=kind, maker=maker, brand=brand, model=model)
    return spoken(lambda: words.product(one))


@cache
def _coded(id_: object, choice: Choices) -> Coded:
    return Coded(id=str(id_), words=spoken(lambda: str(choice.label)))


def _in(language: str, text: str | Promise, given: dict[str, object]) -> str:
    with override(language):
        said = str(text)
    told = {name: getattr(one, language) if isinstance(one, Words) else one for name, one in given.items()}
    return said % told if told else said
