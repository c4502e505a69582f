"""What is each thing of a table of observations: a scan of the whole net, a million banners?"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from phaseout.batch.columns import texts_of
from phaseout.batch.lines import leading_claim
from phaseout.batch.rule_pack import RulePack
from phaseout.batch.tally import Tally
from phaseout.domain.problem import UsageError
from phaseout.domain.trait import TRAITS
from phaseout.identify.identification import Identifier
from phaseout.identify.sheet import Draft, Sheet
from phaseout.knowledge import rules_of

NEEDED = ("asset", "trait", "value")
LOOKED_AT = (*NEEDED, "at", "site")
CLAIMS = pa.schema(
    [
        pa.field("asset", pa.string(), nullable=False),
        pa.field("site", pa.string()),
        pa.field("maker", pa.string()),
        pa.field("brand", pa.string()),
        pa.field("model", pa.string()),
        pa.field("kind", pa.string()),
        pa.field("grade", pa.string(), nullable=False),
        pa.field("bases", pa.list_(pa.string()), nullable=False),
        pa.field("rules", pa.list_(pa.string()), nullable=False),
    ]
)


class Identified(NamedTuple):
    """The things of a batch, and the figures of it."""

    batch: pa.RecordBatch
    tally: Tally


class _Thing:
    """What a batch says of one thing."""

    __slots__ = ("site", "traits", "values")

    def __init__(self) -> None:
        self.traits: list[str] = []
        self.values: list[str] = []
        self.site: str | None = None

    @property
    def sheet(self) -> Sheet:
        """Its observations in order."""
        return tuple(self.traits), tuple(self.values)


def identify(batch: pa.RecordBatch, *, rules: RulePack) -> pa.RecordBatch:
    """Return one row for each asset of the batch, in the order first seen.

    All that is known of an asset must stand in one batch: signs on several bases add up. Rows
    without an asset, a trait of the vocabulary or a value are left out.

    Args:
        batch: ``asset``, ``trait``, ``value`` and perhaps ``site``, as in observation lines.
        rules: the register that answers; who asks does not matter here.

    Raises:
        UsageError: a column is missing.
        RegisterError: the rules were packed by another version of this program.
    """
    return identifying(rules).identified(batch).batch


@lru_cache(maxsize=2)
def identifying(rules: RulePack) -> "Identifying":
    """Return what identifies in a process."""
    return Identifying(rules)


class Identifying:
    """Identifies the things of batches; what it remembers changes no claim."""

    def __init__(self, rules: RulePack) -> None:
        self._identifier = Identifier(rules_of(rules.open().register))

    def identified(self, batch: pa.RecordBatch) -> Identified:
        """Return the things and the figures."""
        things, tally = _things(batch)
        drafts = self._identifier.drafts([thing.sheet for thing in things.values()])
        for draft in drafts:
            is_nothing = not leading_claim(draft.alike).rules
            tally.count(None, draft.alike.maker.value, 1, is_nothing=is_nothing)
        rows = map(_row, things, things.values(), drafts)
        return Identified(pa.RecordBatch.from_pylist(list(rows), schema=CLAIMS), tally)


def whole_assets(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Cut batches anew so that rows of one asset that follow each other stay together."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        if not batch.num_rows:
            continue
        first = rows_of_last(batch)
        if first:
            yield _joined([*held, batch.slice(0, first)])
            held = []
        elif held and not _goes_on(held[-1], batch):
            yield _joined(held)
            held = []
        held.append(batch.slice(first))
    if held:
        yield _joined(held)


def rows_of_last(batch: pa.RecordBatch) -> int:
    """Return where the rows of the last asset of a batch begin."""
    assets = batch.column("asset")
    other = pc.not_equal(assets, assets[-1]) if assets[-1].is_valid else pc.is_valid(assets)
    places = pc.indices_nonzero(pc.fill_null(other, fill_value=True))
    return places[-1].as_py() + 1 if len(places) else 0


def _goes_on(before: pa.RecordBatch, batch: pa.RecordBatch) -> bool:
    return bool(before.column("asset")[-1] == batch.column("asset")[0])


def _joined(batches: Sequence[pa.RecordBatch]) -> pa.RecordBatch:
    return pa.concat_batches(batches) if len(batches) > 1 else batches[0]


def _things(batch: pa.RecordBatch) -> tuple[dict[str, _Thing], Tally]:
    found = (texts_of(batch, name) for name in NEEDED)
    columns = [column for column in found if column is not None]
    if len(columns) < len(NEEDED):
        raise UsageError(
            "a table of observations has the columns asset, trait and value", remedy="see docs/batch.md"
        )
    sites = texts_of(batch, "site")
    rows = zip(*(column.to_pylist() for column in columns), strict=True)
    tally, things = Tally(), dict[str, _Thing]()
    places = sites.to_pylist() if sites is not None else [None] * batch.num_rows
    for (asset, trait, value), site in zip(rows, places, strict=True):
        if asset is None or value is None or trait not in TRAITS:
            tally.unread += 1
            continue
        thing = things.setdefault(asset, _Thing())
        thing.traits.append(trait)
        thing.values.append(value)
        thing.site = thing.site or site
    return things, tally


def _row(asset: str, thing: _Thing, draft: Draft) -> dict[str, object]:
    identification = draft.alike
    leading = leading_claim(identification)
    return {
        "asset": asset,
        "site": thing.site,
        "maker": identification.maker.value,
        "brand": identification.brand.value,
        "model": identification.model.value,
        "kind": identification.kind.value,
        "grade": leading.grade.value,
        "bases": [basis.value for basis in leading.bases],
        "rules": list(leading.rules),
    }
