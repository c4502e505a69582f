"""What is one asset, given all that was seen of it?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from phaseout.domain.claim import NO_CLAIM, Claim, Conflict, Dimension, Grade, Identification, Sign, Strength
from phaseout.domain.trait import TRAITS, Basis
from phaseout.identify.addresses import by_address_block
from phaseout.identify.brands import by_brand_name
from phaseout.identify.commodities import CODE, Commodities, by_commodity
from phaseout.identify.fields import FIELD_TRAITS
from phaseout.identify.fields_together import weighed_together
from phaseout.identify.fingerprints import by_fingerprint
from phaseout.identify.grading import WHOSE, is_decoy, not_conclusive, settle
from phaseout.identify.line_context import ORDER_TEXT, line_context, looked_at_as, plain_trait
from phaseout.identify.looks import looks_at
from phaseout.identify.memory import Key, Memory, Wanted
from phaseout.identify.mentioned import by_mention
from phaseout.identify.models import by_model
from phaseout.identify.named_parts import parted_from_parts
from phaseout.identify.neighbours import (
    OUTRIGHT,
    Telling,
    by_box,
    by_named_brand,
    by_range,
    counted_once,
    parted_from_boards,
)
from phaseout.identify.order_lines import telling_of_order
from phaseout.identify.places import without_spans
from phaseout.identify.rules import Column, Hit, Look, Prepare, Rules
from phaseout.identify.serials import with_serial, without_serial
from phaseout.identify.sheet import LONGEST_LIKE_OTHERS, Alike, Draft, Sheet, alike
from phaseout.identify.values import by_statement

METHODS: tuple[Prepare, ...] = (
    by_statement,
    by_fingerprint,
    by_address_block,
    by_model,
    by_brand_name,
    by_mention,
    by_commodity,
)
"""Every method, in the order their signs are listed."""

Observed = tuple[str, str, str]
"""(id of the observation, trait, value)."""

UNIDENTIFIED = Identification()
_NOTHING = Draft(UNIDENTIFIED, ())


class Identifier:
    """Applies every method to observations; each distinct value is looked at once.

    Whole identifications repeat as well: assets whose observations give the same hits differ only in
    the ids of the evidence, so each distinct set of hits is settled once.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._methods = tuple(prepare(rules) for prepare in METHODS)
        # An address says nothing of its holder; a trait without a rule is not looked at at all.
        telling = (FIELD_TRAITS - {"ip"}) | rules.fingerprints.keys() | {"asset.kind", CODE}
        self._wider = {Dimension.MAKER: rules.parents, Dimension.KIND: rules.wider_kinds}
        self._commodities = Commodities(rules.commodities)
        self._memory = Memory(telling, whole=rules.fingerprints.keys())

    def __reduce__(self) -> tuple[type["Identifier"], tuple[Rules]]:
        """Travel to another process as the rules alone: what is remembered there begins anew."""
        return Identifier, (self._rules,)

    @property
    def parents(self) -> Mapping[str, str]:
        """Return the maker that controls another, by the other."""
        return self._rules.parents

    def hits(self, trait: str, value: str) -> tuple[Hit, ...]:
        """Return what the methods find in an observation."""
        known = self._memory.known.get(trait)
        if known is None:
            return ()
        (key,) = self._memory.keys_of(trait, (value,))
        if key not in known:
            self._look({trait: {key: value}})
        return self._memory.hits(known[key])

    def learn(self, observations: Iterable[tuple[str, str]]) -> None:
        """Look at (trait, value) at once, so that ``hits`` need not look at each by itself."""
        wanted: dict[str, list[str]] = {}
        for trait, value in observations:
            wanted.setdefault(trait, []).append(value)
        self._look(
            {
                trait: dict(zip(self._memory.keys_of(trait, values), values, strict=True))
                for trait, values in wanted.items()
                if trait in self._memory.known
            }
        )

    def drafts(self, sheets: Sequence[Sheet]) -> list[Draft]:
        """Return what each thing is, given all that was seen of it; those alike are looked at as columns."""
        sheets = [self._in_lines(*sheet) for sheet in sheets]
        found = [
            self._by_itself(*sheet) if len(sheet[0]) > LONGEST_LIKE_OTHERS else _NOTHING for sheet in sheets
        ]
        together = list(alike(sheets, self._memory))
        wanted: dict[str, dict[str, str]] = {}
        for column in (column for same in together for column in same.columns):
            wanted.setdefault(column.trait, {}).update(zip(column.keys, column.values, strict=True))
        self._look(wanted)
        for same in together:
            for number, draft in zip(same.numbers, self._of_alike(same), strict=False):
                found[number] = draft
        return found

    def _in_lines(self, traits: tuple[str, ...], values: tuple[str, ...]) -> Sheet:
        """Return a sheet whose texts of purchases are looked at together with what else their line says."""
        if ORDER_TEXT not in traits:
            return traits, values
        kinds = self._commodities.equipment(traits, values) if CODE in traits else frozenset[str]()
        context = line_context(traits, kinds)
        looked_at = tuple(looked_at_as(trait, context) for trait in traits)
        for trait in looked_at if looked_at != traits else ():
            self._memory.admit(trait, plain_trait(trait))
        return looked_at, values

    def _of_alike(self, same: Alike) -> Iterator[Draft]:
        """Yield what sheets come to, one after the other; nothing for those that cannot tell anything."""
        memory = self._memory
        drafts = memory.drafts_of(same.traits)
        numbers = [list(map(memory.known[one.trait].__getitem__, one.keys)) for one in same.columns]
        for row in zip(*numbers, strict=True):
            draft = drafts.get(row)
            if draft is None:
                found = zip((one.place for one in same.columns), map(memory.hits, row), strict=True)
                draft = memory.drafted(same.traits, row, self._draft(same.traits, found))
            yield draft

    def _by_itself(self, traits: tuple[str, ...], values: tuple[str, ...]) -> Draft:
        self.learn(zip(traits, values, strict=True))
        return self._draft(traits, enumerate(map(self.hits, traits, values)))

    def _draft(self, traits: tuple[str, ...], found: Iterable[tuple[int, tuple[Hit, ...]]]) -> Draft:
        traits = tuple(map(plain_trait, traits))
        telling = self._telling(traits, found)
        return self.drafted(
            tuple((TRAITS[traits[place]].basis, hits) for place, hits in telling),
            tuple(place for place, _ in telling),
        )

    def told(self, traits: tuple[str, ...], values: tuple[str, ...]) -> list[tuple[int, tuple[Hit, ...]]]:
        """Return what tells something in a sheet, with its place, as ``drafts`` puts it together."""
        traits, values = self._in_lines(traits, values)
        found = enumerate(map(self.hits, traits, values))
        return self._telling(tuple(map(plain_trait, traits)), found)

    def _telling(
        self, traits: tuple[str, ...], found: Iterable[tuple[int, tuple[Hit, ...]]]
    ) -> list[tuple[int, tuple[Hit, ...]]]:
        telling = telling_of_order(traits, [(place, hits) for place, hits in found if hits])
        telling = weighed_together(traits, telling, self._rules)
        return self._commodities.weighed(traits, telling) if CODE in traits else telling

    def _look(self, wanted: Wanted) -> None:
        """Look at values that are not known."""
        fresh = self._memory.missing(wanted)
        looks, keys = list[Look](), list[Key]()
        for key, value in fresh.items():
            for look in looks_at(key[0], value):
                looks.append(look)
                keys.append(key)
        found: list[list[Hit]] = [[] for _ in looks]
        for method in self._methods:
            for number, hit in method(looks):
                found[number].append(hit)
        hits_of: dict[Key, tuple[Hit, ...]] = dict.fromkeys(fresh, ())
        for key, hits in zip(keys, found, strict=True):
            if hits:
                hits_of[key] = tuple(dict.fromkeys((*hits_of[key], *hits)))
        self._memory.remember(hits_of)

    def identify(self, observations: Iterable[Observed]) -> Identification:
        """Return every claim that the observations of one asset support."""
        seen = list(observations)
        sheet = tuple(trait for _, trait, _ in seen), tuple(value for _, _, value in seen)
        (draft,) = self.drafts([sheet])
        return with_evidence(draft.identification, [seen[place][0] for place in draft.telling])

    def draft(self, telling: Telling) -> Identification:
        """Return the identification for hits on their bases, its evidence numbered from 0."""
        return self.drafted(telling, ()).identification

    def drafted(self, telling: Telling, at: tuple[int, ...]) -> Draft:
        """Return the same as a draft; ``at`` are the places of the observations in their sheet."""
        if not telling:
            return Draft(UNIDENTIFIED, at)
        numbered, spans = without_spans(telling)
        plain, serial = without_serial(numbered)
        return Draft(with_serial(self._memory.settled(plain, self._settle), serial), at, spans)

    def _settle(self, telling: Telling) -> Identification:
        boards, telling = parted_from_boards(telling)
        parts, telling = parted_from_parts(telling, self._rules.parents)
        telling = by_named_brand(by_box(telling, self._rules.additions))
        telling = by_range(telling, self._rules.brands)
        signs: dict[Dimension, list[Sign]] = {}
        outright = {hit.dimension for _, hits in telling for hit in hits if hit.column in OUTRIGHT}
        for number, (basis, hits) in enumerate(counted_once(telling)):
            for hit in hits:
                if hit.column is Column.OTHER and hit.dimension in outright:
                    continue
                if hit.beside is not None and not self._is_named(hit.beside, telling):
                    continue
                signs.setdefault(hit.dimension, []).append(hit.as_sign(basis, str(number)))
        claims: dict[Dimension, Claim] = {}
        conflicts: list[Conflict] = []
        for dimension in Dimension:
            found = self._ours_first(signs.get(dimension, ()))
            claim, conflict = settle(dimension, found, self._wider.get(dimension, {}), self._rules.brands)
            claims[dimension] = not_conclusive(claim) if boards and dimension in WHOSE else claim
            if conflict is not None:
                conflicts.append(conflict)
        if is_decoy(conflicts):
            claims |= dict.fromkeys(WHOSE, NO_CLAIM)
        elif claims[Dimension.BRAND].value is None and not _disputed(Dimension.BRAND, conflicts):
            claims[Dimension.BRAND] = self._brand_of_maker(claims[Dimension.MAKER])
        return Identification.of(claims, tuple(conflicts), boards, parts)

    def _is_named(self, brand: str, telling: Sequence[tuple[Basis, tuple[Hit, ...]]]) -> bool:
        """Return whether anything but a hint names a brand, or the maker whose own name it is."""
        return any(
            hit.beside is None
            and hit.strength is not Strength.HINT
            and (
                (hit.dimension is Dimension.BRAND and hit.value == brand)
                or (hit.dimension is Dimension.MAKER and self._rules.own_brand.get(hit.value) == brand)
            )
            for _, hits in telling
            for hit in hits
        )

    def _ours_first(self, signs: Sequence[Sign]) -> Sequence[Sign]:
        """Return the register's own signs; those of additions only where it has none."""
        ours = [sign for sign in signs if sign.rule not in self._rules.additions]
        return ours or signs

    def _brand_of_maker(self, maker: Claim) -> Claim:
        """Suggest the maker's own brand where nothing speaks of another."""
        brand = self._rules.own_brand.get(maker.value or "")
        if brand is None:
            return NO_CLAIM
        return Claim(
            value=brand,
            grade=Grade.SUGGESTIVE,
            bases=maker.bases,
            evidence=maker.evidence,
            rules=("brand-of-maker",),
        )


