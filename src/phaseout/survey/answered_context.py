"""What do the answers for the organisation and for its sites add to the context?

The nearest word holds. Where an answer and the context are equally near, the context holds: a stated fact
is corrected where it stands, never overwritten. Every difference is reported, whichever holds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from phaseout.domain.answer import AnswerConflict, AnswersFile, FactValues, Ground, Winner
from phaseout.domain.facts import Aspects, Context, SiteRule
from phaseout.survey.aspects import Statements

ROLE = "role"
SaidBy = Mapping[tuple[str | None, str], str]
"""(Site, or None for the organisation and the default; fact) → evidence of the answer that states it."""
NOBODY: SaidBy = MappingProxyType({})
IN_CONTEXT, IN_DEFAULT = "context", "context file, [use]"


def in_site(site: str) -> str:
    """Return what a reason says of a fact that the context states of a site."""
    return f"context file, site {site}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredContext:
    """The context with what the answers add to it."""

    context: Context
    said_by: SaidBy
    conflicts: tuple[AnswerConflict, ...]


@dataclass(slots=True)
class _Layer:
    """What is stated at one place, as answers are added to it."""

    site: str | None
    place: str
    stated_in: str
    values: dict[str, tuple[str, ...]]
    statements: Statements
    said_by: dict[str, str] = field(default_factory=dict)

    def add(self, facts: FactValues, answered: str) -> Iterator[AnswerConflict]:
        """Take what nobody stated here; yield what differs from what somebody did."""
        for fact, given in facts.items():
            known = self.values.get(fact)
            if known is None:
                self.values[fact], self.said_by[fact] = given, answered
                continue
            together = self.statements.together(fact, known, given)
            if together != known:
                self.said_by[fact] = "; ".join((self.said_by.get(fact, self.stated_in), answered))
                self.values[fact] = together
            if self.statements.differ(fact, known, given):
                yield AnswerConflict(
                    fact=fact,
                    place=self.place,
                    answer=given,
                    answered=answered,
                    stated=known,
                    stated_in=self.said_by.get(fact, self.stated_in),
                    holds=Winner.STATED,
                    ground=Ground.STATED_FIRST,
                )


def answered(context: Context, files: Sequence[AnswersFile], aspects: Aspects) -> AnsweredContext:
    """Return the context and the answers together; the files speak in the order given."""
    stated, statements = context.every_role, Statements(aspects)
    roles = _Layer(None, "[organisation]", IN_CONTEXT, {ROLE: stated} if stated else {}, statements)
    use = _Layer(None, "[use]", IN_DEFAULT, dict(context.use), statements)
    sites = {
        site.id: _Layer(site.id, f"[[site]] {site.id}", in_site(site.id), dict(site.facts), statements)
        for site in context.sites
    }
    conflicts: list[AnswerConflict] = []
    for file in files:
        if file.roles:
            conflicts += roles.add({ROLE: file.roles}, file.evidence)
        conflicts += use.add(file.use, file.evidence)
        for site in file.sites:
            layer = sites.setdefault(
                site.id, _Layer(site.id, f"[[site]] {site.id}", in_site(site.id), {}, statements)
            )
            conflicts += layer.add(site.facts, file.evidence)
    for layer in sites.values():
        conflicts += _nearer_than_default(layer, context)
    return AnsweredContext(
        context=replace(
            context,
            roles=context.roles if stated else roles.values.get(ROLE, ()),
            use=use.values,
            sites=tuple(_site(layer, context) for layer in sites.values()),
        ),
        said_by={
            (layer.site, fact): answered
            for layer in (roles, use, *sites.values())
            for fact, answered in layer.said_by.items()
        },
        conflicts=tuple(conflicts),
    )


def _nearer_than_default(layer: _Layer, context: Context) -> Iterator[AnswerConflict]:
    for fact, evidence in layer.said_by.items():
        default = context.use.get(fact)
        if default is not None and layer.statements.differ(fact, default, layer.values[fact]):
            yield AnswerConflict(
                fact=fact,
                place=layer.place,
                answer=layer.values[fact],
                answered=evidence,
                stated=default,
                stated_in=IN_DEFAULT,
                holds=Winner.ANSWER,
                ground=Ground.NEARER,
            )


def _site(layer: _Layer, context: Context) -> SiteRule:
    known = next((site for site in context.sites if site.id == layer.site), None)
    return replace(known, facts=layer.values) if known else SiteRule(id=layer.site or "", facts=layer.values)
