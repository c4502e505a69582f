"""What are the words of the register called in the reader's language? As every report says them."""

from dataclasses import replace
from functools import cache

from django.utils.translation import get_language

from phaseout.register import Register
from phaseout.report.language import Language
from phaseout.report.measure_page import register_labels
from phaseout.survey.labels import every_label


@cache
def register() -> Register:
    """Return the register of this server: one for the life of a process."""
    return Register.open()


def language() -> Language:
    """Return the reader's language, with the names of everything the register speaks of."""
    return _language("fr" if get_language() == "fr" else "en")


@cache
def _language(code: str) -> Language:
    labels = replace(every_label(register()), measures=register_labels(register()).measures)
    return Language(code, labels)
