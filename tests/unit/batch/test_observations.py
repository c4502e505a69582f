"""Is each thing of a table of observations identified from all that the table says of it?"""

from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaseout.batch import RulePack, identify
from phaseout.batch.observations import CLAIMS, identifying, whole_assets
from phaseout.domain.problem import UsageError
from phaseout.identify.identification import Identifier
from phaseout.knowledge import rules_of
from phaseout.register.query import Register

SEEN = [
    ("cam", "banner", "HTTP/1.1 200 OK\r\nServer: App-webs/\r\n"),
    ("web", "http.server", "nginx"),
    ("cam", "mac", "44:19:b6:00:00:01"),
    ("rec", "inventory.model", "DS-7608NI-K2"),
]


def batch(rows: list[tuple[str | None, str | None, str | None]]) -> pa.RecordBatch:
    columns = dict(zip(("asset", "trait", "value"), map(list, zip(*rows, strict=True)), strict=True))
    return pa.RecordBatch.from_pydict(columns, schema=pa.schema([(name, pa.string()) for name in columns]))


def test_each_asset_is_what_all_its_observations_together_say(federal: RulePack, register: Register) -> None:
    rows = identify(batch(SEEN), rules=federal).to_pylist()
    assert [row["asset"] for row in rows] == ["cam", "web", "rec"]
    identifier = Identifier(rules_of(register))
    for row in rows:
        own = [
            (str(n), trait, value) for n, (asset, trait, value) in enumerate(SEEN) if asset == row["asset"]
        ]
        expected = identifier.identify(own)
        assert (row["maker"], row["brand"], row["model"]) == (
            expected.maker.value, expected.brand.value, expected.model.value,
        )  # fmt: skip
        assert row["bases"] == list(expected.maker.bases)
    assert (rows[0]["maker"], rows[0]["grade"], len(rows[0]["bases"])) == ("hikvision", "conclusive", 2)
    assert (rows[1]["maker"], rows[1]["grade"], rows[1]["rules"]) == (None, "none", [])


def test_rows_that_observe_nothing_are_counted_and_left_out(federal: RulePack) -> None:
    odd = batch([*SEEN, (None, "mac", "x"), ("a", "no.trait", "x"), ("b", "mac", None)])
    found = identifying(federal).identified(odd)
    assert found.tally.unread == 3
    assert found.tally.lines == found.batch.num_rows == 3
    assert found.batch.schema == CLAIMS


def test_a_table_without_traits_is_no_table_of_observations(federal: RulePack) -> None:
    with pytest.raises(UsageError, match="asset, trait and value"):
        identify(pa.RecordBatch.from_pydict({"asset": ["a"], "value": ["b"]}), rules=federal)


@given(st.lists(st.sampled_from(["a", "b", "c", None]), max_size=30), st.data())
def test_batches_cut_anew_part_no_run_of_an_asset_and_lose_no_row(
    assets: list[str | None], data: st.DataObject
) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(assets)), max_size=6)))
    whole = pa.RecordBatch.from_pydict(
        {"asset": pa.array(assets, pa.string()), "row": pa.array(range(len(assets)), pa.int64())}
    )
    parts = [whole.slice(a, b - a) for a, b in zip([0, *cuts], [*cuts, len(assets)], strict=True)]
    again = list(whole_assets(parts))
    assert [row for part in again for row in part.column("row").to_pylist()] == list(range(len(assets)))
    for before, after in pairwise(again):
        last, first = before.column("asset")[-1].as_py(), after.column("asset")[0].as_py()
        assert last is None or last != first
