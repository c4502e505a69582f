"""What does Snipe-IT's API say of the hardware it knows?"""

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
        Meaning.SERIAL: "serial",
        Meaning.MODEL: "model.name",
        Meaning.MODEL_NUMBER: "model_number",
        Meaning.MANUFACTURER: "manufacturer.name",
        Meaning.KIND: "category.name",
        Meaning.SITE: "location.name",
        Meaning.PLACE: "rtd_location.name",
        Meaning.SUPPLIER: "supplier.name",
        Meaning.DESCRIPTION: "notes",
        Meaning.ACQUIRED: "purchase_date.date",
    },
    own_fields="custom_fields",
    reads_others=False,
    is_escaped=True,
)
_WITHIN = frozenset(("rows",))


def read(stream: SourceStream) -> Iterator[Reading]:
    """Snipe-IT, JSON of `/api/v1/hardware`: `{"total": …, "rows": […]}`, a list, or one asset.

    Where a model has a number, that is the designation and its name a description. Custom fields are read by
    the names people gave them. What the API escaped for web pages is written out again.
    """
    return record_readings(stream, _SHAPE, _WITHIN)


READER = Reader(
    name="snipe-it-json",
    sniff=sniffer((key_sign("asset_tag"), key_sign("rows", "model_number", "status_label", "rtd_location"))),
    read=read,
)
