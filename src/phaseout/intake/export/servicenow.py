"""What does ServiceNow say of its configuration items and assets?"""

from collections.abc import Iterator

from phaseout.domain.observation import Reading
from phaseout.intake.column_meanings import Meaning
from phaseout.intake.export.record import shape
from phaseout.intake.export.record_list import key_sign, record_readings, sniffer
from phaseout.intake.reader import Reader, SourceStream

_SHAPE = shape(
    {
        Meaning.NAME: "name",
        Meaning.TAG: "asset_tag",
        Meaning.SERIAL: "serial_number",
        Meaning.IP: "ip_address",
        Meaning.MAC: "mac_address",
        Meaning.MODEL: "model_id model_id.name model_id.display_name",
        Meaning.MODEL_NUMBER: "model_number model_id.model_number",
        Meaning.MANUFACTURER: "manufacturer manufacturer.name model_id.manufacturer"
        " model_id.manufacturer.name",
        Meaning.KIND: "sys_class_name category subcategory model_category",
        Meaning.SITE: "location location.name",
        Meaning.DESCRIPTION: "short_description comments",
        Meaning.FIRMWARE: "firmware_version",
        Meaning.HOSTNAME: "fqdn",
        Meaning.SUPPLIER: "vendor vendor.name",
        Meaning.ACQUIRED: "purchase_date",
        Meaning.ASIDE: "sys_id url",
    },
    prefix="u_",
)
_WITHIN = frozenset(("result", "records"))


def read(stream: SourceStream) -> Iterator[Reading]:
    """ServiceNow, JSON of the table API (`{"result": […]}`) or of a list (`{"records": […]}`).

    Model and manufacturer are references: their display values are read (`sysparm_display_value=true` or
    `all`); a reference without one is unread, once for each key. Fields that people made (`u_…`) are read by
    the rest of their names.
    """
    return record_readings(stream, _SHAPE, _WITHIN)


READER = Reader(
    name="servicenow-json",
    sniff=sniffer(
        (key_sign("result", "records"), key_sign("sys_id", "sys_class_name", "model_id", "asset_tag"))
    ),
    read=read,
)
