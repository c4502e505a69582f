"""How does a survey become one self-contained page that a security officer hands to a director?"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from phaseout.domain.asset import Asset
from phaseout.domain.claim import Grade
from phaseout.domain.determination import GRAVEST_FIRST, Outcome
from phaseout.domain.document import Header, Trailer
from phaseout.report import naming
from phaseout.report.affected import Affections
from phaseout.report.answer_words import answer_lines
from phaseout.report.buyers_list import COLUMN_NAMES, BuyersList
from phaseout.report.figures import Figures
from phaseout.report.firms_list import COLUMNS as FIRM_COLUMNS
from phaseout.report.firms_list import FirmsList
from phaseout.report.html_card import Card, Line, line_of
from phaseout.report.html_selection import Chosen, Selection
from phaseout.report.language import Language
from phaseout.report.makers import Makers
from phaseout.report.question_words import about, asked_of, effect, question_text
from phaseout.report.safe_text import for_page
from phaseout.report.scope import (
    as_of,
    examined_counts,
    organisation,
    roles,
    site_name,
    source_names,
    vulnerabilities_note,
)
from phaseout.report.standing import Entry, entry_of
from phaseout.report.upcoming import upcoming

GAPS = 200
"""Unreads and answers that are listed one by one."""
QUESTIONS = 50
"""Questions that are listed; ``phaseout questions`` lists every one."""
LONGEST = 4_000
"""Characters of an observation that are shown; the document holds the whole."""
_APPLYING = (Outcome.APPLIES, Outcome.INFLUENCE_ONLY, Outcome.APPLIES_FROM)
_MARKS: Mapping[str, str] = MappingProxyType({"yes": "✓", "no": "✗", "unknown": "?"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """The assets of one site in one section."""

    shown: Sequence[Card]
    brief: Sequence[Line]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site and what stands open there."""

    name: str
    total: int
    cards: Cards


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A measure, what it came to, and how far its state has been checked."""

    id: str
    title: str
    found: tuple[str, ...]
    checked: date | None
    is_stale: bool
    """Nobody has checked it up to the day asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A question as the page lists it."""

    rank: int
    text: str
    about: str
    asked_of: str
    effect: str


class HtmlSink:
    """Holds what a page can show, and writes it when the names of things are known."""

    def __init__(self, stream: BinaryIO, lang: str) -> None:
        self._stream = stream
        self._lang = lang
        self._selection = Selection()
        self._bought = BuyersList()
        self._firms = FirmsList()
        self._figures = Figures()
        self._affections = Affections()
        self._makers = Makers()
        self._settled: Counter[str] = Counter()
        self._unidentified: list[Entry] = []
        self._checked: dict[str, date] = {}

    def begin(self, header: Header) -> None:
        """Keep the head."""
        self._header = header
        self._bought.begin(header.as_of)

    def add(self, asset: Asset) -> None:
        """Keep an open asset while there is room; count any other."""
        entry = entry_of(asset)
        self._figures.count(entry)
        self._affections.count(asset)
        self._makers.count(entry)
        self._bought.take(asset)
        self._firms.take(asset)
        for answer in entry.answers:
            self._checked[answer.measure] = answer.checked_through
        if entry.is_open:
            self._selection.offer(asset, entry)
        elif entry.is_settled:
            self._settled[entry.maker.value or ""] += 1
        elif entry.is_unidentified and len(self._unidentified) < GAPS:
            self._unidentified.append(entry)

    def end(self, trailer: Trailer) -> None:
        """Write the page."""
        language = Language(self._lang, trailer.labels)
        page = _environment().get_template("report.html.j2")
        for part in page.generate(self._values(trailer, language)):
            self._stream.write(part.encode("utf-8"))

    def _values(self, trailer: Trailer, language: Language) -> dict[str, object]:
        header, summary = self._header, trailer.summary
        names = source_names(header)
        rows = self._figures.rows(summary)
        unsaid = {"figure.further"}
        limits = {f"figure.{one}" for one in ("unidentified", "unread", "not-examined", "dropped", "beside")}
        return {
            "t": language,
            "header": header,
            "trailer": trailer,
            "organisation": organisation(header),
            "as_of": as_of(header, language),
            "roles": roles(header, language),
            "examined": examined_counts(header, trailer, language, found=self._figures.found),
            "lead": tuple(self._lead(trailer, language)),
            "figures_open": [
                (k.removeprefix("figure."), k, n)
                for k, n in rows
                if k not in limits and (n or k not in unsaid)
            ],
            "makers": self._makers.rows(),
            "vulnerabilities": tuple(self._affections.lines(language)),
            "vulnerabilities_note": vulnerabilities_note(self._header, language),
            **self._purchases(language),
            "figures_limits": [(k, n) for k, n in rows if k in limits and n],
            "applying": [self._site(chosen, language) for chosen in self._selection.of(_APPLYING)],
            "open_questions": [
                self._site(chosen, language) for chosen in self._selection.of((Outcome.UNDETERMINED,))
            ],
            "upcoming": list(upcoming(trailer.alarms, language)),
            "unread": [
                (
                    f"{names.get(one.source, one.source)} {language.locator(one.locator)}",
                    language.unread(one.why),
                )
                for one in trailer.unread[:GAPS]
            ],
            "not_examined": [(one.name, language.unread(one.why)) for one in header.not_examined[:GAPS]],
            "settled": self._settled.most_common(),
            "unidentified": [
                naming.unidentified(entry, site_name(header, entry.site), language)
                for entry in self._unidentified
            ],
            "questions": self._questions(trailer, language),
            "answers": list(answer_lines(header, trailer, language))[:GAPS],
            "only_open": summary.assets - self._figures.listed,
            "measures": [self._measure(measure, trailer, language) for measure in trailer.labels.measures],
            "grades": [grade.value for grade in Grade],
            "marks": _MARKS,
            "longest": LONGEST,
        }

    def _purchases(self, language: Language) -> dict[str, object]:
        rows = self._bought.rows(language)
        return {
            "firms": self._firms.rows(language),
            "firms_more": self._firms.more,
            "firms_strange": self._firms.strange(language),
            "firm_columns": FIRM_COLUMNS,
            "bought": [row for row in rows if not row.is_mute],
            "bought_mute": [row for row in rows if row.is_mute],
            "bought_columns": COLUMN_NAMES,
            "bought_more": self._bought.more,
            "bought_own": self._bought.own_questions(language),
            "bought_quotes": self._bought.quotes(language),
        }

    def _lead(self, trailer: Trailer, language: Language) -> Iterator[str]:
        figures, summary = self._figures, trailer.summary
        found = language.count(figures.found, summary.assets)
        yield language.text("lead.applies", found, language.number(figures.of(Outcome.APPLIES)))
        undetermined = figures.of(Outcome.UNDETERMINED)
        if undetermined:
            yield language.count("lead.undetermined", undetermined)
        if summary.unidentified:
            yield language.count("lead.unidentified", summary.unidentified)

    def _questions(self, trailer: Trailer, language: Language) -> list[Row]:
        return [
            Row(
                rank=question.rank,
                text=question_text(question, language),
                about=about(question.scope, self._header, language),
                asked_of=asked_of(question, language),
                effect=effect(question, language),
            )
            for question in trailer.questions[:QUESTIONS]
        ]

    def _site(self, chosen: Chosen, language: Language) -> Site:
        return Site(
            name=site_name(self._header, chosen.site),
            total=chosen.total,
            cards=Cards(
                shown=[Card(asset, self._header, language) for asset in chosen.shown],
                brief=[line_of(entry, language) for entry in chosen.brief],
                more=chosen.more,
            ),
        )

    def _measure(self, measure: str, trailer: Trailer, language: Language) -> MeasureRow:
        counts = trailer.summary.by_measure.get(measure, {})
        checked = self._checked.get(measure)
        return MeasureRow(
            id=measure,
            title=language.measure(measure),
            found=tuple(
                f"{language.term('outcome', outcome)}{language.colon} {language.number(counts[outcome])}"
                for outcome in GRAVEST_FIRST
                if outcome in counts
            ),
            checked=checked,
            is_stale=checked is not None and checked.isoformat() < self._header.as_of,
        )


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("phaseout.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _safe(value: object) -> object:
    """Pass every value of the page through ``for_page``; what a macro made has passed already."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else for_page(value)
