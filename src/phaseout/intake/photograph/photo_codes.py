"""Which codes does this picture hold? Run as a process of its own with limits, never imported.

Started as ``python -I -S photo_codes.py PATH MEGABYTES SECONDS FOLDER FOLDER [every-way]``, where the
folders hold Pillow with zxing-cpp, and ``workbook_cells.py``. It writes records to its standard
output: fields parted by 0x1F, each ended by 0x1E.

    T day                           when it was taken, as the camera wrote it down: YYYY-MM-DD
    C kind text x,y x,y x,y x,y     a code: symbology, text in base64, corners in parts of width and height
    M pictures                      the file holds several pictures; the first is read
    S width height                  the file has too many pixels, and is not read
    F what                          the file cannot be read: format or damaged
    D                               all was read

What is read goes nowhere but into that pipe: a code may hold a password.
"""

import base64
import os
import re
import struct
import sys
import warnings
import zlib
from collections.abc import Callable, Iterator

TYPE_CHECKING = False
"""Type checkers take it for true. Importing it would cost as much as all the rest."""
if TYPE_CHECKING:
    from PIL import Image

OUT_OF_MEMORY = 41
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF")
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 20_000
WORK_PIXELS = 12_500_000
"""What a telephone takes by default; of what has more the pixels are averaged first."""
ENLARGED_PIXELS = 3_200_000
"""Up to which a picture is tried at twice its size."""
SMALLEST = 400
"""Pixels along the longer side below which a picture is not made smaller."""
SHARPER = ((0.0, 2.0, 200), (0.0, 2.0, 400), (1.0, 3.0, 400))
SHARPER_LARGER = ((0.0, 3.0, 500), (1.5, 4.0, 400), (3.0, 6.0, 500))
"""Radius in pixels of a blur against noise, radius and percent of an unsharp mask; of smaller copies they are
more of the picture."""
TURNS = tuple(range(0, 180, 15))
"""Degrees. A bar code is found along lines that lie within some eight degrees of it."""
ALONG_BARS = 4
"""Pixels that are averaged along bars."""
AROUND = 48
"""Pixels to each side whose mean a pixel is held against: wider than the widest bar."""
MORE_CONTRAST = 4
MOST_CODES = 100
BARS = ("Code128", "Code39", "Code93", "EAN13", "UPCA")
MATRICES = ("QRCode", "MicroQRCode", "DataMatrix", "Aztec", "PDF417")
"""What labels bear. Of others, which check themselves less, a few are read in any mottled ground."""
SHORTEST = 6
"""Characters; a serial number has six or more, and what is read where there is none has few."""
EVERY_WAY = "every-way"
"""Asks to look on where a code was read already."""
FIELD, RECORD = "\x1f", "\x1e"
# What Pillow lets through of a damaged file.
DAMAGE: tuple[type[Exception], ...] = (
    *(OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, ArithmeticError),
    *(AttributeError, RecursionError, struct.error, zlib.error),
)
_TAKEN, _CHANGED, _OF_CAMERA = 0x9003, 0x0132, 0x8769
_DAY = re.compile(r"((?:19|20)\d\d):(0[1-9]|1[0-2]):(0[1-9]|[12]\d|3[01]) ")

Send = Callable[..., None]
Corner = tuple[float, float]
Code = tuple[str, str, tuple[Corner, ...]]
"""Symbology, text, corners in parts of the picture's width and height; no corners where the picture was
turned."""
Attempt = Callable[[], Iterator[Code]]


def codes_in(picture: "Image.Image", *, in_every_way: bool = False) -> list[Code]:
    """Return the codes of a grey picture, each once.

    What costs more is tried only while nothing was read: most pictures are sharp, and one without a code is
    looked at in every way. So is one of which this is asked.
    """
    found: dict[tuple[str, str], Code] = {}
    for attempt in attempts(picture):
        for code in attempt():
            found.setdefault(code[:2], code)
        if found and not in_every_way:
            break
    return list(found.values())[:MOST_CODES]


def attempts(picture: "Image.Image") -> Iterator[Attempt]:
    """Yield the ways to look at a picture, the cheapest first.

    Averaging helps against noise, sharpening against blur, levelling where light and ground differ,
    enlarging where modules are small; bar codes need to lie level.
    """
    from PIL import Image

    sizes = [picture, *smaller(picture)]
    yield from (lambda size=size: read(size, is_first=True) for size in sizes)
    yield from (lambda size=size, by=by: read(sharpened(size, by)) for size in sizes for by in SHARPER)
    yield from (lambda size=size: read(levelled(size), is_levelled=True) for size in sizes)
    if picture.width * picture.height <= ENLARGED_PIXELS:
        larger = picture.resize((picture.width * 2, picture.height * 2), resample=Image.Resampling.BICUBIC)
        yield lambda: read(larger)
        yield from (lambda by=by: read(sharpened(larger, by)) for by in SHARPER_LARGER)
    for before in (None, SHARPER[1]):
        seen = [size if before is None else sharpened(size, before) for size in sizes]
        yield from (lambda size=size, turn=turn: bars(size, turn) for size in seen for turn in TURNS)


