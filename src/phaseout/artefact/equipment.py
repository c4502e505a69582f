"""How are things listed on a paper?"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from phaseout.artefact.material import Material, product
from phaseout.artefact.paper import Table
from phaseout.artefact.words import Words, word
from phaseout.domain.asset import Asset


def table_of(assets: Iterable[Asset], columns: tuple[str, ...], material: Material) -> Table:
    """Return a table of assets with the columns asked for (``CELLS``), in that order."""
    heads = Words(material.language.code, "column")
    return Table(
        heads=[heads(column) for column in columns],
        rows=[tuple(CELLS[column](asset, material) for column in columns) for asset in assets],
    )


def purposes(asset: Asset, material: Material) -> str:
    """Return what a thing is used for: its own word, its site's, the default, or that nobody said."""
    own = material.values(asset, "asset.purpose")
    context = material.document.header.context
    sites, use = context.get("sites"), context.get("use")
    site = sites.get(asset.site or "") if isinstance(sites, Mapping) else None
    for table in (site, use):
        if not own and isinstance(table, Mapping) and isinstance(table.get("purpose"), list | tuple):
            own = tuple(map(str, table["purpose"]))
    return ", ".join(_purpose(one, material) for one in own) or _unknown(material)


def _purpose(purpose: str, material: Material) -> str:
    known = material.register.vocabulary.values.get("purpose", {}).get(purpose)
    return known.in_language(material.language.code) if known else purpose


def _unknown(material: Material) -> str:
    return word("unknown", material.language.code)


def _thing(asset: Asset, material: Material) -> str:
    return material.language.term("kind", asset.kind) if asset.kind else _unknown(material)


def _evidence(asset: Asset, material: Material) -> str:
    bases = (basis.value for basis in asset.identification.maker.bases)
    return material.language.terms("basis", bases) or word("none", material.language.code)


def _day(trait: str) -> "Cell":
    return lambda asset, material: (
        ", ".join(map(material.language.written_day, material.values(asset, trait))) or _unknown(material)
    )


Cell = Callable[[Asset, Material], str]
CELLS: Mapping[str, Cell] = MappingProxyType(
    {
        "thing": _thing,
        "brand": lambda asset, material: product(asset, material.language)[0] or _unknown(material),
        "maker": lambda asset, material: product(asset, material.language)[1] or _unknown(material),
        "model": lambda asset, material: product(asset, material.language)[2] or _unknown(material),
        "serial": lambda asset, material: ", ".join(asset.keys.serial) or _unknown(material),
        "site": lambda asset, material: material.site(asset) or word("no-site", material.language.code),
        "place": lambda asset, material: ", ".join((*asset.keys.ref, *asset.keys.ip)) or _unknown(material),
        "acquired": _day("asset.acquired"),
        "purpose": purposes,
        "evidence": _evidence,
    }
)
"""Every column and what stands in it."""
