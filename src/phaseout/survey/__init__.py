"""The front door: sources, a register, a context and a day in; a document out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import phaseout
from phaseout.domain.answer import AnswersFile
from phaseout.domain.asset import Asset, Join, KnownPart, is_firm
from phaseout.domain.determination import Determination
from phaseout.domain.document import Choice, GivenRules, Header, Trailer
from phaseout.domain.facts import Context
from phaseout.domain.party import Fingerprint
from phaseout.domain.purchase import Purchase
from phaseout.domain.tie import Tie
from phaseout.domain.vulnerability import Examined
from phaseout.identify.identification import Identifier, with_evidence
from phaseout.identify.joining import JoinedBy, Joiner
from phaseout.intake import READERS
from phaseout.intake.reader import Reader
from phaseout.knowledge import rules_of
from phaseout.register.named import with_institutions
from phaseout.register.query import Register
from phaseout.survey.answer_matching import Named
from phaseout.survey.answering import explained, showing
from phaseout.survey.asking import shown_context
from phaseout.survey.deciding import Decided, Decider, Figures, Found, bought
from phaseout.survey.facts import STATES_A_FACT
from phaseout.survey.gathering import Gathered, Gatherer, Watch
from phaseout.survey.hiding import notes_of_hiding
from phaseout.survey.looking import Looked, Looks, keys_of, seen_of
from phaseout.survey.parts import STATES_A_PART, OtherAsset, Parts, inside
from phaseout.survey.purchases import STATES_A_PURCHASE, is_met_with, purchase_of
from phaseout.survey.sightings import notes_of
from phaseout.survey.sites import Sites
from phaseout.survey.statement import Stated
from phaseout.survey.suppliers import STATES_A_SUPPLIER

STATES = (STATES_A_FACT, "part.", *STATES_A_SUPPLIER)
"""How the traits begin that state a fact, a part or a supplier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a survey may be told beside its four arguments."""

    only: tuple[str, ...] = ()
    """Ids of the measures to ask; empty means all."""
    exclude: tuple[str, ...] = ()
    lang: str = "en"
    generated: str | None = None
    """Time stamp to put into the document; None for reproducible bytes."""
    readers: tuple[Reader, ...] = READERS
    fingerprints: tuple[Fingerprint, ...] = ()
    """Added to the register's: they speak only of what those are silent on, and only suggest."""
    fingerprint_files: tuple[GivenRules, ...] = ()
    """Where ``fingerprints`` are from."""
    column_files: tuple[GivenRules, ...] = ()
    """By which ``readers`` read tables, besides what is built in."""
    answers: tuple[AnswersFile, ...] = ()
    """What people answered to the questions of an earlier survey."""
    names_of_sites: Mapping[str, str] | None = None
    """Name as ``sites.folded_name`` gives it → id of the site. What a source calls otherwise stands where its
    name or its addresses say. None takes every name as it is written."""


class _Draft(NamedTuple):
    """An asset decided, before anyone asks to see it."""

    looked: Looked
    parts: tuple[KnownPart, ...]
    notes: tuple[str, ...]
    decided: Decided
    answers: tuple[Determination, ...]

    @property
    def is_open(self) -> bool:
        """Whether it belongs on a work list."""
        return self.decided.ruled.leaves_work(unidentified=self.decided.is_nobody)

    def only_open(self) -> "_Draft":
        """Return it without the answers that leave nothing to do."""
        return self._replace(answers=tuple(answer for answer in self.answers if answer.outcome.is_open))


class Outline(NamedTuple):
    """An asset apart from its answers: most assets of a long survey share theirs."""

    asset: Asset
    """Without determinations."""
    answers: tuple[Determination, ...]
    """One object for all assets of which the same is known; their reasons point at no evidence yet."""
    shown: Mapping[str, tuple[str, ...]]
    """Fact → the evidence of this asset that shows it."""
    written: tuple[str, ...] = ()
    """How its sources call its site, where none is known by that name."""
    segment: str | None = None
    """The part of a network it stands in, where others of its site have the same addresses."""


