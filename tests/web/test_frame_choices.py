"""Is a list of choices written as Django writes it, in fewer steps?"""

import gc

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting

from phaseout.web.surveys.cycles import SELDOM, seldom_searched

GROUPED = [("", "any"), ("Makers", [("a", "A & B"), (2, '"two"')]), ("<i>", "<i>")]


@pytest.mark.parametrize("chosen", [None, "a", 2, "<i>", "gone"])
@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple])
def test_choices_are_written_as_django_writes_them(widget, chosen):
    of = widget(attrs={"class": "long", "required": True}, choices=GROUPED)
    value = [chosen] if widget is forms.SelectMultiple else chosen
    ours, theirs = (
        " ".join(of.render("which", value, attrs={"id": "id_which"}, renderer=renderer).split())
        for renderer in (TemplatesSetting(), DjangoTemplates())
    )
    assert ours == theirs
    assert ours.count("<option") == 4


def test_cycles_are_searched_for_as_before_once_a_job_has_failed():
    usual = gc.get_threshold()

    @seldom_searched()
    def job():
        assert gc.get_threshold() == SELDOM
        raise TimeoutError

    with pytest.raises(TimeoutError):
        job()
    assert gc.get_threshold() == usual
