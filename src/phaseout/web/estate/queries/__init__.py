"""What is there of the estate, for whoever asks?"""

from phaseout.web.estate.queries.assets import (
    FEW,
    Field,
    Weight,
    begins_with,
    begun,
    fields_of,
    matching,
    seen_at_its_site_since,
    settled,
    weight,
)
from phaseout.web.estate.queries.changes import Batch, batch_of, batches, named_sites, returned_by
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
    called,
    described_tree,
    organisation_choices,
    reach_below,
    roles_of,
    tree,
)
from phaseout.web.estate.queries.places import Place, site_of, sites_with
from phaseout.web.estate.queries.plans import floor_with_plan, pin_of, pins_of, plan_of, without_pin
from phaseout.web.estate.queries.standings import located, with_standing

__all__ = [
    "FEW",
    "WAYS",
    "Batch",
    "Branch",
    "Covered",
    "Field",
    "Place",
    "Weight",
    "batch_of",
    "batches",
    "begins_with",
    "begun",
    "branches",
    "called",
    "coverage_by_way",
    "coverage_of",
    "described_tree",
    "fields_of",
    "floor_with_plan",
    "located",
    "looks_of",
    "matching",
    "named_sites",
    "organisation_choices",
    "pin_of",
    "pins_of",
    "plan_of",
    "reach_below",
    "returned_by",
    "roles_of",
    "seen_at_its_site_since",
    "settled",
    "site_of",
    "sites_with",
    "tree",
    "weight",
    "with_coverage",
    "with_standing",
    "without_pin",
]
