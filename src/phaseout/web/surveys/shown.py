"""What does the page of a surveyed thing show: what it is, on which evidence, and what the measures say?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from phaseout.domain.claim import Claim
from phaseout.domain.determination import Determination
from phaseout.report.html_branch import Branch
from phaseout.report.html_card import Card
from phaseout.report.json_bytes import Object
from phaseout.report.json_document import closing, entry, opening
from phaseout.report.language import Language
from phaseout.report.reading import document_of
from phaseout.web.frame.words import language
from phaseout.web.surveys.downloads import asset_json_of
from phaseout.web.surveys.models import SurveyDocument, SurveyedAsset
from phaseout.web.surveys.packing import unpacked

LONGEST = 2000
"""Characters of an observation that a page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """A text, with the evidence it points at."""

    text: str
    evidence: tuple[tuple[str, bool], ...]
    """Each with whether it stands on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is claimed of a thing."""

    dimension: str
    value: str
    grounds: Pointed


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A reason and what it rests on."""

    truth: str
    truth_said: str
    claim: Pointed
    is_above: bool
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a measure says of some acts."""

    outcome: str
    said: str
    measure: str
    acts: str
    duty: str
    lever: str
    missing: str
    tree: tuple[Node, ...]


class Page:
    """A surveyed thing as its page shows it, in the reader's language."""

    def __init__(self, surveyed: SurveyedAsset) -> None:
        ends: SurveyDocument = surveyed.survey.document
        tail = {**cast("Object", unpacked(bytes(ends.tail))), "unread": [], "questions": []}
        whole = (
            opening(cast("Object", unpacked(bytes(ends.head)))),
            entry(asset_json_of(surveyed), is_first=True),
            closing(tail),
        )
        document = document_of(b"".join(whole), "survey")
        (asset,) = document.assets
        self._language = Language(language().code, document.trailer.labels)
        self._card = Card(asset, document.header, self._language)
        self._asset = asset

    @property
    def colon(self) -> str:
        """A colon as the reader's language sets it."""
        return self._language.colon

    @property
    def claims(self) -> list[Said]:
        """What it is, with grades and evidence."""
        return [self._said(dimension, claim) for dimension, claim in self._card.claims]

    @property
    def conflicts(self) -> list[tuple[str, list[Said]]]:
        """What the evidence is at odds about."""
        return [
            (
                self._language.term("dimension", one.dimension.value),
                [self._said(one.dimension.value, claim) for claim in one.claims],
            )
            for one in self._card.conflicts
        ]

    @property
    def answers(self) -> list[Answer]:
        """What leaves something to do or to answer."""
        return [self._answer(alike) for alike in self._card.open_answers]

    @property
    def others(self) -> list[tuple[str, str, list[str]]]:
        """The answers that ask nothing: outcome, what decided it, measures and acts."""
        return self._card.others()

    @property
    def vulnerabilities(self) -> list[tuple[str, str, Pointed]]:
        """Published vulnerabilities: name, whether it is affected, why."""
        return [
            (name, affected, self._pointed(why, evidence))
            for name, affected, why, evidence in self._card.vulnerabilities
        ]

    @property
    def notes(self) -> list[str]:
        """What else is to be known of it."""
        joins = (
            f"{self._language.term('join', one.by)} {one.value}{self._language.colon} "
            + ", ".join(self._card.sources(one.sources))
            for one in self._card.joins
        )
        return [*joins, *map(self._language.unread, self._card.notes)]

    @property
    def observations(self) -> Iterator[Mapping[str, object]]:
        """Everything seen, with its place."""
        for seen in self._card.observations:
            yield {
                "id": seen.id,
                "trait": seen.trait,
                "value": seen.value[:LONGEST],
                "rest": max(len(seen.value) - LONGEST, 0),
                "source": self._card.sources([seen.source])[0],
                "locator": self._language.locator(seen.locator),
                "at": seen.at,
                "port": seen.port,
            }

    def _said(self, dimension: str, claim: Claim) -> Said:
        language = self._language
        grounds = language.grounds(basis.value for basis in claim.bases)
        return Said(
            dimension=language.term("dimension", dimension),
            value=self._card.value(dimension, claim),
            grounds=self._pointed(f"{language.term('grade', claim.grade.value)} ({grounds})", claim.evidence),
        )

    def _answer(self, alike: tuple[Determination, ...]) -> Answer:
        one, card, language = alike[0], self._card, self._language
        is_duty = one.duty and one.outcome.value != "undetermined"
        return Answer(
            outcome=one.outcome.value,
            said=card.said(one),
            measure=language.measure(one.measure),
            acts=card.acts(alike),
            duty=language.term("duty", one.duty) if one.duty and is_duty else "",
            lever=card.lever(one) if one.lever else "",
            missing=language.text("why.not-known", card.missing(one)) if one.questions else "",
            tree=tuple(map(self._node, card.tree(one))),
        )

    def _node(self, branch: Branch) -> Node:
        reason = branch.reason
        return Node(
            truth=reason.truth.value,
            truth_said=self._language.term("truth", reason.truth.value),
            claim=self._pointed(self._language.reason(reason), reason.evidence),
            is_above=branch.is_above,
            parts=tuple(map(self._node, branch.parts)),
        )

    def _pointed(self, text: str, evidence: tuple[str, ...]) -> Pointed:
        return Pointed(text=text, evidence=tuple((one, one in self._card.ids) for one in evidence))
