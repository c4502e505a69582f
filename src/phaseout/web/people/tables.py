"""How are people shown in a list?"""

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tables2 import Column, Table

from phaseout.web.frame.columns import MomentColumn
from phaseout.web.people.models import Person


class PeopleTable(Table):  # type: ignore[misc] # it has no types
    """People, and what they are where."""

    name = Column(linkify=lambda record: reverse("person", args=[record.pk]), verbose_name=_("Name"))
    email = Column(verbose_name=_("E-mail address"))
    roles = Column(accessor="grants_here", orderable=False, verbose_name=_("Roles"))
    is_guarded = Column(verbose_name=_("Second factor"))
    is_active = Column(verbose_name=_("Account"))
    last_login = MomentColumn(verbose_name=_("Last sign-in"), default="–")

    class Meta:
        """By name, and who has none after the others."""

        order_by = ("name",)

    def render_name(self, value: str, record: Person) -> str:
        """Return the name, or the address of who gave none."""
        return value or record.email

    def render_roles(self, record: Person) -> SafeString:
        """Return each role with its place, as far as the asker reaches."""
        given = [(one.role_name, one.organisation.name) for one in record.grants_here]  # type: ignore[attr-defined]
        return format_html_join("; ", "{} – {}", given)

    def render_is_guarded(self, value: object) -> str:
        """Return whether there is one."""
        return gettext("set up") if value else gettext("none")

    def render_is_active(self, value: object) -> str:
        """Return whether they may sign in."""
        return gettext("open") if value else gettext("closed")
