"""Does every hardware address belong to one registrant?"""

from collections.abc import Iterator

from phaseout.register.fault import Fault, Level
from phaseout.register.known import NOTHING, Known
from phaseout.register.loading import Entry, Files
from phaseout.register.schema_fingerprint import AddressShape
from phaseout.register.yamlfile import Place

Standing = tuple[Entry[AddressShape], Place]


def check_addresses(files: Files, base: Known = NOTHING) -> Iterator[Fault]:
    """Yield a fault for each prefix that stands twice or inside another party's block.

    ``base`` is what lies below an overlay, whose blocks stay where the overlay does not name the same prefix.
    """
    standing: dict[str, Standing] = {}
    for entry in files.addresses:
        for index, prefix in enumerate(entry.shape.prefixes):
            place: Place = ("prefixes", index)
            if prefix in standing:
                message = f"the block {prefix} already stands in {_where(standing[prefix])}"
                yield entry.fault(Level.SENSE, place, message)
            else:
                standing[prefix] = (entry, place)
    for prefix, (entry, place) in standing.items():
        for length in (6, 7):
            wider = prefix[:length]
            if length >= len(prefix):
                continue
            party, where = base.blocks.get(wider, entry.shape.party), f", {wider}"
            if outer := standing.get(wider):
                party, where = outer[0].shape.party, f" in {_where(outer)}"
            if party != entry.shape.party:
                message = f"the block {prefix} lies inside another party's{where}"
                yield entry.fault(Level.SENSE, place, message)


def _where(standing: Standing) -> str:
    entry, place = standing
    return f"{entry.file.file}:{entry.file.line((*entry.place, *place))}"
