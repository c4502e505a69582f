"""Measures identification on labelled data and prints the tables of docs/quality.md.

Usage: measure.py [CORPORA]   (default: the folder `shared/corpora` beside the checkout; never needed by a test)

recall: restricted makers claimed at any grade / cases whose truth is restricted.
false: a restricted maker claimed at strong or better where the truth is another.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from phaseout.domain.asset import Asset
from phaseout.domain.facts import Context
from phaseout.register.query import Register
from phaseout.survey import survey

RESTRICTED = frozenset((
    "hikvision", "dahua", "huawei", "hisilicon", "zte", "hytera", "uniview", "tiandy", "tvt", "xiongmai", "ezviz", "imou",
    "hikrobot", "hikmicro", "prama-hikvision",
))  # fmt: skip
SAME = {"ezviz": "hikvision", "hikrobot": "hikvision", "hikmicro": "hikvision", "prama-hikvision": "hikvision",
        "imou": "dahua", "hisilicon": "huawei"}  # fmt: skip
LINES = ("banners", "snmp", "macs", "home-banners", "models")
FILES = ("nmap/xml", "pcap/zeek", "pcap/arkime", "inventory")
DAY = date(2026, 11, 23)


@dataclass(slots=True)
class Score:
    """How one labelled corpus came out."""

    cases: int = 0
    positive: int = 0
    hit: int = 0
    false: int = 0
    unsettled: int = 0
    """Cases without a claim."""
    firm: int = 0
    firm_right: int = 0


def examined(paths: list[str], register: Register) -> Iterator[Asset]:
    """Yield every asset of some sources."""
    yield from survey(paths, register, Context(), DAY).assets()


def scored(corpus: Path, register: Register) -> Score:
    """Score a corpus of labelled observation lines."""
    truth = {}
    for line in (corpus.parent / f"{corpus.name}.truth.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        truth[case["asset"]] = case["maker"]
    score = Score(cases=len(truth))
    claims = {}
    for asset in examined([str(corpus.parent / f"{corpus.name}.obs.jsonl")], register):
        for ref in asset.keys.ref:
            claims[ref] = asset.identification.maker
    for key, maker in truth.items():
        claim = claims.get(key)
        value = claim.value if claim else None
        if maker is None:
            continue
        right = SAME.get(value or "", value) == SAME.get(maker, maker)
        score.unsettled += value is None
        score.positive += maker in RESTRICTED
        score.hit += maker in RESTRICTED and right
        if claim is not None and claim.grade.is_firm and value in RESTRICTED:
            score.firm += 1
            score.firm_right += right
            score.false += not right
    return score


def main(folder: Path) -> None:
    """Print both tables."""
    register = Register.open()
    print(f"Register {register.edition}, {register.digest}\n")
    print(
        "| corpus | cases | restricted | found | recall | false accusations | no claim | right of the firm |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for name in LINES:
        s = scored(folder / "lines" / name, register)
        recall = f"{s.hit / s.positive:.3f}" if s.positive else "–"
        firm = f"{s.firm_right}/{s.firm}"
        print(
            f"| {name} | {s.cases} | {s.positive} | {s.hit} | {recall} | {s.false} | {s.unsettled} | {firm} |"
        )
    print(
        "\n| unlabelled files | files | read | not examined | unread parts | assets | restricted at strong or better |"
    )
    print("|---|---|---|---|---|---|---|")
    for name in FILES:
        document = survey([str(folder / name)], register, Context(), DAY)
        assets = firm_claims = 0
        for asset in document.assets():
            assets += 1
            maker = asset.identification.maker
            firm_claims += maker.value in RESTRICTED and maker.grade.is_firm
        header, summary = document.header, document.trailer().summary
        files = len(header.sources) + len(header.not_examined)
        print(f"| {name} | {files} | {len(header.sources)} | {len(header.not_examined)} | {summary.unread} | "
              f"{assets} | {firm_claims} |")  # fmt: skip


if __name__ == "__main__":
    default = Path(__file__).parents[3] / "shared" / "corpora"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else default)
