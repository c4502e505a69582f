"""How is a question put, what may be answered to it, and about what?"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phaseout.domain.facts import DATE_FACTS, MANIFOLD
from phaseout.domain.span import span_of
from phaseout.intake.answers_file import ASSET_KEYS, ORIGIN, ROLES, SINGLE
from phaseout.intake.context_file import FACT_KEYS
from phaseout.intake.fact_words import meant
from phaseout.survey.answer_words import words_to_answer
from phaseout.web.estate.models import Asset, Organisation, Site
from phaseout.web.estate.queries import CLAIMED
from phaseout.web.findings.forms import Picker, reasoned
from phaseout.web.findings.models import Answer
from phaseout.web.findings.overruled import Estate, Stated
from phaseout.web.findings.place import OF_THINGS, About, Place, place_of
from phaseout.web.findings.queries import things_waiting
from phaseout.web.findings.waited import WaitedFirst, grouped, said_of_counting
from phaseout.web.frame import words
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.editing import Cleaned

ANSWERABLE = frozenset((ROLES, *FACT_KEYS, *ASSET_KEYS))
THINGS = 100
"""Things that one form lists."""
COUNTRY = 2
"""Letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A fact as it is asked for in the reader's language."""

    fact: str
    name: str
    text: str
    asked_of: str
    """Who usually knows."""

    @property
    def is_answerable(self) -> bool:
        """Whether it can be answered here; what else is missing comes with a survey."""
        return self.fact in ANSWERABLE


