"""By what are reports narrowed?"""

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from phaseout.web.estate.filters import OfOrganisation
from phaseout.web.reports.kinds import Kind


class ReportFilter(OfOrganisation):
    """Narrows the list of reports."""

    kind = ChoiceFilter(label=_("Report"), choices=Kind.choices, empty_label=_("any"))
    field_order = ("organisation", "kind")
