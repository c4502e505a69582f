"""The front door: sources, a register, a context and a day in; a document out."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import phaseout
from phaseout.domain.asset import Asset, AssetKeys, Join, Seen, is_unidentified
from phaseout.domain.cite import Text
from phaseout.domain.claim import Identification
from phaseout.domain.determination import Determination, Question
from phaseout.domain.document import Header, Labels, Summary, Trailer
from phaseout.domain.facts import Context
from phaseout.domain.measure import Measure
from phaseout.domain.trait import TRAITS
from phaseout.identify.identification import Identifier, with_evidence
from phaseout.identify.joining import Cluster, GroupKeys, Joiner
from phaseout.intake import READERS
from phaseout.intake.reader import Reader
from phaseout.intake.spool import Kept
from phaseout.register.query import Register
from phaseout.survey.answering import Answers, Ruled, explained
from phaseout.survey.facts import STATES_A_FACT, Facts, Known, Stated
from phaseout.survey.gathering import Gathered, Gatherer, Sites, Watch
from phaseout.survey.knowledge import rules_of, words_of, world_of
from phaseout.survey.tally import Tally


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


class _Draft(NamedTuple):
    """An asset decided, before anyone asks to see it."""

    cluster: Cluster
    keys: list[GroupKeys]
    kept: list[tuple[int, Kept]]
    ids: list[str]
    """Of the observations that tell something, in order."""
    identification: Identification
    known: Known
    ruled: Ruled
    answers: tuple[Determination, ...]

    @property
    def is_open(self) -> bool:
        """Whether it belongs on a work list."""
        return self.ruled.leaves_work(unidentified=is_unidentified(self.identification))

    def only_open(self) -> "_Draft":
        """Return it without the answers that leave nothing to do."""
        return self._replace(answers=tuple(answer for answer in self.answers if answer.outcome.is_open))


class Document:
    """A survey whose sources are read and whose assets are decided as they are asked for.

    Iterate ``assets()`` once, then take the ``trailer()``.
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
        self._register = register
        self._identifier = identifier
        self._lang = options.lang
        self._measures = _chosen(register.measures, options)
        self._answers = Answers(self._measures, world_of(register), as_of)
        self._facts = Facts(context, words_of(register))
        self._tally = Tally()
        self.unused_sites: tuple[str, ...] = ()
        """Sites of the context that nothing matched: a misspelt pattern would quietly change answers."""
        self.header = Header(
            engine=phaseout.__version__,
            register=register.stamp,
            as_of=as_of.isoformat(),
            context=_shown(context),
            generated=options.generated,
            sources=tuple(gathered.sources),
            not_examined=tuple(gathered.not_examined),
        )

    def assets(self, *, only_open: bool = False) -> Iterator[Asset]:
        """Yield every asset in the order first seen, or only those with something left to do.

        All are decided and counted; what is not asked for is not put together. An asset that is only
        shown for what is open has only its open answers.
        """
        for cluster in Joiner(self._gathered.keys).clusters():
            draft = self._draft(cluster)
            if not only_open or draft.is_open:
                yield self._asset(draft.only_open() if only_open else draft)

    def trailer(self) -> Trailer:
        """Return the figures, the questions and what could not be read."""
        return Trailer(
            unread=tuple(self._gathered.unread),
            questions=self._questions(),
            summary=self._summary(),
            labels=self._labels(),
        )

    def _draft(self, cluster: Cluster) -> "_Draft":
        keys = [self._gathered.keys[group] for group in cluster.groups]
        kept = [
            (held.source, seen)
            for group, held in zip(cluster.groups, keys, strict=True)
            for seen in self._gathered.spool.observations(group)
        ]
        hits_of = self._identifier.hits
        telling = [(seen[0], seen[1], hits) for _, seen in kept if (hits := hits_of(seen[1], seen[2]))]
        identification = self._identifier.draft(
            tuple((TRAITS[trait].basis, hits) for _, trait, hits in telling)
        )
        site = next((group.site for group in keys if group.site), None)
        stated = [Stated(f"o{s[0]}", s[1], s[2]) for _, s in kept if s[1].startswith(STATES_A_FACT)]
        known = self._facts.of(site, identification, stated)
        ruled = self._answers.of(known.sheet)
        self._tally.count(site, identification, ruled)
        ids = [f"o{number}" for number, _, _ in telling]
        return _Draft(cluster, keys, kept, ids, identification, known, ruled, ruled.answers)

    def _asset(self, draft: "_Draft") -> Asset:
        cluster, names = draft.cluster, _asset_keys(draft.keys)
        observations = tuple(_seen(source, seen) for source, seen in draft.kept)
        identification = with_evidence(draft.identification, draft.ids)
        return Asset(
            id=_asset_id(names, draft.keys[0], observations, contested=bool(cluster.refusals)),
            kind=identification.kind.value,
            site=next((group.site for group in draft.keys if group.site), None),
            keys=names,
            identification=identification,
            determinations=explained(draft.answers, draft.known.evidence, identification),
            observations=observations,
            joins=tuple(self._join(join.kind, join.value, join.groups) for join in cluster.joins),
            notes=(
                *draft.known.notes,
                *(f"not joined by {r.kind} {r.value}: {r.why}" for r in cluster.refusals),
            ),
        )

    def _join(self, kind: str, value: str, groups: Sequence[int]) -> Join:
        sources = dict.fromkeys(f"s{self._gathered.keys[group].source + 1}" for group in groups)
        return Join(by=kind, value=value, sources=tuple(sources))

    def _questions(self) -> tuple[Question, ...]:
        facts = self._register.vocabulary.facts
        return tuple(
            Question(
                fact=fact,
                asked_of=facts[fact].asked_of.in_language(self._lang),
                settles=settles,
                text=facts[fact].question.in_language(self._lang),
            )
            for fact, settles in sorted(
                self._answers.settled_by().items(), key=lambda item: (-item[1], item[0])
            )
            if fact in facts
        )

    def _summary(self) -> Summary:
        sources = self._gathered.sources
        return self._tally.summary(
            unread=sum(source.unread for source in sources),
            dropped=sum(source.dropped for source in sources),
            not_examined=len(self._gathered.not_examined),
        )

    def _labels(self) -> Labels:
        named = self._tally.makers | {
            party for measure in self._measures for coverage in measure.covers for party in coverage.named
        }
        parties, brands = self._register.parties, self._register.brands
        return Labels(
            measures={measure.id: measure.title for measure in self._measures},
            # People know a maker by its brand; the legal name stands in the register.
            parties={
                party: (brands if party in brands else parties)[party].name
                for party in sorted(named)
                if party in parties
            },
            brands={brand: brands[brand].name for brand in sorted(self._tally.brands) if brand in brands},
            words=self._words(),
        )

    def _words(self) -> dict[str, Text]:
        vocabulary = self._register.vocabulary
        return {
            **{f"role/{role}": name for role, name in vocabulary.roles.items()},
            **{f"kind/{kind}": entry.name for kind, entry in vocabulary.kinds.items()},
            **{f"act/{act}": name for act, name in vocabulary.acts.items()},
        }


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
        UsageError: a source or measure named does not exist.
    """
    identifier = Identifier(rules_of(register))
    sites = Sites(context.sites)
    gatherer = Gatherer(sites, options.readers, watch)
    gathered = gatherer.gather(sources)
    document = Document(gathered, register, context, as_of, options, identifier)
    document.unused_sites = tuple(sorted(sites.unused))
    return document


def _chosen(measures: Mapping[str, Measure], options: Options) -> tuple[Measure, ...]:
    return tuple(
        measure
        for measure in measures.values()
        if (not options.only or measure.id in options.only) and measure.id not in options.exclude
    )


def _shown(context: Context) -> dict[str, object]:
    shown: dict[str, object] = {"roles": list(context.roles)}
    if context.organisation:
        shown["organisation"] = context.organisation
    if context.country:
        shown["country"] = context.country
    if context.use:
        shown["use"] = {fact: list(values) for fact, values in context.use.items()}
    if context.sites:
        shown["sites"] = {
            site.id: {"name": site.name, **{fact: list(values) for fact, values in site.facts.items()}}
            for site in context.sites
        }
    return shown


def _seen(source: int, kept: Kept) -> Seen:
    number, trait, value, locator, at, port = kept
    return Seen(
        id=f"o{number}", trait=trait, value=value, source=f"s{source + 1}", locator=locator, at=at, port=port
    )


def _asset_keys(keys: Sequence[GroupKeys]) -> AssetKeys:
    return AssetKeys(
        ref=tuple(dict.fromkeys(ref for group in keys for ref in group.refs)),
        ip=tuple(dict.fromkeys(place[2] for group in keys for place in group.places)),
        mac=tuple(dict.fromkeys(_colons(mac) for group in keys for mac in group.macs)),
        serial=tuple(dict.fromkeys(serial for group in keys for serial in group.serials)),
    )


def _colons(mac: str) -> str:
    return ":".join(mac[i : i + 2] for i in range(0, len(mac), 2)).lower()


def _asset_id(names: AssetKeys, first: GroupKeys, observations: Sequence[Seen], *, contested: bool) -> str:
    """Return an id that stays the same from survey to survey while the strongest key does.

    Where a key is shared with another asset that was not joined, every key goes in.
    """
    strongest = tuple(sorted(names.serial or names.mac or tuple(map(str, first.places)) or names.ref)[:1])
    if contested:
        strongest = (*names.serial, *names.mac, *map(str, first.places), *names.ref)
    if not strongest:
        strongest = tuple(f"{seen.source} {seen.locator} {seen.trait} {seen.value}" for seen in observations)
    digest = hashlib.sha256("\n".join(sorted(strongest)).encode("utf-8", "surrogatepass"))
    return f"a-{digest.hexdigest()[:12]}"
