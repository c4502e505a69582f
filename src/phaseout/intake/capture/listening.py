"""What does a whole capture come to?"""

from collections.abc import Iterator

from phaseout.domain.observation import Reading
from phaseout.intake.capture.forms import PCAP
from phaseout.intake.capture.pcap import Pcap
from phaseout.intake.capture.pcapng import Pcapng
from phaseout.intake.capture.window import Window
from phaseout.intake.capture.wire import Wire
from phaseout.intake.reader import SourceStream


def readings(stream: SourceStream) -> Iterator[Reading]:
    """Yield what the hosts of a capture show, once the capture is read through.

    Raises ``SourceError`` where the stream does, after what was read until then.
    """
    window, wire = Window(stream), Wire()
    window.slide(0)
    capture = Pcap(window, wire) if window.buffer[:4] in PCAP else Pcapng(window, wire)
    capture.read()
    wire.finish()
    yield from wire.ledger.readings()
    if window.failure is not None:
        raise window.failure
