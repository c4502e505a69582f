"""What of an examined thing is written into which column?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.utils import timezone

from phaseout.domain.asset import Asset
from phaseout.domain.claim import Dimension
from phaseout.domain.determination import Determination
from phaseout.domain.document import Header, NotExamined, Source, Trailer
from phaseout.report.document_json import (
    asset_json,
    determination_json,
    header_json,
    limits_json,
    trailer_json,
)
from phaseout.survey import Outline
from phaseout.survey.answering import gravest
from phaseout.web.estate.models import Asset as EstateAsset
from phaseout.web.estate.models import KeyKind
from phaseout.web.surveys.models import WRITTEN, SurveyFile
from phaseout.web.surveys.packing import packed
from phaseout.web.surveys.seen import seen_in_files
from phaseout.web.surveys.text_column import column_text

HOSTNAME = "hostname"
LONGEST_KEY = 200
"""A longer name is no key: it would not fit where the estate keeps keys."""
NAMED_LAST = (KeyKind.SERIAL, KeyKind.MAC, KeyKind.IP)
"""What a thing is called by that has neither a reference nor a name of its own, the first there is."""
_WIDTH = {field.name: field.max_length or LONGEST_KEY for field in EstateAsset._meta.fields}


class SurveyedRow(NamedTuple):
    """A surveyed thing before it is a row; the columns that are written, in order."""

    survey_id: int
    position: int
    site_id: int | None
    written: str
    segment: str
    label: str
    seen: datetime | None
    kind: str
    maker: str
    brand: str
    model: str
    firmware: str
    keys: Mapping[str, Sequence[str]]
    claims: Mapping[str, Sequence[str]]
    packed: bytes
    answers_id: int


class AnswersOnce:
    """Knows which answers were written already. They are held, so that no other takes their identity."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[tuple[Determination, ...], int]] = {}

    def is_new(self, answers: tuple[Determination, ...]) -> bool:
        """Return whether they are still to be written."""
        return id(answers) not in self._known

    def keep(self, answers: tuple[Determination, ...], row: int) -> None:
        """Remember the row that holds them."""
        self._known[id(answers)] = answers, row

    def row_of(self, answers: tuple[Determination, ...]) -> int:
        """Return the primary key of the row that holds them."""
        return self._known[id(answers)][1]

    @staticmethod
    def columns(answers: tuple[Determination, ...]) -> dict[str, object]:
        """Return what is written of them."""
        return {
            "packed": packed([determination_json(one) for one in answers]),
            "outcome": gravest(answers) or "",
        }


class Names:
    """Calls files as their owners do, and sites and answers by their rows."""

    def __init__(
        self, *, files: Sequence[SurveyFile], sources: Iterable[Source], sites: Mapping[str, int]
    ) -> None:
        self._by_path = {str(Path(file.stored.path)): file for file in files}
        self._by_source = {source.id: self._by_path[source.name] for source in sources}
        self.sites, self.now = sites, timezone.now()
        self.answers = AnswersOnce()

    def file_of(self, source: str) -> int:
        """Return the primary key of the file that a source is."""
        return self._by_source[source].pk

    def given(self, source: str) -> str:
        """Return the name with which the file of a source was brought in."""
        return self._by_source[source].name

    def examined(self, header: Header) -> list[SurveyFile]:
        """Return the files with what became of each."""
        for source in header.sources:
            file = self._by_path[source.name]
            file.reader, file.observations, file.unread = source.reader, source.observations, source.unread
        for missed in header.not_examined:
            self._by_path[missed.name].not_examined = self._named(missed.why)
        return list(self._by_path.values())

    def shown(self, header: Header) -> Header:
        """Return the header with the names its files were brought in with."""
        return replace(
            header,
            sources=tuple(replace(one, name=self.given(one.id)) for one in header.sources),
            not_examined=tuple(
                NotExamined(name=self._by_path[one.name].name, why=self._named(one.why))
                for one in header.not_examined
            ),
        )

    def _named(self, text: str) -> str:
        for path, file in self._by_path.items():
            text = text.replace(path, file.name)
        return text


def row_of(survey: int, number: int, outline: Outline, names: Names) -> SurveyedRow:
    """Return the row of an examined thing."""
    asset = outline.asset
    keys = _keys(asset)
    said = {field: asset.identification.claim(Dimension(field)) for field in EstateAsset.NAMED}
    shown = {field: claim for field, claim in said.items() if claim.value}
    named = {field: column_text(claim.value or "", _WIDTH[field]) for field, claim in said.items()}
    return SurveyedRow(
        survey_id=survey,
        position=number,
        site_id=names.sites.get(asset.site or ""),
        written=column_text(", ".join(outline.written), 200),
        segment=column_text(outline.segment or "", 200),
        label=column_text(_called(asset, keys), 200),
        seen=seen_in_files(asset, names.now),
        keys=keys,
        claims={
            field: [claim.grade.value, _source(asset, claim.evidence, names)]
            for field, claim in shown.items()
        }
        | _written(outline, names),
        packed=packed([asset_json(asset), {fact: list(ids) for fact, ids in outline.shown.items()}]),
        answers_id=names.answers.row_of(outline.answers),
        **named,
    )


def _written(outline: Outline, names: Names) -> dict[str, list[str]]:
    if not outline.written:
        return {}
    first = [seen.id for seen in outline.asset.observations[:1]]
    row, _, _ = _source(outline.asset, first, names).partition(", column ")
    return {WRITTEN: ["", row]}


def _called(asset: Asset, keys: Mapping[str, Sequence[str]]) -> str:
    """Return what people know a thing by: its reference, the name it gives itself, else a key."""
    for ref in keys.get(KeyKind.REF, ()):
        return ref
    for seen in asset.observations:
        if seen.trait == HOSTNAME and seen.value.strip():
            return seen.value.strip()
    return next((keys[kind][0] for kind in NAMED_LAST if kind in keys), asset.id)


def _keys(asset: Asset) -> dict[str, list[str]]:
    found = {kind.value: getattr(asset.keys, kind.value) for kind in KeyKind}
    fitting = {
        kind: [
            key for key in keys if key and len(key) <= LONGEST_KEY and column_text(key, LONGEST_KEY) == key
        ]
        for kind, keys in found.items()
    }
    return {kind: keys for kind, keys in fitting.items() if keys}


def _source(asset: Asset, evidence: Sequence[str], names: Names) -> str:
    """Return the file and the place in it of the first of the evidence."""
    for seen in asset.observations:
        if seen.id in evidence:
            return column_text(f"{names.given(seen.source)}, {seen.locator}", 250)
    return ""


def ends_of(header: Header, trailer: Trailer, names: Names) -> tuple[bytes, bytes]:
    """Return what stands before and what stands after the things in the document, packed."""
    shown = names.shown(header)
    return packed(header_json(shown)), packed({**trailer_json(trailer), **limits_json(shown)})
