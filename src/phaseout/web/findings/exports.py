"""What of the work list leaves as a file?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.findings.effect import effect_of_rule
from phaseout.web.findings.models import Finding
from phaseout.web.findings.recording import RULING
from phaseout.web.frame.export import Column, Export, plain
from phaseout.web.frame.words import language, register


def _waits_for(finding: Finding) -> list[str]:
    return sorted(one.fact for one in finding.asked.all())


def _needed(fact: str) -> str:
    return str(_("a ruling")) if fact == RULING else language().facts((fact,))


FINDINGS = Export(
    name="findings",
    columns=(
        Column(name="id", heading=_("Number"), value=lambda finding: finding.pk),
        Column(name="asset", heading=_("Number of the asset"), value=lambda finding: finding.asset_id),
        Column(name="label", heading=_("Asset"), value=lambda finding: finding.asset.label),
        Column(name="maker", heading=_("Maker"), value=lambda finding: finding.maker or None,
               shown=lambda finding: language().party(finding.maker) if finding.maker else None),
        Column(name="organisation", heading=_("Organisation"),
               value=lambda finding: finding.organisation_id,
               shown=lambda finding: finding.organisation.name),
        Column(name="site", heading=_("Site"),
               value=lambda finding: finding.site.ref if finding.site else None),
        Column(name="measure", heading=_("Measure"), value=lambda finding: finding.measure,
               shown=lambda finding: language().measure(finding.measure)),
        Column(name="act", heading=_("Act"), value=lambda finding: finding.act,
               shown=lambda finding: language().term("act", finding.act)),
        Column(name="outcome", heading=_("Outcome"), value=lambda finding: finding.outcome,
               shown=lambda finding: str(finding.get_outcome_display())),
        plain("on", _("From")),
        plain("until", _("Until")),
        plain("since", _("Since")),
        plain("as_of", _("Asked about")),
        Column(name="rule_in_effect_since", heading=_("Rule in effect since"), value=effect_of_rule),
        plain("clause", _("Clause")),
        Column(name="duty", heading=_("Duty"), value=lambda finding: finding.duty or None,
               shown=lambda finding: language().term("duty", finding.duty) if finding.duty else None),
        Column(name="questions", heading=_("Waits for"), value=_waits_for,
               shown=lambda finding: [_needed(one) for one in _waits_for(finding)]),
        Column(name="review", heading=_("Review"), value=lambda finding: finding.review.value,
               shown=lambda finding: str(finding.review.label)),
        Column(name="step", heading=_("Step"), value=lambda finding: finding.step,
               shown=lambda finding: str(finding.get_step_display())),
        Column(name="verdict", heading=_("Judgement"), value=lambda finding: finding.verdict or None,
               shown=lambda finding: str(finding.get_verdict_display())),
        plain("expires", _("Counts until")),
        plain("determined", _("Last determined")),
        Column(name="register", heading=_("Register"), value=lambda finding: finding.edition),
        plain("checked_through", _("Checked through")),
        Column(name="survey", heading=_("Number of the survey"), value=lambda finding: finding.survey),
    ),
    needs=("asked",),
)  # fmt: skip
"""With the edition of the register that answered each last, when, and through which day it was checked."""
QUESTIONS = Export(
    name="questions",
    columns=(
        Column(name="fact", heading=_("Question id"), value=lambda row: row[0].fact),
        Column(name="name", heading=_("Question"), value=lambda row: row[0].name),
        Column(name="text", heading=_("As it is asked"), value=lambda row: row[0].text),
        Column(name="asked_of", heading=_("Who usually knows"), value=lambda row: row[0].asked_of or None),
        Column(name="findings", heading=_("Findings that wait"), value=lambda row: row[1].findings),
        Column(name="assets", heading=_("Assets"), value=lambda row: row[1].assets),
        Column(name="register", heading=_("Register"), value=lambda _row: register().stamp.edition),
    ),
)
"""Of pairs of a question and what waits for it, with the edition of the register that asks."""
