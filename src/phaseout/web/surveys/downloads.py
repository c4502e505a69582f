"""How does the document of a survey leave, as JSON?"""

from collections.abc import Iterator
from typing import cast

from phaseout.report.explained_json import Shown, explained_json
from phaseout.report.json_bytes import Json, Object
from phaseout.report.json_document import closing, entry, opening
from phaseout.web.surveys.models import SharedAnswers, Survey, SurveyDocument, SurveyedAsset
from phaseout.web.surveys.packing import unpacked
from phaseout.web.surveys.queries import packed_answers, packed_assets


def document_of(survey: Survey) -> Iterator[bytes]:
    """Yield the document of a survey, thing by thing, in the bytes ``phaseout survey -o json`` writes."""
    ends: SurveyDocument = survey.document
    yield opening(cast("Object", unpacked(bytes(ends.head))))
    known: tuple[int, list[Object]] = (0, [])
    for number, (packed, answers) in enumerate(packed_assets(survey)):
        if answers != known[0]:
            known = answers, cast("list[Object]", unpacked(packed_answers(answers)))
        yield entry(_whole(packed, known[1]), is_first=number == 0)
    yield closing(cast("Object", unpacked(bytes(ends.tail))))


def asset_json_of(surveyed: SurveyedAsset) -> Object:
    """Return a surveyed thing in the contract's JSON, whole."""
    shared: SharedAnswers = surveyed.answers
    return _whole(bytes(surveyed.packed), cast("list[Object]", unpacked(bytes(shared.packed))))


def _whole(packed: bytes, answers: list[Object]) -> Object:
    asset, shown = cast("tuple[Object, Shown]", unpacked(packed))
    asset["determinations"] = cast("Json", explained_json(answers, shown))
    return asset
