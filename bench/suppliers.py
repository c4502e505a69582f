"""How well and how fast are suppliers told from one another, beside rapidfuzz and nomenklatura's logic-v2?

Two files decide the quality: labelled pairs of names (``contrib/name_bench/cases.csv`` of nomenklatura, MIT) and names
that look like a restricted maker's. Nothing in the program was made from their lines. The speed of columns is measured
on made-up names.
"""

import csv
import json
import os
import random
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
from rapidfuzz import fuzz

from phaseout.batch import RulePack
from phaseout.batch.screening import screener
from phaseout.domain.facts import Context
from phaseout.domain.party import Party
from phaseout.identify.suppliers.comparison import Agreement, Tier
from phaseout.identify.suppliers.lexicon import Lexicon
from phaseout.identify.suppliers.match import Suppliers, agree_names
from phaseout.identify.suppliers.reading import read_names
from phaseout.register.query import Register
from phaseout.survey.suppliers import suppliers_of

ORGANISATIONS = frozenset({"Company", "Organization", "LegalEntity"})
ROUNDS = 20
PARTIES = 5_000
CHUNK = 10_000
THEIRS = """
import json, sys, time
from followthemoney.entity import ValueEntity
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.types import ScoringConfig
algorithm, config = get_algorithm("logic-v2"), ScoringConfig.defaults()
def entity(id_, schema, name):
    return ValueEntity.from_dict({"id": id_, "schema": schema, "properties": {"name": [name]}})
pairs = [(entity(f"a{n}", s, one), entity(f"b{n}", s, other)) for n, (s, one, other) in enumerate(json.load(sys.stdin))]
scores = [algorithm.compare(a, b, config).score for a, b in pairs]
begun = time.process_time()
for a, b in pairs:
    algorithm.compare(a, b, config)
print(json.dumps({"scores": scores, "micro": (time.process_time() - begun) / len(pairs) * 1e6}))
"""


class Case(NamedTuple):
    """Two names that are one organisation's, or not."""

    schema: str
    ours: str
    theirs: str
    is_one: bool
    quality: str


class Scored(NamedTuple):
    """How a way of matching did."""

    name: str
    micro: float
    """Microseconds of processor time a pair."""
    scores: Sequence[float]


