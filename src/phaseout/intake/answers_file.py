"""What did people answer to the questions of a survey, as a file of answers says it?

An answer is for the organisation, for a site or for the things that have certain keys (docs/answers.md).
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from phaseout.domain.answer import AnswersFile, AssetAnswer, FactValues, SiteAnswer
from phaseout.domain.facts import DATE_FACTS
from phaseout.domain.problem import UsageError
from phaseout.domain.span import span_of
from phaseout.intake.context_file import FACT_KEYS
from phaseout.intake.fact_words import Words, meant, no_word
from phaseout.intake.toml_file import TomlFile
from phaseout.intake.toml_values import Table, table_of, tables_of, text_of, texts_of, unknown_keys

ROLES = "role"
ORIGIN = "origin"
SINGLE = ("maker", "brand", "kind")
ASSET_KEYS = (*FACT_KEYS, "acquired", "removal-planned", *SINGLE)
"""Keys of ``[[asset]]`` that state a fact."""
MATCH_KEYS = ("id", "ref", "serial", "mac", "ip", "model", "brand", "site")
TOP_KEYS = ("answered_by", "on", "organisation", "use", "site", "asset")
_COUNTRY = re.compile(r"[A-Za-z]{2}")


def read_answers(path: Path, words: Words) -> AnswersFile:
    """Read a file of answers.

    Args:
        path: the TOML file.
        words: the words the register knows.

    Raises:
        UsageError: not TOML, or a key or value that means nothing here; every fault is named.
    """
    file = TomlFile(path, "the file of answers", "docs/answers.md")
    faults: list[str] = []
    answers = _Reading(words, faults).answers(file.data, path.name, file.content)
    if faults:
        raise UsageError(
            "the answers say things that are not understood:\n  " + "\n  ".join(map(file.located, faults)),
            where=str(path),
            remedy="see docs/answers.md; 'phaseout questions DOC.json -o toml' lists every word",
        )
    return answers


class _Reading:
    """One file while it is read, every fault being noted."""

    def __init__(self, words: Words, faults: list[str]) -> None:
        self._words = words
        self._faults = faults

    def answers(self, data: Table, name: str, content: bytes) -> AnswersFile:
        """Return all that the file answers."""
        faults = self._faults
        unknown_keys(data, TOP_KEYS, "the file", faults)
        organisation = table_of(data.get("organisation", {}), "organisation", faults)
        unknown_keys(organisation, ("roles",), "[organisation]", faults)
        use = table_of(data.get("use", {}), "use", faults)
        sites = tables_of(data.get("site", []), "site", faults)
        assets = tables_of(data.get("asset", []), "asset", faults)
        return AnswersFile(
            name=name,
            sha256=hashlib.sha256(content).hexdigest(),
            answered_by=text_of(data.get("answered_by"), "answered_by", faults),
            on=self._day(data.get("on")),
            roles=self._values(ROLES, organisation["roles"], "[organisation]: roles")
            if "roles" in organisation
            else (),
            use=self._facts(use, FACT_KEYS, "[use]", ()),
            sites=self._sites(sites),
            assets=tuple(self._asset(asset, number) for number, asset in enumerate(assets, 1)),
        )

    def _day(self, value: object) -> str | None:
        if value is None or (isinstance(value, date) and type(value) is date):
            return value.isoformat() if value else None
        self._faults.append(f"on must be a day such as 2026-11-26, not {value!r}")
        return None

    def _sites(self, tables: Sequence[Table]) -> tuple[SiteAnswer, ...]:
        """Return one answer a site; a site may come several times, once for each question."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for number, table in enumerate(tables, 1):
            place = f"[[site]] number {number}"
            site = text_of(table.get("id"), f"{place}: id", self._faults)
            if site is None:
                self._faults.append(f"{place} has no id")
                continue
            known = found.setdefault(site, {})
            for fact, values in self._facts(table, FACT_KEYS, place, ("id",)).items():
                if known.setdefault(fact, values) != values:
                    self._faults.append(f"{place}: {fact} of {site!r} is answered twice, and differently")
        return tuple(SiteAnswer(id=site, facts=facts) for site, facts in found.items())

    def _asset(self, table: Table, number: int) -> AssetAnswer:
        place = f"[[asset]] number {number}"
        match = table_of(table.get("match", {}), f"{place}: match", self._faults)
        unknown_keys(match, MATCH_KEYS, f"{place}: match", self._faults)
        keys = {
            key: texts_of(match[key], f"{place}: match.{key}", self._faults)
            for key in MATCH_KEYS
            if key in match
        }
        if not any(
            values and all(v.strip() for v in values) for key, values in keys.items() if key != "site"
        ):
            self._faults.append(
                f'{place} does not say which asset it is about: match = {{ ref = "cam-17" }}, '
                f"or another of {', '.join(MATCH_KEYS)}"
            )
        return AssetAnswer(
            match={key: values for key, values in keys.items() if values},
            facts=self._facts(table, ASSET_KEYS, place, ("match",)),
        )

    def _facts(self, table: Table, known: tuple[str, ...], place: str, others: tuple[str, ...]) -> FactValues:
        unknown_keys(table, (*others, *known), place, self._faults)
        if others and table.keys().isdisjoint(known):
            self._faults.append(f"{place} answers nothing")
        return {
            fact: values
            for fact in known
            if fact in table and (values := self._values(fact, table[fact], f"{place}: {fact}"))
        }

    def _values(self, fact: str, value: object, place: str) -> tuple[str, ...]:
        if isinstance(value, date) and fact in DATE_FACTS:
            value = value.isoformat()[: len("2026-11-26")]
        given = texts_of(value, place, self._faults)
        if value in ([], "") or "" in given:
            self._faults.append(f"{place} is empty; what is not known stays out")
        if fact in SINGLE and len(given) > 1:
            self._faults.append(f"{place} must be one word")
        said = (self._word(fact, text, place) for text in given if text)
        return tuple(dict.fromkeys(word for word in said if word is not None))

    def _word(self, fact: str, text: str, place: str) -> str | None:
        if fact in DATE_FACTS:
            if span_of(text) is None:
                self._faults.append(f"{place} {text!r} is no date such as 2024-06-30, 2024-06 or 2024")
            return text
        if fact == ORIGIN:
            if _COUNTRY.fullmatch(text.strip()) is None:
                self._faults.append(f"{place} {text!r} is no country of two letters, such as CN")
            return text.strip().upper()
        word = meant(fact, text, self._words)
        if word is None:
            self._faults.append(f"{place} {no_word(fact, text, self._words)}")
        return word