class Document:
    """A survey whose sources are read and whose assets are decided as they are asked for.

    Iterate ``assets()`` or ``outlines()`` once, then take the ``trailer()``.
    """

    def __init__(
        self,
        gathered: Gathered,
        register: Register,
        context: Context,
        as_of: date,
        options: Options,
        identifier: Identifier,
    ) -> None:
        self._gathered = gathered
        self._looks = Looks(gathered, identifier, context.ties)
        self._parts = Parts(identifier, register.vocabulary.kinds)
        choice = Choice(
            only=options.only,
            exclude=options.exclude,
            fingerprints=options.fingerprint_files,
            columns=options.column_files,
        )
        self._decider = Decider(
            register, context, as_of, choice=choice, answers=options.answers, lang=options.lang
        )
        self.unused_sites: tuple[str, ...] = ()
        """Sites of the context that nothing matched: a misspelt pattern would quietly change answers."""
        self.unmet_ties: tuple[Tie, ...] = ()
        """Ties of the context with a key that nothing goes by."""
        self.header = Header(
            engine=phaseout.__version__,
            register=register.stamp,
            as_of=as_of.isoformat(),
            context=shown_context(context),
            generated=options.generated,
            sources=tuple(gathered.sources),
            not_examined=tuple(gathered.not_examined),
            asked=choice,
            answers=options.answers,
            examined=Examined(vulnerabilities=True),
        )

    @property
    def expected(self) -> int:
        """How many assets there are at the most: what different sources saw may be one."""
        return len(self._gathered.keys)

    def assets(self, *, only_open: bool = False) -> Iterator[Asset]:
        """Yield every asset in the order first seen, or only those with something left to do.

        All are decided and counted; what is not asked for is not put together. An asset that is only
        shown for what is open has only its open answers.
        """
        for looked in self._looks.each():
            draft = self._draft(looked)
            if not only_open or draft.is_open:
                yield self._asset(draft.only_open() if only_open else draft)

    def outlines(self) -> Iterator[Outline]:
        """Yield every asset as ``assets()`` does, its answers beside it and not yet explained one by one."""
        for looked in self._looks.each():
            draft = self._draft(looked)
            asset = self._asset(draft._replace(answers=()))
            shown = showing(draft.decided.known.evidence, asset.identification)
            yield Outline(asset, draft.answers, shown, looked.written, looked.segment)

    def trailer(self) -> Trailer:
        """Return the figures, the questions, the alarms and what could not be read."""
        sources = self._gathered.sources
        figures = Figures(
            unread=sum(source.unread for source in sources),
            dropped=sum(source.dropped for source in sources),
            not_examined=len(self._gathered.not_examined),
            beside=self._looks.beside,
        )
        return self._decider.trailer(self._gathered.unread, figures)

    def _draft(self, looked: Looked) -> "_Draft":
        said = [Stated(f"o{s[0]}", s[1], s[2]) for s in looked.kept_of(STATES)]
        parts, notes = (
            self._parts.of(said, lambda ref: self._other(ref, looked), looked.id) if said else ((), ())
        )
        parts = (*parts, *_inside(looked))
        stated = [one for one in said if one.trait not in STATES_A_PART]
        found = Found(
            looked.site, looked.identification, stated, parts, lambda: _named(looked), purchase_seen(looked),
            is_firm=is_firm(one.trait for one in said) and is_firm(s[1] for _, s in looked.kept),
        )  # fmt: skip
        decided = self._decider.decide(found)
        return _Draft(looked, parts, (*decided.known.notes, *notes), decided, decided.ruled.answers)

    def _other(self, ref: str, whole: Looked) -> OtherAsset | None:
        found = self._looks.named(ref, whole)
        if found is None:
            return None
        identification = self._decider.identified(found.identification, lambda: _named(found))
        stated = (Stated(f"o{s[0]}", s[1], s[2]) for s in found.kept_of(STATES) if s[1] in STATES_A_PART)
        return OtherAsset(found.id, identification, tuple(stated))

    def _asset(self, draft: "_Draft") -> Asset:
        looked, decided = draft.looked, draft.decided
        shown = with_evidence(looked.identification, looked.ids)
        identification = self._decider.shown(shown, decided.told)
        return Asset(
            id=looked.id,
            kind=identification.kind.value,
            site=looked.site,
            keys=keys_of(looked.keys),
            identification=identification,
            determinations=explained(draft.answers, decided.known.evidence, identification),
            observations=tuple(seen_of(source, seen) for source, seen in looked.kept),
            joins=tuple(map(self._join, looked.cluster.joins)),
            notes=(
                *draft.notes,
                *filter(None, (looked.firmware_history,)),
                *notes_of(looked.cluster, self._gathered.keys, shown),
                *notes_of_hiding(shown, ((f"o{seen[0]}", seen[2]) for _, seen in looked.kept)),
            ),
            parts=draft.parts,
            dates=self._decider.dates(decided),
            vulnerabilities=self._decider.vulnerabilities(identification),
            designation=self._decider.designation(identification),
            purchase=bought(decided, identification),
            suppliers=decided.known.suppliers,
        )

    def _join(self, join: JoinedBy) -> Join:
        sources = dict.fromkeys(f"s{self._gathered.keys[group].source + 1}" for group in join.groups)
        return Join(by=join.kind.value, value=join.value, sources=tuple(sources))


def survey(
    sources: Sequence[str],
    register: Register,
    context: Context,
    as_of: date,
    *,
    options: Options = Options(),
    watch: Watch = lambda _name, _bytes: None,
) -> Document:
    """Examine the sources and return the document.

    Args:
        sources: files, folders or ``-``, each optionally behind ``READER:``.
        register: the edition that answers.
        context: who asks; what it leaves out is unknown and becomes a question.
        as_of: the day the law is asked about.
        options: which measures, language, time stamp, readers.
        watch: told how far each source is read.

    Raises:
        UsageError: a source, measure or institution named does not exist.
    """
    context = with_institutions(context, register)
    identifier = Identifier(rules_of(register, options.fingerprints))
    sites = Sites(context.sites, options.names_of_sites)
    gatherer = Gatherer(sites, options.readers, watch)
    gathered = gatherer.gather(sources)
    document = Document(gathered, register, context, as_of, options, identifier)
    document.unused_sites = tuple(sorted(sites.unused))
    document.unmet_ties = Joiner(gathered.keys, context.ties).unmet() if context.ties else ()
    return document


def purchase_seen(looked: Looked) -> Purchase | None:
    """Return what documents of a purchase say of a thing; None where none speaks of it."""
    said = [Stated(f"o{s[0]}", s[1], s[2]) for _, s in looked.kept if s[1].startswith(STATES_A_PURCHASE)]
    return purchase_of(said, is_met=is_met_with(seen[1] for _, seen in looked.kept)) if said else None


def _inside(looked: Looked) -> tuple[KnownPart, ...]:
    """Return the parts that texts say are inside a thing."""
    if not looked.identification.parts:
        return ()
    shown = with_evidence(looked.identification, looked.ids)
    return inside(shown, {f"o{seen[0]}": seen[2] for _, seen in looked.kept})


def _named(looked: Looked) -> Named:
    return Named(looked.id, keys_of(looked.keys), looked.site)
