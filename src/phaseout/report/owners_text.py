"""How is the chain above a party drawn in text, with what it holds and whom it depends on?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from phaseout.domain.party import Dependency, Interest
from phaseout.ownership.ancestry import Owner, Place
from phaseout.ownership.standing import Standing
from phaseout.report.ownership_words import OwnershipWords
from phaseout.report.shares import percent_words

_MARKED = {Place.ELSEWHERE: "owners.elsewhere", Place.RING: "owners.ring"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """A party with everyone above it, what it holds, and whom it depends on."""

    tree: Owner
    standings: tuple[Standing, ...]
    holdings: tuple[Interest, ...]
    """What the party itself holds or held."""
    dependencies: tuple[Dependency, ...]
    dependents: tuple[Dependency, ...]


def owners_lines(owners: Owners, words: OwnershipWords) -> Iterator[str]:
    """Yield the tree, what each party above amounts to, and what lies below and beside."""
    language = words.language
    yield language.text("owners.title", words.name(owners.tree.party), language.day(words.day))
    yield ""
    yield words.party(owners.tree.party)
    yield from _branches(owners.tree, "", words)
    if not owners.tree.above:
        yield f"  {language.text('owners.nobody')}"
    if owners.standings:
        yield from _heading(language.text("owners.chain"))
        yield from (f"  {line}" for standing in owners.standings for line in standing_lines(standing, words))
    yield from _below(owners, words)
    yield from ("", language.text("owners.marks"), language.text("owners.grades"))


def standing_lines(standing: Standing, words: OwnershipWords) -> Iterator[str]:
    """Yield what a party above amounts to, through the whole chain, and why that is a range if it is one."""
    language = words.language
    counted = language.text(
        "owners.standing",
        percent_words(standing.economic, language),
        language.term("answer", standing.half.value),
        language.term("answer", standing.control.value),
    )
    yield f"{words.name(standing.party)}{language.colon} {counted}"
    if standing.spread:
        yield f"  {language.text('owners.spread', '; '.join(map(words.spread, standing.spread)))}"


def _branches(owner: Owner, indent: str, words: OwnershipWords) -> Iterator[str]:
    unrecorded = owner.unrecorded if owner.unrecorded and owner.unrecorded.highest > 0 else None
    for index, above in enumerate(owner.above):
        is_last = index == len(owner.above) - 1 and unrecorded is None
        yield f"{indent}{'└─' if is_last else '├─'} {words.party(above.party)}"
        inner = f"{indent}{'   ' if is_last else '│  '}"
        yield from (f"{inner}{words.interest(interest)}" for interest in above.interests)
        if above.place in _MARKED:
            yield f"{inner}· {words.language.text(_MARKED[above.place])}"
        yield from _branches(above, inner, words)
    if unrecorded is not None:
        yield f"{indent}└─ {words.unrecorded(unrecorded)}"


def _below(owners: Owners, words: OwnershipWords) -> Iterator[str]:
    language = words.language
    yield from _heading(language.text("owners.holdings"))
    yield from _listed(
        (f"{words.party(one.held)}{language.colon} {words.interest(one)}" for one in owners.holdings),
        language.text("owners.no-holdings"),
    )
    if owners.dependencies:
        yield from _heading(language.text("owners.dependencies"))
        for one in owners.dependencies:
            yield f"  {words.party(one.on)}{language.colon} {words.dependency(one)}"
    if owners.dependents:
        yield from _heading(language.text("owners.dependents"))
        for one in owners.dependents:
            yield f"  {words.party(one.party)}{language.colon} {words.dependency(one)}"


def _heading(text: str) -> Iterator[str]:
    yield ""
    yield text


def _listed(lines: Iterable[str], otherwise: str) -> Iterator[str]:
    empty = True
    for line in lines:
        empty = False
        yield f"  {line}"
    if empty:
        yield f"  {otherwise}"
