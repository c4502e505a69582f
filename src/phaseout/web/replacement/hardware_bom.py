"""How do replacements become a hardware bill of materials? (CycloneDX 1.6, as ``report.hardware_bom``)

A list holds what somebody narrowed it to, and surveys may not have met all: no file says to be complete.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

import phaseout
from phaseout.report.hardware_bom import OPENING, ending
from phaseout.report.hardware_component import FUNCTION, MAC, SERIAL, TAG, UNNAMED
from phaseout.report.json_bytes import Object, json_bytes
from phaseout.web.estate.models import KeyKind
from phaseout.web.frame.words import is_firm, party
from phaseout.web.replacement.models import Replacement

KEYS = {KeyKind.SERIAL: SERIAL, KeyKind.MAC: MAC, KeyKind.REF: TAG, KeyKind.IP: "phaseout:ip"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HardwareBom:
    """The bill of materials of a list of replacements, each with ``standing``."""

    title: str = "CycloneDX"
    suffix: str = "json"
    media_type: str = "application/vnd.cyclonedx+json; version=1.6"

    def parts(self, batches: Iterator[list[Any]]) -> Iterator[bytes]:
        """Yield the file; last a serial number that is that of its content."""
        digest = hashlib.sha256()
        for part in self._content(batches):
            digest.update(part)
            yield part
        yield ending(digest.digest())

    def _content(self, batches: Iterator[list[Any]]) -> Iterator[bytes]:
        yield OPENING
        yield b'"metadata":%b,\n"components":[' % json_bytes(_metadata())
        border = b"\n "
        for row in (row for some in batches for row in some):
            yield border + json_bytes(component(row))
            border = b",\n "
        yield b'],\n"compositions":[{"aggregate":"unknown"}],\n"version":1,\n'


def component(one: Replacement) -> Object:
    """Return the thing of a replacement as a component; its maker is named where that is firm."""
    asset = one.asset
    made: Object = {
        "type": "device",
        "bom-ref": f"asset/{asset.pk}",
        "name": asset.model or asset.kind or UNNAMED,
    }
    if asset.maker and is_firm(asset.maker_grade):
        made["manufacturer"] = {"name": party(asset.maker)}
    if asset.firmware:
        made["components"] = [
            {"type": "firmware", "bom-ref": f"asset/{asset.pk}#firmware", "name": "firmware",
             "version": asset.firmware}
        ]  # fmt: skip
    made["properties"] = [{"name": name, "value": value} for name, value in _properties(one)]
    return made


def _properties(one: Replacement) -> Iterator[tuple[str, str]]:
    asset = one.asset
    for key in asset.keys.all():
        yield KEYS[KeyKind(key.kind)], key.value
    said = (
        (FUNCTION, asset.kind),
        ("phaseout:label", asset.label),
        ("phaseout:organisation", str(asset.organisation_id)),
        ("phaseout:site", asset.site.ref if asset.site else ""),
        ("phaseout:maker", asset.maker),
        ("phaseout:maker:grade", asset.maker_grade if asset.maker else ""),
        ("phaseout:brand", asset.brand),
        ("phaseout:model", asset.model),
        ("phaseout:lastSeen", f"{asset.last_seen:%Y-%m-%d}"),
        ("phaseout:lastSeen:by", asset.seen_by),
        ("phaseout:outcome", asset.outcome),
        ("phaseout:register", asset.edition),
        ("phaseout:asOf", asset.as_of.isoformat() if asset.as_of else ""),
        ("phaseout:replacement", str(one.pk)),
        ("phaseout:replacement:state", one.standing),  # type: ignore[attr-defined] # of ``with_standing``
    )
    yield from ((name, value) for name, value in said if value)


def _metadata() -> Object:
    return {
        "timestamp": f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}",
        "lifecycles": [{"phase": "operations"}],
        "tools": {
            "components": [{"type": "application", "name": "phaseout", "version": phaseout.__version__}]
        },
    }
