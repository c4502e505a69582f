"""Does a thing come from a line of a purchase, and what does the line say of the act?"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from phaseout.domain.claim import Identification
from phaseout.domain.facts import ORDER_LINE, FactSheet
from phaseout.domain.purchase import BuyersAct, Purchase, Stage
from phaseout.domain.span import hull_of, span_of
from phaseout.intake.days import readings_of
from phaseout.survey.statement import Stated

STATES_A_PURCHASE = "order."
_SAID_OF_IT = (STATES_A_PURCHASE, "asset.", "part.", "party.")
"""How the traits begin of what people write of a thing that nobody need have met with."""
_STAGES: Mapping[str, Stage] = MappingProxyType(
    {
        "tender": Stage.ASKED_FOR,
        "catalogue": Stage.OFFERED,
        "quote": Stage.OFFERED,
        "order": Stage.ORDERED,
        "delivery": Stage.DELIVERED,
        "invoice": Stage.BOUGHT,
        "award": Stage.BOUGHT,
        "contract": Stage.BOUGHT,
    }
)
_CREDIT_NOTE = "credit-note"
_QUANTITY = re.compile(r"([+-]?\d{1,19}(?:\.\d{1,12})?)(?:\s+(.{0,40}))?", re.ASCII)
_RENEWS = re.compile(
    r"\brenew(?:al|als|ed|ing|s)?\b|\boption year\b|\b(?:contract|licen[cs]e|term) extension\b"
    r"|\bextension of (?:the )?(?:contract|licen[cs]e|term)\b"
    r"|\brenouvel\w{1,12}|\breconduction\b|\bprolongation (?:du|de) contrat\b|\bannée d[’']option\b"
    r"|\brenovaci[oó]n\b|\bprórroga\b|\b(?:продовжен|поновлен)ня\b|[续續](?:约|約|期|订|訂|费|費|签|簽)",
    re.IGNORECASE,
)
_IN_RENEWS = (
    "renew",
    "year",
    "exten",
    "renouv",
    "recondu",
    "prolon",
    "année",
    "renova",
    "rroga",
    "жен",
    "лен",
    "续",
    "續",
)
"""Letters of which every word for a renewal holds some, none of them one that is told from its capital
only by more than its case: asked first, since most lines hold none."""
_LAW = r"(?:ndaa|taa|section 889|article 889|artículo 889|§ ?889|889\(a\)|\b889)"
_COMPLIES = r"(?:compl(?:y|ies|iant|iance)|conform\w{0,8}|certifi\w{0,8}|cumpl\w{1,8}|meets|approved)"
_CLAIMS = re.compile(
    rf"{_LAW}.{{0,60}}\b{_COMPLIES}|\b{_COMPLIES}.{{0,60}}{_LAW}|відповіда\w{{1,4}} ndaa|符合.{{0,10}}ndaa",
    re.IGNORECASE,
)
_GIVEN = {"us-federal-award": BuyersAct.AWARD, "us-fcc-subsidy": BuyersAct.SUBSIDY}
_SERVES = frozenset({"service", "software"})


def is_met_with(traits: Iterable[str]) -> bool:
    """Return whether somebody or something met with a thing; what people write of it does not say so."""
    return not all(trait.startswith(_SAID_OF_IT) for trait in traits)


def purchase_of(said: Sequence[Stated], *, is_met: bool) -> Purchase | None:
    """Return what the observations ``order.*`` of one thing say of a purchase; None where there are none.

    Where several documents speak of one thing (joined by its serial number), the first that says a stage
    in which it is held does; the rest stands among the observations.
    """
    found = [one for one in said if one.trait.startswith(STATES_A_PURCHASE)]
    if not found:
        return None
    values: dict[str, list[Stated]] = {}
    for one in found:
        values.setdefault(one.trait.removeprefix(STATES_A_PURCHASE), []).append(one)
    quantity, unit = _quantity(_first(values, "quantity"))
    document = _document(values.get("document", ()))
    documents = {one.value.strip().lower() for one in values.get("document", ())}
    day, days = _days(values.get("date", ()))
    # One unit, by its serial number, that an invoice bills and a credit note takes back, is gone again.
    is_back = _CREDIT_NOTE in documents and len(documents) > 1
    return Purchase(
        stage=Stage.TAKEN_BACK if is_back else _stage(document, quantity, pays=_pays(values)),
        document=document,
        number=_first(values, "number"),
        line=_first(values, "line"),
        buyer=_first(values, "buyer"),
        suppliers=tuple(dict.fromkeys(one.value for one in values.get("supplier", ()))),
        text=_first(values, "text"),
        quantity=quantity,
        unit=unit,
        day=day,
        days=days,
        is_day_unread=day is None and _is_dated(values.get("date", ())),
        renews=tuple(one.id for one in values.get("text", ()) if renews(one.value)),
        claims=tuple(one.id for one in values.get("text", ()) if _CLAIMS.search(one.value)),
        is_met=is_met,
        shown=tuple(one.id for name in ("date", "document") for one in values.get(name, ())),
    )


def renews(text: str) -> bool:
    """Return whether a line speaks of a renewal."""
    small = text.lower()
    return any(part in small for part in _IN_RENEWS) and _RENEWS.search(text) is not None


def document_kind(written: str) -> str:
    """Return the kind of document a word stands for, nothing where it is none that is known."""
    kind = written.strip().lower()
    return kind if kind in _STAGES or kind == _CREDIT_NOTE else ""


def signed(quantity: str) -> str:
    """Return of a quantity what a purchase turns on: ``1``, ``0`` or ``-1``; nothing where it is none."""
    number, _ = _quantity(quantity)
    return "" if number is None else str((Decimal(number) > 0) - (Decimal(number) < 0))


def made_on(purchase: Purchase, as_of: date) -> bool:
    """Return whether the purchase was made by a day; an order of no known day stands before the buyer."""
    span = hull_of((purchase.day,) if purchase.day else purchase.days)
    if span is not None and span.first > as_of:
        return False
    has_day = span is not None or purchase.is_day_unread
    is_dated = purchase.stage in (Stage.ORDERED, Stage.UNSTATED) and has_day
    return is_dated or purchase.stage.is_held


def stands(
    act: BuyersAct,
    purchase: Purchase,
    identification: Identification,
    sheet: FactSheet,
    goods: Collection[str],
) -> bool:
    """Return whether an act stands before who buys by this line. What is not known keeps it standing."""
    kind = identification.kind.value
    if act is BuyersAct.ALWAYS:
        return True
    if act is BuyersAct.RENEWAL:
        return bool(purchase.renews)
    if act is BuyersAct.SERVICE:
        return kind is None or kind == ORDER_LINE or kind in _SERVES or kind not in goods
    if act is BuyersAct.AFTERWARDS:
        return False
    funding = sheet.get("funding")
    return funding is None or any(_GIVEN.get(one) is act for one in funding)


def _document(said: Sequence[Stated]) -> str | None:
    known = [one.value.strip().lower() for one in said]
    ranked = sorted(known, key=lambda one: not _STAGES.get(one, Stage.UNSTATED).is_held)
    return next((one for one in ranked if one in _STAGES or one == _CREDIT_NOTE), None)


def _stage(document: str | None, quantity: str | None, *, pays: bool) -> Stage:
    number = Decimal(quantity) if quantity is not None else None
    if document == _CREDIT_NOTE:
        # Less than nothing is taken back: some systems bill that way, so it counts as bought.
        return Stage.BOUGHT if number is not None and number < 0 else Stage.TAKEN_BACK
    stage = _STAGES.get(document or "", Stage.UNSTATED)
    # Framework orders, catalogues and lists of prices write 0 of what is bought by them: no number is told.
    if number is not None and number < 0:
        return Stage.TAKEN_BACK
    # A discount, a credit or a penalty: who gets money for a line buys nothing by it.
    return stage if pays else Stage.NOTHING


def _pays(values: Mapping[str, Sequence[Stated]]) -> bool:
    """Return whether money goes to the seller, or nobody says that it comes back."""
    said = [one.value for name in ("amount", "price") for one in values.get(name, ())]
    return not any(is_less_than_nothing(one) for one in said)


def is_less_than_nothing(amount: str) -> bool:
    """Return whether an amount (``-1234.50 CAD``, ``-90``) is less than 0."""
    return signed(amount) == "-1"


def _quantity(written: str | None) -> tuple[str | None, str]:
    match = _QUANTITY.fullmatch((written or "").strip())
    return (match[1].removeprefix("+"), (match[2] or "").strip()) if match else (None, "")


def _days(said: Sequence[Stated]) -> tuple[str | None, tuple[str, ...]]:
    """Return the day that is stated, else those that a date may mean which can be read in two ways."""
    day = next((one.value for one in said if span_of(one.value) is not None), None)
    if day is not None or not said:
        return day, ()
    found = readings_of(said[0].value.strip())
    return (found[0], ()) if len(found) == 1 else (None, found)


def _is_dated(said: Sequence[Stated]) -> bool:
    """Return whether somebody wrote a date, and not that there is none yet: ``TBD``."""
    return any(char.isdigit() for one in said for char in one.value)


def _first(values: Mapping[str, Sequence[Stated]], name: str) -> str | None:
    return next((one.value for one in values.get(name, ())), None)
