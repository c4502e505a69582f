"""Does a survey put the same things together whatever the order of its sources, and say when one more parts them?"""

import json
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phaseout.domain.asset import Asset
from phaseout.domain.facts import Context
from phaseout.register.query import Register
from phaseout.survey import Options, survey

DAY = date(2026, 11, 23)
CONTEXT = Context(roles=("ca/federal-department",))
REGISTER = Register.open()
ONE_MEASURE = Options(only=("ca/goc-hikvision-prohibition",))
Thing = dict[str, str]
Source = list[Thing]

KEYS = {
    "mac": st.sampled_from(["44:19:b6:00:00:01", "44:19:b6:00:00:02", "e0:50:8b:00:00:03"]),
    "inventory.serial": st.sampled_from(["SER4711", "SER4712"]),
    "ip": st.sampled_from(["10.0.0.1", "10.0.0.2"]),
}
PLACES = {
    "site": st.sampled_from(["hall", "depot"]),
    "at": st.sampled_from(["2026-03-05T08:00:00Z", "2026-09-01T10:00:00+02:00"]),
}
THINGS = st.fixed_dictionaries({}, optional={**KEYS, **PLACES}).filter(
    lambda thing: KEYS.keys() & thing.keys()
)
SOURCES = st.lists(st.lists(THINGS, min_size=1, max_size=3), min_size=1, max_size=4)


def surveyed(sources: list[tuple[int, Source]]) -> list[Asset]:
    """Survey sources, each with the number that its references bear."""
    with TemporaryDirectory() as folder:
        paths = []
        for number, things in sources:
            path = Path(folder) / f"{number}.jsonl"
            lines = [
                {
                    "asset": f"{number}.{index}",
                    "trait": trait,
                    "value": thing[trait],
                    **{key: thing[key] for key in PLACES if key in thing},
                }
                for index, thing in enumerate(things)
                for trait in KEYS
                if trait in thing
            ]
            path.write_text("".join(json.dumps(line) + "\n" for line in lines))
            paths.append(str(path))
        return list(survey(paths, REGISTER, CONTEXT, DAY, options=ONE_MEASURE).assets())


def said(asset: Asset) -> tuple[object, ...]:
    claim = asset.identification.maker
    answers = frozenset((answer.measure, answer.act, answer.outcome) for answer in asset.determinations)
    return asset.id, asset.site, frozenset(asset.keys.ref), (claim.value, claim.grade), answers


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SOURCES, st.randoms())
def test_the_order_of_sources_changes_no_asset_site_claim_or_answer(
    sources: list[Source], random: Random
) -> None:
    numbered = list(enumerate(sources))
    turned = random.sample(numbered, len(numbered))
    straight, shuffled = surveyed(numbered), surveyed(turned)
    assert {said(asset) for asset in straight} == {said(asset) for asset in shuffled}
    assert len({asset.id for asset in straight}) == len(straight), "one id is one asset"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SOURCES, st.lists(THINGS, min_size=1, max_size=3))
def test_a_source_more_parts_nothing_without_a_note(sources: list[Source], more: Source) -> None:
    numbered = list(enumerate(sources))
    later = surveyed([*numbered, (len(sources), more)])
    holder = {ref: asset for asset in later for ref in asset.keys.ref}
    for asset in surveyed(numbered):
        holders = {holder[ref].id for ref in asset.keys.ref}
        if len(holders) > 1:
            assert all(
                any(note.startswith("not joined by") for note in holder[ref].notes) for ref in asset.keys.ref
            )
