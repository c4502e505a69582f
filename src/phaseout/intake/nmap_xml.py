"""What did nmap, or masscan, find on each address it looked at?"""

import re
from collections.abc import Iterator
from typing import assert_never

from phaseout.domain.observation import Reading, Unread
from phaseout.intake.nmap_broadcast import broadcast_readings
from phaseout.intake.nmap_host import host_readings
from phaseout.intake.nmap_port import PortMemory
from phaseout.intake.nmap_quick import quick_readings
from phaseout.intake.nmap_slices import LONGEST, Part, cut
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.xml_bytes import utf8_chunks

_ROOT = re.compile(rb"<!DOCTYPE\s+nmaprun|<nmaprun[\s>]")


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise the root element, in UTF-16 too."""
    return Sniff.MINE if _ROOT.search(head.replace(b"\0", b"")) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """nmap -oX and masscan -oX: addresses, names, open ports, services, scripts.

    Hosts that are down, and hosts that `-Pn` only supposes to be up, were not seen and are passed
    over, as are guesses: operating systems, services by port number, vendors of hardware addresses.
    """
    memory, number, ended = PortMemory(), 0, False
    for part, offset, elements in cut(utf8_chunks(stream)):
        match part:
            case Part.HOSTS:
                for written in elements:
                    number += 1
                    readings = quick_readings(written, number, memory)
                    yield from host_readings(written, number) if readings is None else readings
            case Part.BROADCAST:
                yield from broadcast_readings(elements[0], offset)
            case Part.END:
                ended = True
            case Part.ENTITY:
                why = "declares entities, which no scan does; nothing behind it is read"
                yield Unread(f"byte {offset}", why)
                return
            case Part.TOO_LONG:
                yield Unread(f"byte {offset}", f"a host longer than {LONGEST >> 20} MB")
            case Part.UNENDED:
                why = f"the file ends inside a host; the {number} before it were read"
                yield Unread(f"byte {offset}", why)
                ended = True
            case _:
                assert_never(part)
    if not ended:
        yield Unread(f"after host {number}", "no end mark: the scan was broken off, or the file cut short")


READER = Reader(name="nmap-xml", sniff=sniff, read=read)
