"""What of the list of people leaves as a file?"""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.export import Column, Export, plain

PEOPLE = Export(
    name="people",
    columns=(
        Column(name="id", heading=_("Number"), value=lambda person: person.pk),
        plain("name", _("Name")),
        plain("email", _("E-mail address")),
        Column(name="roles", heading=_("Roles"),
               value=lambda person: [f"{one.role} {one.organisation_id}" for one in person.grants_here],
               shown=lambda person: [f"{one.role_name} – {one.organisation.name}"
                                     for one in person.grants_here]),
        Column(name="is_guarded", heading=_("Second factor"), value=lambda person: person.is_guarded,
               shown=lambda person: gettext("set up") if person.is_guarded else gettext("none")),
        Column(name="is_active", heading=_("Account"), value=lambda person: person.is_active,
               shown=lambda person: gettext("open") if person.is_active else gettext("closed")),
        plain("last_login", _("Last sign-in")),
    ),
)  # fmt: skip
"""Roles as far as the asker reaches."""
