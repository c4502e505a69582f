"""Which codes are on the label in this photograph?"""

from collections.abc import Iterator
from pathlib import PurePath

from phaseout.domain.label_code import label_code
from phaseout.domain.observation import Observation, Reading, Subject, Unread
from phaseout.intake.photograph.seen import NO_PICTURE, Seen, seen_in
from phaseout.intake.reader import Reader, Sniff, SourceStream

LARGEST_FILE = 100 << 20
WHERE = "file"
_MARKS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_HEIF = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1", b"ftypavif")
_NOT_OPENED = "a photograph in HEIC or AVIF, which cannot be opened here; save it as JPEG"


def sniff(head: bytes, name: str) -> Sniff:
    """Recognise the marks of pictures."""
    is_picture = head.startswith(_MARKS) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")
    is_bitmap = head.startswith(b"BM") and PurePath(name.lower()).suffix == ".bmp" and head[6:10] == bytes(4)
    return Sniff.MINE if is_picture or is_bitmap or head[4:12] in _HEIF else Sniff.NOT_MINE


def read(stream: SourceStream) -> Iterator[Reading]:
    """Photographs of labels (JPEG, PNG, WebP, TIFF, BMP, GIF): their bar codes and QR codes.

    What is in one picture is one thing, unless its codes hold different serial numbers. The day is the one
    the camera wrote down; where it was taken is not looked at. Text is not recognised, and verification
    codes are thrown away. A picture without a code that can be read is unread.
    """
    path = stream.as_path(largest=LARGEST_FILE)
    with path.open("rb") as file:
        head = file.read(12)
    if head[4:12] in _HEIF or sniff(head, stream.name) is Sniff.NOT_MINE:
        yield Unread(WHERE, _NOT_OPENED if head[4:12] in _HEIF else NO_PICTURE)
        return
    seen = seen_in(path)
    yield from _observations(stream.name, seen)
    yield from (Unread(WHERE, why) for why in seen.missed)


def _observations(name: str, seen: Seen) -> Iterator[Observation]:
    serials = {
        said.serial for code in seen.codes if (said := label_code(code.text)) is not None and said.serial
    }
    for number, code in enumerate(seen.codes, 1):
        place = f"code {number}"
        subject = Subject(f"{name}, {place}" if len(serials) > 1 else name)
        yield Observation(subject, "label.code", code.text, place, seen.taken)


READER = Reader(name="photo", sniff=sniff, read=read)