def question(fact: str, awaited: Collection[str] = ()) -> Question:
    """Return how a fact is asked for; one that the register no longer has by its name alone.

    Args:
        fact: its id.
        awaited: words of it that are waited for. Of a fact that gathers several matters only those are asked
            that they belong to, each of who knows it; all of them where none is named.
    """
    vocabulary = words.register().vocabulary
    known = vocabulary.facts.get(fact)
    code = words.language().code
    if known is None:
        return Question(fact=fact, name=words.language().facts((fact,)), text=fact, asked_of="")
    wanted = {vocabulary.aspects.get((fact, word)) for word in awaited}
    matters = [matter for id_, matter in known.aspects.items() if id_ in wanted]
    texts = [one.question for one in matters] or [known.question]
    asked_of = [one.asked_of or known.asked_of for one in matters] or [known.asked_of]
    return Question(
        fact=fact,
        name=words.language().facts((fact,)),
        text=" ".join(one.in_language(code) for one in texts),
        asked_of="; ".join(dict.fromkeys(one.in_language(code) for one in asked_of)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer as a list shows it."""

    question: Question
    answer: Answer
    said: str
    """What was answered, in the reader's language."""
    against: Stated | None
    """What the estate states otherwise, so that the answer does not count."""
    may_withdraw: bool


def answered(access: Access, answers: Iterable[Answer]) -> list[Answered]:
    """Return answers as a list shows them."""
    estate = Estate(access)
    return [
        Answered(
            question=question(one.fact), answer=one, said=_said(one), against=estate.against(one),
            may_withdraw=_may_withdraw(access, one),
        )
        for one in answers
    ]  # fmt: skip


def _may_withdraw(access: Access, one: Answer) -> bool:
    is_of_thing = one.asset_id is not None and one.fact in CLAIMED  # its own page is where that is corrected
    return one.withdrawn is None and not is_of_thing and access.may(Permission.ASSESS, one.organisation_id)


def _said(answer: Answer) -> str:
    named = {"maker": words.party, "brand": words.brand}.get(answer.fact)
    return ", ".join(
        named(one) if named else words.language().term(answer.fact, one) for one in answer.values
    )


def choices(fact: str) -> list[tuple[str, str]]:
    """Return (word, name) of all that can be answered; none where it is a name, a day or a country."""
    if fact == ROLES:
        return words.roles()
    if fact == "kind":
        return words.kinds()
    return [
        (one, words.language().term(fact, one)) for one in words.register().vocabulary.values.get(fact, {})
    ]


class Values(forms.CharField):
    """A name, a day or a country, written; several with commas between."""

    def __init__(self, fact: str) -> None:
        super().__init__(label=gettext_lazy("Answer"), help_text=_help(fact), max_length=300)
        self.fact = fact

    def clean(self, value: object) -> list[str]:
        """Return the words that were written, each as the register has it."""
        text = str(super().clean(value))
        parts = [text] if self.fact in (*SINGLE, *DATE_FACTS) else text.split(",")
        return list(dict.fromkeys(_word(self.fact, part.strip()) for part in parts if part.strip()))


class Answering(forms.Form):
    """An answer, about what it holds, and how somebody knows."""

    field_order = ("values", "place", "reason", "on")
    reason = reasoned(gettext_lazy("How you know"))
    stated: Sequence[Stated] = ()
    """What the estate states otherwise of the places that were chosen."""
    on = forms.DateField(label=gettext_lazy("Known on"), widget=Picker(), initial=timezone.localdate)

    def __init__(
        self, access: Access, fact: str, *args: Any, places: Sequence[Place] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._access, self._fact, self._given = access, fact, places
        self.fields["values"] = _values(access, fact)
        if places is None:  # who names them otherwise is shown none to choose from
            self.fields["place"] = self._place()
        self.order_fields(self.field_order)

    @property
    def answer(self) -> dict[str, Any]:
        """What was answered, without what it is about."""
        return {name: self.cleaned_data[name] for name in ("values", "reason", "on")}

    def clean_values(self) -> list[str]:
        """Return a list, whatever the field; of what can be but one, refuse several."""
        given = self.cleaned_data["values"]
        sent: list[str] = self.data.getlist("values")  # type: ignore[attr-defined] # it is a QueryDict
        if self._fact in SINGLE and len(set(sent)) > 1:  # of several, a field would take the last
            raise ValidationError(_("It is one of these, not several."))
        return [given] if isinstance(given, str) else given

    def clean_on(self) -> object:
        """Refuse a day to come."""
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("That day is still to come."))
        return day

    def clean_place(self) -> list[Place]:
        """Return what the answer is about."""
        given = self.cleaned_data["place"]
        named = [one.partition(":") for one in ([given] if isinstance(given, str) else given)]
        found = [place_of(self._access, About(about), int(pk)) for about, _colon, pk in named]
        return [one for one in found if one is not None]  # each was offered, so that none is lost

    def clean(self) -> Cleaned | None:
        """Refuse what the estate states otherwise: an answer would count for nothing against it."""
        given = super().clean()
        values, places = self.cleaned_data.get("values"), self._given or self.cleaned_data.get("place")
        if values and places and self._fact not in OF_THINGS:
            self.stated = list(self._stated(values, places))
            for one in self.stated:
                self.add_error("values", one.said)
        return given

    def _stated(self, values: Sequence[str], places: Iterable[Place]) -> Iterator[Stated]:
        """Yield what the estate states otherwise of places."""
        estate = Estate(self._access)
        for one in places:
            if one.asset is None:
                site = Site.objects.visible_to(self._access).get(pk=one.site) if one.site else None
                differing = estate.differing(self._fact, values, one.organisation, site)
                if differing is not None:
                    yield differing

    def _place(self) -> forms.Field:
        label = gettext_lazy("It holds for")
        if self._fact in OF_THINGS:
            return forms.MultipleChoiceField(
                label=label, choices=self._things(), widget=forms.CheckboxSelectMultiple
            )
        groups: list[tuple[object, list[tuple[str, str]]]] = [
            (_("Organisation and all below it"), self._branches())
        ]
        if self._fact != ROLES:
            groups.append((_("Site"), self._sites()))
            if one := self._one_thing():
                groups.append((_("This asset alone"), one))
        return forms.ChoiceField(label=label, choices=groups)

    def _branches(self) -> list[tuple[str, str]]:
        mine = Organisation.objects.within(self._access, Permission.ASSESS)
        return [(f"organisation:{one.pk}", one.name) for one in mine.order_by("path")]

    def _sites(self) -> list[tuple[str, str]]:
        mine = Site.objects.within(self._access, Permission.ASSESS).order_by("ref")
        return [(f"site:{one.pk}", f"{one.ref} – {one.name}" if one.name else one.ref) for one in mine]

    def _one_thing(self) -> list[tuple[str, str]]:
        given = str(self.data.get("place") or self.initial.get("place") or "")
        pk = given.removeprefix("asset:")
        if pk == given or not pk.isdecimal():
            return []
        mine = Asset.objects.within(self._access, Permission.ASSESS).filter(pk=pk)
        return [(f"asset:{one.pk}", one.label) for one in mine]

    def _things(self) -> list[tuple[str, str]]:
        mine = Asset.objects.within(self._access, Permission.ASSESS).select_related("site")
        waiting = things_waiting(self._access, self._fact, THINGS).select_related("site")
        if self.is_bound:  # what was shown may have been answered meanwhile: it is still what was chosen
            given: list[str] = self.data.getlist("place")  # type: ignore[attr-defined] # it is a QueryDict
            chosen = [pk for one in given if (pk := one.removeprefix("asset:")).isdecimal()]
            waiting = mine.filter(Q(pk__in=chosen[:THINGS])).order_by("label", "pk") if chosen else waiting
        return [(f"asset:{one.pk}", _thing(one)) for one in waiting[:THINGS]]


def _thing(asset: Asset) -> str:
    product = f"{words.language().brand(asset.brand)} {asset.model}".strip()
    return " · ".join(filter(None, (asset.label, product, asset.site.name if asset.site else "")))


def _values(access: Access, fact: str) -> forms.Field:
    label = gettext_lazy("Answer")
    known = choices(fact)
    if not known:
        return Values(fact)
    if fact in SINGLE:
        return forms.ChoiceField(label=label, choices=[("", _("– choose –")), *known])
    if fact == ROLES or fact in MANIFOLD:
        groups = grouped(access, fact, known)
        if len(groups) > 1:
            return forms.MultipleChoiceField(
                label=label, choices=groups, widget=WaitedFirst, help_text=said_of_counting(access, fact),
            )  # fmt: skip
    return forms.MultipleChoiceField(
        label=label, choices=known, widget=forms.CheckboxSelectMultiple,
        help_text=_("All that is so: the list is taken for the whole."),
    )  # fmt: skip


def _help(fact: str) -> str:
    if fact in DATE_FACTS:
        return _("A day, a month or a year: 2024-06-30, 2024-06 or 2024.")
    if fact == ORIGIN:
        return _("Countries by their two letters, such as CN, with commas between.")
    return _("A name as the register knows it.")


def _word(fact: str, text: str) -> str:
    if fact in DATE_FACTS:
        if span_of(text) is None:
            raise ValidationError(_("“%(text)s” is no day, month or year.") % {"text": text})
        return text
    if fact == ORIGIN:
        if len(text) != COUNTRY or not text.isascii() or not text.isalpha():
            raise ValidationError(_("“%(text)s” is no country of two letters.") % {"text": text})
        return text.upper()
    word = meant(fact, text, words_to_answer(words.register()))
    if word is None:
        raise ValidationError(_("The register knows nothing called “%(text)s”.") % {"text": text})
    return word
