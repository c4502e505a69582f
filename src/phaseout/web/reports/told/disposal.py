"""What does the disposal register say?

The columns are the fields of the certificate of sanitisation in NIST SP 800-88 Rev. 1 (§4.8), as far as that
text is known here; what records CSE's ITSP.40.006 asks for was not read.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phaseout.web.replacement.models import Medium, Replacement
from phaseout.web.replacement.vocabulary import Category, Media, Sort
from phaseout.web.reports.document import Document, Figure, Figures, Key, Note, Section, Table, Value
from phaseout.web.reports.queries.media import hands_of, media, without_media
from phaseout.web.reports.saying import both, coded, product_of, site_of
from phaseout.web.reports.scope import Scope
from phaseout.web.reports.told.parts import NOTHING, section, table

NUMBER = ("medium", _("Medium no."))
WHAT = (
    NUMBER, ("asset", _("Asset")), ("site", _("Site")), ("sort", _("Kind of medium")), ("maker", _("Maker")),
    ("model", _("Model")), ("serial", _("Serial number")), ("property_no", _("Property number")),
    ("source", _("Taken from")), ("before", _("Confidentiality before")),
    ("is_free", _("Nobody waits for what is on it")), ("is_sanitised", _("Certificate")),
)  # fmt: skip
CERTIFICATE = (
    NUMBER, ("category", _("Category")), ("method", _("Method")), ("tool", _("Tool and its version")),
    ("verification", _("How it was verified")), ("after", _("Confidentiality after")),
    ("destination", _("Destination")), ("sanitiser", _("Sanitised by")), ("sanitiser_title", _("Title")),
    ("sanitiser_phone", _("Telephone")), ("sanitised_on", _("Sanitised on")),
    ("sanitised_at", _("Sanitised at")), ("sanitiser_signature", _("Signature")),
    ("verifier", _("Verified by")), ("verifier_title", _("Title")), ("verifier_phone", _("Telephone")),
    ("verified_on", _("Verified on")), ("verified_at", _("Verified at")),
    ("verifier_signature", _("Signature")),
    ("certified_by", _("Recorded by")),
)  # fmt: skip
HANDS = (
    NUMBER, ("step", _("Handover")), ("giver", pgettext_lazy("hand", "From")),
    ("taker", pgettext_lazy("hand", "To")), ("when", pgettext_lazy("day", "On")), ("place", _("Place")),
    ("seal", _("Number of the seal")), ("by", _("Recorded by")),
)  # fmt: skip
AWAITS = (
    NUMBER, ("asset", _("Asset")), ("site", _("Site")), ("sort", _("Kind of medium")),
    ("serial", _("Serial number")), ("since", _("Removed on")), ("days", _("Days since")),
    ("with", _("In whose hands")), ("place", _("Place")), ("seal", _("Number of the seal")),
)  # fmt: skip
WITHOUT = (
    ("replacement", _("Number")), ("asset", _("Asset")), ("product", _("What it is")), ("site", _("Site")),
    ("removed_on", _("Removed on")), ("media", _("Storage media")), ("reason", _("How that is known")),
)  # fmt: skip
SOURCES = _(
    "The fields are those of the certificate of sanitisation in NIST SP 800-88 Rev. 1, as far as that text "
    "is known here: it was withdrawn for Rev. 2, and neither was at hand to be compared. What records CSE’s "
    "ITSP.40.006 asks for was not read. Categories are Clear, Purge and Destroy."
)
UNSEEN = _("No medium that is listed. Into what the last table names as not looked into, somebody must look "
           "first.")  # fmt: skip


def sections(scope: Scope, _before: Document | None) -> tuple[Section, ...]:
    """Return the sections: what awaits sanitisation first, then each medium whole."""
    rows = list(media(scope))
    awaiting = [one for one in rows if _awaits(one)]
    without = list(without_media(scope))
    unknown = sum(one.media != Media.NONE for one in without)
    return (
        section("awaiting", _("Awaiting sanitisation"), _sums(rows, awaiting, unknown),
                _await(awaiting, scope.day, unknown)),
        section("media", _("Media"), table("media", _("Each medium"), WHAT, map(_what, rows))),
        section("certificates", _("Certificates of sanitisation"), Note(text=both(SOURCES)),
                table("certificates", _("Certificates"), CERTIFICATE,
                      (_certificate(one) for one in rows if one.is_sanitised))),
        section("custody", _("Custody"), _hands(rows)),
        section("without", _("Removed, with no medium listed"), _without(without)),
    )  # fmt: skip


def _awaits(one: Medium) -> bool:
    return not one.is_sanitised and one.replacement.removed_on is not None


def _sums(rows: Sequence[Medium], awaiting: Sequence[Medium], unknown: int) -> Figures:
    lines = (
        ("media", _("media listed"), len(rows)),
        ("sanitised", _("with a whole certificate"), sum(one.is_sanitised for one in rows)),
        ("awaiting", _("removed, awaiting sanitisation"), len(awaiting)),
        ("not-looked", _("assets removed, and nobody has looked whether they store anything"), unknown),
    )
    figures = (Figure(id=id_, label=both(title), value=value) for id_, title, value in lines)
    return Figures(id="media-sums", title=both(_("Media")), rows=tuple(figures))


def _await(awaiting: Sequence[Medium], day: date, unknown: int) -> Table:
    rows = sorted(awaiting, key=lambda one: (one.replacement.removed_on or day, one.pk))
    return table("awaiting", _("What awaits sanitisation, the longest first"), AWAITS,
                 (_waiting(one, day) for one in rows), empty=UNSEEN if unknown else NOTHING)  # fmt: skip


def _waiting(one: Medium, day: date) -> list[Value]:
    last = next(reversed(hands_of(one)), None)
    removed = one.replacement.removed_on
    asset = one.replacement.asset
    return [
        Key(number=one.pk), asset.label, site_of(asset), coded(Sort(one.sort)), one.serial or None, removed,
        (day - removed).days if removed else None, last.taker if last else None,
        last.place if last else None, (last.seal or None) if last else None,
    ]  # fmt: skip


def _what(one: Medium) -> list[Value]:
    asset = one.replacement.asset
    return [
        Key(number=one.pk), asset.label, site_of(asset), coded(Sort(one.sort)), one.maker or None,
        one.model or None, one.serial or None, one.property_no or None, one.source or None,
        one.before or None,
        both(_("yes") if one.is_free else _("no")), both(_("whole") if one.is_sanitised else _("missing")),
    ]  # fmt: skip


def _certificate(one: Medium) -> list[Value]:
    by = str(one.certified_by) if one.certified_by else None
    category = coded(Category(one.category)) if one.category else None
    said = [getattr(one, name) or None for name, _heading in CERTIFICATE[2:-1]]
    return [Key(number=one.pk), category, *said, by]


def _hands(rows: Sequence[Medium]) -> Table:
    def lines() -> Iterator[list[Value]]:
        for medium in rows:
            for step, one in enumerate(hands_of(medium), start=1):
                yield [
                    medium.pk,
                    step,
                    one.giver,
                    one.taker,
                    one.when,
                    one.place,
                    one.seal or None,
                    str(one.by),
                ]

    return table("custody", _("Through whose hands each medium went"), HANDS, lines(),
                 empty=_("No medium was handed over."))  # fmt: skip


def _without(rows: Iterable[Replacement]) -> Table:
    return table("without", _("What stores nothing, and what nobody looked into"), WITHOUT, (
        [Key(number=one.pk), one.asset.label, product_of(one.asset), site_of(one.asset), one.removed_on,
         coded(Media(one.media)), one.media_reason or None]
        for one in rows
    ))  # fmt: skip
