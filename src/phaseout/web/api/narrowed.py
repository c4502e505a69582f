"""By what does the API narrow its lists otherwise than pages do?

There a site is what its page needs, the reference that people type or a choice. Here it is alike in every
list: ``site`` is its number, as every answer has it, and ``site_ref`` its reference.
"""

from django_filters import FilterSet

from phaseout.web.estate.filters import AssetFilters, SiteFilter, SiteRefFilter
from phaseout.web.findings.filters import FindingFilter
from phaseout.web.replacement.filters import ReplacementFilter
from phaseout.web.surveys.filters import SurveyFilter


class AssetsNarrowed(AssetFilters):
    """A list of things."""

    site = SiteFilter()
    site_ref = SiteRefFilter()


class FindingsNarrowed(FindingFilter):
    """A list of findings."""

    site_ref = SiteRefFilter()


class ReplacementsNarrowed(ReplacementFilter):
    """A list of replacements."""

    site = SiteFilter("asset__site")
    site_ref = SiteRefFilter("asset__site")


class OfReplacementsNarrowed(FilterSet):  # type: ignore[misc] # it has no types
    """A list of what belongs to replacements: media, mitigations, referrals."""

    site = SiteFilter("replacement__asset__site")
    site_ref = SiteRefFilter("replacement__asset__site")


class SurveysNarrowed(SurveyFilter):
    """A list of surveys."""

    site_ref = SiteRefFilter()
