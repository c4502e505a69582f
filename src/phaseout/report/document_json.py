"""What does each value of the document look like as JSON (contract §5)?

What the contract names comes first and in its order; what this program adds comes after.
"""

from collections.abc import Mapping
from datetime import date

from phaseout.domain.asset import Asset, AssetKeys, Join, KnownPart, Seen
from phaseout.domain.cite import Text
from phaseout.domain.claim import Claim, Dimension, Identification
from phaseout.domain.determination import Determination
from phaseout.domain.document import (
    Choice,
    GivenRules,
    Header,
    Labels,
    NotExamined,
    Source,
    SourceUnread,
    Summary,
    Trailer,
)
from phaseout.domain.truth import Reason
from phaseout.domain.vulnerability import Affected
from phaseout.report.days_json import alarm_json, dates_json
from phaseout.report.designation_json import designation_json
from phaseout.report.json_bytes import Json, Object
from phaseout.report.language import Language
from phaseout.report.purchase_json import purchase_json
from phaseout.report.questions_json import answers_file_json, answers_outcome_json, question_json
from phaseout.report.supplier_json import supplier_json

_DIMENSIONS = tuple(
    dict.fromkeys((Dimension.MAKER, Dimension.BRAND, Dimension.MODEL, Dimension.KIND, *Dimension))
)
_ENGLISH = Language("en")


def header_json(header: Header) -> Object:
    """Return all that stands before the assets."""
    return {
        "schema": header.schema,
        "engine": header.engine,
        "register": {"edition": header.register.edition, "digest": header.register.digest},
        "as_of": header.as_of,
        "context": _plain(header.context),
        "generated": header.generated,
        "sources": [source_json(source) for source in header.sources],
    }


def limits_json(header: Header) -> Object:
    """Return what bounds the answers: what was not looked at, which measures were asked, what people said."""
    return {
        "not_examined": [not_examined_json(one) for one in header.not_examined],
        "examined": examined_json(header),
        "asked": choice_json(header.asked),
        "answers": [answers_file_json(file) for file in header.answers],
    }


def choice_json(asked: Choice) -> Object:
    """Return which measures were asked, and by which rules that somebody gave."""
    return {
        "only": list(asked.only),
        "exclude": list(asked.exclude),
        "fingerprints": [given_rules_json(one) for one in asked.fingerprints],
        "columns": [given_rules_json(one) for one in asked.columns],
    }


def given_rules_json(given: GivenRules) -> Object:
    """Return a file or folder of rules, with how many of them say something here."""
    return {"name": given.name, "sha256": given.sha256, "used": given.used, "unused": given.unused}


def examined_json(header: Header) -> Object:
    """Return what was looked at, so that an empty list is not taken for a clean bill."""
    return {"vulnerabilities": header.examined.vulnerabilities}


def source_json(source: Source) -> Object:
    """Return one examined source."""
    return {
        "id": source.id,
        "name": source.name,
        "reader": source.reader,
        "sha256": source.sha256,
        "observations": source.observations,
        "unread": source.unread,
        "dropped": source.dropped,
    }


def not_examined_json(one: NotExamined) -> Object:
    """Return one file that was not examined."""
    return {"name": one.name, "why": one.why}


def asset_json(asset: Asset) -> Object:
    """Return one asset, whole; ``purchase`` only where documents of a purchase speak of it."""
    shown: Object = {
        "id": asset.id,
        "kind": asset.kind,
        "keys": _keys(asset.keys),
        "identification": _identification(asset.identification),
        "vulnerabilities": [affected_json(one) for one in asset.vulnerabilities],
        "determinations": [determination_json(answer) for answer in asset.determinations],
        "observations": [seen_json(seen) for seen in asset.observations],
        "site": asset.site,
        "joins": [_join(join) for join in asset.joins],
        "notes": list(asset.notes),
        "parts": [_part(part) for part in asset.parts],
        "dates": dates_json(asset.dates) if asset.dates else None,
        "designation": designation_json(asset.designation) if asset.designation else None,
        "suppliers": [supplier_json(one) for one in asset.suppliers],
    }
    if asset.purchase is not None:
        shown["purchase"] = purchase_json(asset.purchase, determination_json)
    return shown


def determination_json(answer: Determination) -> Object:
    """Return one answer with its reasons; ``done`` only where it is given for the day the act was done."""
    shown: Object = {
        "measure": answer.measure,
        "act": answer.act,
        "outcome": answer.outcome.value,
        "on": _day(answer.on),
        "until": _day(answer.until),
        "questions": list(answer.questions),
        "reason": reason_json(answer.reason),
        "checked_through": answer.checked_through.isoformat(),
        "clause": answer.clause,
        "duty": answer.duty,
        "lever": answer.lever.value if answer.lever else None,
        "lever_on": _day(answer.lever_on),
    }
    if answer.done is not None:
        shown["done"] = answer.done
    return shown