def with_evidence(draft: Identification, ids: Sequence[str]) -> Identification:
    """Return a draft with the ids of the observations in the place of their numbers."""
    claims = {
        dimension: _pointed(claim, ids)
        for dimension in Dimension
        if (claim := draft.claim(dimension)).value is not None
    }
    conflicts = tuple(
        Conflict(dimension=c.dimension, claims=tuple(_pointed(claim, ids) for claim in c.claims))
        for c in draft.conflicts
    )
    parts = tuple(
        replace(one, maker=_pointed(one.maker, ids), brand=_pointed(one.brand, ids)) for one in draft.parts
    )
    if not claims and not conflicts and not parts:
        return draft
    return Identification.of(claims, conflicts, draft.boards, parts)


def _pointed(claim: Claim, ids: Sequence[str]) -> Claim:
    # Not by ``replace``, which takes three times as long: there are five of each thing.
    return Claim(
        value=claim.value,
        grade=claim.grade,
        bases=claim.bases,
        evidence=tuple([ids[int(number)] for number in claim.evidence]),
        rules=claim.rules,
        passages=tuple([replace(one, evidence=ids[int(one.evidence)]) for one in claim.passages]),
    )


def _disputed(dimension: Dimension, conflicts: Sequence[Conflict]) -> bool:
    return any(conflict.dimension is dimension for conflict in conflicts)
