"""Which lines of a document for people are lines of a purchase, and what kind of document is it?

No name of a maker or product is known here: what counts is the shape of a line.
"""

import re
from collections.abc import Iterable
from types import MappingProxyType

from phaseout.intake.order.order_line import OrderDocument

FIRST_LINES = 40
"""Lines from the start among which a title is looked for."""
_LONGEST_TITLE = 60
_CURRENCY = r"(?:[$€£¥₴]|\b(?:CAD|USD|EUR|GBP|CHF|AUD|UAH|CNY|MXN)\b)"
_GROUPED = r"\d{1,3}(?:[ ,.'’\u00a0\u202f]\d{3}){0,4}"
_PRICE = re.compile(
    rf"{_CURRENCY}\s?\d|\d\s?{_CURRENCY}|(?<![\d.,/-])(?:{_GROUPED}|\d{{1,12}})[.,]\d\d(?![\d.,/-]?\d)",
)
_QUANTITY = re.compile(
    r"(?<![\w.,])\d{1,6}\s?[x×](?!\w)|(?<!\w)[x×]\s?\d{1,5}(?!\w)"
    r"|\b(?:qty|quantity|qt[ée]|quantit[ée]|cant|cantidad|кількість|к-сть)\b\W{0,3}\d"
    r"|(?<![\w.,])\d{1,6}\s?(?:pcs?|pieces?|pi[èe]ces?|ea|each|units?|unit[ée]s?|unidades|uds?|шт)\b"
    r"|(?:数量|數量)\W{0,3}\d|\d{1,6}\s?[台个個套只件]",
    re.IGNORECASE,
)
_DESIGNATION = re.compile(
    r"(?<![\w@./-])(?=[A-Z0-9/.()_-]{0,30}[A-Z])(?=[A-Z0-9/.()_-]{0,30}\d)"
    r"[A-Z0-9][A-Z0-9/.()_-]{4,30}(?![\w@])"
)
"""Capitals and digits in one word, five or more: ``AB-12C``."""
_LABEL = re.compile(
    r"\W*(?:(?:purchase |sales |price |bon de |our |your |votre |notre )?(?:quot(?:e|ation)|order|estimate"
    r"|proposal|invoice|contract|agreement|reference|ref|customer|client|account|project|job|tender|rf[qp]"
    r"|solicitation|phone|tel|fax|iban|bic|swift|gst|hst|pst|qst|vat|tva|tps|tvq|tax|duns|uei|cage|siren"
    r"|siret|neq|p\.?o\.?|devis|soumission|offre|commande|facture|contrat|r[ée]f[ée]rence|r[ée]f|compte|projet"
    r"|t[ée]l|t[ée]l[ée]phone|t[ée]l[ée]copieur)|date)\b\.?"
    r"(?:\s(?:registration|id|code))?\s?(?:no|nos|n[°º]|№|number|num[ée]ro|nr|#|id)?\.?\s?[:#]?\s{0,3}\S{1,40}\s*",
    re.IGNORECASE,
)
"""Such a line numbers the document or a firm: ``Quotation Q17-2024``, ``Our ref: AB-1234``."""
_COLUMN = re.compile(
    r"(?:(?:unit|total|list|net|line|ext(?:ended)?\.?) )?(?:price|cost|amount|total)|qty\.?|quantity|pcs|rate"
    r"|prix(?: (?:unitaire|total|net))?|montant|qt[ée]\.?|quantit[ée]|cantidad|cant\.?|precio|importe"
    r"|кількість|к-сть|ціна|сума|数量|數量|单价|單價|金额|金額",
    re.IGNORECASE,
)
"""Names of columns of numbers, by which a table of goods is known."""
_CELLS = re.compile(r"\s{2,}|\t| \| ")
_NUMBER = re.compile(rf"{_CURRENCY}?\s?(?:{_GROUPED}|\d{{1,9}})(?:[.,]\d{{1,4}})?\s?{_CURRENCY}?")
_SUM = re.compile(
    r"\W*(?:sub[- ]?total|grand total|total|sous-total|montant total|tax(?:e?s)?|gst|hst|pst|qst|tps|tvq|tvh"
    r"|zwischensumme|summe|gesamt(?:betrag|summe)|mwst|suma|importe total"
    r"|vat|tva|iva|shipping|freight|transport|discount|remise|balance|amount due|solde|разом|всього"
    r"|пдв|合计|總計|小计)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\W*(?:(?:sub|grand|sous|montant)?[- ]?total|(?:zwischen|gesamt)?summe|suma)\b", re.IGNORECASE
)
_TITLES = MappingProxyType(
    {
        OrderDocument.CREDIT_NOTE: r"credit (?:note|memo)|note de cr[ée]dit|avoir\b|nota de cr[ée]dito",
        OrderDocument.INVOICE: r"(?:(?:tax|commercial|pro[- ]?forma) )?invoice|facture|factura|рахунок|发票",
        OrderDocument.TENDER: r"request for (?:quot|propos|tender)|invitation to (?:tender|bid)"
        r"|appel d[’']offres|demande de (?:prix|soumission|proposition)",
        OrderDocument.ORDER: r"(?:purchase )?order\b|bon de commande|commande|orden de compra|замовлення"
        r"|订单",
        OrderDocument.DELIVERY: r"delivery note|packing (?:slip|list)|bon de livraison",
        OrderDocument.CONTRACT: r"contract|agreement|contrat|convention|contrato|договір|合同",
        OrderDocument.QUOTE: r"(?:price )?quot(?:e|ation)|estimate|proposal|devis|soumission|offre|oferta"
        r"|cotizaci[óo]n|presupuesto|комерційна пропозиція|报价",
    }
)
_TITLE = MappingProxyType(
    {kind: re.compile(rf"\W*(?:{written})", re.IGNORECASE) for kind, written in _TITLES.items()}
)


def is_purchase_line(text: str) -> bool:
    """Whether a line has a price, a quantity or the designation of a thing, and is no sum of others.

    What has none but the number of the document, of a firm or of a tax is not taken for a designation.
    """
    if _SUM.match(text):
        return False
    if _PRICE.search(text) is not None or _QUANTITY.search(text) is not None:
        return True
    return _DESIGNATION.search(text) is not None and _LABEL.fullmatch(text) is None


def heads_columns(text: str) -> bool:
    """Whether a line names the columns of a table of goods: one of them a quantity or a price."""
    cells = _CELLS.split(text.strip())
    has_digits = any(map(str.isdigit, text))
    return len(cells) > 1 and not has_digits and any(_COLUMN.fullmatch(cell) for cell in cells)


def has_number_cell(text: str) -> bool:
    """Whether a row has a cell that is a number and another with words: ``Dome camera, outdoor  4``."""
    cells = _CELLS.split(text.strip())
    has_words = any(sum(map(str.isalpha, cell)) > 1 for cell in cells)
    return has_words and any(_NUMBER.fullmatch(cell) for cell in cells)


def is_sum(text: str) -> bool:
    """Whether a line adds others up, or is a tax, a discount or the freight."""
    return _SUM.match(text) is not None


def is_sum_of_all(text: str) -> bool:
    """Whether a sum is one of a whole table or of its part, which may count things too."""
    return _WHOLE.match(text) is not None


def document_of(lines: Iterable[str]) -> OrderDocument:
    """Return the kind of a document, by the first line that is a title; a quote if none is."""
    for line in lines:
        if len(line) <= _LONGEST_TITLE:
            for kind, pattern in _TITLE.items():
                if pattern.match(line):
                    return kind
    return OrderDocument.QUOTE
