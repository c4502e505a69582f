"""Is a unit sold under another name traced to who made it?

The units stand in ``tests/fixtures/unmasking``: for each brand that the register holds a confirmed rebrand, what one
of its units answers or bears. Each goes through a survey, as if somebody had written it down.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import yaml

from phaseout.domain.claim import Claim
from phaseout.domain.facts import Context
from phaseout.domain.party import BrandRelation
from phaseout.register.query import Register
from phaseout.survey import survey
from quality.corpora import DAY

UNITS = Path(__file__).parents[1] / "fixtures" / "unmasking"
REBRANDS = frozenset(
    (
        BrandRelation.OWN_BRAND,
        BrandRelation.SUBSIDIARY_BRAND,
        BrandRelation.JOINT_VENTURE,
        BrandRelation.OEM_REBRAND,
        BrandRelation.BRAND_OR_FORMER_SUBSIDIARY,
    )
)


class Unit(NamedTuple):
    """What one unit answers or bears, and what it is to be traced to."""

    brand: str
    maker: str
    described: str
    """trait, weak model or name."""
    seen_in: str
    grade: str
    rules: frozenset[str]
    seen: tuple[tuple[str, str], ...]


class Traced(NamedTuple):
    """What a unit was traced to."""

    brand: str
    maker: str
    described: str
    seen_in: str
    claimed: str | None
    grade: str
    rules: frozenset[str]

    @property
    def is_traced(self) -> bool:
        """Whether the maker claimed is the one behind the brand."""
        return self.claimed == self.maker


def units() -> Iterator[Unit]:
    """Yield the units of the fixtures."""
    for path in sorted(UNITS.glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            seen = tuple((str(trait), str(value)) for trait, value in entry["seen"])
            yield Unit(
                entry["brand"], entry["maker"], entry["described"], entry["seen_in"], entry["grade"],
                frozenset(entry["rules"]), seen,
            )  # fmt: skip


def confirmed(register: Register) -> frozenset[tuple[str, str]]:
    """Return (brand, maker) of every rebrand that the register holds confirmed."""
    return frozenset(
        (brand.id, behind.maker)
        for brand in register.brands.values()
        for behind in brand.makers
        if behind.relation in REBRANDS and behind.confidence == "confirmed"
    )


def traced(register: Register) -> list[Traced]:
    """Return what each unit of the fixtures is traced to, in their order."""
    listed = list(units())
    claims: dict[str, Claim] = {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "units.jsonl"
        path.write_text("".join(_lines(listed)), encoding="utf-8")
        for asset in survey([str(path)], register, Context(), DAY).assets():
            for ref in asset.keys.ref:
                claims[ref] = asset.identification.maker
    found = []
    for number, unit in enumerate(listed):
        claim = claims.get(f"unit-{number}", Claim())
        found.append(
            Traced(
                unit.brand, unit.maker, unit.described, unit.seen_in, claim.value, claim.grade,
                frozenset(claim.rules),
            )
        )  # fmt: skip
    return found


def _lines(listed: list[Unit]) -> Iterator[str]:
    for number, unit in enumerate(listed):
        for trait, value in unit.seen:
            # Apart from each other, so that one unit's address does not join it to the next.
            place = {"asset": f"unit-{number}", "segment": f"segment-{number}"}
            yield json.dumps({**place, "trait": trait, "value": value}, ensure_ascii=False) + "\n"
