"""What does an Item of UBL say of the thing bought?"""

from collections.abc import Iterator

from phaseout.intake.credential_name import names_credential
from phaseout.intake.order.product import Product
from phaseout.intake.order.schemes import is_listed, item_code
from phaseout.intake.order.ubl_party import names_of
from phaseout.intake.order.xml_path import Node, child, children, text, text_of, texts


def item_of(item: Node | None) -> Product:
    """Return what an ``Item`` says."""
    properties = list(_properties(item))
    brands = texts(item, "BrandName")
    maker = child(item, "ManufacturerParty")
    return Product(
        texts=(
            *texts(item, "Name"),
            *texts(item, "Description"),
            *texts(item, "AdditionalInformation"),
            *texts(item, "Keyword"),
            *brands[1:],
            *(said for _, said in properties if said),
        ),
        manufacturer=next(iter(names_of(maker)), ""),
        brand=next(iter(brands), ""),
        part_numbers=(*texts(item, "ManufacturersItemIdentification", "ID"), *texts(item, "ModelName")),
        skus=(
            *texts(item, "SellersItemIdentification", "ID"),
            *texts(item, "CatalogueItemIdentification", "ID"),
            *_numbers(item),
        ),
        codes=tuple(filter(None, _codes(item))),
        origin=text(item, "OriginCountry", "IdentificationCode"),
        serials=texts(item, "ItemInstance", "SerialID"),
        dropped=tuple(name for name, said in properties if not said),
    )


def _properties(item: Node | None) -> Iterator[tuple[str, str]]:
    """Yield each property's name and ``name: value``, the latter empty where the value is a credential."""
    for path in (("AdditionalItemProperty",), ("ItemInstance", "AdditionalItemProperty")):
        for found in children(item, *path):
            name = text(found, "Name")
            value = text(found, "Value") or text(found, "ValueQuantity")
            if name or value:
                said = ": ".join(filter(None, (name, value)))
                yield name, "" if names_credential(name) else said


def _numbers(item: Node | None) -> Iterator[str]:
    """Yield numbers of which it is not said that a public list gives them: there a designation may stand."""
    yield from texts(item, "BuyersItemIdentification", "ID")
    for kind in ("StandardItemIdentification", "AdditionalItemIdentification"):
        for number in children(item, kind, "ID"):
            if not is_listed(item_code(number.get("schemeID", ""), text_of(number), "item")):
                yield text_of(number)
        yield from texts(item, kind, "ExtendedID")


def _codes(item: Node | None) -> Iterator[str]:
    for number in children(item, "StandardItemIdentification", "ID"):
        yield item_code(number.get("schemeID", ""), text_of(number), "standard-item")
    for number in children(item, "AdditionalItemIdentification", "ID"):
        yield item_code(number.get("schemeID", ""), text_of(number), "additional-item")
    for code in children(item, "CommodityClassification", "ItemClassificationCode"):
        yield item_code(code.get("listID") or code.get("listName") or "", text_of(code))
    for code in children(item, "CommodityClassification", "CommodityCode"):
        yield item_code(code.get("listID") or code.get("listName") or "", text_of(code))
