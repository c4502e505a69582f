"""What does a saved document answer once people have answered its questions? No source is read again.

The identification, the site and everything observed are those of the document; the context, the day and
the measures asked are those it was made for. Only the answers are new.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

import phaseout
from phaseout.domain.answer import AnswersFile
from phaseout.domain.asset import Asset, KnownPart
from phaseout.domain.claim import Claim, Conflict, Dimension, Identification
from phaseout.domain.document import Header, Trailer
from phaseout.domain.problem import SourceError, UsageError
from phaseout.domain.purchase import Purchase
from phaseout.domain.vulnerability import Examined
from phaseout.register.query import Register
from phaseout.report.reading import SavedDocument
from phaseout.survey.answer_matching import Named
from phaseout.survey.answering import explained
from phaseout.survey.asking import stated_context
from phaseout.survey.deciding import Decider, Figures, Found, bought
from phaseout.survey.facts import STATES_A_FACT
from phaseout.survey.parts import STATES_A_PART, as_identified, read_again
from phaseout.survey.purchases import STATES_A_PURCHASE, is_met_with, purchase_of
from phaseout.survey.statement import Stated
from phaseout.survey.suppliers import STATES_A_SUPPLIER


class Redecided:
    """A saved document decided anew. Iterate ``assets()`` once, then take the ``trailer()``."""

    def __init__(
        self,
        saved: SavedDocument,
        register: Register,
        answers: Sequence[AnswersFile],
        *,
        generated: str | None,
        lang: str,
    ) -> None:
        """Take the document and the new answers; those it holds already stay.

        Raises:
            SourceError: the document lists only what was open, so that nothing can be counted anew.
            UsageError: it was made with a measure that this register does not have.
        """
        _check_whole(saved)
        _check_measures(saved, register)
        self._saved = saved
        header = saved.header
        every = (*header.answers, *(one for one in answers if one not in header.answers))
        self._decider = Decider(
            register,
            stated_context(header.context, register),
            date.fromisoformat(header.as_of),
            choice=header.asked,
            answers=every,
            lang=lang,
        )
        self._bare: dict[Identification, Identification] = {}
        self.header: Header = replace(
            header,
            engine=phaseout.__version__,
            register=register.stamp,
            generated=generated,
            answers=every,
            examined=Examined(vulnerabilities=True),
        )

    @property
    def expected(self) -> int:
        """How many assets there are."""
        return len(self._saved.assets)

    def assets(self, *, only_open: bool = False) -> Iterator[Asset]:
        """Yield every asset in the order of the document, or only those with something left to do."""
        for asset in self._saved.assets:
            decided = self._decide(asset)
            if not only_open:
                yield decided
            elif decided.is_open:
                answers = tuple(one for one in decided.determinations if one.outcome.is_open)
                yield replace(decided, determinations=answers)

    def trailer(self) -> Trailer:
        """Return the figures, the questions that are left and what could not be read."""
        trailer = self._saved.trailer
        summary = trailer.summary
        return self._decider.trailer(
            trailer.unread,
            Figures(
                unread=summary.unread,
                dropped=summary.dropped,
                not_examined=summary.not_examined,
                beside=summary.beside,
            ),
        )

    def _decide(self, asset: Asset) -> Asset:
        bare = self._without_evidence(replace(asset.identification, parts=read_again(asset)))
        stated = [
            Stated(seen.id, seen.trait, seen.value)
            for seen in asset.observations
            if seen.trait.startswith((STATES_A_FACT, *STATES_A_SUPPLIER)) and seen.trait not in STATES_A_PART
        ]
        parts = tuple(self._part(part) for part in asset.parts)
        decided = self._decider.decide(
            Found(
                asset.site,
                bare,
                stated,
                parts,
                lambda: _named(asset),
                _purchase(asset),
                is_firm=asset.is_firm,
            )
        )
        identification = self._decider.shown(asset.identification, decided.told)
        return replace(
            asset,
            kind=identification.kind.value,
            identification=identification,
            determinations=explained(decided.ruled.answers, decided.known.evidence, identification),
            parts=parts,
            dates=self._decider.dates(decided),
            vulnerabilities=self._decider.vulnerabilities(identification),
            designation=self._decider.designation(identification),
            suppliers=decided.known.suppliers,
            notes=tuple(dict.fromkeys((*decided.known.notes, *asset.notes))),
            purchase=bought(decided, identification),
        )

    def _part(self, part: KnownPart) -> KnownPart:
        """Return a part, anew where it is an asset of its own about which somebody may have answered."""
        whole = self._inside.get(part.asset or "")
        if whole is None:
            return part
        bare = self._without_evidence(whole.identification)
        return as_identified(part, self._decider.identified(bare, lambda: _named(whole)))

    @cached_property
    def _inside(self) -> Mapping[str, Asset]:
        """Assets that are parts of others, by their ids."""
        inside = {part.asset for asset in self._saved.assets for part in asset.parts if part.asset}
        return {asset.id: asset for asset in self._saved.assets if asset.id in inside} if inside else {}

    def _without_evidence(self, identification: Identification) -> Identification:
        """Return the identification by its claims alone: few are distinct, and each is thought about once."""
        claims = {dimension: replace(identification.claim(dimension), evidence=()) for dimension in Dimension}
        conflicts = tuple(
            Conflict(dimension=one.dimension, claims=tuple(map(_bare, one.claims)))
            for one in identification.conflicts
        )
        bare = Identification.of(claims, conflicts, parts=identification.parts)
        return self._bare.setdefault(bare, bare)


def _purchase(asset: Asset) -> Purchase | None:
    seen = asset.observations
    said = [Stated(one.id, one.trait, one.value) for one in seen if one.trait.startswith(STATES_A_PURCHASE)]
    return purchase_of(said, is_met=is_met_with(one.trait for one in seen))


def _named(asset: Asset) -> Named:
    return Named(asset.id, asset.keys, asset.site)


def _bare(claim: Claim) -> Claim:
    return replace(claim, evidence=())


def _check_whole(saved: SavedDocument) -> None:
    listed, counted = len(saved.assets), saved.trailer.summary.assets
    if listed < counted:
        raise SourceError(
            f"it lists {listed} of {counted} assets, so the rest cannot be decided anew",
            remedy="write it with 'phaseout survey … --show all'",
        )


def _check_measures(saved: SavedDocument, register: Register) -> None:
    asked = (*saved.header.asked.only, *saved.header.asked.exclude)
    if missing := [measure for measure in asked if measure not in register.measures]:
        raise UsageError(
            f"the document was made for {', '.join(missing)}, which this register does not have",
            remedy="name the register that decided it: --register EDITION|PATH",
        )
