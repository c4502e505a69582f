"""How does a page tell what a verification came to, and what is private of a leaf?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from phaseout.ledger.finding import Code, Finding, Verdict
from phaseout.ledger.words import remedy, said, sentence
from phaseout.web.frame.events.happening import spoken
from phaseout.web.frame.words import language
from phaseout.web.ledger.models import Check, Leaf
from phaseout.web.ledger.queries import disclosed_of
from phaseout.web.ledger.told import told_models

BADGES = {Verdict.VERIFIED: "excepted", Verdict.BROKEN: "applies", Verdict.UNDETERMINED: "undetermined"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding, in its reader's language."""

    sentence: str
    remedy: str
    is_broken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a verification came to, in its reader's language."""

    check: Check
    verdict: str
    """Empty where it is not done."""
    badge: str
    findings: tuple[Told, ...]


def result_of(check: Check) -> Result:
    """Return it."""
    lang = language().code
    if not check.verdict:
        return Result(check=check, verdict="", badge="", findings=())
    findings = [_finding(one) for one in check.found.get("findings", ())]
    return Result(
        check=check,
        verdict=said(lang, f"verdict.{check.verdict}"),
        badge=BADGES[Verdict(check.verdict)],
        findings=tuple(
            Told(
                sentence=sentence(one, lang),
                remedy=remedy(one, lang),
                is_broken=one.verdict is Verdict.BROKEN,
            )
            for one in findings
        ),
    )


def _finding(kept: Mapping[str, Any]) -> Finding:
    return Finding(
        code=Code(kept["code"]), count=kept["count"], leaves=tuple(kept["leaves"]), names=tuple(kept["names"])
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Private:
    """A private value of a leaf that is still known."""

    name: str
    """As leaves and bundles call it."""
    word: str
    """As its reader calls it; empty where there is no word of their own."""


def private_values(leaf: Leaf) -> list[Private]:
    """Return what is private of a leaf and still known, in the order of names."""
    return [Private(name=one.name, word=_word(leaf, one.name)) for one in disclosed_of([leaf])]


def _word(leaf: Leaf, name: str) -> str:
    if name == "about":
        return gettext("About")
    where, _, column = name.partition(".")
    model = told_models().get(leaf.subject.partition("/")[0])
    if where != "row" or model is None:
        return str(spoken().get(column, ""))
    words = {field.attname: getattr(field, "_verbose_name", None) for field in model._meta.concrete_fields}
    return str(words.get(column) or "")  # Django makes one of the name where nobody gave any