def affected_json(one: Affected) -> Object:
    """Return what is known of one vulnerability of an asset."""
    return {"id": one.id, "kev": one.kev, "affected": one.affected.value, "reason": reason_json(one.reason)}


def reason_json(reason: Reason) -> Object:
    """Return a tree of reasons; ``claim`` is English, ``code`` and ``params`` say it in no language."""
    return {
        "claim": _ENGLISH.reason(reason),
        "truth": reason.truth.value,
        "because": [reason_json(part) for part in reason.because],
        "evidence": list(reason.evidence),
        "code": reason.code,
        "params": dict(reason.params),
        "fact": reason.fact,
    }


def seen_json(seen: Seen) -> Object:
    """Return one observation, verbatim; ``at`` and ``port`` only where the source says them."""
    shown: Object = {
        "id": seen.id,
        "trait": seen.trait,
        "value": seen.value,
        "source": seen.source,
        "locator": seen.locator,
    }
    if seen.at is not None:
        shown["at"] = seen.at
    if seen.port is not None:
        shown["port"] = seen.port
    return shown


def unread_json(unread: SourceUnread) -> Object:
    """Return one part of a source that could not be interpreted."""
    return {"source": unread.source, "locator": unread.locator, "why": unread.why}


def summary_json(summary: Summary) -> Object:
    """Return the figures."""
    return {
        "assets": summary.assets,
        "by_outcome": dict(summary.by_outcome),
        "by_maker": dict(summary.by_maker),
        "by_measure": {measure: dict(counts) for measure, counts in summary.by_measure.items()},
        "by_site": {site: dict(counts) for site, counts in summary.by_site.items()},
        "unidentified": summary.unidentified,
        "unread": summary.unread,
        "dropped": summary.dropped,
        "not_examined": summary.not_examined,
        "beside": summary.beside,
    }


def labels_json(labels: Labels) -> Object:
    """Return the names of what the document mentions."""
    return {
        "measures": _texts(labels.measures),
        "parties": dict(labels.parties),
        "brands": dict(labels.brands),
        "words": _texts(labels.words),
        "addresses_read": labels.addresses_read,
    }


def trailer_json(trailer: Trailer) -> Object:
    """Return all that stands after the assets."""
    return {
        "unread": [unread_json(unread) for unread in trailer.unread],
        "questions": [question_json(question) for question in trailer.questions],
        "summary": summary_json(trailer.summary),
        "labels": labels_json(trailer.labels),
        "answers_outcome": answers_outcome_json(trailer.answers_outcome),
        "alarms": [alarm_json(alarm) for alarm in trailer.alarms],
    }


def _keys(keys: AssetKeys) -> Object:
    return {"ref": list(keys.ref), "ip": list(keys.ip), "mac": list(keys.mac), "serial": list(keys.serial)}


def _identification(identification: Identification) -> Object:
    shown: Object = {one.value: _claim(identification.claim(one)) for one in _DIMENSIONS}
    shown["conflicts"] = [
        {"dimension": conflict.dimension.value, "claims": [_claim(claim) for claim in conflict.claims]}
        for conflict in identification.conflicts
    ]
    return shown


def _claim(claim: Claim) -> Object:
    shown: Object = {
        "value": claim.value,
        "grade": claim.grade.value,
        "bases": [basis.value for basis in claim.bases],
        "evidence": list(claim.evidence),
    }
    if claim.value is not None or claim.rules:
        shown["rules"] = list(claim.rules)
    if claim.passages:
        shown["passages"] = [
            {"evidence": one.evidence, "start": one.start, "end": one.end, "rule": one.rule}
            for one in claim.passages
        ]
    return shown


def _part(part: KnownPart) -> Object:
    return {
        "kind": part.kind.value,
        "said": part.said,
        "maker": part.maker,
        "grade": part.grade.value,
        "brand": part.brand,
        "equipment": part.equipment,
        "asset": part.asset,
        "evidence": list(part.evidence),
    }


def _join(join: Join) -> Object:
    return {"by": join.by, "value": join.value, "sources": list(join.sources)}


def _texts(texts: Mapping[str, Text]) -> Object:
    return {name: {"en": text.en, "fr": text.fr} for name, text in texts.items()}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _plain(value: object) -> Json:
    """Return a value of the context as JSON; the context file holds nothing else."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(part) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case _:
            return str(value)
