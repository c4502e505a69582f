"""How fast are order lines compared with every name and designation that the register knows?

The lines are made up: an article number, a description in English or French, a quantity and a price, 130 bytes on
average; one in a hundred is of a camera by a brand of the register.
"""

import random
import re
from collections.abc import Iterator

from patterns import compare

from phaseout.domain.claim import Strength
from phaseout.register.query import Register

WORDS = [
    "bracket",
    "cable",
    "mount",
    "outdoor",
    "indoor",
    "licence",
    "annual",
    "support",
    "switch",
    "port",
    "managed",
    "rack",
    "unit",
    "power",
    "supply",
    "adapter",
    "black",
    "white",
    "steel",
    "box",
    "junction",
    "installation",
    "service",
    "hour",
    "labour",
    "kit",
    "replacement",
    "filter",
    "paper",
    "toner",
    "laptop",
    "docking",
    "station",
    "monitor",
    "battery",
    "panel",
    "sensor",
    "reader",
    "door",
    "lock",
    "controller",
    "server",
    "memory",
    "disk",
    "drive",
    "fibre",
    "patch",
    "cord",
    "wall",
    "ceiling",
    "pole",
    "camera",
]
FRENCH_WORDS = [
    "câble",
    "boîtier",
    "extérieur",
    "intérieur",
    "caméra",
    "réseau",
    "entretien",
    "pièce",
    "détachée",
    "numérique",
    "écran",
    "clavier",
    "lumière",
    "clé",
    "bureau",
    "chaise",
    "armoire",
    "métallique",
    "imprimante",
    "cartouche",
    "papier",
    "recyclé",
    "télécommande",
    "sécurité",
    "contrôle",
    "accès",
    "porte",
    "serrure",
    "électrique",
    "mètre",
]
CAMERAS = (
    "Hikvision DS-2CD2143G2-I",
    "Dahua IPC-HFW2431S-S",
    "Uniview IPC2124LE-ADF28KM",
    "EZVIZ C6N",
    "Lorex E892AB",
)
HIT_SHARE = 0.01
FRENCH_SHARE = 0.2
MEAN_BYTES = 130
_ANCHOR = re.compile(r"(?<![\[\\])[\^$]")


def lines(count: int, seed: int = 20261126) -> Iterator[str]:
    """Yield so many lines; the same count and seed give the same text."""
    dice = random.Random(seed)
    for number in range(count):
        words = FRENCH_WORDS if dice.random() < FRENCH_SHARE else WORDS
        what = dice.choices(words, k=dice.randrange(9, 17))
        if dice.random() < HIT_SHARE:
            what.insert(2, dice.choice(CAMERAS))
        article = f"{dice.choice('ABKMPQXZ')}{dice.randrange(10_000_000):07}-{number % 97:02}"
        yield f"{number:07}  {article}  {' '.join(what)}  {dice.randrange(1, 200)} EA  {dice.randrange(100_000) / 100:.2f} CAD"


def text_patterns(register: Register) -> list[str]:
    """Return a pattern for each brand's word and each grammar that speaks in free text, as a word of a line."""
    words = sorted({word.lower() for brand in register.brands.values() for word in brand.words})
    names = [rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in words]
    firm = [model.pattern for model in register.models if model.strength is Strength.STRONG]
    stated = [
        one.pattern for trait in ("label.text", "order.text") for one in register.fingerprints.get(trait, ())
    ]
    return [*names, *(_ANCHOR.sub(r"\\b", pattern) for pattern in firm), *stated]


def run(count: int) -> None:
    """Print the rates."""
    patterns = text_patterns(Register.open())
    texts = list(lines(count))
    size = sum(len(text.encode()) for text in texts)
    print(f"{count} order lines of {size / count:.0f} bytes, {len(patterns)} patterns")
    compare({"order.text": patterns}, {"order.text": texts})
