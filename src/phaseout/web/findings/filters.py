"""By what is the work list narrowed?"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.filters import SiteFilter
from phaseout.web.estate.models import Coverage, Organisation, Site, Tier
from phaseout.web.estate.queries import WAYS, begins_with, with_coverage
from phaseout.web.findings.models import Finding, Step
from phaseout.web.findings.must_go import must_go
from phaseout.web.findings.queries import needing_a_ruling, waiting_on
from phaseout.web.findings.recording import RULING, UNDETERMINED, ranks_of
from phaseout.web.findings.reviewed import Review, standing_at
from phaseout.web.frame.access import Access
from phaseout.web.frame.folded import folded
from phaseout.web.frame.words import acts, measures, outcomes, parties

Findings = QuerySet[Finding]
EXPIRED = "expired"
NOBODY = "-"
"""In the address: where nobody said."""
OVER = "over"
LEASES = [
    ("183", _("within six months")), ("365", _("within a year")), ("730", _("within two years")),
    (OVER, _("has ended")),
]  # fmt: skip
"""Days from today on."""
JUDGED = "judged"
REVIEWS = [*Review.choices, (JUDGED, _("judged, and it counts"))]
FACT = "fact"
NEEDS = [
    (FACT, _("a fact that somebody knows")),
    (RULING, _("a ruling: the law is silent or contested, or nobody checked")),
]
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
    act = filters.ChoiceFilter(label=_("Act"), choices=acts, empty_label=_("any"))
    maker = filters.ChoiceFilter(label=_("Maker"), choices=parties, empty_label=_("any"))
    site = SiteFilter()
    tier = filters.ChoiceFilter(
        label=_("Tier of the site"), empty_label=_("any"), method="_tier",
        choices=[*Tier.choices, (NOBODY, _("nobody said"))],
    )  # fmt: skip
    lease = filters.ChoiceFilter(
        label=_("Lease of the site ends"), empty_label=_("at any time"), method="_lease", choices=LEASES
    )
    coverage = filters.ChoiceFilter(
        label=_("Site looked at so far"), empty_label=_("any"), method="_coverage", choices=Coverage.choices
    )
    organisation = filters.ModelChoiceFilter(
        label=_("Organisation"), empty_label=_("any"), method="_organisation",
        queryset=lambda request: Organisation.objects.visible_to(request.access),
    )  # fmt: skip
    step = filters.ChoiceFilter(label=_("Step"), choices=STEPS, empty_label=_("any"), method="_step")
    review = filters.ChoiceFilter(label=_("Review"), choices=REVIEWS, empty_label=_("any"), method="_review")
    must_go = filters.ChoiceFilter(
        label=_("Asset must go"), choices=[("yes", _("yes, by this finding"))], empty_label=_("any"),
        method="_must_go",
    )  # fmt: skip
    needs = filters.ChoiceFilter(
        label=_("Undetermined and needs"), choices=NEEDS, empty_label=_("any"), method="_needs"
    )
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
        return rows.filter(rank__in=ranks_of(outcome))  # which the indexes hold

    def _tier(self, rows: Findings, _name: str, tier: str) -> Findings:
        return self._at(rows, Q(tier=None) if tier == NOBODY else Q(tier=tier))

    def _lease(self, rows: Findings, _name: str, within: str) -> Findings:
        today = timezone.localdate()
        if within == OVER:
            return self._at(rows, Q(lease_end__lt=today))
        return self._at(rows, Q(lease_end__range=(today, today + timedelta(days=int(within)))))

    def _coverage(self, rows: Findings, _name: str, way: str) -> Findings:
        request: Any = self.request
        sites = with_coverage(Site.objects.visible_to(request.access))
        return rows.filter(site__in=sites.filter(Q(("reached", WAYS.index(Coverage(way))))).values("pk"))

    def _at(self, rows: Findings, which: Q) -> Findings:
        request: Any = self.request
        return rows.filter(site__in=Site.objects.visible_to(request.access).filter(which).values("pk"))

    def _organisation(self, rows: Findings, _name: str, chosen: Organisation) -> Findings:
        return rows.filter(organisation__path__startswith=chosen.path)

    def _step(self, rows: Findings, _name: str, step: str) -> Findings:
        if step == EXPIRED:
            return rows.exclude(verdict="").filter(expires__lt=timezone.localdate())
        return rows.filter(step=step)

    def _review(self, rows: Findings, _name: str, review: str) -> Findings:
        today = timezone.localdate()
        if review == JUDGED:
            return rows.exclude(verdict="").exclude(standing_at(Review.EXPIRED, today))
        return rows.filter(standing_at(review, today))

    def _must_go(self, rows: Findings, _name: str, _yes: str) -> Findings:
        return rows.filter(must_go(timezone.localdate()))

    def _needs(self, rows: Findings, _name: str, needed: str) -> Findings:
        undetermined = rows.filter(rank__in=ranks_of(UNDETERMINED))
        return needing_a_ruling(undetermined, is_needed=needed == RULING)

    def _waiting(self, rows: Findings, _name: str, _me: str) -> Findings:
        request: Any = self.request
        return waiting_on(request.access, rows)
