"""What does a column hold, going by its name?"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from types import MappingProxyType

from phaseout.domain.trait import TRAITS
from phaseout.intake.column_meanings import NAMES, Meaning
from phaseout.intake.credential_name import names_credential

LONGEST_NAME = 120
_NUMBER_TEXT = """
    no n nr num numero number nbr numb nos numeros
"""
_NUMBER = frozenset(_NUMBER_TEXT.split())
_SMALL_TEXT = """
    d de du des l la le les of the au aux en un une if known any
"""
_SMALL = frozenset(_SMALL_TEXT.split())
_THINGS_TEXT = """
    device camera cameras cam asset equipment equipement unit hardware product produit appareil
    dispositif item host machine component actif materiel
"""
_THINGS = frozenset(_THINGS_TEXT.split())
_OTHER_THINGS_TEXT = """
    nvr dvr recorder recorders enregistreur switch commutateur router routeur reader
"""
_OTHER_THINGS = frozenset(_OTHER_THINGS_TEXT.split())
OF_TRAIT = MappingProxyType(
    {
        "inventory.manufacturer": Meaning.MANUFACTURER,
        "inventory.brand": Meaning.BRAND,
        "inventory.model": Meaning.MODEL,
        "inventory.serial": Meaning.SERIAL,
        "inventory.firmware": Meaning.FIRMWARE,
        "inventory.description": Meaning.DESCRIPTION,
        "asset.kind": Meaning.KIND,
        "asset.acquired": Meaning.ACQUIRED,
        "asset.owner": Meaning.OWNER,
        "asset.removal-planned": Meaning.REMOVAL,
    }
)
_WORD = re.compile(r"[a-z0-9]+")
_NOT_THIS_THING_TEXT = """
    replacement remplacement replaced remplace new nouveau nouvelle old ancien ancienne recorder
    enregistreur nvr dvr server serveur switch commutateur supplier fournisseur installer installateur
    contact user utilisateur email date cost cout price prix warranty garantie port id guid uuid status
    statut state etat
"""
_NOT_THIS_THING = frozenset(_NOT_THIS_THING_TEXT.split())
_SPLITS = (
    re.compile(r"[\r\n]+"),
    re.compile(r"[()\[\]{}]"),
    re.compile(r"\s[/|–—-]\s|\|"),
    re.compile(r"[/;,:&+]|\b(?:and|et|ou|or)\b", re.IGNORECASE),
)
_REFS = (Meaning.TAG, Meaning.NAME, Meaning.ID, Meaning.THING)
_PLACES = (Meaning.SITE, Meaning.BUILDING, Meaning.PLACE)
_HOSTS = frozenset((Meaning.IP, Meaning.HOSTNAME, Meaning.ADDRESS))
_MAKERS = (Meaning.MANUFACTURER, Meaning.BRAND, Meaning.VENDOR)
_PARTS = (Meaning.MODEL_NUMBER, Meaning.MODEL, Meaning.PART)


def plain_words(text: str) -> list[str]:
    """Return the words in small letters without accents, as names are compared."""
    bare = unicodedata.normalize("NFKD", text).casefold().replace("œ", "oe").replace("#", " no ")
    return _WORD.findall("".join(char for char in bare if not unicodedata.combining(char)))


@lru_cache(maxsize=4096)
def meaning_of(title: str, *, about_others: bool = False) -> Meaning:
    """Return what a column of this name holds.

    ``about_others``: the table is one of recorders or switches, so ``NVR IP`` is the thing's own.
    """
    if len(title) > LONGEST_NAME:
        return Meaning.UNKNOWN
    if names_credential(title):
        return Meaning.CREDENTIAL
    if "." in title and (trait := title.strip().lower()) in TRAITS:
        return OF_TRAIT.get(trait, Meaning.TRAIT)
    words = _canonical(plain_words(repaired(title)))
    if not words:
        return Meaning.UNKNOWN
    own = _THINGS | _OTHER_THINGS if about_others else _THINGS
    found = _BY_NAME.get("".join(words))
    if about_others and found is Meaning.ASIDE and words[0] in _OTHER_THINGS:
        found = None
    found = found or _BY_NAME.get("".join(_without(words, own)))
    return found or _of_parts(title, about_others=about_others)


def glued(title: str) -> str:
    """Return the words of a name as one: ``PO_Number``, ``po no.`` and ``Po Nr`` are ``pono``."""
    return "".join(_canonical(plain_words(repaired(title))))


def parts_of(title: str) -> list[str]:
    """Return the parts of a name that says one thing in two languages: ``Quantity / Quantité``."""
    for split in _SPLITS:
        parts = [part for part in split.split(title) if part.strip()]
        if len(parts) > 1:
            return parts
    return []


def is_of_something_else(title: str) -> bool:
    """Whether the name of an unknown column speaks of another thing, a person, a day or money."""
    return not _NOT_THIS_THING.isdisjoint(plain_words(title))


def repaired(text: str) -> str:
    """Return ``Modèle`` for ``ModÃ¨le``: UTF-8 that somebody's program took for Windows-1252."""
    if "Ã" not in text and "Â" not in text:
        return text
    try:
        return text.encode("cp1252").decode()
    except UnicodeError:
        return text


def _of_parts(title: str, *, about_others: bool) -> Meaning:
    """Read a name of several parts: ``Manufacturer / Fabricant``, ``Serial (label)``, ``Make & Model``."""
    for split in _SPLITS:
        parts = [part for part in split.split(title) if part.strip() and part != title]
        if len(parts) > 1:
            telling = [part.strip() for part in parts if not _is_thing(part)]
            found = [meaning_of(part, about_others=about_others) for part in telling]
            return _together([meaning for meaning in found if meaning is not Meaning.UNKNOWN])
        if parts:
            return meaning_of(parts[0].strip(), about_others=about_others)
    return Meaning.UNKNOWN


def _together(found: list[Meaning]) -> Meaning:
    several = set(found) - {Meaning.ASIDE}
    if Meaning.CREDENTIAL in several:
        return Meaning.CREDENTIAL
    if len(several) <= 1:
        return next(iter(several or found), Meaning.UNKNOWN)
    for alike in (_REFS, _PLACES, _MAKERS, _PARTS):
        if several <= set(alike):
            return next(meaning for meaning in alike if meaning in several)
    return Meaning.ADDRESS if several <= _HOSTS else Meaning.DESCRIPTION


def _is_thing(part: str) -> bool:
    return not _without(_canonical(plain_words(part)), _THINGS)


def _canonical(words: Iterable[str]) -> list[str]:
    kept = [word for word in words if word not in _SMALL]
    return [
        "no" if word in _NUMBER else word.replace("number", "no").replace("numero", "no") for word in kept
    ]


def _without(words: list[str], things: frozenset[str]) -> list[str]:
    start, end = 0, len(words)
    while start < end and words[start] in things:
        start += 1
    while end > start and words[end - 1] in things:
        end -= 1
    return words[start:end]


_BY_NAME = MappingProxyType(
    {
        "".join(_canonical(plain_words(name))): meaning
        for meaning, names in NAMES.items()
        for name in names.split(",")
    }
)
"""Glued names, so that ``serial_number``, ``Serial-Number`` and ``SerialNumber`` are one."""
