"""What is there of the estate, for whoever asks?"""

from phaseout.web.estate.queries.assets import (
    Field,
    fields_of,
    matching,
    seen_at_its_site_since,
    settled,
)
from phaseout.web.estate.queries.coverage import (
    WAYS,
    Covered,
    coverage_by_way,
    coverage_of,
    looks_of,
    with_coverage,
)
from phaseout.web.estate.queries.organisations import (
    Branch,
    branches,
    described_tree,
    organisation_choices,
    reach_below,
    roles_of,
    tree,
)
from phaseout.web.estate.queries.places import Place, site_of

__all__ = [
    "WAYS",
    "Branch",
    "Covered",
    "Field",
    "Place",
    "branches",
    "coverage_by_way",
    "coverage_of",
    "described_tree",
    "fields_of",
    "looks_of",
    "matching",
    "organisation_choices",
    "reach_below",
    "roles_of",
    "seen_at_its_site_since",
    "settled",
    "site_of",
    "tree",
    "with_coverage",
]
