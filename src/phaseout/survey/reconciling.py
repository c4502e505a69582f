"""What do purchases and things come to, each from files or from a saved document?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from phaseout.domain.asset import Asset
from phaseout.domain.document import NotExamined, Source, SourceUnread
from phaseout.domain.facts import Context
from phaseout.domain.problem import SourceError
from phaseout.domain.reconciliation import Reconciliation
from phaseout.domain.service import Dealing
from phaseout.identify.identification import Identifier, with_evidence
from phaseout.intake.own_report import is_own_report
from phaseout.intake.reader import Reader
from phaseout.knowledge import rules_of
from phaseout.reconcile import reconcile
from phaseout.reconcile.articles import lines_of, things_of
from phaseout.register.query import Register
from phaseout.report.packed import opened
from phaseout.report.reading import read_document
from phaseout.survey import purchase_seen
from phaseout.survey.gathering import Gatherer, Watch
from phaseout.survey.looking import Looks, keys_of, seen_of
from phaseout.survey.services import dealings
from phaseout.survey.sites import Sites

_HEAD = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a reconciliation: identified, and no measure asked."""

    assets: tuple[Asset, ...]
    sources: tuple[Source, ...] = ()
    unread: tuple[SourceUnread, ...] = ()
    not_examined: tuple[NotExamined, ...] = ()
    beside: int = 0
    """Texts beside the lines of purchases that name nothing, which are no assets."""


class Sides:
    """Reads files and saved documents, identifying with one register."""

    def __init__(self, register: Register, context: Context, readers: Sequence[Reader], watch: Watch) -> None:
        """Take the register that names makers; the context gives sites and what is one thing."""
        self._identifier = Identifier(rules_of(register))
        self._context = context
        self._readers = readers
        self._watch = watch

    def of(self, arguments: Sequence[str]) -> Side:
        """Return everything the arguments hold.

        Raises:
            SourceError: a saved document lists only what was open, so that nothing can be counted.
            UsageError: a source named does not exist.
        """
        saved = [one for one in arguments if _is_document(one)]
        files = [one for one in arguments if one not in saved]
        found = [_of_document(Path(one)) for one in saved]
        if files:
            found.append(self._of_files(files))
        return Side(
            assets=tuple(asset for side in found for asset in side.assets),
            sources=tuple(source for side in found for source in side.sources),
            unread=tuple(one for side in found for one in side.unread),
            not_examined=tuple(one for side in found for one in side.not_examined),
            beside=sum(side.beside for side in found),
        )

    def _of_files(self, files: Sequence[str]) -> Side:
        gathered = Gatherer(Sites(self._context.sites), self._readers, self._watch).gather(files)
        looks = Looks(gathered, self._identifier, self._context.ties)
        names = {source.id: source.name for source in gathered.sources}
        assets = tuple(_assets(looks))  # what stands beside is counted as these are looked at
        return Side(
            assets=assets,
            sources=tuple(gathered.sources),
            unread=tuple(replace(one, source=names.get(one.source, one.source)) for one in gathered.unread),
            not_examined=tuple(gathered.not_examined),
            beside=looks.beside,
        )


def reconciled(orders: Side, found: Side, register: Register) -> Reconciliation:
    """Return the purchases of both sides beside the things of both: a document may hold either."""
    every = tuple(_each_once(orders, found))
    names = {brand.id: brand.name for brand in register.brands.values()}
    of_words = dealings(register.wording.articles)
    removing = [rule for rule, dealing in of_words.items() if dealing is Dealing.REMOVES]
    return replace(
        reconcile(lines_of(every, names, removing), things_of(every, names)),
        sources=(*orders.sources, *found.sources),
        unread=(*orders.unread, *found.unread),
    )


def _each_once(*sides: Side) -> Iterator[Asset]:
    """Yield what both sides hold; a line, or a thing, that stands in both is one.

    What has no key of its own is known by its place in its source alone, so it is never taken for another.
    """
    met: set[tuple[str, bool, int | None]] = set()
    for number, side in enumerate(sides):
        for asset in side.assets:
            keys = asset.keys
            is_keyed = bool(keys.ref or keys.ip or keys.mac or keys.serial)
            key = asset.id, asset.is_only_bought, None if is_keyed else number
            if key not in met:
                met.add(key)
                yield asset


def _assets(looks: Looks) -> Iterator[Asset]:
    for looked in looks.each():
        identification = with_evidence(looked.identification, looked.ids)
        yield Asset(
            id=looked.id,
            kind=identification.kind.value,
            site=looked.site,
            keys=keys_of(looked.keys),
            identification=identification,
            determinations=(),
            observations=tuple(seen_of(source, seen) for source, seen in looked.kept),
            purchase=purchase_seen(looked),
        )


def _of_document(path: Path) -> Side:
    saved = read_document(path)
    listed, counted = len(saved.assets), saved.trailer.summary.assets
    if listed < counted:
        raise SourceError(
            f"it lists {listed} of {counted} assets, so the rest cannot be counted",
            where=str(path),
            remedy="write it with 'phaseout survey … --show all'",
        )
    names = {source.id: source.name for source in saved.header.sources}
    return Side(
        assets=tuple(saved.assets),
        sources=saved.header.sources,
        unread=tuple(replace(one, source=names.get(one.source, one.source)) for one in saved.trailer.unread),
        not_examined=saved.header.not_examined,
        beside=saved.trailer.summary.beside,
    )


def _is_document(argument: str) -> bool:
    path = Path(argument)
    if not path.is_file() or not path.name.endswith((".json", ".jsonl", ".json.gz", ".jsonl.gz")):
        return False
    with opened(path) as stream:
        return is_own_report(stream.read(_HEAD), None)
