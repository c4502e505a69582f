"""What is said of a thing of which there is no finding?"""

from django.utils.translation import gettext as _

from phaseout.web.estate.models import Asset
from phaseout.web.findings.recording import SETTLED


def no_finding(asset: Asset) -> str:
    """Return why there is none: nothing applies to the thing, or nothing was determined yet.

    That a measure does not apply becomes a finding only where it once was otherwise: there are hundreds of
    measures and acts, and of most things none applies.
    """
    if asset.outcome != SETTLED:
        return _("None yet. That is not to say that it is allowed.")
    said = _(
        "Nothing applies: of all measures that were asked about it, none does. "
        "That is not to say that it is allowed."
    )
    if not asset.edition or asset.as_of is None:
        return said
    asked = _("Asked about %(day)s, answered by the register of %(edition)s.")
    return f"{said} {asked % {'day': asset.as_of.isoformat(), 'edition': asset.edition}}"
