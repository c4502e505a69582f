"""``phaseout explain``: why does the document say so?"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import click

from phaseout.cli.options import document_option, lang_option
from phaseout.domain.asset import Asset
from phaseout.domain.awaited import awaited
from phaseout.domain.claim import Claim, Dimension
from phaseout.domain.commodity import spoken_in
from phaseout.domain.determination import Determination
from phaseout.domain.problem import UsageError
from phaseout.domain.truth import Reason, Truth
from phaseout.domain.vulnerability import Affected
from phaseout.report import naming
from phaseout.report.dates_words import life_days
from phaseout.report.designation_text import summary_line
from phaseout.report.language import Language
from phaseout.report.reading import read_document
from phaseout.report.safe_text import for_terminal
from phaseout.report.scope import homes
from phaseout.report.standing import entry_of

LONGEST_SHOWN = 160
"""Characters of an observation on a terminal; the document holds the whole."""
_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
MARK = {Truth.YES: "+", Truth.NO: "-", Truth.UNKNOWN: "?"}


@click.command()
@click.argument("asset", required=False)
@document_option
@click.option("--measure", metavar="ID", help="Only this measure.")
@click.option("--all", "everything", is_flag=True, help="Also what does not apply, and why not.")
@lang_option
def command(asset: str | None, document: Path, measure: str | None, everything: bool, lang: str) -> None:
    """Print the whole chain of reasons for ASSET from a saved document; nothing is run again.

    ASSET is an id (a-…), or any of its names: reference, IP address, hardware address, serial number.
    Without it, everything with something left to do is explained, with --all everything. Marks: + yes, - no,
    ? unknown.
    """
    found = False
    saved = read_document(document)
    language = Language(lang, saved.trailer.labels)
    for candidate in saved.assets:
        if (everything or candidate.is_open) if asset is None else _is_named(candidate, asset):
            found = True
            whole = everything or measure is not None
            for line in explained(
                candidate, measure, language, everything=whole, at_home=homes(saved.header)
            ):
                click.echo(_visible(line))
    if not found and asset is not None:
        raise UsageError(
            f"no asset is called {asset!r}", where=str(document), remedy="use an id or name it lists"
        )
    if not found:
        click.echo(language.text("explain.nothing"))


def explained(
    asset: Asset,
    measure: str | None,
    language: Language,
    *,
    everything: bool,
    at_home: Collection[str] = frozenset(),
) -> Iterator[str]:
    """Yield the lines that explain an asset: its names, its claims, its answers, its observations."""
    yield from _identified(asset, language)
    yield from _dates(asset, language)
    asked = [answer for answer in asset.determinations if measure is None or answer.measure == measure]
    if asked and not everything and not any(answer.outcome.is_open for answer in asked):
        yield f"  {language.text('explain.closed', naming.why(entry_of(asset), language, homes=at_home))}"
    for answer in asked:
        if everything or answer.outcome.is_open:
            yield from _answer(answer, language)
    for answer in asset.purchase.following if asset.purchase else ():
        if measure in (None, answer.measure):
            yield f"  {language.text('answer.following', answer.measure)}{language.colon}"
            yield from _answer(answer, language)
    if hidden := sum(not answer.outcome.is_open for answer in asked) if not everything else 0:
        yield f"  ({language.count('explain.hidden', hidden)})"
    if measure is None:
        yield from _vulnerabilities(asset.vulnerabilities, language, everything=everything)
    yield from _observations(asset, language)
    yield ""


def _identified(asset: Asset, language: Language) -> Iterator[str]:
    keys = asset.keys
    names = ", ".join((*keys.ref, *keys.ip, *keys.mac, *keys.serial))
    yield f"{asset.id}  {for_terminal(names)}"
    yield from _claims(asset, language)
    for conflict in asset.identification.conflicts:
        rivals = " / ".join(_claim(conflict.dimension, claim, language) for claim in conflict.claims)
        yield f"  ! {language.text('explain.conflict')}{language.colon} {rivals}"
    yield from _codes(asset, language)
    for join in asset.joins:
        by = language.term("join", join.by)
        yield f"  = {by} {for_terminal(join.value)} ({', '.join(join.sources)})"
    for note in asset.notes:
        yield f"  ! {for_terminal(language.unread(note))}"


def _claims(asset: Asset, language: Language) -> Iterator[str]:
    for dimension in Dimension:
        claim = asset.identification.claim(dimension)
        if claim.value is not None:
            yield f"  {_claim(dimension, claim, language)}"
            yield from _passages(claim, {seen.id: seen.value for seen in asset.observations})
    if asset.designation is not None:
        yield f"    {for_terminal(summary_line(asset.designation, language))}  [{asset.designation.code}]"


def _codes(asset: Asset, language: Language) -> Iterator[str]:
    """Yield what commodity codes had to say of the claims."""
    for spoken, entry in dict.fromkeys(filter(None, map(spoken_in, asset.identification.rules()))):
        said = language.text(f"explain.{spoken.value}", entry, language.term("commodity", entry))
        yield f"  # {for_terminal(said)}"


def _passages(claim: Claim, values: Mapping[str, str]) -> Iterator[str]:
    """Yield where in running text a claim stands: observation, characters, the words, the rule."""
    for one in claim.passages:
        quoted = for_terminal(values.get(one.evidence, "")[one.start : one.end])
        yield f"    {one.evidence} {one.start}–{one.end}: {quoted}  [{one.rule}]"


def _claim(dimension: Dimension, claim: Claim, language: Language) -> str:
    grounds = "; ".join((naming.grounds(claim, language), ", ".join(claim.evidence)))
    value = for_terminal(naming.value(dimension, claim, language))
    said = f"{language.term('dimension', dimension.value)} {value}"
    return f"{said}{language.colon} {naming.grade(claim, language)} ({grounds})"


def _dates(asset: Asset, language: Language) -> Iterator[str]:
    for one in life_days(asset.dates, language, str) if asset.dates else ():
        yield f"  {one.label}{language.colon} {for_terminal(one.day)}"
        yield from (f"    {for_terminal(note)}" for note in one.notes)


def _answer(answer: Determination, language: Language) -> Iterator[str]:
    act = language.term("act", answer.act)
    said = naming.outcome(answer, language)
    if answer.done:
        said = language.text("answer.done", said, language.written_day(answer.done))
    yield f"  {answer.measure} · {act}{language.colon} {said}"
    yield from _tree((answer.reason,), language, depth=2)
    if answer.questions:
        missing = naming.not_known(answer.questions, awaited(answer.reason, answer.questions), language)
        yield f"    → {language.text('explain.open', missing)}"


def _vulnerabilities(found: Sequence[Affected], language: Language, *, everything: bool) -> Iterator[str]:
    shown = [one for one in found if everything or one.affected is not Truth.NO]
    for one in shown:
        listed = " (KEV)" if one.kev else ""
        yield f"  {one.id}{listed}{language.colon} {language.term('truth', one.affected.value)}"
        yield from _tree((one.reason,), language, depth=2)
    if len(shown) < len(found):
        yield f"  ({language.count('vulnerability.hidden', len(found) - len(shown))})"


def _tree(reasons: Sequence[Reason], language: Language, *, depth: int) -> Iterator[str]:
    for reason in reasons:
        evidence = f"  [{'; '.join(map(for_terminal, reason.evidence))}]" if reason.evidence else ""
        yield f"{'  ' * depth}{MARK[reason.truth]} {for_terminal(language.reason(reason))}{evidence}"
        yield from _tree(reason.because, language, depth=depth + 1)


def _observations(asset: Asset, language: Language) -> Iterator[str]:
    for seen in asset.observations:
        value = for_terminal(seen.value)
        shown = value if len(value) <= LONGEST_SHOWN else f"{value[: LONGEST_SHOWN - 1]}…"
        place = f"{seen.source} {for_terminal(language.locator(seen.locator))}"
        yield f"  {seen.id} {place}{language.colon} {seen.trait} = {shown}"


def _is_named(asset: Asset, name: str) -> bool:
    keys = asset.keys
    wanted = name.casefold()
    known = (asset.id, *keys.ref, *keys.ip, *keys.mac, *keys.serial)
    return any(wanted == one.casefold() for one in known)


def _visible(line: str) -> str:
    """Return a line without characters that act: nobody has looked at what a saved document says."""
    return "".join(char if char.isprintable() or char in _SPACES else for_terminal(char) for char in line)
