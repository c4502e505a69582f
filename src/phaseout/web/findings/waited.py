"""For which words of a question do findings wait, and how are these put before all others?"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count, F, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phaseout.domain.awaited import awaited
from phaseout.domain.facts import MANIFOLD
from phaseout.intake.answers_file import ROLES
from phaseout.web.findings.models import Asked, Determination, Reasoning
from phaseout.web.findings.reasons import read
from phaseout.web.findings.sums import AskedTally
from phaseout.web.frame import words
from phaseout.web.frame.access import Access

REASONS = 300
"""Reasons that are read, those of most findings first."""
MOST = 10_000
"""Findings that are looked at, the newest; where more wait, the page says so."""
Choices = list[tuple[str, str]]
Groups = list[tuple[str, Choices]]


class WaitedFirst(forms.CheckboxSelectMultiple):
    """Boxes in groups; the last, without a name, is folded away."""

    template_name = "findings/waited.html"


def waited_words(access: Access, fact: str) -> Counter[str]:
    """Return how many findings wait for each role, or each word of a fact of several matters.

    Where ``MOST`` are not all, the newest of them are counted.
    """
    asked = Asked.objects.visible_to(access).filter(fact=fact)
    if _is_much(access, fact):
        newest = asked.order_by("-pk").values("pk")[:MOST]
        asked = Asked.objects.visible_to(access).filter(pk__in=newest)
    found: Counter[str] = Counter()
    if fact == ROLES:
        for measure, number in asked.values_list("finding__measure").annotate(Count("pk")).order_by():
            known = words.register().measures.get(measure)
            roles = {one.role for one in (*known.binds, *known.binds_perhaps)} if known else set()
            found.update(dict.fromkeys(roles, number))
    elif fact in MANIFOLD:
        for tree, number in _reasons(access, asked):
            reason = read(tree)
            if reason is not None:
                found.update(dict.fromkeys((word for _fact, word in awaited(reason, (fact,))), number))
    return found


def said_of_counting(access: Access, fact: str) -> str:
    """Return what comes first, and where not all that wait are counted that it is so."""
    said = _("What findings wait for comes first: it may settle them.")
    if not _is_much(access, fact):
        return said
    newest = _("Only the newest %(number)s findings that wait are counted.") % {"number": intcomma(MOST)}
    return f"{said} {newest}"


def _is_much(access: Access, fact: str) -> bool:
    """Return whether more findings wait for a fact than are looked at."""
    sums = AskedTally.objects.visible_to(access).filter(fact=fact)
    return (sums.aggregate(waiting=Sum("findings"))["waiting"] or 0) > MOST


def _reasons(access: Access, asked: QuerySet[Asked]) -> Iterable[tuple[object, int]]:
    """Return the reasons of the last answers on findings, each with how many have it."""
    last = Determination.objects.visible_to(access).filter(
        finding__asked__in=asked, made_at=F("finding__determined"), as_of=F("finding__as_of")
    )
    alike = last.order_by().values_list("reasoning__pk").annotate(number=Count("pk")).order_by("-number")
    counted = dict(alike[:REASONS])
    trees = Reasoning.objects.visible_to(access).in_bulk(counted)
    return [(trees[pk].tree, number) for pk, number in counted.items()]


def grouped(access: Access, fact: str, known: Choices) -> Groups:
    """Return what can be answered: what most findings wait for first, the rest last without a name.

    Words that speak of the same matter stay together: who says one may have to say the other.
    """
    counts = waited_words(access, fact)
    aspects = words.register().vocabulary.aspects
    if fact == ROLES:
        first = sorted((one for one in known if counts[one[0]]), key=lambda one: -counts[one[0]])
        named = [(id_, f"{name} ({counts[id_]})") for id_, name in first]
        groups: Groups = [(_("Findings wait for these; how many stands beside each"), named)] if named else []
    else:
        matters: defaultdict[str | None, int] = defaultdict(int)
        for word, number in counts.items():
            matter = aspects.get((fact, word))
            matters[matter] = max(matters[matter], number)
        groups = [
            (_named(fact, matter, number), [one for one in known if aspects.get((fact, one[0])) == matter])
            for matter, number in sorted(matters.items(), key=lambda one: -one[1])
        ]
    shown = {id_ for _name, options in groups for id_, _text in options}
    return [*groups, ("", [one for one in known if one[0] not in shown])]


def _named(fact: str, matter: str | None, number: int) -> str:
    known = words.register().vocabulary.facts[fact].aspects.get(matter or "")
    asked = known.question.in_language(words.language().code) if known else words.language().facts((fact,))
    waits = ngettext("%(number)d finding waits", "%(number)d findings wait", number) % {"number": number}
    return f"{asked} – {waits}"
