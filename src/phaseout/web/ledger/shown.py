"""How does a page tell what a verification came to?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from phaseout.ledger.finding import Code, Finding, Verdict
from phaseout.ledger.words import remedy, said, sentence
from phaseout.web.ledger.models import Check

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
    lang = "fr" if get_language() == "fr" else "en"
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