def smaller(picture: "Image.Image") -> Iterator["Image.Image"]:
    """Yield it at half and at a quarter of its size, by averages."""
    for parts in (2, 4):
        if max(picture.size) // parts >= SMALLEST:
            yield picture.reduce(parts)


def sharpened(picture: "Image.Image", by: tuple[float, float, int]) -> "Image.Image":
    """Return it with noise smoothed and the differences of neighbouring pixels made larger."""
    from PIL import ImageFilter

    blur, radius, percent = by
    smooth = picture.filter(ImageFilter.GaussianBlur(blur)) if blur else picture
    return smooth.filter(ImageFilter.UnsharpMask(radius, percent, 0))


def levelled(picture: "Image.Image") -> "Image.Image":
    """Return it with every pixel told from the mean around it: what is lighter is above 128, what is darker
    below."""
    from PIL import ImageChops, ImageFilter

    mean = picture.filter(ImageFilter.BoxBlur(AROUND))
    return ImageChops.subtract(picture, mean, scale=1 / MORE_CONTRAST, offset=128)


def read(
    picture: "Image.Image", *, is_first: bool = False, is_levelled: bool = False, only_bars: bool = False
) -> Iterator[Code]:
    """Yield the codes that are found in one look; the first look also tries smaller and inverted copies."""
    import zxingcpp

    width, height = picture.size
    kinds = [getattr(zxingcpp.BarcodeFormat, name) for name in (BARS if only_bars else (*BARS, *MATRICES))]
    how = zxingcpp.Binarizer.FixedThreshold if is_levelled else zxingcpp.Binarizer.LocalAverage
    for one in zxingcpp.read_barcodes(
        picture,
        zxingcpp.BarcodeFormats(kinds),
        try_downscale=is_first,
        try_invert=is_first,
        binarizer=how,
    ):
        at = one.position
        corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        placed = tuple((corner.x / width, corner.y / height) for corner in corners)
        kind = str(one.format).rpartition(".")[2]
        if len(one.text) >= SHORTEST:
            yield kind, one.text, placed


def bars(picture: "Image.Image", degrees: int) -> Iterator[Code]:
    """Yield the bar codes that stand nearly upright when it is turned; along them pixels are averaged."""
    from PIL import Image

    smooth = Image.Resampling.BILINEAR
    upright = picture.rotate(degrees, expand=True, fillcolor=255, resample=smooth).reduce((1, ALONG_BARS))
    for kind, text, _ in read(levelled(upright), is_levelled=True, only_bars=True):
        yield kind, text, ()


def day_taken(picture: "Image.Image") -> str | None:
    """Return when it was taken; nothing else of what a camera writes down is looked at."""
    try:
        told = picture.getexif()
        said = told.get_ifd(_OF_CAMERA).get(_TAKEN) or told.get(_CHANGED)
    except DAMAGE:
        return None
    found = _DAY.match(f"{said} ")
    return "-".join(found.groups()) if found else None


def send_picture(path: str, send: Send, *, in_every_way: bool = False) -> None:
    """Send all of a picture, or why it cannot be read."""
    from PIL import Image, ImageOps, TiffImagePlugin, WebPImagePlugin  # noqa: F401, the commonest formats come by themselves

    Image.MAX_IMAGE_PIXELS = None  # we look at the size ourselves
    try:
        with Image.open(path, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
                send("S", str(picture.width), str(picture.height))
                return
            if (day := day_taken(picture)) is not None:
                send("T", day)
            if picture.format != "MPO" and (count := getattr(picture, "n_frames", 1)) > 1:
                send("M", str(count))
            picture.seek(0)
            grey = on_white(ImageOps.exif_transpose(picture))
    except DAMAGE as error:
        send("F", "format" if type(error).__name__ == "UnidentifiedImageError" else "damaged")
        return
    while grey.width * grey.height > WORK_PIXELS:
        grey = grey.reduce(2)
    for kind, text, corners in codes_in(grey, in_every_way=in_every_way):
        content = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
        send("C", kind, content, *(f"{x:.4f},{y:.4f}" for x, y in corners))
    send("D")


def on_white(picture: "Image.Image") -> "Image.Image":
    """Return it in grey; what is transparent becomes white, as paper."""
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("L")
    plain = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", plain.size, "white"), plain).convert("L")


def main(arguments: list[str]) -> int:
    """Read the picture and send its codes."""
    path, megabytes, seconds, *folders = arguments
    in_every_way = EVERY_WAY in folders[2:]
    sys.path[:0] = folders[:2]
    if TYPE_CHECKING:
        from phaseout.intake.workbook_cells import limit
    else:
        from workbook_cells import limit

    limit(int(megabytes), int(seconds))
    warnings.simplefilter("ignore")
    out = sys.stdout.buffer

    def send(*fields: str) -> None:
        """Write a record."""
        out.write((FIELD.join(fields) + RECORD).encode("utf-8", "replace"))

    try:
        send_picture(path, send, in_every_way=in_every_way)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    out.flush()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(1)
