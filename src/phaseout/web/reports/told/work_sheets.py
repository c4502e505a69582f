"""What does the sheet of each site say that somebody takes along?"""

from collections import defaultdict

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phaseout.web.estate.models import Asset, Holder, KeyKind, Room, Site
from phaseout.web.replacement.models import Replacement
from phaseout.web.replacement.vocabulary import Media, Replacing
from phaseout.web.reports.document import Box, Coded, Document, Key, Scan, Section, Table, Value, Words
from phaseout.web.reports.queries.work import to_do, to_look_at
from phaseout.web.reports.saying import both, coded, named, product_of, where
from phaseout.web.reports.scope import Scope
from phaseout.web.reports.told.parts import section, table

ROOM = Box(is_room=True)
FACTS = (("what", _("What")), ("said", _("As it is kept")))
TO_DO = (
    ("number", _("Number")), ("scan", _("Scan")), ("asset", _("Asset")), ("product", _("What it is")),
    ("serial", _("Serial number")), ("where", _("Where")), ("replaced_by", _("What replaces it")),
    ("visit", _("Day of the work")), ("media", _("Storage media")), ("label", _("Label read")),
    ("removed", _("Taken down")), ("replaced", _("Replacement works")), ("taken", _("Media taken, seal no.")),
    ("note", _("Note")),
)  # fmt: skip
LOOK = (
    ("scan", _("Scan")), ("asset", _("Asset")), ("product", _("What it is")), ("serial", _("Serial number")),
    ("where", _("Where")), ("label", _("Label photographed")), ("gone", _("Not there")), ("note", _("Note")),
)  # fmt: skip


def sections(scope: Scope, _before: Document | None) -> tuple[Section, ...]:
    """Return a section for each site with anything to do or to look at, and one of what has no site."""
    work: dict[Site | None, list[Replacement]] = defaultdict(list)
    for one in to_do(scope):
        work[one.asset.site].append(one)
    look: dict[Site | None, list[Asset]] = defaultdict(list)
    for asset in to_look_at(scope):
        look[asset.site].append(asset)
    sites = sorted(
        {*work, *look}, key=lambda one: (one is None, one.ref if one else "", one.pk if one else 0)
    )
    made = [
        _sheet(scope, site, work[site], look[site], first=number == 0) for number, site in enumerate(sites)
    ]
    nothing = section("none", _("Nothing to do"), table("facts", _("Sites"), FACTS, ()))
    return tuple(made) or (nothing,)


def _sheet(
    scope: Scope, site: Site | None, work: list[Replacement], look: list[Asset], *, first: bool
) -> Section:
    title = where(site) if site else both(_("Nobody knows where these stand"))
    parts = [_facts(site)] if site else []
    parts += [
        table("to-do", _("To take down and to replace"), TO_DO, (_to_do(scope, one) for one in work),
              empty=_("Nothing is to be taken down here.")),
        table("to-look-at", _("To look at: nobody knows yet whether it must go"), LOOK,
              (_look(scope, one) for one in look), empty=_("Nothing is to be looked at here.")),
        _signed(),
    ]  # fmt: skip
    id_ = f"site-{site.pk}" if site else "no-site"
    return section(id_, title, *parts, is_on_new_page=not first)


def _facts(site: Site) -> Table:
    owner = coded(Holder(site.owner)) if site.owner else both(_("nobody said"))
    rows: list[list[Value]] = [
        [both(_("Address")), site.address or None], [both(_("Custodian")), site.custodian or None],
        [both(_("Owner")), owner], [both(_("End of the lease")), site.lease_end],
    ]  # fmt: skip
    return table("facts", _("The site"), FACTS, rows)


def _signed() -> Table:
    columns = (("done", _("Done by")), ("on", _("Day")), ("signature", _("Signature")))
    return table("signed", _("Who did it"), columns, [[ROOM, ROOM, ROOM]])


def _to_do(scope: Scope, one: Replacement) -> list[Value]:
    asset = one.asset
    return [
        Key(number=one.pk), _scan(scope, asset), asset.label, product_of(asset), _serial(asset),
        _place(asset.room), _replaced_by(one), one.visit, coded(Media(one.media)),
        Box(), Box(), Box(), ROOM, ROOM,
    ]  # fmt: skip


def _look(scope: Scope, asset: Asset) -> list[Value]:
    known = [asset.label, product_of(asset), _serial(asset), _place(asset.room)]
    return [_scan(scope, asset), *known, Box(), Box(), ROOM]


def _scan(scope: Scope, asset: Asset) -> Scan:
    return Scan(address=scope.server.rstrip("/") + reverse("asset", args=[asset.pk]))


def _serial(asset: Asset) -> str | None:
    return next((key.value for key in asset.keys.all() if key.kind == KeyKind.SERIAL), None)


def _place(room: Room | None) -> Words | None:
    if room is None:
        return None
    names = [named(one) for one in (room.floor.building, room.floor, room)]
    return Words(en=" · ".join(one.en for one in names), fr=" · ".join(one.fr for one in names))


def _replaced_by(one: Replacement) -> str | Coded:
    match Replacing(one.replacing):
        case Replacing.ASSET if one.replaced_by:
            return one.replaced_by.label
        case Replacing.MODEL:
            return one.replaced_model
        case other:
            return coded(other)
