"""Which lines of a purchase does a release or a record of OCDS hold?"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from phaseout.domain.observation import Unread
from phaseout.intake.order.ocds_parties import Firm, Parties
from phaseout.intake.order.order_line import OrderDocument, OrderLine
from phaseout.intake.order.remarks import words_in_json
from phaseout.intake.order.schemes import item_code
from phaseout.intake.scan.json_value import Json, list_at, object_at, text_at

_STATE_LISTS = ("awards", "contracts")
_NOT_BOUGHT = frozenset(("cancelled", "unsuccessful", "withdrawn"))
_DAYS = MappingProxyType(
    {
        OrderDocument.TENDER: (("tenderPeriod", "startDate"), ("datePublished",)),
        OrderDocument.AWARD: (("date",),),
        OrderDocument.CONTRACT: (("dateSigned",), ("period", "startDate")),
    }
)
_CODED = frozenset(
    (
        *("id", "ids", "ocid", "uri", "url", "scheme", "currency", "status", "format", "language", "tag"),
        *(
            "suppliers",
            "tenderers",
            "buyer",
            "parties",
            "procuringEntity",
            "funder",
            "address",
            "contactPoint",
        ),
        *("date", "datePublished", "dateModified", "dateSigned", "startDate", "endDate", "amount"),
        *("awardID", "relatedLots", "relatedItems", "relatedProcesses", "initiationType", "statusDetails"),
        *(
            "procurementMethod",
            "mainProcurementCategory",
            "documentType",
            "awardCriteria",
            "submissionMethod",
        ),
    )
)
"""Keys of numbers, codes, days, money, and of who and where."""
_SECTIONS = frozenset(("tender", "awards", "contracts"))
_VERSIONED = frozenset(("releaseDate", "releaseID", "releaseTag"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """The tender, an award or a contract of a release."""

    value: Json
    document: OrderDocument
    place: str
    number: str
    supplier: Firm
    buyer: str
    day: str


def release_of(value: Json, *, is_record: bool) -> Json:
    """Return what counts of a record or a release: the newest word on each part of it."""
    if is_record:
        compiled = object_at(value, "compiledRelease")
        releases = [one for one in list_at(value, "releases") if isinstance(one, dict)]
        value = compiled or object_at(value, "versionedRelease") or _merged(releases)
    return {key: _latest(part) for key, part in value.items()} if _is_versioned(value) else value


def lines_of(release: Json, place: str) -> Iterator[OrderLine | Unread]:
    """Yield the lines of a release, and what is wrong with it."""
    if not text_at(release, "ocid"):
        yield Unread(place, "the release has no ocid")
    yield from _beside(release, place)
    for section in _sections(release, place):
        status = text_at(section.value, "status").lower()
        if status in _NOT_BOUGHT:
            items = len(list_at(section.value, "items"))
            yield Unread(section.place, f"{status}, so that nothing is bought; items not read: {items}")
            continue
        if section.document is not OrderDocument.TENDER and section.supplier == Firm():
            yield Unread(section.place, "the document names no supplier")
        yield from _section_lines(section)


def _beside(release: Json, place: str) -> Iterator[OrderLine]:
    """Yield what stands in a release beside what is called for, awarded and contracted: plans, extensions."""
    words = tuple(words_in_json(release, _CODED | _SECTIONS))
    if words and not _SECTIONS.isdisjoint(release):
        document = OrderDocument.TENDER if "tender" in release else OrderDocument.AWARD
        number, day = text_at(release, "ocid"), text_at(release, "date")[:10]
        yield OrderLine(
            locator=place, document=document, number=number, date=day, remarks=words, is_beside=True
        )


def _says(value: Json) -> bool:
    """Whether a tender, an award or a contract says what it is about."""
    return bool(_texts(value) or list_at(value, "items")) or any(
        word for name in ("title", "description") for word in words_in_json(value.get(name))
    )


def _merged(releases: list[Json]) -> Json:
    """Return one release of many: each part as the latest release that has it says."""
    merged: Json = {}
    parts: dict[str, dict[str, object]] = {name: {} for name in (*_STATE_LISTS, "parties")}
    for release in sorted(releases, key=lambda one: text_at(one, "date")):
        merged |= release
        for name, found in parts.items():
            # What has no id is nobody's newer version.
            found |= {
                text_at(one, "id") or f"{len(found)} {number}": one
                for number, one in enumerate(list_at(release, name))
            }
    return merged | {name: list(found.values()) for name, found in parts.items() if found}


def _is_versioned(release: Json) -> bool:
    """Whether texts are lists of their versions."""
    return any(
        isinstance(value, list) and value and isinstance(value[0], dict) and _VERSIONED & value[0].keys()
        for part in (release, object_at(release, "tender"), object_at(release, "buyer"))
        for value in part.values()
    )


def _latest(value: object) -> object:
    """Return the newest version of everything in a versioned release."""
    if isinstance(value, dict):
        return {key: _latest(one) for key, one in value.items()}
    if isinstance(value, list):
        last = value[-1] if value else None
        if isinstance(last, dict) and "value" in last and _VERSIONED & last.keys():
            return _latest(last["value"])
        return [_latest(one) for one in value]
    return value


def _sections(release: Json, place: str) -> Iterator[_Section]:
    """Yield the tender if it says something, the awards, and the contracts that say more than their award."""
    ocid, parties = text_at(release, "ocid") or text_at(release, "id"), Parties(release)
    buyer, day = parties.buyer(), text_at(release, "date")

    def section(value: Json, document: OrderDocument, within: str, supplier: Firm) -> _Section:
        days = (text_at(value, *path) for path in _DAYS[document])
        return _Section(
            value=value,
            document=document,
            place=f"{place} {within}",
            number=_number(ocid, text_at(value, "id")),
            supplier=supplier,
            buyer=buyer,
            day=next(filter(None, days), day)[:10],
        )

    tender = object_at(release, "tender")
    if _says(tender):
        yield section(tender, OrderDocument.TENDER, "tender", Firm())
    awards = [one for one in list_at(release, "awards") if isinstance(one, dict)]
    by_id = {text_at(one, "id"): one for one in awards}
    for number, award in enumerate(awards, 1):
        supplier = parties.firm(list_at(award, "suppliers"))
        yield section(award, OrderDocument.AWARD, f"award {number}", supplier)
    for number, contract in enumerate(list_at(release, "contracts"), 1):
        if isinstance(contract, dict):
            award = by_id.get(text_at(contract, "awardID"), {})
            if _says(contract) or not award:
                sellers = list_at(contract, "suppliers") or list_at(award, "suppliers")
                supplier = parties.firm(sellers)
                yield section(contract, OrderDocument.CONTRACT, f"contract {number}", supplier)


def _number(ocid: str, within: str) -> str:
    if not within or within.startswith(ocid):
        return within or ocid
    return f"{ocid}/{within}"


def _section_lines(section: _Section) -> Iterator[OrderLine | Unread]:
    """Yield a line for each item; the words and the value of the whole are a line of their own.

    Of the words of a whole with several items nobody knows which item they speak of.
    """
    items = [one for one in list_at(section.value, "items") if isinstance(one, dict)]
    said, words = _texts(section.value), tuple(words_in_json(section.value, _CODED | {"items"}))
    if len(items) == 1:
        yield from _line(section, items[0], f"{section.place} item 1", said, words)
        return
    if said or not items:
        yield from _line(section, {}, section.place, said, words)
    elif words:
        yield from _line(section, {}, section.place, (), words, is_beside=True)
    for number, one in enumerate(list_at(section.value, "items"), 1):
        if not isinstance(one, dict):
            yield Unread(f"{section.place} item {number}", "no object where one should be")
    for number, item in enumerate(items, 1):
        yield from _line(section, item, f"{section.place} item {number}", ())


def _line(
    section: _Section,
    item: Json,
    place: str,
    said: tuple[str, ...],
    words: tuple[str, ...] = (),
    *,
    is_beside: bool = False,
) -> Iterator[OrderLine | Unread]:
    value = object_at(section.value, "value")
    is_whole = bool(said) or not item
    names, numbers = section.supplier
    described = text_at(item, "description") or text_at(item, "classification", "description")
    yield OrderLine(
        locator=place,
        document=section.document,
        number=section.number,
        line=text_at(item, "id"),
        buyer=section.buyer,
        supplier=next(iter(names), ""),
        supplier_names=names[1:],
        supplier_identifiers=numbers,
        texts=tuple(dict.fromkeys(filter(None, (described, *said)))),
        codes=tuple(dict.fromkeys(filter(None, _codes(item)))),
        quantity=text_at(item, "quantity"),
        unit=text_at(item, "unit", "name") or text_at(item, "unit", "id"),
        amount=text_at(value, "amount") if is_whole else "",
        currency=text_at(value, "currency"),
        date=section.day,
        remarks=(*words_in_json(item, _CODED), *words),
        is_beside=is_beside,
    )
    currency, whole = text_at(item, "unit", "value", "currency"), text_at(value, "currency")
    if currency and whole and currency.upper() != whole.upper():
        yield Unread(place, f"the price is in {currency[:10]}, the document in {whole[:10]}")


def _texts(value: Json) -> tuple[str, ...]:
    said = (text_at(value, "title").strip(), text_at(value, "description").strip())
    return tuple(dict.fromkeys(filter(None, said)))


def _codes(item: Json) -> Iterator[str]:
    for one in (item.get("classification"), *list_at(item, "additionalClassifications")):
        yield item_code(text_at(one, "scheme"), text_at(one, "id"))
