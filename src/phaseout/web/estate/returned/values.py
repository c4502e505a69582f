"""What does an edited cell mean?"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from phaseout.intake.cell_text import LOST, is_error
from phaseout.report.csv_rows import BETWEEN
from phaseout.web.estate.forms import EARLIEST, LATEST, Networks
from phaseout.web.estate.models import LONGEST, Holder, Tier
from phaseout.web.estate.returned.sheet import LANGUAGES
from phaseout.web.frame import words
from phaseout.web.frame.folded import folded

_MARKED = re.compile(r"(^|[;,])([\s\"]*)'(?=[=+\-@＝＋－＠])")
_NUMBER = re.compile(r"-?\d{1,6}(?:\.\d{1,12})?")
_FIRST_DAY = date(1899, 12, 30)
"""From which Excel counts days."""
Pairs = Iterable[tuple[Any, Any]]


def unmarked(text: str) -> str:
    """Return a text without the apostrophes that kept it from being run as a formula when it left."""
    return _MARKED.sub(r"\1\2", text.strip())


def value_of(field: str, text: str) -> Any:
    """Return what somebody says in a cell that is not empty.

    Raises:
        ValidationError: it cannot be meant.
    """
    if is_error(text):
        raise ValidationError(_("A formula that shows no value: put in what you mean."))
    return _READ[field](unmarked(text))


def _text(longest: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > longest:
            raise ValidationError(_("It is longer than %(number)d characters."), params={"number": longest})
        if LOST in text:
            raise ValidationError(_("A character in it cannot be read: put in what you mean."))
        return text

    return read


def _one_of(choices: Callable[[], Pairs]) -> Callable[[str], Any]:
    """Return a reader of names of either language, or of what stands for them."""

    @cache
    def known() -> Mapping[str, Any]:
        """One for the life of a process, as the register is."""
        found: dict[str, Any] = {}
        for language in LANGUAGES:
            with override(language):
                found |= {folded(str(name)): value for value, name in choices()}
        return found | {folded(str(value)): value for value, _name in choices()}

    def read(text: str) -> Any:
        try:
            return known()[folded(text)]
        except KeyError:
            raise ValidationError(_("It is none of the words that can stand here.")) from None

    return read


def _some_of(choices: Callable[[], Pairs]) -> Callable[[str], list[Any]]:
    one = _one_of(choices)
    return lambda text: [one(part) for part in text.split(BETWEEN.strip()) if part.strip()]


def _day(text: str) -> date:
    try:
        found = _as_excel_keeps_it(text) if _NUMBER.fullmatch(text) else datetime.fromisoformat(text).date()
    except (ValueError, OverflowError):
        raise ValidationError(_("It is no day such as 2027-03-31.")) from None
    if not EARLIEST <= found <= LATEST:
        raise ValidationError(_("It is no day such as 2027-03-31."))
    return found


def _as_excel_keeps_it(text: str) -> date:
    """Return the day of a cell that was formatted as a number."""
    return _FIRST_DAY + timedelta(days=int(float(text)))


def _degrees(most: int) -> Callable[[str], float]:
    def read(text: str) -> float:
        number = text.replace(",", ".").replace("−", "-")
        if not _NUMBER.fullmatch(number) or abs(float(number)) > most:
            raise ValidationError(_("It is no number between −%(most)d and %(most)d."), params={"most": most})
        return float(number)

    return read


def _networks(text: str) -> list[str]:
    return Networks(required=False, max_length=4000).clean(text.replace(BETWEEN.strip(), "\n"))


_READ: Mapping[str, Callable[[str], Any]] = {
    "ref": _text(60),
    "name_en": _text(200),
    "name_fr": _text(200),
    "tier": _one_of(lambda: Tier.choices),
    "owner": _one_of(lambda: Holder.choices),
    "operator": _one_of(lambda: Holder.choices),
    "custodian": _text(LONGEST),
    "lease_end": _day,
    "address": _text(250),
    "latitude": _degrees(90),
    "longitude": _degrees(180),
    "networks": _networks,
    "purpose": _some_of(words.purposes),
    "kind": _one_of(words.kinds),
    "maker": _one_of(lambda: [*words.legal_names(), *words.makers()]),
    "brand": _one_of(words.brands),
    "model": _text(LONGEST),
    "firmware": _text(LONGEST),
}
