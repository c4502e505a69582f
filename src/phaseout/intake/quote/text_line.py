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
_SUM = re.compile(
    r"\W*(?:sub[- ]?total|grand total|total|sous-total|montant total|tax(?:e?s)?|gst|hst|pst|qst|tps|tvq|tvh"
    r"|vat|tva|iva|shipping|freight|transport|discount|remise|balance|amount due|solde|разом|всього"
    r"|пдв|合计|總計|小计)\b",
    re.IGNORECASE,
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
    """Whether a line has a price, a quantity or the designation of a thing, and is no sum of others."""
    if _SUM.match(text):
        return False
    return any(pattern.search(text) is not None for pattern in (_PRICE, _QUANTITY, _DESIGNATION))


def is_sum(text: str) -> bool:
    """Whether a line adds others up, or is a tax, a discount or the freight."""
    return _SUM.match(text) is not None


def document_of(lines: Iterable[str]) -> OrderDocument:
    """Return the kind of a document, by the first line that is a title; a quote if none is."""
    for line in lines:
        if len(line) <= _LONGEST_TITLE:
            for kind, pattern in _TITLE.items():
                if pattern.match(line):
                    return kind
    return OrderDocument.QUOTE
