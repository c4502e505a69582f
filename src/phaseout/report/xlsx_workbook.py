"""How does a survey become a workbook that people sort, filter and pass on?"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import BinaryIO

from openpyxl import Workbook

from phaseout.domain.asset import Asset
from phaseout.domain.determination import GRAVEST_FIRST
from phaseout.domain.document import Header, Trailer
from phaseout.domain.vulnerability import Affected
from phaseout.report import naming
from phaseout.report.about_sheet import about_rows
from phaseout.report.affected import KEV, because, shown
from phaseout.report.buyers_list import BuyersList
from phaseout.report.contradiction import in_full
from phaseout.report.figures import Figures
from phaseout.report.language import Language
from phaseout.report.purchases_sheet import COLUMNS as PURCHASES
from phaseout.report.purchases_sheet import row_of
from phaseout.report.question_sheet import QUESTION_COLUMNS, question_row
from phaseout.report.scope import site_name, source_names
from phaseout.report.standing import Entry, entry_of
from phaseout.report.upcoming import upcoming
from phaseout.report.workbook_bytes import write_workbook
from phaseout.report.worksheet import MOST_ROWS, Sheet, Value

BETWEEN = " | "
_FINDINGS = (
    ("asset", 16), ("site", 18), ("thing", 22), ("maker", 20), ("grade", 12), ("brand", 14),
    ("model", 24), ("ref", 16), ("ip", 18), ("mac", 19), ("serial", 22), ("outcome", 20), ("measure", 42),
    ("measure-id", 32), ("acts", 24), ("on", 12), ("until", 12), ("duty", 18), ("why", 60),
    ("questions", 24), ("checked", 14),
)  # fmt: skip
_ASSETS = (
    ("asset", 16), ("site", 18), ("thing", 22), ("maker-id", 16), ("grade", 12), ("bases", 30),
    ("brand", 14), ("brand-grade", 12), ("model", 24), ("firmware", 18), ("ref", 16), ("ip", 18),
    ("mac", 19), ("serial", 22), ("outcome", 20), ("observations", 12), ("joins", 34), ("notes", 34),
)  # fmt: skip
_EVIDENCE = (
    ("asset", 16), ("observation", 12), ("trait", 22), ("value", 70), ("source", 28), ("locator", 20),
    ("at", 22), ("port", 8),
)  # fmt: skip
_VULNERABILITIES = (
    ("asset", 16), ("site", 18), ("thing", 22), ("maker", 20), ("model", 24), ("firmware", 18), ("ref", 16),
    ("ip", 18), ("vulnerability", 18), ("kev", 12), ("affected", 12), ("why", 90),
)  # fmt: skip
_CONFLICTS = (
    ("asset", 16), ("site", 18), ("thing", 22), ("maker", 20), ("ref", 16), ("ip", 18), ("disputed", 14),
    ("conflicts", 70),
)  # fmt: skip
_ALARMS = (
    ("urgency", 26), ("day", 12), ("measure", 42), ("measure-id", 32), ("happening", 60), ("text", 60),
    ("evidence", 60),
)  # fmt: skip


class XlsxSink:
    """Writes assets and evidence as they pass; findings wait for the names that come with the trailer."""

    def __init__(self, stream: BinaryIO, lang: str) -> None:
        self._stream = stream
        self._language = Language(lang)
        self._workbook = Workbook(write_only=True)
        self._findings = Sheet(self._workbook, "findings", _FINDINGS, self._language)
        self._assets = Sheet(self._workbook, "assets", _ASSETS, self._language)
        self._evidence = Sheet(self._workbook, "evidence", _EVIDENCE, self._language)
        self._open: list[Entry] = []
        self._weak: list[tuple[Entry, str | None, tuple[Affected, ...]]] = []
        self._disputed: list[Entry] = []
        self._bought = BuyersList(most=MOST_ROWS)
        self._figures = Figures()

    def begin(self, header: Header) -> None:
        """Keep the head."""
        self._header = header
        self._bought.begin(header.as_of)
        self._names = source_names(header)

    def add(self, asset: Asset) -> None:
        """Write an asset and its observations; keep what a list says of it if it is open."""
        entry = entry_of(asset)
        self._figures.count(entry)
        self._bought.take(asset)
        if entry.is_open:
            self._open.append(entry)
        if entry.conflicts:
            self._disputed.append(entry)
        if weaknesses := shown(asset):
            self._weak.append((entry, asset.identification.firmware.value, weaknesses))
        self._assets.add(self._asset(asset, entry))
        for seen in asset.observations:
            source = self._names.get(seen.source, seen.source)
            self._evidence.add(
                (asset.id, seen.id, seen.trait, seen.value, source, seen.locator, seen.at, seen.port)
            )

    def end(self, trailer: Trailer) -> None:
        """Write the findings, what is still unknown and what was examined, and finish the workbook."""
        language = Language(self._language.code, trailer.labels)
        for entry in sorted(
            self._open, key=lambda one: GRAVEST_FIRST.index(one.outcome or GRAVEST_FIRST[-1])
        ):
            for row in self._answers(entry, language):
                self._findings.add(row)
        behind = (
            *self._purchases(language),
            self._vulnerabilities(language),
            self._conflicts(language),
            self._unread(trailer, language),
            self._questions(trailer, language),
            self._alarms(trailer, language),
        )
        about = Sheet(self._workbook, "about", (("about", 36), ("said", 90)), language)
        for fact in about_rows(self._header, trailer, self._figures, language):
            about.add(fact)
        for sheet in (self._findings, self._assets, self._evidence, *behind, about):
            sheet.close()
        write_workbook(self._workbook, self._stream, _stamp(self._header))

    def _purchases(self, language: Language) -> Iterator[Sheet]:
        """Yield a sheet of what is bought, where anything is."""
        if not len(self._bought):
            return
        sheet = Sheet(self._workbook, "purchases", PURCHASES, language)
        for line in self._bought.lines():
            sheet.add(row_of(line, language))
        if self._figures.are_purchases:
            sheet.go_first()
        yield sheet

    def _vulnerabilities(self, language: Language) -> Sheet:
        sheet = Sheet(self._workbook, "vulnerabilities", _VULNERABILITIES, language)
        for entry, firmware, weaknesses in self._weak:
            known = (
                entry.id,
                site_name(self._header, entry.site),
                naming.thing(entry, language),
                naming.maker(entry, language),
                entry.model.value,
                firmware,
                *(BETWEEN.join(names) for names in (entry.keys.ref, entry.keys.ip)),
            )
            for one in weaknesses:
                affected = language.term("truth", one.affected.value)
                sheet.add((*known, one.id, KEV if one.kev else "", affected, because(one, language)))
        return sheet

    def _conflicts(self, language: Language) -> Sheet:
        sheet = Sheet(self._workbook, "conflicts", _CONFLICTS, language)
        for entry in self._disputed:
            known = (
                entry.id,
                site_name(self._header, entry.site),
                naming.thing(entry, language),
                naming.maker(entry, language),
                *(BETWEEN.join(names) for names in (entry.keys.ref, entry.keys.ip)),
            )
            for one in entry.conflicts:
                sheet.add((*known, language.term("dimension", one.dimension.value), in_full(one, language)))
        return sheet

    def _unread(self, trailer: Trailer, language: Language) -> Sheet:
        sheet = Sheet(self._workbook, "unread", (("source", 40), ("locator", 20), ("why", 80)), language)
        for part in trailer.unread:
            sheet.add(
                (
                    self._names.get(part.source, part.source),
                    language.locator(part.locator),
                    language.unread(part.why),
                )
            )
        for missed in self._header.not_examined:
            sheet.add((missed.name, language.text("not-examined"), language.unread(missed.why)))
        return sheet

    def _questions(self, trailer: Trailer, language: Language) -> Sheet:
        sheet = Sheet(self._workbook, "questions", QUESTION_COLUMNS, language)
        for question in trailer.questions:
            sheet.add(question_row(question, self._header, language))
        return sheet

    def _alarms(self, trailer: Trailer, language: Language) -> Sheet:
        sheet = Sheet(self._workbook, "alarms", _ALARMS, language)
        for urgency, group in upcoming(trailer.alarms, language):
            for one in group:
                evidence = "; ".join(one.evidence)
                sheet.add((urgency, one.on, one.measure, one.id, one.warning, one.text, evidence))
        return sheet

    def _answers(self, entry: Entry, language: Language) -> list[list[Value]]:
        keys = entry.keys
        known: list[Value] = [
            entry.id,
            site_name(self._header, entry.site),
            naming.thing(entry, language),
            naming.maker(entry, language),
            naming.grade(entry.maker, language),
            language.brand(entry.brand.value) if entry.brand.value else "",
            entry.model.value,
            *(BETWEEN.join(names) for names in (keys.ref, keys.ip, keys.mac, keys.serial)),
        ]
        return [
            [
                *known,
                language.term("outcome", answer.outcome.value),
                language.measure(answer.measure),
                answer.measure,
                naming.acts(answer, language),
                answer.on,
                answer.until,
                language.term("duty", answer.duty) if answer.duty else "",
                naming.why(entry, language, (answer,)),
                naming.not_known(answer.questions, answer.awaited, language),
                answer.checked_through,
            ]
            for answer in entry.answers
            if answer.outcome.is_open
        ]

    def _asset(self, asset: Asset, entry: Entry) -> list[Value]:
        language, said, keys = self._language, asset.identification, asset.keys
        return [
            asset.id,
            site_name(self._header, asset.site),
            naming.thing(entry, language),
            said.maker.value,
            naming.grade(said.maker, language),
            naming.grounds(said.maker, language),
            said.brand.value,
            naming.grade(said.brand, language),
            said.model.value,
            said.firmware.value,
            *(BETWEEN.join(names) for names in (keys.ref, keys.ip, keys.mac, keys.serial)),
            language.term("outcome", entry.outcome.value) if entry.outcome else "",
            len(asset.observations),
            BETWEEN.join(f"{language.term('join', join.by)} {join.value}" for join in asset.joins),
            BETWEEN.join(map(language.unread, asset.notes)),
        ]


def _stamp(header: Header) -> datetime:
    """Return when the workbook was made: never by the clock, so that one document gives one workbook."""
    if header.generated:
        return datetime.fromisoformat(header.generated)
    return datetime.combine(date.fromisoformat(header.as_of), time(), tzinfo=UTC)
