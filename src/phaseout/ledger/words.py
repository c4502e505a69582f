"""What does a verification say, in English and in French?

``words.json`` holds ``key: [English, French]``. A number fills its place and, where the place names two
forms, chooses the one that goes with it: ``{0} {0:leaf|leaves}``. A finding has its sentence under its code
and what to do under ``CODE.do``; ``{0}`` is the leaves it is at, ``{1}`` their numbers alone, ``{2}`` names.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files

from phaseout.ledger.finding import Code, Finding
from phaseout.ledger.verifying import Verification

WORDS: Mapping[str, tuple[str, str]] = {
    key: (en, fr)
    for key, (en, fr) in json.loads(
        files("phaseout.ledger").joinpath("words.json").read_text(encoding="utf-8")
    ).items()
}
_LAST_TIME = 253_402_300_800
"""Seconds after 1970 at which the years of four digits end."""


class _Count:
    """A number; a format ``one|many`` is the form that goes with it."""

    def __init__(self, number: int, lang: str) -> None:
        self._number = number
        self._lang = lang

    def __format__(self, forms: str) -> str:
        if not forms:
            written = f"{self._number:,}"
            return written.replace(",", "\N{NARROW NO-BREAK SPACE}") if self._lang == "fr" else written
        one, _, many = forms.partition("|")
        return one if self._number == 1 or (self._number == 0 and self._lang == "fr") else many


def said(lang: str, key: str, *values: str | int) -> str:
    """Return a text with its places filled."""
    shown = (_Count(one, lang) if isinstance(one, int) else one for one in values)
    return WORDS[key][lang == "fr"].format(*shown)


def sentence(found: Finding, lang: str) -> str:
    """Return what was found."""
    numbers = ", ".join(map(str, found.leaves))
    if more := found.count - len(found.leaves):
        numbers = said(lang, "more", numbers, more) if numbers else numbers
    leaves = said(lang, "leaves", found.count, numbers) if numbers else "–"
    return said(lang, found.code.value, leaves, numbers or "–", ", ".join(found.names) or "–")


def remedy(found: Finding, lang: str) -> str:
    """Return what to do about it."""
    return said(lang, f"{found.code.value}.do")


def lines(done: Verification, lang: str) -> list[str]:
    """Return what a verification comes to, as lines of text."""
    kind = "ledger.whole" if done.is_whole else "ledger.excerpt"
    shown = [said(lang, kind, done.origin, done.leaves), *_states(done, lang)]
    if done.passed_over:
        shown.append(said(lang, "passed-over", done.passed_over, ", ".join(done.strangers)))
    if done.disclosed or done.hidden:
        shown.append(said(lang, "private", done.disclosed, done.hidden))
    for found in done.findings:
        shown += ["", sentence(found, lang), "  " + said(lang, "do", remedy(found, lang))]
    return [*shown, "", said(lang, f"verdict.{done.verdict.value}")]


def _states(done: Verification, lang: str) -> list[str]:
    shown = []
    if done.signed is None:
        shown.append(said(lang, "signed.none"))
    else:
        is_brought = any(found.code is Code.NO_KEY for found in done.findings)
        shown.append(said(lang, "signed.brought" if is_brought else "signed", done.signed))
    if done.witnessed is not None and (at := shown_time(done.seen)):
        shown.append(said(lang, "witnessed.at", done.witnessed, at))
    elif done.witnessed is not None:
        shown.append(said(lang, "witnessed", done.witnessed))
    return shown


def shown_time(seconds: int | None) -> str | None:
    """Return a time in seconds after 1970 as ``2026-11-27T15:04:05Z``, ``None`` where there is none."""
    if seconds is None or seconds >= _LAST_TIME:
        return None
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def verification_object(done: Verification, lang: str) -> dict[str, object]:
    """Return what a verification comes to, as JSON has it."""
    return {
        "verdict": done.verdict.value,
        "origin": done.origin,
        "whole": done.is_whole,
        "leaves": done.leaves,
        "signed": done.signed,
        "witnessed": done.witnessed,
        "seen": shown_time(done.seen),
        "passed_over": {"signatures": done.passed_over, "keys": list(done.strangers)},
        "private": {"shown": done.disclosed, "hidden": done.hidden},
        "findings": [
            {
                "code": found.code.value,
                "verdict": found.verdict.value,
                "count": found.count,
                "leaves": list(found.leaves),
                "names": list(found.names),
                "text": sentence(found, lang),
                "remedy": remedy(found, lang),
            }
            for found in done.findings
        ],
    }