def cases_of(path: Path) -> list[Case]:
    """Read the pairs of organisations."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Case(row["schema"], row["name1"], row["name2"], row["is_match"] == "true", row["quality"])
            for row in csv.DictReader(lines)
            if row["schema"] in ORGANISATIONS
        ]


def f1(said: Sequence[bool], cases: Sequence[Case]) -> tuple[float, float, float]:
    """Return F1, precision and recall."""
    hit = sum(one and case.is_one for one, case in zip(said, cases, strict=True))
    precision, recall = hit / max(sum(said), 1), hit / sum(case.is_one for case in cases)
    return 2 * hit / (sum(said) + sum(case.is_one for case in cases)), precision, recall


def best(scores: Sequence[float], cases: Sequence[Case]) -> tuple[float, float]:
    """Return the best F1 of any threshold, and the threshold."""
    return max((f1([score >= cut for score in scores], cases)[0], cut) for cut in {*scores} if cut > 0)


def ranked(scores: Sequence[float], cases: Sequence[Case]) -> float:
    """Return how often a pair of one organisation scores above a pair of two: no threshold is chosen."""
    same = [score for score, case in zip(scores, cases, strict=True) if case.is_one]
    other = [score for score, case in zip(scores, cases, strict=True) if not case.is_one]
    wins = sum((a > b) + 0.5 * (a == b) for a in same for b in other)
    return wins / (len(same) * len(other))


def halves(scores: Sequence[float], cases: Sequence[Case]) -> float:
    """Return the mean F1 where the threshold is chosen on one random half and tried on the other, 50 times."""
    dice = random.Random(20261126)
    found = []
    for _ in range(50):
        order = list(range(len(cases)))
        dice.shuffle(order)
        for half, rest in (
            (order[: len(order) // 2], order[len(order) // 2 :]),
            (order[len(order) // 2 :], order[: len(order) // 2]),
        ):
            cut = best([scores[i] for i in half], [cases[i] for i in half])[1]
            found.append(f1([scores[i] >= cut for i in rest], [cases[i] for i in rest])[0])
    return sum(found) / len(found)


def timed(compare: Callable[[int], object], count: int) -> float:
    """Return microseconds of processor time a pair, of the quickest of several rounds."""
    quickest = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        for number in range(count):
            compare(number)
        quickest = min(quickest, time.process_time() - begun)
    return quickest / count * 1e6


def quality(path: Path, python: str) -> None:
    """Print F1 beside rapidfuzz and, where its Python is named, nomenklatura."""
    cases = cases_of(path)
    lexicon = Lexicon(Register.open().naming)
    read = [(read_names(case.ours, lexicon), read_names(case.theirs, lexicon)) for case in cases]
    found = [agree_names(*pair) for pair in read]
    reading = timed(lambda number: read_names(cases[number].ours, lexicon), len(cases))
    keys = [(ours.main.key, theirs.main.key) for ours, theirs in read]
    rows = [
        Scored(
            "phaseout",
            timed(lambda number: agree_names(*read[number]), len(cases)),
            [f.likeness for f in found],
        ),
        *(
            Scored(
                f"rapidfuzz {scorer.__name__}",
                timed(lambda number, scorer=scorer: scorer(*keys[number]), len(cases)),
                [scorer(*pair) / 100 for pair in keys],
            )
            for scorer in (fuzz.token_set_ratio, fuzz.WRatio)
        ),
    ]
    if python:
        asked = json.dumps([case[:3] for case in cases])
        said = subprocess.run((python, "-c", THEIRS), input=asked, capture_output=True, text=True, check=True)
        theirs = json.loads(said.stdout.splitlines()[-1])
        rows.append(Scored("nomenklatura logic-v2", theirs["micro"], theirs["scores"]))
    else:
        print("nomenklatura: no Python that has it is named (NOMENKLATURA), so it is not measured")
    print(
        f"{len(cases)} pairs of organisations, {sum(case.is_one for case in cases)} of them one; µs of processor time"
    )
    print(f"{'':<28}{'µs/pair':>9}{'best F1':>9}{'at':>6}{'halves':>8}{'ranked':>8}")
    for row in rows:
        top, cut = best(row.scores, cases)
        print(
            f"{row.name:<28}{row.micro:>9.1f}{top:>9.3f}{cut:>6.2f}{halves(row.scores, cases):>8.3f}"
            f"{ranked(row.scores, cases):>8.3f}"
        )
    print(f"  (taking a name apart, once: {reading:.1f} µs; rapidfuzz compares the names so taken apart)")
    tiers(found, cases)


def tiers(found: Sequence[Agreement], cases: Sequence[Case]) -> None:
    """Print what the tiers, which no threshold decides, come to."""
    for name, least in (("name", Tier.NAME), ("name or possible", Tier.POSSIBLE)):
        said = [one.tier.rank >= least.rank for one in found]
        total, precision, recall = f1(said, cases)
        print(f"  tier {name:<18} F1 {total:.3f}  precision {precision:.3f}  recall {recall:.3f}")
    counted = Counter(
        (case.quality, case.is_one, one.tier.value) for one, case in zip(found, cases, strict=True)
    )
    for level in ("STRONG", "MEDIUM", "WEAK"):
        for is_one in (True, False):
            row = {
                tier.value: counted[level, is_one, tier.value]
                for tier in (Tier.NAME, Tier.POSSIBLE, Tier.NONE)
            }
            print(f"  {level:<7} {'one' if is_one else 'two':<4} {row}")


def explained(path: Path) -> None:
    """Print, for each name that looks like a restricted maker's, what it is held to be and why."""
    register = Register.open()
    suppliers = suppliers_of(register)
    counted: Counter[tuple[str, str]] = Counter()
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            match = suppliers.one(row["name"])
            tier = match.tier.value if match else "none"
            counted[row["label"], tier] += 1
            why = (
                "; ".join(f"{s.difference} {s.ours or '–'}/{s.theirs or '–'}" for s in match.explanation)
                if match
                else ""
            )
            print(
                f"  {row['name'][:52]:<53}{row['label']:<10}{tier:<9}{match.party if match else '':<16}{why}"
            )
    print("  ", {f"{label} → {tier}": count for (label, tier), count in sorted(counted.items())})


