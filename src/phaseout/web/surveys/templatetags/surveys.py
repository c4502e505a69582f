"""Words of the register in templates: outcomes, makers, kinds, fields, keys."""

from collections.abc import Mapping

from django import template

from phaseout.web.surveys import words

register = template.Library()


@register.filter
def outcome(said: str) -> str:
    """Return what an outcome is called."""
    return words.value("outcome", said, {})


@register.filter
def key_name(kind: str) -> str:
    """Return what a kind of key is called."""
    return words.key(kind)


@register.filter
def why_unread(said: str) -> str:
    """Return why something was not read."""
    return words.reader().unread(said)


@register.simple_tag
def changes(
    said: Mapping[str, tuple[object, object]], sites: Mapping[int, str]
) -> list[tuple[str, str, str]]:
    """Return each field that changes, with what it was and what it becomes."""
    return [
        (str(words.FIELDS[field]), words.value(field, before, sites), words.value(field, after, sites))
        for field, (before, after) in said.items()
    ]


@register.simple_tag
def colon() -> str:
    """Return a colon with the space before it that the reader's language puts there."""
    return words.reader().colon


@register.simple_tag
def called(asset: object) -> str:
    """Return what a thing of the estate is: maker and model."""
    maker = words.value("maker", getattr(asset, "maker", ""), {})
    return " ".join(part for part in (maker, str(getattr(asset, "model", ""))) if part not in ("", "–"))
