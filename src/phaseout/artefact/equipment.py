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
    own = material.said(asset, "asset.purpose")
    context = material.document.header.context
    sites, use = context.get("sites"), context.get("use")
    site = sites.get(asset.site or "") if isinstance(sites, Mapping) else None
    for table in (site, use):
        if not own and isinstance(table, Mapping) and isinstance(table.get("purpose"), list | tuple):
            own = ", ".join(map(str, table["purpose"]))
    return own or _unknown(material)


def _unknown(material: Material) -> str:
    return word("unknown", material.language.code)


def _thing(asset: Asset, material: Material) -> str:
    return material.language.term("kind", asset.kind) if asset.kind else _unknown(material)


def _evidence(asset: Asset, material: Material) -> str:
    return material.language.terms("basis", (basis.value for basis in asset.identification.maker.bases))


def _said(trait: str) -> "Cell":
    return lambda asset, material: material.said(asset, trait) or _unknown(material)


Cell = Callable[[Asset, Material], str]
CELLS: Mapping[str, Cell] = MappingProxyType(
    {
        "thing": _thing,
        "brand": lambda asset, material: product(asset, material.language)[0] or _unknown(material),
        "maker": lambda asset, material: product(asset, material.language)[1] or _unknown(material),
        "model": lambda asset, material: product(asset, material.language)[2] or _unknown(material),
        "serial": lambda asset, _material: ", ".join(asset.keys.serial),
        "site": lambda asset, material: material.site(asset) or word("no-site", material.language.code),
        "place": lambda asset, _material: ", ".join((*asset.keys.ref, *asset.keys.ip)),
        "acquired": _said("asset.acquired"),
        "removal": _said("asset.removal-planned"),
        "purpose": purposes,
        "evidence": _evidence,
    }
)
"""Every column and what stands in it."""
