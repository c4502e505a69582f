"""How is it said which measures reach a party, through which test, and what would settle the rest?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from phaseout.decide.code import Code
from phaseout.decide.exposure import Exposure, Verdict
from phaseout.domain.measure import RelationTest
from phaseout.domain.party import Dependency, InterestKind
from phaseout.domain.truth import Reason, Truth
from phaseout.ownership import RelationCode
from phaseout.ownership.settling import Settling
from phaseout.report.language import Language
from phaseout.report.ownership_words import OwnershipWords
from phaseout.report.shares import percent_words

_MARK = {
    Verdict.REACHED: "+", Verdict.LATER: "+", Verdict.OPEN: "?", Verdict.NOT_NOW: "-",
    Verdict.OF_THINGS: "·", Verdict.NONE_FOUND: "·", Verdict.NOT_REACHED: "-",
}  # fmt: skip
_BRIEF = frozenset({Verdict.OF_THINGS, Verdict.NONE_FOUND, Verdict.NOT_REACHED})
"""Verdicts of which a line says enough."""
_MISSING: dict[str, str] = {
    RelationCode.ENDED: "settle.made",
    RelationCode.COUNTRY_UNKNOWN: "settle.country",
    RelationCode.STATE_OWNER: "settle.silent",
    RelationCode.COUNTRY_OWNER: "settle.silent",
    RelationCode.HOME_AFFILIATE: "settle.silent",
    Code.AFFILIATE_UNADDRESSED: "settle.silent",
}
"""What is missing where no interest would settle it."""
_LOOKED_INTO = {
    InterestKind.VOTING: "settle.votes",
    InterestKind.INFLUENCE: "settle.control",
    InterestKind.LINKED: "settle.tie",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposed:
    """A party, what every measure makes of it, and whom it depends on."""

    party: str
    found: tuple[Exposure, ...]
    dependencies: tuple[Dependency, ...]


def exposure_lines(exposed: Exposed, words: OwnershipWords, spoken: Language) -> Iterator[str]:
    """Yield every verdict under its heading, the gravest first, then whom the party depends on.

    ``words`` names parties in full; ``spoken`` names them as people do, for the sentences.
    """
    language = words.language
    yield language.text("exposure.title", words.party(exposed.party), language.day(words.day))
    yield language.text("exposure.scope")
    for verdict in Verdict:
        chosen = [one for one in exposed.found if one.verdict is verdict]
        if chosen:
            yield from ("", language.text(f"exposure.{verdict.value}"))
        for head, said in _together(chosen, words, spoken):
            if verdict in _BRIEF:
                yield f"  {_MARK[verdict]} {'. '.join((head, *said))}"
            else:
                yield f"  {_MARK[verdict]} {head}"
                yield from (f"      {line}" for line in said)
    if exposed.dependencies:
        yield from ("", language.text("owners.dependencies"))
    for one in exposed.dependencies:
        yield f"  {words.party(one.on)}{language.colon} {words.dependency(one)}"
    yield from ("", language.text("not-allowed"))


def _together(
    chosen: Iterable[Exposure], words: OwnershipWords, spoken: Language
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield heads with what is said below them; coverages of which the same is said share a head."""
    blocks: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for one in chosen:
        coverage = one.coverage
        test = words.language.term("relation", coverage.relation.value)
        listed = f" ({coverage.listed_in})" if coverage.listed_in else ""
        block = (one.measure.id, test, tuple(_said(one, words, spoken)))
        blocks.setdefault(block, []).append(f"{coverage.id}{listed}")
    for (measure, test, said), coverages in blocks.items():
        yield f"{measure} · {', '.join(coverages)}{words.language.colon} {test}", said


def _said(one: Exposure, words: OwnershipWords, spoken: Language) -> Iterator[str]:
    match one.verdict:
        case Verdict.OF_THINGS:
            return
        case Verdict.NONE_FOUND if one.effect is not None:
            yield spoken.reason(one.effect.reason)
        case Verdict.NOT_REACHED:
            yield spoken.reason(one.relation)
        case Verdict.NONE_FOUND | Verdict.REACHED | Verdict.LATER | Verdict.OPEN | Verdict.NOT_NOW:
            yield from _in_full(one, words, spoken)
        case _:
            assert_never(one.verdict)


def _in_full(one: Exposure, words: OwnershipWords, spoken: Language) -> Iterator[str]:
    yield spoken.reason(one.relation)
    of_the_text = {str(cite) for cite in one.coverage.cite}
    if ties := [evidence for evidence in one.relation.evidence if evidence not in of_the_text]:
        yield f"[{'; '.join(ties)}]"
    if not one.is_listed and one.coverage.until:
        until = {"until": one.coverage.until.isoformat()}
        yield spoken.reason(Reason(code=Code.LISTED_NO_MORE, truth=Truth.NO, params=until))
    if one.effect is not None:
        yield spoken.reason(one.effect.reason)
    if one.economic is not None and one.half is not None and one.relation.code != RelationCode.NAMED:
        share = percent_words(one.economic, spoken)
        yield spoken.text("exposure.economic", share, spoken.term("answer", one.half.value))
    if one.relation.truth is Truth.UNKNOWN:
        yield from _settling(one, words, spoken)


def _settling(one: Exposure, words: OwnershipWords, spoken: Language) -> Iterator[str]:
    if one.settled_by is not None and one.settled_by.interests:
        key = "settle.one-of" if one.settled_by.is_one_enough else "settle.together"
        looked_into = "; ".join(_looked_into(one.settled_by, one.coverage.relation, words))
        # A sentence that ends in a firm's "Inc." has its full stop.
        yield spoken.text(key, looked_into).replace("..", ".")
    elif one.relation.code in _MISSING:
        yield spoken.text(_MISSING[one.relation.code])


def _looked_into(found: Settling, test: RelationTest, words: OwnershipWords) -> Sequence[str]:
    """Say what to find out of each interest; under a test of shares that is the share, whatever it is."""
    kinds = {} if test is RelationTest.AGGREGATE_50 else _LOOKED_INTO
    return [
        words.language.text(
            kinds.get(interest.kind, "settle.share"), words.name(interest.holder), words.name(interest.held)
        )
        for interest in found.interests
    ]
