"""Is a text a serial number, may it tie sources together, and what stands in a long one?"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

SHORTEST_SERIAL = 6
DISTINCT_IN_SERIAL = 3
LONGEST_REMARK = 60
"""Characters of a remark in the place of a number; a longer text is taken as it is."""

# Every word of a remark must be one of these: "pas de numéro", "see label", "k. A.", "por confirmar".
_ENGLISH = """
    a add added applicable as ask at available be blank box by camera check come completed confirm
    confirmed determined device empty entered fill filled found given has have illegible image in is it
    known label later legible look lost me missing na nd needed nil no none not nothing null number
    numbers of off on pending photo picture plate provided read readable removed s see seen serial
    series sn specified sticker supplied tag tba tbc tbd the there to unavailable unit unknown
    unreadable verify visible with without worn
"""
_FRENCH = """
    a absent absente absents appareil attente au aucun aucune autocollant confirme confirmer completer
    connu connue d dans de demander determiner disponible du efface effacee en est etiquette fiche
    illisible inconnu inconnue indisponible indique introuvable l la le les lisible lu manquant
    manquante ne neant non null nulle numero numeros par pas photo plaque plaquette pour preciser que
    recuperer releve relever remplir renseigner sans serie si signaletique sur suivre trouve trouver un
    une valider venir verifier vide voir
"""
_GERMAN = """
    abgerissen am an angabe angaben auf aufkleber auslesen bekannt bild das der die ein eine entfernt
    erfassen erganzen ermitteln etikett fehlend fehlt folgt foto gerat ist k kein keine keinen klaren
    leer lesbar leserlich nachtragen nachzutragen nicht nichts noch nr nummer offen ohne prufen schild
    seriennr seriennummer siehe spater typenschild unbekannt unleserlich unlesbar verfugbar vorhanden
    wird zu
"""
_SPANISH = """
    averiguar camara completar confirmar consultar del desconocida desconocido determinar el equipo esta
    etiqueta existe falta faltante foto hay ilegible indicar la leer legible lee lo necesario nada ningun
    ninguna ninguno no numero numeros pendiente placa por sabe se ser serie sin su tiene vacio ver
    verificar
"""
_MARKS = "n o nr nro num numb nb nos x xx xxx v u s c"
_NO_NUMBER = frozenset(f"{_ENGLISH} {_FRENCH} {_GERMAN} {_SPANISH} {_MARKS}".split())
_WORD = re.compile(r"[^\W\d_]+")
_PART = re.compile(
    r"(?P<model>.*)20[0-2]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[A-Z]{4}"
    r"(?P<short>[A-Z]{0,2}\d{7,9})[A-Z]{0,4}"
)
"""Of Hikvision: model, day of production, region and line, what the label bears, letters of features
(discovery.md §1.1, programme.md §5.2). Older labels bear nine figures, newer ones a letter and eight."""
_SHORTEST_LONG = 20
"""Characters: day, region and line, and eight or more of the label."""


class LongSerial(NamedTuple):
    """What a long serial number of Hikvision's is put together of."""

    model: str
    """As its maker names it, in capitals; empty where only the end was kept."""
    short: str
    """What the label bears."""


def is_serial(text: str) -> bool:
    """Return whether a text is a serial number at all, and no remark in the place of one.

    A remark is made of words that say in English, French, German or Spanish that there is none, or where to
    look; nor is one character, once or again and again, a number.
    """
    if len(set(filter(str.isalnum, text))) <= 1:
        return False
    return len(text) > LONGEST_REMARK or any(map(str.isdigit, text)) or not _is_remark(text)


@lru_cache(maxsize=4096)
def _is_remark(text: str) -> bool:
    bare = unicodedata.normalize("NFKD", text).casefold()
    words = _WORD.findall("".join(char for char in bare if not unicodedata.combining(char)))
    return all(word in _NO_NUMBER for word in words)


def normal_serial(text: str) -> str | None:
    """Return a serial number that may join sources: upper case, no blanks, no placeholder."""
    serial = re.sub(r"\s+", "", text).upper()
    if len(serial) < SHORTEST_SERIAL or len(set(serial)) < DISTINCT_IN_SERIAL:
        return None
    return serial if any(char.isdigit() for char in serial) else None


def long_serial(text: str) -> LongSerial | None:
    """Return the parts of a long serial number, None for one of another make."""
    if len(text) < _SHORTEST_LONG or (found := _PART.fullmatch(text.upper())) is None:
        return None
    return LongSerial(found["model"], found["short"])


def short_serial(serial: str) -> str:
    """Return what the label bears: the serial number itself, or the short one in a long one."""
    found = long_serial(serial)
    return found.short if found else serial