def made_up(count: int, dice: random.Random) -> list[str]:
    """Return so many names of firms that nobody has."""
    heads = ("b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "st", "t", "v", "z")
    parts = [head + vowel for head in heads for vowel in "aeiou"]
    trades = [
        "Technology",
        "Trading",
        "Systems",
        "Security",
        "Electronics",
        "Group",
        "Logistics",
        "International",
    ]
    forms = ["Ltd", "Inc.", "GmbH", "Co., Ltd.", "S.A.", "LLC", "Corp.", "ltée"]
    places = ["Shenzhen", "Hangzhou", "Canada", "Toronto", "Berlin", "USA", "Lyon"]
    found = []
    for _ in range(count):
        words = [
            "".join(dice.choices(parts, k=dice.randrange(3, 5))).title() for _ in range(dice.randrange(1, 3))
        ]
        if dice.random() < 0.3:
            words.insert(0, dice.choice(places))
        if dice.random() < 0.7:
            words.append(dice.choice(trades))
        found.append(f"{' '.join(words)} {dice.choice(forms)}")
    return found


def written_otherwise(name: str, dice: random.Random) -> str:
    """Return a name as an order might have it."""
    words = name.split()
    match dice.randrange(4):
        case 0:
            return name.upper().replace(",", "")
        case 1:
            place = dice.randrange(1, len(words[0]))
            return " ".join([words[0][:place] + words[0][place + 1 :], *words[1:]])
        case 2:
            return " ".join([*words[:-1], "Limited"])
        case _:
            return f"{name} Overseas Branch"


def columns(count: int) -> None:
    """Print how many suppliers a second are matched against a list, with explanations."""
    dice = random.Random(20261126)
    names = made_up(PARTIES, dice)
    suppliers = Suppliers((Party(id=str(n), name=one) for n, one in enumerate(names)), Register.open().naming)
    known = [written_otherwise(one, dice) for one in dice.choices(names, k=count // 4)]
    asked = list(dict.fromkeys([*known, *made_up(count - len(known), dice)]))
    dice.shuffle(asked)
    quickest, spent, by_tier = 0.0, 0.0, Counter[str]()
    for start in range(0, len(asked), CHUNK):
        chunk = asked[start : start + CHUNK]
        begun = time.process_time()
        found = suppliers.match(chunk)
        passed = time.process_time() - begun
        by_tier.update(one.tier.value if one else "none" for one in found)
        quickest, spent = max(quickest, len(chunk) / passed), spent + passed
    print(
        f"{len(asked)} different suppliers against {PARTIES} names, explained: {len(asked) / spent:.0f} a second of "
        f"processor time, {quickest:.0f} in the quickest {CHUNK}; {dict(by_tier)}"
    )


def register_speed(count: int) -> None:
    """Print how many suppliers a second are matched against the register itself."""
    suppliers = suppliers_of(Register.open())
    asked = list(dict.fromkeys(made_up(count, random.Random(1))))
    begun = time.process_time()
    suppliers.match(asked)
    print(
        f"{len(asked)} against the register's parties: {len(asked) / (time.process_time() - begun):.0f} a second"
    )


def screened(count: int) -> None:
    """Print how many suppliers a second a column of them is screened, explained and decided."""
    names = list(dict.fromkeys(made_up(count, random.Random(2))))
    batch = pa.RecordBatch.from_pydict({"supplier": names})
    rules = RulePack.of(Register.open(), Context(roles=("us/state-agency-sd",)), date(2026, 11, 26))
    opened = screener(rules)
    opened.screened(batch.slice(0, 1))
    begun = time.process_time()
    answered = opened.screened(batch).batch
    passed = time.process_time() - begun
    tiers = Counter(answered.column("supplier_tier").to_pylist())
    print(f"{len(names)} in a column, screened: {len(names) / passed:.0f} a second; {dict(tiers)}")


def run(count: int, data: Path) -> None:
    """Print everything, on one core."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    cases = Path(os.environ.get("NAME_CASES", data / "name_cases.csv"))
    pairs = Path(os.environ.get("NAME_PAIRS", data / "name_pairs.csv"))
    for path, what in ((cases, "labelled pairs of names"), (pairs, "names that look like a maker's")):
        if not path.exists():
            print(f"{path}: there are no {what}, so they are not measured")
    if cases.exists():
        quality(cases, os.environ.get("NOMENKLATURA", ""))
    if pairs.exists():
        explained(pairs)
    columns(count)
    register_speed(count)
    screened(count)
