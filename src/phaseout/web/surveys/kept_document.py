"""What did a survey show, as the engine takes it to decide anew?"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from pydantic import TypeAdapter

from phaseout.domain.asset import Asset
from phaseout.report.json_bytes import Object
from phaseout.report.json_document import closing, opening
from phaseout.report.reading import SavedDocument, document_of
from phaseout.web.surveys.models import Survey
from phaseout.web.surveys.packing import unpacked
from phaseout.web.surveys.present import Present
from phaseout.web.surveys.queries import assets_taken_over, packed_assets

_ASSET: TypeAdapter[Asset] = TypeAdapter(Asset)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptThings:
    """The things of a survey, read one by one, without the answers it gave."""

    survey: Survey
    number: int
    placed: Mapping[int, str | None] = field(default_factory=dict)
    """Place in the document → site to which people put the thing since."""

    def __len__(self) -> int:
        return self.number

    def __iter__(self) -> Iterator[Asset]:
        for position, (packed, _) in enumerate(packed_assets(self.survey)):
            asset = _ASSET.validate_python({**_thing(packed), "determinations": []})
            yield replace(asset, site=self.placed[position]) if position in self.placed else asset


def kept_document(
    survey: Survey, *, only: Collection[int], as_of: date, present: Present
) -> tuple[SavedDocument, Mapping[str, int]]:
    """Return the document of a survey as who asks today would have it on another day, and its assets.

    Args:
        survey: with its document.
        only: primary keys of the assets that are wanted.
        as_of: the day.
        present: who asks today, and where things stand.
    """
    head = cast("Object", unpacked(bytes(survey.document.head)))
    tail = cast("Object", unpacked(bytes(survey.document.tail)))
    around = document_of(opening(head) + closing(tail), str(survey))
    taken = assets_taken_over(survey)
    ids: dict[str, int] = {}
    number = 0
    for position, (packed, _) in enumerate(packed_assets(survey)):
        number += 1
        if (asset := taken.get(position)) in only and asset is not None:
            ids[str(_thing(packed)["id"])] = asset
    things = KeptThings(survey=survey, number=number, placed=present.placed)
    header = replace(around.header, as_of=as_of.isoformat(), context=dict(present.context))
    return SavedDocument(header=header, assets=things, trailer=around.trailer), ids


def _thing(packed: bytes) -> Object:
    asset, _shown = cast("tuple[Object, object]", unpacked(packed))
    return asset
