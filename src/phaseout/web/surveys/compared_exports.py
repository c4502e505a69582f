"""What of how a survey compares with the estate leaves as files?"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame import words
from phaseout.web.frame.export import Column, Export
from phaseout.web.surveys.changes import changes_said, grade_of
from phaseout.web.surveys.models import Change, Comparison

_CALLED: Mapping[str, Callable[[str], str]] = {
    "kind": words.kind, "maker": words.party, "brand": words.brand, "model": str, "firmware": str,
}  # fmt: skip


def _field(name: str, heading: str | Promise) -> Column:
    def value(row: Comparison) -> str | None:
        return getattr(row.surveyed, name) or None

    def shown(row: Comparison) -> str | None:
        said = value(row)
        return _CALLED[name](said) if said else None

    return Column(name=name, heading=heading, value=value, shown=shown)


def _grade(field: str, heading: str | Promise) -> Column:
    def value(row: Comparison) -> str | None:
        return grade_of(row.surveyed, field) or None

    def shown(row: Comparison) -> str | None:
        said = value(row)
        return words.grade(said) if said else None

    return Column(name=f"{field}_grade", heading=heading, value=value, shown=shown)


def _said(field: str, row: Comparison) -> Sequence[str]:
    """Return each field with what it was and what the survey says, sites by their references."""
    sites = [row.surveyed.site, row.asset.site if row.asset else None]
    refs = {site.pk: site.ref for site in sites if site}
    colon = words.language().colon
    changes = changes_said(getattr(row, field), refs)
    return [f"{name}{colon} {before} → {after}" for name, before, after in changes]


COMPARED = Export(
    name="survey",
    columns=(
        Column(name="position", heading=_("Number"), value=lambda row: row.surveyed.position),
        Column(name="label", heading=_("Asset"), value=lambda row: row.surveyed.label),
        _field("kind", _("Kind")),
        _grade("kind", _("Grade of the kind")),
        _field("maker", _("Maker")),
        _grade("maker", _("Grade of the maker")),
        _field("brand", _("Brand")),
        _field("model", _("Model")),
        _field("firmware", _("Firmware")),
        Column(name="site", heading=_("Site"),
               value=lambda row: row.surveyed.site.ref if row.surveyed.site else None),
        Column(name="written", heading=_("Site as the file says it"),
               value=lambda row: row.surveyed.written or None),
        Column(name="seen", heading=_("Seen, as the file says"), value=lambda row: row.surveyed.seen),
        Column(name="outcome", heading=_("Outcome"), value=lambda row: row.surveyed.answers.outcome or None,
               shown=lambda row: words.standing(row.surveyed.answers.outcome)),
        Column(name="difference", heading=_("Compared"), value=lambda row: row.difference,
               shown=lambda row: str(row.get_difference_display())),
        Column(name="asset", heading=_("Number of the asset"), value=lambda row: row.asset_id),
        Column(name="changes", heading=_("What changes"), value=partial(_said, "changes")),
        Column(name="standing", heading=_("What stands by a person’s word"),
               value=partial(_said, "standing")),
    ),
)  # fmt: skip


def _seen(row: Change) -> datetime | None:
    return row.asset.last_seen if row.asset else None


KEPT = Export(
    name="kept",
    columns=(
        Column(name="label", heading=_("Asset"), value=lambda row: row.label),
        Column(name="asset", heading=_("Number of the asset"), value=lambda row: row.asset_id),
        Column(name="last_seen", heading=_("Last seen"), value=_seen),
    ),
)
