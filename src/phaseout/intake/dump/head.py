"""What does the head of a saved HTTP or RTSP answer say?"""

import re
from collections.abc import Iterator

from phaseout.domain.observation import Dropped, Reading
from phaseout.intake.credential import without_credentials
from phaseout.intake.dump.saved import Reply
from phaseout.intake.dump.speaker import Speaker
from phaseout.intake.response_head import traits_of_headers, traits_of_response

_CONTENT_BASE = re.compile(r"^Content-Base:[ \t]*(?P<url>\S{1,1000})", re.I | re.M)
_PATH = re.compile(r"rtspu?://[^/]{1,300}(?P<path>/.*?)/?$", re.I)
_GRANTED = re.compile(r"RTSP/1\.0 200\b")


def read_head(reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    """Yield the telling headers; an RTSP path only where the server granted it."""
    head, place = reply.head.replace("\r\n", "\n"), f"line {reply.head_line}"
    if head.startswith("NOTIFY "):
        for name, value in traits_of_headers(head):
            if name == "http.server":
                yield from speaker.say("upnp.server", value, place)
        return
    for trait, value in traits_of_response(head.rstrip("\n")):
        yield from speaker.say(trait, value, place)
    if _GRANTED.match(head) and (base := _CONTENT_BASE.search(head)):
        kept = without_credentials("rtsp.path", base["url"])
        if kept.dropped is not None:
            yield Dropped(place, f"rtsp.path: {kept.dropped}")
        if path := _PATH.match(kept.value or ""):
            yield from speaker.say("rtsp.path", path["path"], place)
