"""How are lists of replacements and referrals laid out?"""

from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_tables2 import A, Column, Table

from phaseout.web.frame.columns import DAY
from phaseout.web.frame.words import product
from phaseout.web.replacement.models import Inspection, Referral, Replacement
from phaseout.web.replacement.vocabulary import State


class ReplacementTable(Table):  # type: ignore[misc] # it has no types
    """Replacements, the newest first."""

    pick = Column(verbose_name=gettext_lazy("Choose"), empty_values=())
    asset = Column(verbose_name=gettext_lazy("Asset"), linkify=("replacement", {"pk": A("pk")}))
    product = Column(verbose_name=gettext_lazy("What it is"), empty_values=())
    standing = Column(verbose_name=gettext_lazy("State"))
    since = Column(verbose_name=gettext_lazy("Since"), attrs=DAY)
    due = Column(verbose_name=gettext_lazy("Must be gone"), empty_values=(), attrs=DAY)
    site = Column(
        verbose_name=gettext_lazy("Site"), accessor="asset__site", default=gettext_lazy("nobody knows")
    )
    blocker = Column(verbose_name=gettext_lazy("Held up by"), default="–")
    package = Column(verbose_name=gettext_lazy("Package"), default="–")
    month = Column(verbose_name=gettext_lazy("Month planned"), default="–", attrs=DAY)
    funding = Column(verbose_name=gettext_lazy("Funding line"), default="–")
    removed_on = Column(verbose_name=gettext_lazy("Removed on"), default="–", attrs=DAY)
    organisation = Column(verbose_name=gettext_lazy("Organisation"))

    HIDDEN = ("product", "funding", "removed_on", "organisation")

    class Meta:
        """Only what is named above; in one order, which an index serves."""

        model = Replacement
        fields = ()
        orderable = False

    def render_pick(self, record: Replacement) -> SafeString:
        """Return a box to choose it by, with the version that is shown."""
        return format_html('<input type="checkbox" name="pick" value="{}:{}" aria-label="{}">',
                           record.pk, record.version, _("Choose %(row)s") % {"row": record})  # fmt: skip

    def render_product(self, record: Replacement) -> str:
        """Return kind, maker and model."""
        return product(record.asset) or "–"

    def render_standing(self, record: Any) -> SafeString | str:
        """Return the state today, and what is wrong with it."""
        state = State(record.standing).label
        if record.is_seen_again:
            return format_html('{} <span class="badge applies">{}</span>', state, _("seen again since"))
        if record.standing != record.state:
            said = _("“%(state)s” counts no more") % {"state": record.get_state_display()}
            return format_html('{} <span class="badge applies">{}</span>', state, said)
        return str(state)

    def render_due(self, record: Any) -> SafeString | str:
        """Return from when it must be gone, as measures say."""
        if record.is_due:
            return format_html('<span class="badge applies">{}</span>', _("already"))
        return date_format(record.due, "DATE_FORMAT") if record.due else "–"

    def render_month(self, value: Any) -> str:
        """Return the month."""
        return date_format(value, "YEAR_MONTH_FORMAT")


class ReferralTable(Table):  # type: ignore[misc] # it has no types
    """What landlords and contractors were asked, what waits longest first."""

    replacement = Column(
        verbose_name=gettext_lazy("Asset"), linkify=("replacement", {"pk": A("replacement__pk")})
    )
    site = Column(verbose_name=gettext_lazy("Site"), accessor="replacement__asset__site", default="–")
    to = Column(verbose_name=gettext_lazy("Asked of"))
    whom = Column(verbose_name=gettext_lazy("Name"))
    asked = Column(verbose_name=gettext_lazy("Asked on"), attrs=DAY)
    due = Column(verbose_name=gettext_lazy("Answer due"), attrs=DAY)
    answered = Column(verbose_name=gettext_lazy("Answered on"), default="–", attrs=DAY)
    lease = Column(
        verbose_name=gettext_lazy("End of the lease"), accessor="replacement__asset__site__lease_end",
        default=gettext_lazy("nobody said"), attrs=DAY,
    )  # fmt: skip

    class Meta:
        """Only what is named above."""

        model = Referral
        fields = ()
        orderable = False

    def render_due(self, value: Any, record: Referral) -> SafeString | str:
        """Return the day, and that it is past."""
        day = date_format(value, "DATE_FORMAT")
        return (
            format_html('{} <span class="badge applies">{}</span>', day, _("overdue"))
            if record.is_overdue
            else day
        )


class InspectionTable(Table):  # type: ignore[misc] # it has no types
    """Samples, the newest first."""

    seed = Column(verbose_name=gettext_lazy("Seed"), linkify=("inspection", {"pk": A("pk")}))
    organisation = Column(verbose_name=gettext_lazy("Organisation"))
    size = Column(verbose_name=gettext_lazy("Number drawn"))
    among = Column(verbose_name=gettext_lazy("Drawn from"))
    at = Column(verbose_name=pgettext_lazy("day", "On"), attrs=DAY)

    class Meta:
        """Only what is named above."""

        model = Inspection
        fields = ()
        orderable = False

    def render_at(self, record: Inspection) -> str:
        """Return the day."""
        return date_format(record.at, "DATE_FORMAT")
