"""What does a trade product of UN/CEFACT's cross industry documents say of the thing bought?"""

from collections.abc import Iterator

from phaseout.intake.credential_name import names_credential
from phaseout.intake.order.product import Product
from phaseout.intake.order.schemes import item_code, party_identifier
from phaseout.intake.order.xml_path import Node, child, children, text, text_of, texts


def product_of(product: Node | None) -> Product:
    """Return what a ``SpecifiedTradeProduct`` says."""
    characteristics = list(_characteristics(product))
    brands = texts(product, "BrandName")
    return Product(
        texts=(
            *texts(product, "Name"),
            *texts(product, "TradeName"),
            *texts(product, "Description"),
            *brands[1:],
            *(said for _, said in characteristics if said),
        ),
        manufacturer=text(product, "ManufacturerTradeParty", "Name"),
        brand=next(iter(brands), ""),
        part_numbers=(
            *texts(product, "ManufacturerAssignedID"),
            *texts(product, "ModelID"),
            *texts(product, "ModelName"),
        ),
        skus=texts(product, "SellerAssignedID"),
        codes=tuple(filter(None, _codes(product))),
        origin=text(product, "OriginTradeCountry", "ID"),
        serials=texts(product, "IndividualTradeProductInstance", "SerialID"),
        dropped=tuple(name for name, said in characteristics if not said),
    )


def _characteristics(product: Node | None) -> Iterator[tuple[str, str]]:
    """Yield each one's name and ``name: value``, the latter empty where the value is a credential."""
    for found in children(product, "ApplicableProductCharacteristic"):
        name = text(found, "Description")
        value = text(found, "Value") or text(found, "ValueMeasure")
        if name or value:
            yield name, "" if names_credential(name) else ": ".join(filter(None, (name, value)))


def _codes(product: Node | None) -> Iterator[str]:
    for number in children(product, "GlobalID"):
        yield item_code(number.get("schemeID", ""), text_of(number), "standard-item")
    for code in children(product, "DesignatedProductClassification", "ClassCode"):
        yield item_code(code.get("listID") or code.get("listName") or "", text_of(code))


def names_of(party: Node | None) -> tuple[str, ...]:
    """Return the names of a trade party, the registered one first."""
    found = (
        *texts(party, "Name"),
        *texts(party, "SpecifiedLegalOrganization", "TradingBusinessName"),
    )
    return tuple(dict.fromkeys(found))


def identifiers_of(party: Node | None) -> tuple[str, ...]:
    """Return the numbers of a trade party, ``scheme:value`` each."""
    return tuple(dict.fromkeys(filter(None, _identifiers(party))))


def _identifiers(party: Node | None) -> Iterator[str]:
    for path, otherwise in (
        (("SpecifiedLegalOrganization", "ID"), "company"),
        (("SpecifiedTaxRegistration", "ID"), "tax"),
        (("GlobalID",), "party"),
        (("ID",), "party"),
        (("URIUniversalCommunication", "URIID"), "endpoint"),
    ):
        for number in children(party, *path):
            yield party_identifier(number.get("schemeID", ""), text_of(number), otherwise)


def agreed_party(document: Node | None, role: str) -> Node | None:
    """Return a party of the agreement of a whole document, of either generation of the format."""
    for transaction in ("SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction"):
        for agreement in ("ApplicableHeaderTradeAgreement", "ApplicableSupplyChainTradeAgreement"):
            if (found := child(document, transaction, agreement, role)) is not None:
                return found
    return None
