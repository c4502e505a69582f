"""By what is the work list narrowed?"""

from collections.abc import Sequence
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Organisation, Site
from phaseout.web.estate.queries import begins_with
from phaseout.web.findings.models import Finding, Step
from phaseout.web.findings.queries import waiting_on
from phaseout.web.findings.recording import RANKS
from phaseout.web.frame.access import Access
from phaseout.web.frame.folded import folded
from phaseout.web.frame.words import measures, outcomes, parties

Findings = QuerySet[Finding]
EXPIRED = "expired"
STEPS = [*Step.choices, (EXPIRED, _("judgement counts no more"))]


def speaking_of(access: Access, rows: Findings, text: str) -> Findings:
    """Return the findings on things that a text leads to, and those of measures that it leads to.

    Every word of the text begins a word of the measure's title, or its id.
    """
    sought = folded(text).split()
    titled = [one for one, title in measures() if _begin(sought, [one, *folded(title).split()])]
    return rows.filter(begins_with(access, text, "asset") | Q(measure__in=titled))


def _begin(sought: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in sought)


class FindingFilter(filters.FilterSet):  # type: ignore[misc] # it has no types
    """Narrows the work list."""

    text = filters.CharFilter(label=_("Asset or measure begins with"), method="_text", max_length=100)
    outcome = filters.ChoiceFilter(
        label=_("Outcome"), choices=outcomes, empty_label=_("any"), method="_outcome"
    )
    measure = filters.ChoiceFilter(label=_("Measure"), choices=measures, empty_label=_("any"))
    maker = filters.ChoiceFilter(label=_("Maker"), choices=parties, empty_label=_("any"))
    site = filters.ModelChoiceFilter(
        label=_("Site"), empty_label=_("any"),
        queryset=lambda request: Site.objects.visible_to(request.access),
    )  # fmt: skip
    organisation = filters.ModelChoiceFilter(
        label=_("Organisation"), empty_label=_("any"), method="_organisation",
        queryset=lambda request: Organisation.objects.visible_to(request.access),
    )  # fmt: skip
    step = filters.ChoiceFilter(label=_("Step"), choices=STEPS, empty_label=_("any"), method="_step")
    waiting = filters.ChoiceFilter(
        label=_("Waiting"), choices=[("me", _("on me"))], empty_label=_("on anybody"), method="_waiting"
    )

    class Meta:
        """No field by itself."""

        model = Finding
        fields: tuple[str, ...] = ()

    def _text(self, rows: Findings, _name: str, text: str) -> Findings:
        request: Any = self.request
        return speaking_of(request.access, rows, text)

    def _outcome(self, rows: Findings, _name: str, outcome: str) -> Findings:
        return rows.filter(rank=RANKS[outcome])  # which the indexes hold

    def _organisation(self, rows: Findings, _name: str, chosen: Organisation) -> Findings:
        return rows.filter(organisation__path__startswith=chosen.path)

    def _step(self, rows: Findings, _name: str, step: str) -> Findings:
        if step == EXPIRED:
            return rows.exclude(verdict="").filter(expires__lt=timezone.localdate())
        return rows.filter(step=step)

    def _waiting(self, rows: Findings, _name: str, _me: str) -> Findings:
        request: Any = self.request
        return waiting_on(request.access, rows)
