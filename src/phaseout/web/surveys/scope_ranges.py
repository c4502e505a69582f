"""How do people enter the networks of a scope: which, at which site, and whose?"""

from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Site
from phaseout.web.frame.credentials import WithoutSecretField

LONGEST = 200
PARTS = ("network", "site", "segment", "note")
Range = dict[str, str]


def networks(text: str) -> list[str]:
    """Return networks that somebody wrote, set apart by commas or blanks.

    Raises:
        ValidationError: one is none.
    """
    return [network(one) for one in text.replace(",", " ").split()]


def network(text: str) -> str:
    """Return a network as it is written in one way.

    Raises:
        ValidationError: it is none.
    """
    try:
        return str(ip_network(text))
    except ValueError:
        raise ValidationError(
            _("%(what)s is no network: write 10.20.0.0/16, or an address."), params={"what": text[:60]}
        ) from None


def of_one_line(text: str) -> None:
    """Refuse what a line of a signed file cannot hold."""
    if not text.isprintable():
        raise ValidationError(_("It has characters that nobody sees."))


def line(label: Any, longest: int = LONGEST, **more: Any) -> WithoutSecretField:
    """Return a field for a line of the signed file."""
    return WithoutSecretField(label=label, max_length=longest, validators=[of_one_line], **more)


def range_fields(place: int, said: Range, site: Site | None, sites: Any) -> Iterator[tuple[str, forms.Field]]:
    """Yield the fields of the range in a place, each with its name."""
    number = {"number": place + 1}
    yield f"network_{place}", line(
        _("Network %(number)d") % number, 60, required=False, initial=said.get("network", ""),
        help_text=_("Such as 10.20.0.0/16."),
    )  # fmt: skip
    yield f"site_{place}", forms.ModelChoiceField(
        label=_("Site of network %(number)d") % number, queryset=sites, required=False, initial=site,
        empty_label=_("– choose –"),
    )  # fmt: skip
    yield f"segment_{place}", line(
        _("Segment of network %(number)d") % number, required=False, initial=said.get("segment", ""),
        help_text=_("Where one site has the same addresses several times, which of them these are."),
    )  # fmt: skip
    yield f"note_{place}", line(
        _("Whose network %(number)d is") % number, required=False, initial=said.get("note", ""),
        help_text=_("Needed for public addresses alone: whose they are, and by what right they are asked."),
    )  # fmt: skip
