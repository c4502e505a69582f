"""What does the work list show of a finding?"""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phaseout.web.findings.effect import effect_of_rule
from phaseout.web.findings.models import Finding
from phaseout.web.frame import words
from phaseout.web.frame.columns import DAY

WORDY = {"td": {"class": "wordy"}}
"""Of titles that would take many lines on a narrow page."""


class FindingTable(tables.Table):  # type: ignore[misc] # it has no types
    """The work list."""

    pick = tables.Column(verbose_name=gettext_lazy("Choose"), empty_values=())
    asset = tables.Column(verbose_name=gettext_lazy("Asset"))
    outcome = tables.Column(verbose_name=gettext_lazy("Outcome"), order_by=("rank", "-pk"), orderable=True)
    measure = tables.Column(verbose_name=gettext_lazy("Measure"), attrs=WORDY)
    act = tables.Column(verbose_name=gettext_lazy("Act"))
    on = tables.Column(verbose_name=gettext_lazy("From"), attrs=DAY)
    until = tables.Column(verbose_name=gettext_lazy("Until"), attrs=DAY)
    effect = tables.Column(verbose_name=gettext_lazy("Rule in effect since"), attrs=DAY, empty_values=())
    since = tables.Column(verbose_name=gettext_lazy("Answered so since"), attrs=DAY)
    site = tables.Column(verbose_name=gettext_lazy("Site"))
    maker = tables.Column(verbose_name=gettext_lazy("Maker"))
    organisation = tables.Column(verbose_name=gettext_lazy("Organisation"))
    review = tables.Column(verbose_name=gettext_lazy("Review"), empty_values=())
    step = tables.Column(verbose_name=gettext_lazy("Step"))
    verdict = tables.Column(verbose_name=gettext_lazy("Judgement"))
    determined = tables.DateColumn(verbose_name=gettext_lazy("Last determined"), attrs=DAY)

    HIDDEN = ("until", "organisation", "since", "determined", "on", "step", "verdict")

    class Meta:
        """By itself the gravest first; only what an index serves can be ordered by."""

        order_by = ()
        orderable = False

    def render_pick(self, record: Finding) -> SafeString:
        """Return a box to choose the finding by."""
        name = _("Choose %(finding)s") % {"finding": f"{record.asset.label}, {record.measure}, {record.act}"}
        return format_html(
            '<input type="checkbox" name="pick" value="{}:{}" aria-label="{}">',
            record.pk, record.version, name,
        )  # fmt: skip

    def render_asset(self, record: Finding) -> SafeString:
        """Return the thing's name, which leads to the finding."""
        return format_html('<a href="{}">{}</a>', reverse("finding", args=[record.pk]), record.asset.label)

    def render_measure(self, value: str) -> str:
        """Return the measure's title."""
        return words.measure(value)

    def render_act(self, value: str) -> str:
        """Return the act's name."""
        return words.act(value)

    def render_effect(self, record: Finding) -> str:
        """Return since when the rule behind the answer has effect, where it has."""
        day = effect_of_rule(record)
        return day.isoformat() if day else "–"

    def render_maker(self, value: str) -> str:
        """Return the maker's name."""
        return words.party(value)

    def render_outcome(self, record: Finding) -> SafeString:
        """Return the outcome as a badge."""
        return outcome_badge(record.outcome)

    def render_review(self, record: Finding) -> str:
        """Return where the review stands today, and until when."""
        return reviewed(record)

    def render_step(self, record: Finding) -> Any:
        """Return where the review stands, and that a judgement counts no more."""
        if record.verdict and record.is_expired:
            return _("%(step)s; judgement counts no more") % {"step": record.get_step_display()}
        return record.get_step_display()

    def render_verdict(self, record: Finding) -> str:
        """Return the judgement that was decided last."""
        return str(record.get_verdict_display())


def reviewed(record: Finding) -> str:
    """Return where the review of a finding stands today, and until when where a day ends it."""
    review = record.review
    if record.expires is None or not record.counts:
        return str(review.label)
    return _("%(review)s until %(day)s") % {"review": review.label, "day": record.expires.isoformat()}


def outcome_badge(outcome: str) -> SafeString:
    """Return an outcome in its tone."""
    return format_html('<span class="badge {}">{}</span>', outcome, words.outcome(outcome))
