"""By what are people found?"""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet

from phaseout.web.frame.access import ROLE_NAMES, Permission
from phaseout.web.people.models import Grant, Person
from phaseout.web.people.queries import named


class PeopleFilter(FilterSet):  # type: ignore[misc] # it has no types
    """Part of a name or an address, a role, whether they may sign in."""

    q = CharFilter(label=_("Name or address"), method="named")
    role = ChoiceFilter(
        label=_("Role"),
        choices=[(role.value, name) for role, name in ROLE_NAMES.items()],
        method="having",
        empty_label=_("any"),
    )
    account = ChoiceFilter(
        label=_("Account"),
        field_name="is_active",
        choices=[("True", _("open")), ("False", _("closed"))],
        empty_label=_("any"),
    )

    class Meta:
        """Fields of their own."""

        model = Person
        fields = ()

    def named(self, rows: QuerySet[Person], _name: str, value: str) -> QuerySet[Person]:
        """Return those with it in their name or address."""
        return named(rows, value)

    def having(self, rows: QuerySet[Person], _name: str, value: Any) -> QuerySet[Person]:
        """Return those with the role where the asker keeps people: elsewhere is not theirs to know."""
        here = Grant.objects.within(self.request.access, Permission.KEEP_PEOPLE)
        return rows.filter(Exists(here.filter(person=OuterRef("pk"), role=value)))
