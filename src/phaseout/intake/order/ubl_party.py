"""Who is this party of a UBL document?"""

from collections.abc import Iterator

from phaseout.intake.order.schemes import party_identifier
from phaseout.intake.order.xml_path import Node, child, children, text, text_of, texts

_VAT = frozenset(("vat", "va"))


def party_of(document: Node | None, *roles: str) -> Node | None:
    """Return the party that stands in a document under the first of these names that is there."""
    for role in roles:
        if (found := child(document, role)) is not None:
            inner = child(found, "Party")
            return found if inner is None else inner
    return None


def names_of(party: Node | None) -> tuple[str, ...]:
    """Return the names of a party, the registered one first."""
    found = (*texts(party, "PartyLegalEntity", "RegistrationName"), *texts(party, "PartyName", "Name"))
    return tuple(dict.fromkeys(found))


def identifiers_of(party: Node | None) -> tuple[str, ...]:
    """Return the numbers of a party, ``scheme:value`` each."""
    return tuple(dict.fromkeys(filter(None, _identifiers(party))))


def _identifiers(party: Node | None) -> Iterator[str]:
    for number in children(party, "PartyLegalEntity", "CompanyID"):
        yield party_identifier(_scheme(number), text_of(number), "company")
    for registration in children(party, "PartyTaxScheme"):
        kind = text(registration, "TaxScheme", "ID").lower()
        yield party_identifier("", text(registration, "CompanyID"), "vat" if kind in _VAT else "tax")
    for number in children(party, "PartyIdentification", "ID"):
        if number.get("schemeID") != "SEPA":  # says who may debit an account, nothing else
            yield party_identifier(_scheme(number), text_of(number), "party")
    for number in children(party, "EndpointID"):
        yield party_identifier(_scheme(number), text_of(number), "endpoint")


def _scheme(number: Node) -> str:
    return number.get("schemeID") or number.get("schemeName") or ""
