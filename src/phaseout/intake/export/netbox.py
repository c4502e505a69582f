"""What does NetBox's or Nautobot's API say of the devices it knows?"""

from collections.abc import Iterator

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.column_meanings import Meaning
from phaseout.intake.export.json_records import Json, JsonRecords
from phaseout.intake.export.record import RecordReader, shape
from phaseout.intake.export.record_list import key_sign, sniffer
from phaseout.intake.reader import Reader, SourceStream

_SHAPE = shape(
    {
        Meaning.NAME: "name",
        Meaning.TAG: "asset_tag",
        Meaning.SERIAL: "serial",
        Meaning.MODEL: "device_type.model",
        Meaning.DESCRIPTION: "device_type.part_number description comments",
        Meaning.MANUFACTURER: "device_type.manufacturer.name",
        Meaning.KIND: "role.name device_role.name",
        Meaning.SITE: "site.name",
        Meaning.PLACE: "location.name",
        Meaning.IP: "primary_ip.address primary_ip4.address primary_ip6.address oob_ip.address",
    },
    own_fields="custom_fields",
    reads_others=False,  # "url" is NetBox's own address
)
_WITHIN = frozenset(("results",))
_ONLY_A_LINK = (
    "a link without maker and model; ask the API with ?depth=1; other records that are so are not listed"
)


def read(stream: SourceStream) -> Iterator[Reading]:
    """NetBox or Nautobot, JSON of `/api/dcim/devices/`: `{"results": […]}`, a list, or one device.

    The device type is the model, its manufacturer the maker, the role the kind. Custom fields are read by the
    names people gave them. Prefixes of addresses are left off. A device type that is only a link is unread,
    said once: ask the API for objects with their names (`?depth=1` in Nautobot).
    """
    reader = RecordReader(_SHAPE)
    is_told = False
    for entry in JsonRecords(stream, _WITHIN):
        if isinstance(entry, Unread):
            yield entry
            continue
        number, record = entry
        if not is_told and _is_link(record.get("device_type")):
            is_told = True
            yield Unread(f"record {number}, device_type", _ONLY_A_LINK)
        yield from reader.readings(number, record)


def _is_link(value: Json) -> bool:
    """Whether a related object stands there by its address or number alone."""
    if isinstance(value, dict):
        return "model" not in value and bool(value)
    return isinstance(value, str)


READER = Reader(
    name="netbox-json",
    sniff=sniffer((key_sign("device_type"), key_sign("role", "device_role", "site", "serial", "asset_tag"))),
    read=read,
)
