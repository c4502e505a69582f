"""What do people enter when they speak of things and give tasks?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phaseout.web.discussion.models import DOERS, LONGEST_TEXT, State, Task, Thing
from phaseout.web.discussion.queries import people_who_may
from phaseout.web.discussion.services import TaskFacts
from phaseout.web.discussion.things import organisation_of
from phaseout.web.estate.forms import day_field
from phaseout.web.estate.queries import organisation_choices
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.credentials import CleanedTextField, WithoutSecretField
from phaseout.web.frame.editing import OfVersion, version_of
from phaseout.web.people.models import Person

PERSON, ROLE = "person", "role"


class Saying(forms.Form):
    """A comment."""

    text = CleanedTextField(
        label=_("Comment"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody who sees this page reads it. To tell somebody, write @ and their name."),
    )


class SayingAnew(OfVersion, Saying):
    """A comment that is there already."""


class Giving(forms.Form):
    """A task."""

    title = WithoutSecretField(label=_("What is to be done"), max_length=200)
    who = forms.ChoiceField(
        label=_("By whom"),
        help_text=_("A person who may act there, or everybody who has a role there: the first one does it."),
    )
    due = day_field(_("Due"), required=False)
    note = CleanedTextField(
        label=_("Note"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, thing: Thing, given_to: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {one.pk: one for one in people_who_may(Permission.DISCUSS, organisation_of(thing))}
        roles = [(f"{ROLE}:{role}", name) for role, name in DOERS]
        people = [(f"{PERSON}:{pk}", str(one)) for pk, one in self._people.items()]
        if given_to is not None and given_to.pk not in self._people:
            self._people[given_to.pk] = given_to
            said = _("%(name)s, who may act there no more")
            people.append((f"{PERSON}:{given_to.pk}", str(said) % {"name": given_to}))
        self.doers = [*roles, *people]
        groups = [(_("Whoever is"), roles), (_("A person"), people)]
        self.fields["who"].choices = [("", "–"), *groups]  # type: ignore[attr-defined]

    def facts(self) -> TaskFacts:
        """Return what was entered."""
        given = self.cleaned_data
        sort, _colon, whose = given["who"].partition(":")
        person: Person | None = self._people[int(whose)] if sort == PERSON else None
        return TaskFacts(
            title=given["title"], note=given["note"], due=given["due"],
            person=person, role=whose if sort == ROLE else "",
        )  # fmt: skip


class GivingAnew(OfVersion, Giving):
    """A task that is there already; whose it is it may stay, whatever they may do there by now."""

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, thing=task.thing, given_to=task.person, **kwargs)


def as_it_is(task: Task) -> dict[str, object]:
    """Return what a form about a task begins with."""
    who = f"{PERSON}:{task.person_id}" if task.person_id else f"{ROLE}:{task.role}"
    return {"title": task.title, "who": who, "due": task.due, "note": task.note, **version_of(task)}


class Where(forms.Form):
    """The organisation that a task is given in, where it is about no single thing."""

    organisation = forms.TypedChoiceField(label=_("Organisation"), coerce=int)

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = organisation_choices(access, Permission.DISCUSS)
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]


class Settling(OfVersion):
    """That a task is done, given up, or open again."""

    state = forms.ChoiceField(label=_("It is"), choices=State.choices, widget=forms.HiddenInput)
    answer = CleanedTextField(
        label=_("What became of it"), required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class WithdrawingComment(OfVersion):
    """That a comment is taken back."""
