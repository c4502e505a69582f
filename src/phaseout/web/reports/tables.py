"""How is the list of reports laid out?"""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_tables2 import A, Column, Table

from phaseout.web.reports.models import Report


class ReportTable(Table):  # type: ignore[misc] # it has no types
    """Reports, the newest first."""

    kind = Column(verbose_name=gettext_lazy("Report"), linkify=("report", {"pk": A("pk")}))
    organisation = Column(verbose_name=gettext_lazy("Organisation"))
    as_of = Column(verbose_name=gettext_lazy("As of"), attrs={"td": {"class": "day"}})
    places = Column(verbose_name=gettext_lazy("Sites"), empty_values=())
    rows = Column(verbose_name=gettext_lazy("Rows"), attrs={"td": {"class": "number"}})
    by = Column(verbose_name=gettext_lazy("Made by"))
    at = Column(verbose_name=pgettext_lazy("day", "Made on"), attrs={"td": {"class": "day"}})

    class Meta:
        """Only what is named above."""

        model = Report
        fields = ()
        orderable = False

    def render_places(self, record: Report) -> str:
        """Return whether it is of all sites."""
        return str(gettext_lazy("some") if record.places else gettext_lazy("all"))

    def render_at(self, record: Report) -> str:
        """Return the day."""
        return date_format(record.at, "DATE_FORMAT")
