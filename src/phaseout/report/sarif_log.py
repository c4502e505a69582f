"""How does a survey become a SARIF 2.1.0 log, for tools that track findings?"""

import hashlib
import re
from typing import BinaryIO
from urllib.parse import quote

from phaseout.domain.asset import Asset
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.document import Header, Trailer
from phaseout.domain.truth import Reason
from phaseout.report import naming
from phaseout.report.document_json import examined_json
from phaseout.report.json_bytes import Json, Object, json_bytes
from phaseout.report.language import Language
from phaseout.report.safe_text import for_terminal
from phaseout.report.scope import source_names
from phaseout.report.sink import Sink, WriteOptions, Writer
from phaseout.report.standing import Entry, entry_of, telling, walk

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "phaseout/assetMeasureAct/v1"
_LEVELS = {
    Outcome.APPLIES: "error",
    Outcome.INFLUENCE_ONLY: "warning",
    Outcome.UNDETERMINED: "warning",
    Outcome.APPLIES_FROM: "note",
}
_LINE = re.compile(r"\bline (\d{1,9})\b")


class SarifSink:
    """Writes one result per open answer as assets pass; the rules, which need titles, come last."""

    def __init__(self, stream: BinaryIO, lang: str) -> None:
        self._stream = stream
        self._language = Language(lang)
        self._border = b""
        self._names: dict[str, str] = {}

    def begin(self, header: Header) -> None:
        """Write everything up to the results."""
        self._header = header
        self._names = source_names(header)
        head = json_bytes(SCHEMA)
        self._stream.write(b'{"$schema":%b,\n"version":"2.1.0",\n"runs":[{"results":[' % head)

    def add(self, asset: Asset) -> None:
        """Write a result for each open answer of an open asset."""
        if not asset.is_open:
            return
        entry = entry_of(asset)
        for answer in asset.determinations:
            if answer.outcome.is_open:
                self._stream.write(
                    b"%b\n %b" % (self._border, json_bytes(self._result(asset, entry, answer)))
                )
                self._border = b","

    def end(self, trailer: Trailer) -> None:
        """Write the sources, the rules and what was not examined."""
        language = Language(self._language.code, trailer.labels)
        rules: list[Json] = [
            {
                "id": measure,
                "shortDescription": {"text": _message(language.measure(measure))},
                "help": {"text": f"phaseout measures show {measure}"},
            }
            for measure in trailer.labels.measures
        ]
        driver: Object = {"name": "phaseout", "version": self._header.engine, "rules": rules}
        run: Object = {
            "tool": {"driver": driver},
            "artifacts": [
                {"location": {"uri": _uri(source.name)}, "hashes": {"sha-256": source.sha256}}
                for source in self._header.sources
            ],
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": self._gaps(trailer)}],
            "properties": {
                "asOf": self._header.as_of,
                "register": self._header.register.edition,
                "assets": trailer.summary.assets,
                "unidentified": trailer.summary.unidentified,
                "unread": trailer.summary.unread,
                "notExamined": trailer.summary.not_examined,
                "examined": examined_json(self._header),
            },
        }
        members = b",\n".join(b"%b:%b" % (json_bytes(name), json_bytes(part)) for name, part in run.items())
        self._stream.write(b"],\n%b}]}\n" % members)

    def _result(self, asset: Asset, entry: Entry, answer: Determination) -> Object:
        place = naming.places(entry)[0]
        evidence = [one for reason in walk(answer.reason) for one in reason.evidence]
        return {
            "ruleId": answer.measure,
            "level": _LEVELS[answer.outcome],
            "message": {"text": _message(self._sentence(entry, answer))},
            "locations": [
                {
                    "physicalLocation": self._place(asset, evidence),
                    "logicalLocations": [
                        {"name": for_terminal(place), "fullyQualifiedName": asset.id, "kind": "resource"}
                    ],
                }
            ],
            "partialFingerprints": {FINGERPRINT: _fingerprint(asset.id, answer.measure, answer.act)},
            "properties": {
                "act": answer.act,
                "outcome": answer.outcome.value,
                "on": answer.on.isoformat() if answer.on else None,
                "maker": asset.identification.maker.value,
                "makerGrade": asset.identification.maker.grade.value,
                "questions": list(answer.questions),
                "checkedThrough": answer.checked_through.isoformat(),
            },
        }

    def _sentence(self, entry: Entry, answer: Determination) -> str:
        language = self._language
        words = (
            naming.thing(entry, language),
            naming.product(entry, language),
            ", ".join(naming.places(entry)),
        )
        return f"{' '.join(filter(None, words))}{language.colon} {self._said(answer.reason)}"

    def _said(self, reason: Reason) -> str:
        leaf = telling(reason)
        said = self._language.reason(reason)
        return said if leaf is reason else f"{said} {self._language.reason(leaf)}"

    def _place(self, asset: Asset, evidence: list[str]) -> Object:
        """Return where the first observation the answer rests on stands, else the first of the asset."""
        by_id = {seen.id: seen for seen in asset.observations}
        seen = next((by_id[one] for one in evidence if one in by_id), None)
        seen = seen or next(iter(asset.observations), None)
        if seen is None:
            return {"artifactLocation": {"uri": "unknown"}}
        place: Object = {"artifactLocation": {"uri": _uri(self._names.get(seen.source, seen.source))}}
        if line := _LINE.search(seen.locator):
            place["region"] = {"startLine": max(int(line[1]), 1)}
        return place

    def _gaps(self, trailer: Trailer) -> list[Json]:
        """Return what was not read or not examined, so that an empty log is not taken for a clean bill."""
        unread = [
            (self._names.get(part.source, part.source), f"{part.locator}: {part.why}")
            for part in trailer.unread
        ]
        missed = [(one.name, one.why) for one in self._header.not_examined]
        return [
            {
                "level": "warning",
                "message": {"text": _message(self._language.unread(why))},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(name)}}}],
            }
            for name, why in (*unread, *missed)
        ]


def _fingerprint(asset: str, measure: str, act: str) -> str:
    return hashlib.sha256("\n".join((asset, measure, act)).encode("utf-8", "surrogatepass")).hexdigest()


def _message(text: str) -> str:
    """Return text in which a viewer sees neither a link (brackets) nor a place to fill (braces)."""
    text = for_terminal(text).replace("[", "\\[").replace("]", "\\]")
    return text.replace("{", "{{").replace("}", "}}")


def _uri(name: str) -> str:
    return quote(name, errors="backslashreplace")


def _open(stream: BinaryIO, options: WriteOptions) -> Sink:
    return SarifSink(stream, options.lang)


WRITER = Writer(name="sarif", suffix=".sarif", about="SARIF 2.1.0, for tools that track findings", open=_open)
