"""How are lists of plans and packages laid out?"""

from typing import Any

from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2 import A, Column, Table

from phaseout.web.frame.columns import DAY, MomentColumn
from phaseout.web.frame.naming import NameColumn
from phaseout.web.plans.models import WorkPackage, WorkPlan
from phaseout.web.plans.queries import labels_of
from phaseout.web.plans.words import manner, reasons, standing

NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}
WORDY = {"td": {"class": "wordy"}}
FEW = 10
"""Assets of a package that are linked one by one."""


class PlanTable(Table):  # type: ignore[misc] # it has no types
    """Plans, the newest first."""

    pk = Column(verbose_name=gettext_lazy("Plan"), linkify=("work-plan", {"pk": A("pk")}))
    organisation = Column(verbose_name=gettext_lazy("Organisation"))
    what_if = Column(verbose_name=gettext_lazy("What if"), default="–")
    state = Column(verbose_name=gettext_lazy("State"))
    value = Column(verbose_name=gettext_lazy("Value"), default="–", attrs=NUMBER)
    gap = Column(verbose_name=gettext_lazy("Above the bound"), default="–", attrs=NUMBER)
    things = Column(verbose_name=gettext_lazy("Assets"), attrs=NUMBER)
    not_done = Column(verbose_name=gettext_lazy("Packages not done"), attrs=NUMBER)
    last_month = Column(verbose_name=gettext_lazy("Last month"), default="–", attrs=DAY)
    asked = MomentColumn(verbose_name=gettext_lazy("Asked for"))
    by = NameColumn(verbose_name=gettext_lazy("By"))

    class Meta:
        """Only what is named above; in one order, which an index serves."""

        model = WorkPlan
        fields = ()
        orderable = False

    def render_pk(self, value: int) -> str:
        """Return what the plan is called."""
        return _("Plan %(number)d") % {"number": value}

    def render_state(self, record: WorkPlan) -> str:
        """Return how far it is, and which plan took its place."""
        return standing(record)

    def render_what_if(self, value: str) -> SafeString:
        """Return what was asked for, which is no language's."""
        return format_html("<code>{}</code>", value)

    def render_value(self, value: float) -> str:
        """Return score-days."""
        return str(floatformat(value, "0g"))

    def render_gap(self, value: float) -> str:
        """Return per cent."""
        return f"{floatformat(value * 100, 2)} %"


class PackageTable(Table):  # type: ignore[misc] # it has no types
    """Packages of a plan, in the order of the work."""

    month = Column(verbose_name=gettext_lazy("Month"), empty_values=(), attrs=DAY)
    name = Column(verbose_name=gettext_lazy("Package"))
    assets = Column(verbose_name=gettext_lazy("Assets"))
    site = Column(verbose_name=gettext_lazy("Site"), default=gettext_lazy("nobody knows"))
    crew = Column(verbose_name=gettext_lazy("Crew"))
    hours = Column(verbose_name=gettext_lazy("Hours"), attrs=NUMBER)
    cost = Column(verbose_name=gettext_lazy("Capital"), attrs=NUMBER)
    weight = Column(verbose_name=gettext_lazy("Risk a day"), attrs=NUMBER)
    due = Column(verbose_name=gettext_lazy("Must be gone"), empty_values=(), attrs=DAY)
    why = Column(verbose_name=gettext_lazy("Why not earlier"), default="–", attrs=WORDY)

    HIDDEN = ("hours", "weight")

    class Meta:
        """Only what is named above; in one order."""

        model = WorkPackage
        fields = ()
        orderable = False

    def render_month(self, record: WorkPackage) -> SafeString | str:
        """Return the month of its first work, and in which way it is done."""
        if record.month is None:
            return format_html('<span class="badge applies">{}</span>', _("not done"))
        month = date_format(record.month, "YEAR_MONTH_FORMAT")
        return format_html("{} {}", month, said) if (said := manner(record)) else month

    @cached_property
    def labels(self) -> dict[int, str]:
        """What people call the assets of this page, by their numbers."""
        keys = {pk for row in self.paginated_rows for pk in row.record.assets[:FEW]}
        return labels_of(keys)

    def render_name(self, record: WorkPackage) -> SafeString | str:
        """Return what people call it, with the number that pins go by."""
        if not record.label:
            return record.name
        return format_html('{} <span class="soft">{}</span>', record.label, record.name)

    def render_assets(self, record: WorkPackage) -> SafeString:
        """Return the assets, the first ones one by one."""
        links = [(reverse("asset", args=[pk]), self.labels.get(pk, pk)) for pk in record.assets[:FEW]]
        shown = format_html_join(", ", '<a href="{}">{}</a>', links)
        more = len(record.assets) - len(links)
        return format_html("{} (+{})", shown, more) if more else shown

    def render_cost(self, value: float) -> str:
        """Return money."""
        return str(floatformat(value, "0g"))

    def render_hours(self, value: float) -> str:
        """Return hours."""
        return str(floatformat(value, "1"))

    def render_weight(self, value: float) -> str:
        """Return the score."""
        return str(floatformat(value, "1"))

    def render_due(self, record: WorkPackage) -> SafeString | str:
        """Return from when it must be gone."""
        if record.is_overdue:
            return format_html('<span class="badge applies">{}</span>', _("already"))
        return date_format(record.due, "DATE_FORMAT") if record.due else "–"

    def render_why(self, record: Any) -> SafeString:
        """Return why it is not done earlier, each on a line."""
        return format_html_join("", "<div>{}</div>", ((one,) for one in reasons(record)))
