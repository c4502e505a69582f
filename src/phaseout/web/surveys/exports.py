"""What of the lists of surveys, and of what they show, leaves as files?"""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.exports import ASSETS
from phaseout.web.frame.export import Column, Export, plain
from phaseout.web.frame.naming import learnt
from phaseout.web.frame.words import language

SURVEYS = Export(
    name="surveys",
    columns=(
        Column(name="id", heading=_("Number"), value=lambda survey: survey.pk),
        plain("name", _("Survey")),
        Column(name="state", heading=_("State"), value=lambda survey: survey.state,
               shown=lambda survey: str(survey.get_state_display())),
        Column(name="organisation", heading=_("Organisation"), value=lambda survey: survey.organisation_id,
               shown=lambda survey: survey.organisation.name),
        Column(name="site", heading=_("Site"), value=lambda survey: survey.site.ref if survey.site else None),
        plain("as_of", _("Law as of")),
        Column(name="register", heading=_("Register"), value=lambda survey: survey.register_edition or None),
        Column(name="things", heading=_("Assets"), value=lambda survey: survey.assets_done),
        Column(name="new", heading=_("New"), value=lambda survey: survey.new),
        Column(name="changed", heading=_("Changed"), value=lambda survey: survey.changed),
        Column(name="conflict", heading=_("In conflict"), value=lambda survey: survey.conflict),
        Column(name="unread", heading=_("Not read"), value=lambda survey: survey.unread),
        Column(name="unexamined", heading=_("Files not examined"), value=lambda survey: survey.unexamined),
        plain("entered", _("Brought in")),
        plain("applied", _("Taken over")),
        Column(name="by", heading=_("By"), value=lambda one: one.by_id if one.is_named else None,
               shown=lambda one: learnt(one, one.by)),
        plain("note", _("Note")),
    ),
)  # fmt: skip
NOT_SEEN = replace(ASSETS, name="not-seen")
UNREAD = Export(
    name="unread",
    columns=(
        Column(name="file", heading=_("File"), value=lambda unread: unread.file.name),
        Column(name="place", heading=_("Place"), value=lambda unread: unread.locator,
               shown=lambda unread: language().locator(unread.locator)),
        Column(name="why", heading=_("Why"), value=lambda unread: unread.why,
               shown=lambda unread: language().unread(unread.why)),
    ),
)  # fmt: skip
"""What could not be read of a survey."""
SCOPES = Export(
    name="scopes",
    columns=(
        Column(name="id", heading=_("Number"), value=lambda one: one.pk),
        plain("name", _("Scope")),
        Column(name="state", heading=_("State"), value=lambda one: one.state,
               shown=lambda one: str(one.get_state_display())),
        Column(name="organisation", heading=_("Organisation"), value=lambda one: one.organisation_id,
               shown=lambda one: one.organisation.name),
        Column(name="ranges", heading=_("Networks"),
               value=lambda one: ", ".join(each["network"] for each in one.ranges) or None),
        plain("expires", _("Holds until")),
        Column(name="by", heading=_("Drafted by"),
               value=lambda one: one.by_id if one.is_named else None,
               shown=lambda one: learnt(one, one.by)),
        Column(name="decided_by", heading=_("Decided by"),
               value=lambda one: one.decided_by_id if one.is_named else None,
               shown=lambda one: learnt(one, one.decided_by)),
        plain("decided", _("Decided")),
        Column(name="bundles", heading=_("Bundles"), value=lambda one: one.bundles),
        plain("sha256", _("Digest")),
    ),
)  # fmt: skip
