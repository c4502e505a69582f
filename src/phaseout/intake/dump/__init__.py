"""What did equipment answer that somebody saved to a file?"""

import re
from collections.abc import Iterator

from phaseout.domain.observation import Reading, Subject, Unread
from phaseout.intake.capture.sadp import UNREADABLE
from phaseout.intake.capture.wording import verbatim
from phaseout.intake.dump import dahua, datagram, isapi, json_reply, onvif
from phaseout.intake.dump.head import read_head
from phaseout.intake.dump.saved import Reply, content_of, in_utf8, replies_in
from phaseout.intake.dump.speaker import Speaker
from phaseout.intake.reader import Reader, Sniff, SourceStream
from phaseout.intake.response_head import traits_of_page

_SADP = re.compile(r"<ProbeMatch>", re.IGNORECASE)
_SADP_KEY = re.compile(r"<(?:MAC|DeviceSN|IPv4Address)>([^<]{3,80})</", re.IGNORECASE)
_SADP_END = re.compile(r"</ProbeMatch\s*>", re.IGNORECASE)
_SADP_WHOLE = re.compile(r".*</[^<>]{1,80}>", re.DOTALL)
_SADP_PORT = 37020
_CUT = "the file ends inside this answer; what is whole in it was read"
_SOAP = re.compile(r"<(?:[\w.-]{1,32}:)?Envelope[\s>]")
_PAGE = re.compile(r"<!DOCTYPE\s+html|<html[\s>]", re.IGNORECASE)
_SDP = re.compile(r"v=0\r?\no=")
_MARKS = re.compile(
    rf"""(?:HTTP/\d(?:\.\d)?\ \d{{3}}|RTSP/1\.0\ \d{{3}}|NOTIFY\ \*\ HTTP/1)
      | (?:<\?xml[^>]{{0,200}}\?>|\s)* (?:
          <(?:\w{{1,20}}:)?\w{{1,60}}\s[^>]{{0,300}}"{isapi.NAMESPACES}
        | <(?:InputProxyChannel|ProbeMatch>\s*<(?:Uuid|Types|Device|MAC))
        | <DeviceInfo[^>]{{0,300}}>\s*<deviceName>
        | <(?:[\w.-]{{1,32}}:)?Envelope\s[\s\S]{{0,4000}}?(?:ProbeMatches|ResolveMatch
             |[\s:<]Hello[\s>]|/discovery
             |Get(?:DeviceInformation|Scopes|NetworkInterfaces|StreamUri)Response)
        )
      | (?:table\.)?(?:RemoteDevice|ChannelTitle|General|Network)[.\[][^=\n]{{1,200}}=
      | (?:serialNumber|updateSerial|deviceType|processor|hardwareVersion|appAutoStart)=[^\n]{{0,200}}\r?\n
        (?:serialNumber|updateSerial|deviceType|processor|hardwareVersion|appAutoStart|updateSerialCloudUpgrade)=
      | version=[\w.]{{3,60}},\ ?build:\d{{4}}-\d\d-\d\d
      | [{{][\s\S]{{0,3000}}?(?:{json_reply.NOTICE_MARK}|{json_reply.XIONGMAI.pattern}
        |{json_reply.TABLE.pattern}|{json_reply.PAGE.pattern})
      | {_SDP.pattern}
    """,
    re.VERBOSE,
)
# in a transcript of a session the commands stand in front
_FARTHER_ON = re.compile(
    rf"""^[ \t]*(?:(?:table\.)?RemoteDevice[.\[][^=\n]{{1,200}}=
      |<(?:DeviceInfo|InputProxyChannel(?:Status)?(?:List)?)\s[^>]{{0,300}}"{isapi.NAMESPACES})""",
    re.VERBOSE | re.MULTILINE,
)
_SINGLE_ANSWER = re.compile(r"\s*(?:type|name|sn|vendor|version)=[^\n=]{1,200}\s*", re.ASCII)


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise the first reply: its status line, its document, its table or its binary head."""
    if datagram.kind_of(head) is not None:
        return Sniff.MINE
    text = in_utf8(head).decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if _MARKS.match(text) or _FARTHER_ON.search(text):
        return Sniff.MINE
    return Sniff.MAYBE if _SINGLE_ANSWER.fullmatch(text) or _is_named_sadp(head, name) else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """What equipment answered, saved to files: ISAPI, Dahua, ONVIF and discovery replies, `curl -i` output.

    ISAPI documents (deviceInfo, InputProxy/channels and their status, video inputs, interfaces), Dahua
    key=value answers and the RemoteDevice table, ONVIF's SOAP answers, WS-Discovery, SADP, DHIP, TVT,
    Xiongmai, mDNS and SSDP replies, HTTP and RTSP answers with their heads. A file may hold many in a row;
    they are one thing's until another serial number is given. Each camera in a recorder's table is an
    asset of its own, tied to the recorder by its serial number. Passwords are dropped.
    """
    data, fault = content_of(stream)
    speaker = Speaker(stream.name)
    tell = datagram.kind_of(data)
    if tell is not None:
        yield from tell(data, speaker)
    elif _is_named_sadp(data, stream.name):
        yield from speaker.say("sadp.xml", UNREADABLE, "byte 1", _SADP_PORT, subject=Subject("answer 1"))
        yield Unread("byte 1", "the SADP answer is not XML, so it tells neither model nor serial number")
    elif len(data) <= datagram.LARGEST and _is_opaque(data):
        # only where the user said that this is a reply
        yield from speaker.say("banner", verbatim(data), "byte 1")
        yield Unread("byte 1", "of no discovery protocol this program knows; kept as it came")
    else:
        for reply in replies_in(data):
            yield from _readings(reply, speaker)
            if reply.is_cut:
                yield Unread(f"line {reply.line}", _CUT)
    yield from speaker.close()
    if fault is not None:
        yield fault


def _readings(reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    if reply.head:
        yield from read_head(reply, speaker)
    body, place = reply.body.lstrip(), f"line {reply.line}"
    if not body:
        return
    start = body[:4000]
    if body.startswith("{"):
        yield from json_reply.read_json(reply, speaker)
    elif _SADP.search(start):
        yield from _probe_match(reply, speaker)
    elif _SOAP.search(start):
        yield from onvif.read_soap(reply, speaker)
    elif _PAGE.match(start):
        for trait, value in traits_of_page(body):
            yield from speaker.say(trait, value, place)
    elif body.startswith("<"):
        yield from isapi.read_isapi(reply, speaker)
    elif _SDP.match(start):
        # no trait is made for the description of a stream, and it names its server's make
        yield from speaker.say("banner", body, place)
    else:
        yield from dahua.read_pairs(reply, speaker)


def _probe_match(reply: Reply, speaker: Speaker) -> Iterator[Reading]:
    """Keep an SADP answer as it came, well formed or not; each is of another thing.

    Of one that is cut, the elements that came whole are kept: half a model is another model.
    """
    place = f"line {reply.line}"
    key = " ".join(_SADP_KEY.findall(reply.body)[:3]) or place
    xml = re.sub(r"\s*<\?xml[^>]{0,200}\?>\s*", "", reply.body, count=1)
    if not _SADP_END.search(xml):
        whole = _SADP_WHOLE.match(xml)
        xml = whole[0] if whole else ""
        if reply.ends_file:
            yield Unread(place, _CUT)
        else:
            yield Unread(place, "this answer has no end before the next; what is whole in it was read")
    yield from speaker.say(
        "sadp.xml", xml.rstrip("\x00"), place, _SADP_PORT, subject=Subject(f"answer {key}")
    )


def _is_named_sadp(data: bytes, name: str) -> bool:
    """Whether the file is named for SADP and holds what is no text: newer firmware answers so."""
    if "sadp" not in name.rpartition("/")[2].lower() or not data.strip(b"\0 \r\n\t"):
        return False
    return not data.startswith((b"\x1f\x8b", b"PK", b"\xd0\xcf")) and _is_opaque(data)


def _is_opaque(data: bytes) -> bool:
    strange = sum(byte < 9 or 13 < byte < 32 or byte > 126 for byte in data[:400])  # noqa: PLR2004
    return strange * 4 > min(len(data), 400)


READER = Reader(name="device-dump", sniff=sniff, read=read)
