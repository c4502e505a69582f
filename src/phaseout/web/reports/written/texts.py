"""What does a value of a report look like in a language?"""

from datetime import date
from functools import lru_cache
from typing import assert_never

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from phaseout.web.reports.document import Box, Coded, Document, Figure, Key, Month, Scan, Share, Value, Words

NONE = "–"
NAMED = 3
"""Sites that are named at the head of a report."""


def said(words: Words, language: str) -> str:
    """Return a text in a language."""
    return words.fr if language == "fr" else words.en


def text_of(value: Value, language: str) -> str:  # noqa: C901, PLR0911 (one line for each sort of value)
    """Return a value as it is read; of what nobody said a dash, of a box to fill in nothing."""
    match value:
        case None:
            return NONE
        case str():
            return value
        case int():
            return number(value, language)
        case Words():
            return said(value, language)
        case Coded():
            return said(value.words, language)
        case date():
            return value.isoformat()
        case Month():
            with override(language):
                return date_format(value.first, "YEAR_MONTH_FORMAT")
        case Share():
            return share(value, language)
        case Scan():
            return value.address
        case Box():
            return ""
        case Key():
            return str(value.number)
        case _:
            assert_never(value)


@lru_cache(maxsize=4096)
def number(value: int, language: str) -> str:
    """Return a number with its thousands apart."""
    with override(language):
        return number_format(value, use_l10n=True, force_grouping=True)


def share(value: Share, language: str) -> str:
    """Return a share in hundredths, rounded down; a dash where there is nothing to share."""
    if not value.whole:
        return NONE
    with override(language):
        return _("%(number)d%%") % {"number": 100 * value.part // value.whole}


def change(figure: Figure, language: str) -> str:
    """Return how much a figure changed since the report before; nothing where there is none."""
    now, was = figure.value, figure.was
    if was is None or not isinstance(now, int):
        return ""
    sign = "+" if now > was else "−"
    with override(language):
        if now == was:
            return _("as in the report before")
        return _("%(change)s since the report before") % {
            "change": f"{sign}{number(abs(now - was), language)}"
        }


def about(document: Document, language: str) -> list[tuple[str, str]]:
    """Return what a report says of itself: of whom, of when, by whom and by which edition of the register."""
    with override(language):
        whose = said(document.organisation.name, language)
        if document.branches:
            whose = _("%(organisation)s and %(number)s below it") % {
                "organisation": whose, "number": number(document.branches, language)}  # fmt: skip
        lines = [
            (_("Organisation"), whose),
            (_("Sites"), _sites(document, language)),
            (_("As of"), document.as_of.isoformat()),
            (_("Period"), _days(document)),
            (_("Made"), _("%(day)s at %(time)s UTC") % {
                "day": document.made.date().isoformat(), "time": document.made.strftime("%H:%M")}),
            (_("Made by"), document.made_by),
            (_("Register of measures"), document.edition),
        ]  # fmt: skip
        if document.before:
            lines.append((_("Compared with"), _("report %(number)d, as of %(day)s") % {
                "number": document.before.id, "day": document.before.as_of.isoformat()}))  # fmt: skip
    return [(label, text) for label, text in lines if text]


def _days(document: Document) -> str:
    if document.begin is None or document.end is None:
        return ""
    days = {"begin": document.begin.isoformat(), "end": document.end.isoformat()}
    return _("%(begin)s to %(end)s") % days


def _sites(document: Document, language: str) -> str:
    """Return the sites a report is of alone: the first by name, of more how many; its JSON has all."""
    names = [said(one.name, language) for one in document.sites[:NAMED]]
    more = len(document.sites) - len(names)
    if more:
        names.append(ngettext("and %(number)d other", "and %(number)d others", more) % {"number": more})
    return ", ".join(names) or _("all")
