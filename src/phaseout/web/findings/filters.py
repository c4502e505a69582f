"""By what is the work list narrowed?"""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Organisation, Site
from phaseout.web.findings.models import OUTCOMES, Finding, Step
from phaseout.web.findings.queries import waiting_on
from phaseout.web.frame.words import language, register

Findings = QuerySet[Finding]
EXPIRED = "expired"
STEPS = [*Step.choices, (EXPIRED, _("judgement counts no more"))]


def measures() -> list[tuple[str, str]]:
    """Return (id, title) of every measure."""
    return sorted(((one, language().measure(one)) for one in register().measures), key=lambda pair: pair[1])


def makers() -> list[tuple[str, str]]:
    """Return (id, name) of every party that a thing may be of."""
    return sorted(((one, language().party(one)) for one in register().parties), key=lambda pair: pair[1])


class FindingFilter(filters.FilterSet):  # type: ignore[misc] # it has no types
    """Narrows the work list."""

    text = filters.CharFilter(label=_("Text"), method="_text")
    outcome = filters.ChoiceFilter(label=_("Outcome"), choices=OUTCOMES, empty_label=_("any"))
    measure = filters.ChoiceFilter(label=_("Measure"), choices=measures, empty_label=_("any"))
    maker = filters.ChoiceFilter(
        label=_("Maker"), field_name="asset__maker", choices=makers, empty_label=_("any")
    )
    site = filters.ModelChoiceFilter(
        label=_("Site"), field_name="asset__site", empty_label=_("any"),
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
        return rows.filter(
            Q(asset__label__icontains=text) | Q(asset__model__icontains=text) | Q(measure__icontains=text)
        )

    def _organisation(self, rows: Findings, _name: str, chosen: Organisation) -> Findings:
        return rows.filter(organisation__path__startswith=chosen.path)

    def _step(self, rows: Findings, _name: str, step: str) -> Findings:
        if step == EXPIRED:
            return rows.exclude(verdict="").filter(expires__lt=timezone.localdate())
        return rows.filter(step=step)

    def _waiting(self, rows: Findings, _name: str, _me: str) -> Findings:
        request: Any = self.request
        return waiting_on(request.access, rows)
