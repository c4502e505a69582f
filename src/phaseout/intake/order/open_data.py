"""What do the columns of tables of open data on purchases hold?

CanadaBuys: the bilingual data dictionary of its notices and contract history. Proactive disclosure: the
template of the contracts over 10 000 $ (open-data/ckanext-canada, tables/contracts.yaml). USAspending: the
columns of its downloads of prime transactions. Sources: docs/columns.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from phaseout.intake.column_profile import plain_name
from phaseout.intake.order.order_fields import OrderField
from phaseout.intake.order.order_header import OrderHeader
from phaseout.intake.order.order_line import OrderDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenData:
    """The columns of one publisher's tables, by the plain form of their names."""

    signs: tuple[frozenset[str], ...]
    """Sets of names; a row that has every name of one set is this publisher's header."""
    columns: tuple[tuple[str, OrderField, str], ...]
    """Name, field and, of a code or number, the list it is from; of a field the best first."""
    document: OrderDocument
    currency: str = ""
    note: str = ""
    says_what: bool = True

    def header(self, number: int, titles: tuple[str, ...]) -> OrderHeader | None:
        """Return the header a row is, None if it is none of this publisher's."""
        names = [plain_name(title) for title in titles]
        if not any(sign.issubset(names) for sign in self.signs):
            return None
        at = {name: index for index, name in reversed(list(enumerate(names)))}
        found = [(field, at[name], scheme) for name, field, scheme in self.columns if name in at]
        fields = {
            field: tuple(index for one, index, _ in found if one is field)
            for field in dict.fromkeys(field for field, _, _ in found)
        }
        return OrderHeader(
            is_published=True,
            row=number,
            titles=titles,
            fields=MappingProxyType(fields),
            document=self.document,
            schemes=MappingProxyType({index: scheme for _, index, scheme in found if scheme}),
            currency=self.currency,
            note=self.note,
            says_what=self.says_what,
        )


def _columns(text: str) -> tuple[tuple[str, OrderField, str], ...]:
    """Read lines of ``FIELD [of LIST]: names parted by commas``."""
    columns = []
    for line in filter(None, map(str.strip, text.splitlines())):
        left, _, names = line.partition(": ")
        field, _, scheme = left.partition(" of ")
        columns += [(plain_name(name), OrderField[field], scheme) for name in names.split(",")]
    return tuple(columns)


def _signs(*signs: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(plain_name, sign.split(","))) for sign in signs)


_NOTICE = """
    LINE: amendmentNumber-numeroModification
    BUYER: contractingEntityName-nomEntitContractante-eng
    BUYER: endUserEntitiesName-nomEntitesUtilisateurFinal-eng
    TEXT: title-titre-eng, title-titre-fra
    CODE of unspsc: unspsc
    CODE of gsin: gsin-nibs
"""
_DESCRIBED = """
    TEXT: awardDescription-descriptionAttribution-eng, awardDescription-descriptionAttribution-fra
    TEXT: tenderDescription-descriptionAppelOffres-eng, tenderDescription-descriptionAppelOffres-fra
"""
_AWARD = f"""
    CONTRACT_NO: contractNumber-numeroContrat
    ORDER_NO: referenceNumber-numeroReference, solicitationNumber-numeroSollicitation
    {_NOTICE}
    SUPPLIER: supplierLegalName-nomLegalFournisseur-eng, supplierLegalName-nomLegalFournisseur-fra
    SUPPLIER: supplierStandardizedName-nomNormaliseFournisseur-eng
    SUPPLIER: supplierOperatingName-nomCommercialFournisseur-eng
    SUPPLIER: supplierOperatingName-nomCommercialFournisseur-fra
    AMOUNT: contractAmount-montantContrat, totalContractValue-valeurTotaleContrat
    CURRENCY: contractCurrency-contratMonnaie
    DATE: contractAwardDate-dateAttributionContrat, publicationDate-datePublication
    {_DESCRIBED}
"""
_CANADABUYS_TENDERS = OpenData(
    signs=_signs("title-titre-eng, tenderStatus-appelOffresStatut-eng"),
    columns=_columns(
        f"""
        ORDER_NO: referenceNumber-numeroReference, solicitationNumber-numeroSollicitation
        {_NOTICE}
        DATE: publicationDate-datePublication
        {_DESCRIBED}
        """
    ),
    document=OrderDocument.TENDER,
)
_CANADABUYS_AWARDS = OpenData(
    signs=_signs("title-titre-eng, awardStatus-attributionStatut-eng"),
    columns=_columns(_AWARD),
    document=OrderDocument.AWARD,
)
_CANADABUYS_HISTORY = OpenData(
    signs=_signs(
        "title-titre-eng, contractStatus-statutContrat-eng",
        "title-titre-eng, contractNumber-numeroContrat, contractAmount-montantContrat",
    ),
    columns=_columns(_AWARD),
    document=OrderDocument.CONTRACT,
)
_PROACTIVE = OpenData(
    signs=_signs("reference_number, procurement_id, vendor_name, economic_object_code"),
    columns=_columns(
        """
        CONTRACT_NO: procurement_id
        ORDER_NO: reference_number
        LINE: reference_number
        SUPPLIER: vendor_name
        DATE: contract_date
        CODE of economic-object: economic_object_code
        CODE of commodity: commodity_code
        TEXT: comments_en, comments_fr, additional_comments_en, additional_comments_fr
        AMOUNT: contract_value, original_value
        BUYER: owner_org_title, owner_org
        """
    ),
    document=OrderDocument.CONTRACT,
    currency="CAD",
    note="the descriptions here are labels of economic object codes, not what was bought; only comments say"
    " something of that, and most lines have none",
    says_what=False,
)
_USASPENDING = OpenData(
    signs=_signs("contract_transaction_unique_key, award_id_piid, recipient_name"),
    columns=_columns(
        """
        CONTRACT_NO: award_id_piid
        LINE: modification_number
        BUYER: awarding_sub_agency_name, awarding_agency_name
        SUPPLIER: recipient_name, recipient_doing_business_as_name, recipient_name_raw
        SUPPLIER_ID of uei: recipient_uei
        SUPPLIER_ID of duns: recipient_duns
        SUPPLIER_ID of cage: cage_code
        TEXT: transaction_description, award_description, prime_award_base_transaction_description
        CODE of psc: product_or_service_code
        CODE of naics: naics_code
        AMOUNT: federal_action_obligation
        DATE: action_date
        ORIGIN: country_of_product_or_service_origin_code
        SITE: primary_place_of_performance_city_name
        """
    ),
    document=OrderDocument.CONTRACT,
    currency="USD",
)
OPEN_DATA: tuple[OpenData, ...] = (
    _CANADABUYS_TENDERS,
    _CANADABUYS_AWARDS,
    _CANADABUYS_HISTORY,
    _PROACTIVE,
    _USASPENDING,
)


def open_data_header_of(number: int, cells: Sequence[str]) -> OrderHeader | None:
    """Return the header of a publisher's table a row is, None if it is none."""
    titles = tuple(cell.strip().removeprefix("\ufeff") for cell in cells)
    return next((found for one in OPEN_DATA if (found := one.header(number, titles)) is not None), None)
