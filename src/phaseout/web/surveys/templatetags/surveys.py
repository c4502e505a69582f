"""What a survey shows and changes, in words."""

from django import template

from phaseout.web.estate.models import KeyKind
from phaseout.web.frame import words
from phaseout.web.surveys.changes import changes_said

register = template.Library()
register.simple_tag(changes_said, name="changes")


@register.filter
def key_name(kind: str) -> str:
    """Return what a kind of key is called."""
    return str(KeyKind(kind).label)


@register.filter
def why_unread(said: str) -> str:
    """Return why something was not read."""
    return words.language().unread(said)


@register.simple_tag
def called(asset: object) -> str:
    """Return what a thing of the estate is: maker and model."""
    maker = words.party(str(getattr(asset, "maker", "")))
    return " ".join(part for part in (maker, str(getattr(asset, "model", ""))) if part)
