"""Which line and which thing are of one article, and what is said of each?"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from phaseout.domain.asset import Asset
from phaseout.domain.claim import Identification
from phaseout.domain.purchase import Purchase, Stage
from phaseout.domain.reconciliation import Aside, Count, Line, LineAside, Thing
from phaseout.identify.serial import normal_serial
from phaseout.reconcile.counting import NONE

_NOT_SURVEYED = frozenset({"service", "software", "accessory", "component", "chip"})
_BOUGHT = frozenset({Stage.ORDERED, Stage.BOUGHT, Stage.DELIVERED, Stage.UNSTATED, Stage.TAKEN_BACK})
_APART = re.compile(r"[\W_]+")
_LENS = re.compile(r"[\s(/,-]*\d{1,2}(?:[.,]\d{1,2})?\s?mm\b.*$", re.IGNORECASE)
"""The lens stands behind many designations on an order and is no part of what equipment says of itself."""


def lines_of(
    assets: Iterable[Asset], names: Mapping[str, str], removing: Collection[str] = ()
) -> Iterator[Line | LineAside]:
    """Yield each line of a purchase as it is reconciled, or why it is not.

    Args:
        assets: what purchases and other sources name.
        names: those of brands, by id.
        removing: ids of the words for services that take things away.
    """
    for asset in assets:
        if asset.purchase is not None:
            yield _line(asset, asset.purchase, names, removing)


def things_of(assets: Iterable[Asset], names: Mapping[str, str]) -> Iterator[Thing]:
    """Yield each thing that something met with; ``names`` are those of brands."""
    for asset in assets:
        if not asset.is_only_bought:
            yield _thing(asset, names)


def one_form(text: str) -> str:
    """Return a designation or a name without what people write differently: case, separators, blanks."""
    return _APART.sub("", text).casefold()


def _line(
    asset: Asset, purchase: Purchase, names: Mapping[str, str], removing: Collection[str]
) -> Line | LineAside:
    name = _line_name(asset, purchase)
    claimed = asset.identification
    serials = _serials(asset)
    model, fallback = claimed.model.value, _fallback(claimed)
    if purchase.stage is Stage.TAKEN_BACK:
        model = model or _named_in_text(asset)
    article = _article(model)
    if purchase.stage not in _BOUGHT:
        return LineAside(line=name, why=Aside.NOT_BOUGHT)
    if not set(claimed.kind.rules).isdisjoint(removing):
        return LineAside(line=name, why=Aside.TAKES_AWAY, article=_article(_named_in_text(asset)))
    if claimed.kind.value in _NOT_SURVEYED:
        return LineAside(line=name, why=Aside.NOT_SURVEYED)
    if article is None and fallback is None and not serials:
        return LineAside(line=name, why=Aside.NOT_NAMED)
    return Line(
        id=asset.id,
        name=name,
        document=purchase.document,
        supplier=next(iter(purchase.suppliers), None),
        quantity=NONE if _is_undone(asset, purchase) else _pieces(purchase, len(serials)),
        is_return=purchase.stage is Stage.TAKEN_BACK,
        day=purchase.day,
        site=asset.site,
        article=article or fallback,
        shown=_shown(claimed, model, names),
        has_model=article is not None,
        serials=serials,
        fallback=fallback,
    )


def _is_undone(asset: Asset, purchase: Purchase) -> bool:
    """Return whether documents bring one unit and take it back again, so that nothing is left to count."""
    documents = {seen.value for seen in asset.observations if seen.trait == "order.document"}
    return purchase.stage is Stage.TAKEN_BACK and len(documents) > 1


def _line_name(asset: Asset, purchase: Purchase) -> str:
    numbered = "/".join(filter(None, (purchase.number, purchase.line)))
    named = numbered or next(iter((*asset.keys.ref, asset.id)))
    return f"{purchase.document} {named}" if purchase.document else named


def _thing(asset: Asset, names: Mapping[str, str]) -> Thing:
    claimed, keys = asset.identification, asset.keys
    days = sorted(seen.at[:10] for seen in asset.observations if seen.at)
    return Thing(
        id=asset.id,
        name=next(iter((*keys.ref, *keys.ip, *keys.mac, *keys.serial, asset.id))),
        site=asset.site,
        article=_article(claimed.model.value),
        shown=_shown(claimed, claimed.model.value, names),
        fallback=_fallback(claimed),
        serials=_serials(asset),
        first=next(iter(days), None),
    )


def _serials(asset: Asset) -> tuple[str, ...]:
    written = (seen.value for seen in asset.observations if seen.trait == "order.serial")
    normal = (normal_serial(one) for one in written)
    return tuple(dict.fromkeys((*asset.keys.serial, *filter(None, normal))))


def _pieces(purchase: Purchase, serials: int) -> Count:
    """Return how many pieces a line is of; as many at least as it has serial numbers, and one at least."""
    least = max(serials, 1)
    if purchase.quantity is None or not purchase.is_in_pieces:
        return Count(least=least, most=None)
    number = abs(Decimal(purchase.quantity))
    if number != int(number):
        return Count(least=least, most=None)
    return Count(least=int(number), most=int(number))


def _named_in_text(asset: Asset) -> str | None:
    """Return the one designation that a text names though it buys none: *DS-2CD2143G2-I returned*."""
    said = {seen.id: seen.value for seen in asset.observations}
    named = {
        said[one.evidence][one.start : one.end]
        for one in asset.identification.brand.passages
        if one.evidence in said
    }
    designations = {one for one in named if any(char.isdigit() for char in one)}
    return designations.pop() if len(designations) == 1 else None


def _article(model: str | None) -> str | None:
    return (one_form(_LENS.sub("", model)) or None) if model else None


def _fallback(claimed: Identification) -> str | None:
    brand, kind = claimed.brand.value or claimed.maker.value, claimed.kind.value
    return f"{one_form(brand)} {kind}" if brand and kind else None


def _shown(claimed: Identification, model: str | None, names: Mapping[str, str]) -> str:
    named, model = claimed.brand.value or claimed.maker.value or "", model or ""
    brand = names.get(named, named)
    if model.casefold().startswith(brand.casefold()):
        brand = ""
    return " ".join(filter(None, (brand, model or claimed.kind.value or "")))
