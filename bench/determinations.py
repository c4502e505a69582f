"""Decides a mixed fleet under every measure of the register. Usage: determinations.py DETERMINATIONS

Prints one line: what was decided, how many distinct combinations of facts, the seconds of one core, and beside it,
in the same run, what deciding every asset anew would cost (measured on a sample). Then the time to open the register.
"""

import random
import sys
import time
from datetime import date
from statistics import median

from phaseout.decide import determine
from phaseout.domain.facts import FactSheet
from phaseout.domain.part import Part, PartKind
from phaseout.knowledge import world_of
from phaseout.register import Register
from phaseout.survey.answering import Answers

DAY = date(2026, 11, 26)
SAMPLE = 200
ROLES = (
    ("any", "ca/federal-department"),
    ("any", "ca/qc-public-body", "us/grant-subrecipient"),
    ("any", "ca/municipality", "us/grant-subrecipient"),
    ("any", "us/federal-contractor", "us/importer"),
    ("any", "us/federal-agency", "us/dod"),
    ("any", "uk/central-department"),
)
MAKERS = (
    "hikvision", "dahua", "huawei", "zte", "hytera", "uniview", "tiandy", "ezviz", "hisilicon", "lorex", "luminys",
    "axis", "hanwha", "bosch", "vivotek", "sony", None,
)  # fmt: skip
KINDS = (
    "camera",
    "camera",
    "camera",
    "recorder",
    "switch",
    "router",
    "access-control",
    "intercom",
    "service",
)
CHIPS = (Part(kind=PartKind.CHIP, makers=("hisilicon",)),)


def fleet(assets: int) -> list[FactSheet]:
    """Return a fleet of six organisations with thirty sites each, each site bought in four batches from four makers."""
    rng = random.Random(889)
    sites = [
        {
            "role": roles,
            "purpose": (rng.choice(("public-safety", "government-facility-security", "other")),),
            "owner": (rng.choice(("self", "self", "landlord", "contractor")),),
            "network": (rng.choice(("enterprise", "isolated")),),
            "lease-end": (f"20{rng.randint(27, 34)}-03-31",),
            "maker": tuple(rng.sample(MAKERS, 4)),
            "acquired": tuple(
                f"20{rng.randint(15, 25)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}" for _ in range(4)
            ),
        }
        for roles in ROLES
        for _ in range(30)
    ]
    sheets = []
    for _ in range(assets):
        facts = dict(rng.choice(sites))
        maker = rng.choice(facts["maker"])
        facts["maker"] = facts["brand"] = (maker,) if maker else ()
        facts["kind"] = (rng.choice(KINDS),)
        facts["acquired"] = (rng.choice(facts["acquired"]),) if rng.random() < 0.7 else ()
        sheets.append(FactSheet.of(facts, CHIPS if rng.random() < 0.05 else ()))
    return sheets


def main(wanted: int) -> None:
    """Measure."""
    register = Register.open()
    measures, world = tuple(register.measures.values()), world_of(register)
    acts = sum(len(measure.acts) for measure in measures)
    sheets = fleet(-(-wanted // acts))
    begun = time.process_time()
    answers = Answers(measures, world, DAY)
    made = sum(len(answers.of(sheet).answers) for sheet in sheets)
    seconds = time.process_time() - begun
    begun = time.process_time()
    for sheet in sheets[:SAMPLE]:
        for measure in measures:
            determine(measure, sheet, DAY, world)
    each = (time.process_time() - begun) / SAMPLE * len(sheets)
    print(
        f"{made:,} determinations: {len(sheets):,} things ({len(set(sheets)):,} distinct) under {len(measures)} measures"
        f" in {seconds:.2f} s of one core; each decided anew would take {each:.0f} s → {each / seconds:.0f} times"
    )
    opened = []
    for _ in range(9):
        begun = time.perf_counter()
        len(Register.open().measures)
        opened.append((time.perf_counter() - begun) * 1000)
    print(
        f"opening the register and its measures: {median(opened):.1f} ms (median of 9, {min(opened):.1f}–{max(opened):.1f})"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
