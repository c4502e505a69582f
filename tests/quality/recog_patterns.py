"""Which restricted makers do Recog's own patterns name in a line?

Recog may say ``hw.vendor``, ``os.vendor`` or ``service.vendor``; whichever it says is taken as the maker. Every
fingerprint that matches counts, not the first one alone. Both favour Recog.
"""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from phaseout.domain.claim import Dimension
from phaseout.domain.party import Fingerprint
from phaseout.identify.fingerprints import by_fingerprint
from phaseout.identify.patterns.pattern_set import one_by_one
from phaseout.identify.rules import Look, Rules
from phaseout.register.recog import read_recog
from quality.corpora import Seen
from quality.scoring import restricted_in

_VENDORS = ("hw.vendor", "os.vendor", "service.vendor")


def read_vendors(folder: Path) -> dict[str, tuple[Fingerprint, ...]]:
    """Return Recog's fingerprints that name a vendor of any sort, by trait."""
    with TemporaryDirectory() as copies:
        for path in sorted(folder.glob("*.xml")):
            _with_vendor(path, Path(copies) / path.name)
        found: dict[str, tuple[Fingerprint, ...]] = {}
        for one in read_recog(Path(copies), {}).fingerprints:
            found[one.trait] = (*found.get(one.trait, ()), one)
        return found


def counted(folder: Path) -> list[str]:
    """Return the files of a copy, each with its number of fingerprints, since a copy may be cut."""
    return [
        f"{path.name} ({len(etree.parse(path).getroot().findall('fingerprint'))})"
        for path in sorted(folder.glob("*.xml"))
    ]


def _with_vendor(path: Path, copy: Path) -> None:
    """Write a copy in which a fingerprint without ``hw.vendor`` has the next best vendor in its place."""
    tree = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in tree.getroot().iterfind("fingerprint"):
        params = {param.get("name", ""): param for param in element.iterfind("param")}
        first = next((params[name] for name in _VENDORS if name in params), None)
        if first is not None:
            first.set("name", "hw.vendor")
    tree.write(str(copy), encoding="utf-8")


def named(
    fingerprints: Mapping[str, tuple[Fingerprint, ...]], seen: Mapping[str, Seen]
) -> dict[str, frozenset[str]]:
    """Return, by case, the restricted makers that the fingerprints name."""
    rules = Rules(
        fingerprints=fingerprints, brands={}, models=(), ambiguous_models={}, address_block=lambda _: None,
        false_friends=frozenset(), makers=frozenset(), parents={}, own_brand={}, open_scanner=one_by_one,
    )  # fmt: skip
    cases, looks = [], []
    for case, observations in seen.items():
        for trait, value in observations:
            cases.append(case)
            looks.append(Look(trait, value, ()))
    found: dict[str, frozenset[str]] = {}
    for number, hit in by_fingerprint(rules)(looks):
        if hit.dimension is Dimension.BRAND:
            case = cases[number]
            found[case] = found.get(case, frozenset()) | restricted_in(hit.value)
    return found
