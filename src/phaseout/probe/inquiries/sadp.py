"""How is Hikvision equipment asked who it is (facts §1.1)?

Only ever ``inquiry``: the other types of this protocol change equipment.
"""

from phaseout.intake.capture.sadp import PORT
from phaseout.probe.inquiries.fresh import Fresh
from phaseout.probe.inquiries.inquiry import BROADCAST, Inquiry

_PROBE = '<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>{}</Uuid><Types>inquiry</Types></Probe>'


def payloads(fresh: Fresh) -> tuple[bytes, ...]:
    """Return the inquiry: one XML document, no framing, no zero at its end."""
    return (_PROBE.format(str(fresh.uuid()).upper()).encode(),)


# Most firmware multicasts its answer to the port of the protocol and not to that of the client.
SADP = Inquiry(
    name="sadp",
    port=PORT,
    groups=("239.255.255.250", BROADCAST),
    payloads=payloads,
    local_port=PORT,
)
