"""How does a survey become a SARIF 2.1.0 log, for tools that track findings?"""

import hashlib
import re
from datetime import date
from typing import BinaryIO
from urllib.parse import quote

from phaseout.domain.asset import Asset
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.document import Header, Trailer
from phaseout.domain.truth import Reason, Truth
from phaseout.domain.vulnerability import Affected
from phaseout.report import naming
from phaseout.report.affected import because, shown
from phaseout.report.buyers_line import buyers_line
from phaseout.report.buyers_verdict import verdict
from phaseout.report.document_json import examined_json
from phaseout.report.json_bytes import Json, Object, json_bytes
from phaseout.report.language import Language
from phaseout.report.safe_text import for_terminal
from phaseout.report.scope import source_names
from phaseout.report.sink import Sink, WriteOptions, Writer
from phaseout.report.standing import Entry, entry_of, telling, walk

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "phaseout/assetMeasureAct/v1"
FINGERPRINT_OF_VULNERABILITY = "phaseout/assetVulnerability/v1"
_LEVELS = {
    Outcome.APPLIES: "error",
    Outcome.INFLUENCE_ONLY: "warning",
    Outcome.UNDETERMINED: "warning",
    Outcome.APPLIES_FROM: "note",
}
_LINE = re.compile(r"\bline (\d{1,9})\b")


class SarifSink:
    """Writes one result per open answer and vulnerability as assets pass; the rules come last.

    Rules need titles, which the document tells at its end.
    """

    def __init__(self, stream: BinaryIO, lang: str) -> None:
        self._stream = stream
        self._language = Language(lang)
        self._border = b""
        self._names: dict[str, str] = {}
        self._vulnerabilities: dict[str, Affected] = {}

    def begin(self, header: Header) -> None:
        """Write everything up to the results."""
        self._header = header
        self._names = source_names(header)
        head = json_bytes(SCHEMA)
        self._stream.write(b'{"$schema":%b,\n"version":"2.1.0",\n"runs":[{"results":[' % head)

    def add(self, asset: Asset) -> None:
        """Write a result for each open answer of an open asset, and for each vulnerability of any."""
        entry = entry_of(asset)
        following = frozenset(map(id, asset.purchase.following if asset.purchase else ()))
        for answer in asset.every_answer if asset.is_open else ():
            if answer.outcome.is_open:
                self._write(self._result(asset, entry, answer, is_following=id(answer) in following))
        for one in shown(asset):
            self._vulnerabilities.setdefault(one.id, one)
            self._write(self._weakness(asset, entry, one))

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
        rules += [self._vulnerability(one) for _, one in sorted(self._vulnerabilities.items())]
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

    def _write(self, result: Object) -> None:
        self._stream.write(b"%b\n %b" % (self._border, json_bytes(result)))
        self._border = b","

    def _vulnerability(self, one: Affected) -> Object:
        params = one.reason.params
        text = params.get(f"text_{self._language.code}") or params.get("text_en") or one.id
        return {
            "id": one.id,
            "shortDescription": {"text": _message(text)},
            "help": {"text": f"phaseout vulnerabilities show {one.id}"},
        }

    def _weakness(self, asset: Asset, entry: Entry, one: Affected) -> Object:
        """Return the result of a vulnerability: what is not known to affect a thing is but a note."""
        is_known = one.affected is Truth.YES
        return {
            "ruleId": one.id,
            "level": ("error" if one.kev else "warning") if is_known else "note",
            "message": {"text": _message(self._about(entry, because(one, self._language)))},
            "locations": self._locations(asset, entry, one.reason),
            "partialFingerprints": {FINGERPRINT_OF_VULNERABILITY: _fingerprint(asset.id, one.id)},
            "properties": {
                "affected": one.affected.value,
                "kev": one.kev,
                "maker": asset.identification.maker.value,
                "makerGrade": asset.identification.maker.grade.value,
            },
        }

    def _result(self, asset: Asset, entry: Entry, answer: Determination, *, is_following: bool) -> Object:
        said = self._said(answer.reason)
        if is_following:
            said = self._language.text("answer.following", said.removesuffix("."))
        line = buyers_line(asset, date.fromisoformat(self._header.as_of))
        if line is not None:
            said = f"{verdict(line, self._language)} – {said}"
        return {
            "ruleId": answer.measure,
            "level": _LEVELS[answer.outcome],
            "message": {"text": _message(self._about(entry, said))},
            "locations": self._locations(asset, entry, answer.reason),
            "partialFingerprints": {FINGERPRINT: _fingerprint(asset.id, answer.measure, answer.act)},
            "properties": {
                "act": answer.act,
                "outcome": answer.outcome.value,
                "on": answer.on.isoformat() if answer.on else None,
                "maker": asset.identification.maker.value,
                "makerGrade": asset.identification.maker.grade.value,
                "questions": list(answer.questions),
                "checkedThrough": answer.checked_through.isoformat(),
                **_of_purchase(asset, answer, is_following=is_following),
            },
        }

    def _locations(self, asset: Asset, entry: Entry, reason: Reason) -> list[Json]:
        evidence = [one for part in walk(reason) for one in part.evidence]
        name = for_terminal(naming.places(entry)[0])
        return [
            {
                "physicalLocation": self._place(asset, evidence),
                "logicalLocations": [{"name": name, "fullyQualifiedName": asset.id, "kind": "resource"}],
            }
        ]

    def _about(self, entry: Entry, said: str) -> str:
        language = self._language
        words = (
            naming.thing(entry, language),
            naming.product(entry, language),
            ", ".join(naming.places(entry)),
        )
        return f"{' '.join(filter(None, words))}{language.colon} {said}"

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


def _of_purchase(asset: Asset, answer: Determination, *, is_following: bool) -> Object:
    """Return what a gate asks of a line of a purchase; nothing for any other thing."""
    if asset.purchase is None:
        return {}
    return {"stage": asset.purchase.stage.value, "done": answer.done, "following": is_following}


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _message(text: str) -> str:
    """Return text in which a viewer sees neither a link (brackets) nor a place to fill (braces)."""
    text = for_terminal(text).replace("[", "\\[").replace("]", "\\]")
    return text.replace("{", "{{").replace("}", "}}")


def _uri(name: str) -> str:
    return quote(name, errors="backslashreplace")


def _open(stream: BinaryIO, options: WriteOptions) -> Sink:
    return SarifSink(stream, options.lang)


WRITER = Writer(name="sarif", suffix=".sarif", about="SARIF 2.1.0, for tools that track findings", open=_open)
