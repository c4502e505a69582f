"""Draws photographs of labels, and measures how many of their codes are read.

Usage: python -m quality.label_photographs [COUNT] [--output FILE]

The label lies at a random place and turn on a mottled ground; the picture is tilted, lit from one side, blurred, noisy and
packed as JPEG. Legible is what a camera has kept apart: see ``is_legible``. The table goes into docs/quality.md.
"""

import argparse
import io
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import cos, pi, sin, sqrt
from pathlib import Path

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from phaseout.intake.photograph.photo_codes import codes_in
from quality.measure import PAGE
from quality.tables import replaced

DRAWN = 8
"""Pixels of a module of the label as it is drawn, before it is photographed."""
INK, PAPER = 20, 235
QUIET = {"code-128": 12}
"""Modules of white around a code; 5 where not said."""
DISTANCE = 3.0
"""Of the camera, in lengths of the label."""
COUNT = 400
SEED = 20261127
_MOTTLE = 16
_FORMATS = {
    "hik-connect": zxingcpp.BarcodeFormat.QRCode,
    "dahua": zxingcpp.BarcodeFormat.QRCode,
    "long-serial": zxingcpp.BarcodeFormat.DataMatrix,
    "code-128": zxingcpp.BarcodeFormat.Code128,
}
KINDS = tuple(_FORMATS)
Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Shot:
    """How a label was photographed."""

    kind: str = "hik-connect"
    module: float = 6
    """Pixels of the narrowest bar or module, seen straight from the front."""
    blur: float = 0.2
    """Standard deviation of the blur, in modules."""
    glare: float = 0
    """Share of the code's area that is burnt out, in one round spot on the code."""
    tilt: float = 0.3
    """Most the label is turned out of the picture's plane, about each axis, in radians."""
    size: tuple[int, int] = (1600, 1200)
    noise: float = 6
    """Standard deviation, of 255."""
    contrast: float = 0.8
    jpeg: int = 80


def is_legible(shot: Shot) -> bool:
    """Whether the picture still holds the code.

    Of neighbouring modules a blur of 0.4 leaves 45 % of the difference (exp(-2 π² 0.4² / 4)); three pixels a module are
    what the symbols' standards ask of a reader; a QR code of level M restores 15 % of its words, and a spot of 6 % of the
    area with its soft edge takes up to that.
    """
    return shot.module >= 3 and shot.blur <= 0.4 and shot.glare <= 0.06


def shots(chance: random.Random, count: int) -> list[Shot]:
    """Return as many at random, of all kinds alike."""
    return [
        Shot(
            kind=KINDS[number % len(KINDS)],
            module=chance.choice((2.5, 3, 4, 6, 10)),
            blur=chance.choice((0, 0.2, 0.3, 0.4, 0.5, 0.6)),
            glare=chance.choice((0, 0, 0.03, 0.06, 0.1)),
            tilt=chance.choice((0, 0.3, 0.6)),
            size=chance.choice(((1600, 1200), (1600, 1200), (4000, 3000))),
            noise=chance.choice((2, 6, 12)),
            contrast=chance.choice((0.5, 0.8, 1)),
            jpeg=chance.choice((60, 80, 92)),
        )
        for number in range(count)
    ]


def text_of(kind: str, chance: random.Random) -> str:
    """Return what a code of this kind says, its secrets invented."""

    def some(letters: str, count: int) -> str:
        return "".join(chance.choice(letters) for _ in range(count))

    serial = chance.choice("CDEFGJK") + some("0123456789", 8)
    match kind:
        case "hik-connect":
            return f"www.hik-connect.com\r{serial}\r{some('ABCDEFGHJKLMNPQRSTUVWXYZ', 6)}\rDS-2CD2143G0-I\r"
        case "dahua":
            return f"{{SN:{some('0123456789ABCDEF', 15)},DT:DH-IPC-HDW2439TP-AS-LED,SC:L2{some('0123456789ABCDEF', 6)}}}"
        case "long-serial":
            return f"DS-7608NI-E2/8P0820160211AAWR{some('0123456789', 9)}WCVU"
        case _:
            return serial


def photographed(text: str, shot: Shot, chance: random.Random) -> bytes:
    """Return a JPEG of a label with a code that says a text."""
    label = _label(text, shot, chance)
    corners, size = _projected(label.size, shot, chance)
    picture = _on_ground(label, corners, size, shot, chance)
    if shot.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(shot.blur * shot.module))
    out = io.BytesIO()
    _lit(picture, shot, chance).save(out, "JPEG", quality=shot.jpeg)
    return out.getvalue()


def _label(text: str, shot: Shot, chance: random.Random) -> Image.Image:
    """Return a label with a line of text and below it the code."""
    code = _code(text, _FORMATS[shot.kind])
    quiet = QUIET.get(shot.kind, 5) * DRAWN
    size = (max(code.width + 2 * quiet, 60 * DRAWN), code.height + 2 * quiet + 9 * DRAWN)
    label = Image.new("L", size, PAPER)
    drawing = ImageDraw.Draw(label)
    drawing.rectangle((1, 1, size[0] - 2, size[1] - 2), outline=2 * INK, width=3)
    drawing.text((quiet, 2 * DRAWN), "Model: DS-2CD2143G0-I  DC12V", fill=INK, font_size=5 * DRAWN)
    at = (quiet, quiet + 9 * DRAWN)
    label.paste(code, at)
    return _with_glare(label, (at[0], at[1], code.width, code.height), shot.glare, chance)


def _code(text: str, symbology: zxingcpp.BarcodeFormat) -> Image.Image:
    level = {"ec_level": "M"} if symbology == zxingcpp.BarcodeFormat.QRCode else {}
    drawn = zxingcpp.write_barcode_to_image(
        zxingcpp.create_barcode(text, symbology, **level), scale=DRAWN, add_quiet_zones=False
    )
    pixels = memoryview(drawn)
    code = Image.frombuffer("L", (pixels.shape[1], pixels.shape[0]), bytes(pixels), "raw", "L", 0, 1)
    if symbology == zxingcpp.BarcodeFormat.Code128:
        code = code.resize((code.width, code.width // 4))
    return code.point(lambda value: INK if value < 128 else PAPER)


def _with_glare(
    label: Image.Image, code: tuple[int, int, int, int], share: float, chance: random.Random
) -> Image.Image:
    if not share:
        return label
    left, top, width, height = code
    radius = sqrt(share * width * height / pi)
    x, y = left + chance.uniform(0.2, 0.8) * width, top + chance.uniform(0.2, 0.8) * height
    spot = Image.new("L", label.size, 0)
    ImageDraw.Draw(spot).ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    spot = spot.filter(ImageFilter.GaussianBlur(radius / 6))
    return Image.composite(Image.new("L", label.size, 255), label, spot)


def _projected(
    label: tuple[int, int], shot: Shot, chance: random.Random
) -> tuple[list[Point], tuple[int, int]]:
    """Return where the label's corners lie in the picture, and the size of a picture that holds them."""
    width, height = label
    turn, tilt, lean = chance.uniform(-pi, pi), *(chance.uniform(-shot.tilt, shot.tilt) for _ in range(2))
    far = DISTANCE * max(label)
    corners = []
    for x, y in ((0, 0), (width, 0), (width, height), (0, height)):
        across, down = x - width / 2, y - height / 2
        across, down = across * cos(turn) - down * sin(turn), across * sin(turn) + down * cos(turn)
        nearer = far / (far + across * sin(tilt) + down * sin(lean)) * shot.module / DRAWN
        corners.append((across * cos(tilt) * nearer, down * cos(lean) * nearer))
    left, top = (min(corner[axis] for corner in corners) for axis in (0, 1))
    spans = [max(corner[axis] for corner in corners) - low for axis, low in ((0, left), (1, top))]
    size = (max(shot.size[0], int(spans[0] * 1.1)), max(shot.size[1], int(spans[1] * 1.1)))
    over, under = chance.uniform(0, size[0] - spans[0]) - left, chance.uniform(0, size[1] - spans[1]) - top
    return [(x + over, y + under) for x, y in corners], size


def _on_ground(
    label: Image.Image, corners: Sequence[Point], size: tuple[int, int], shot: Shot, chance: random.Random
) -> Image.Image:
    width, height = label.size
    back = _transform(corners, ((0, 0), (width, 0), (width, height), (0, height)))
    smooth = (
        label.filter(ImageFilter.GaussianBlur(0.4 * DRAWN / shot.module)) if shot.module < DRAWN else label
    )
    seen = smooth.transform(size, Image.Transform.PERSPECTIVE, back, Image.Resampling.BICUBIC)
    mask = Image.new("L", label.size, 255).transform(
        size, Image.Transform.PERSPECTIVE, back, Image.Resampling.BILINEAR
    )
    dice = np.random.default_rng(chance.randrange(1 << 30))
    mottle = (
        dice.normal(120, 25, (size[1] // _MOTTLE + 1, size[0] // _MOTTLE + 1)).clip(0, 255).astype(np.uint8)
    )
    return Image.composite(seen, Image.fromarray(mottle).resize(size, Image.Resampling.BICUBIC), mask)


def _transform(seen: Iterable[Point], drawn: Iterable[Point]) -> list[float]:
    """Return the eight numbers of the perspective that leads from the picture back to the label."""
    rows, sums = [], []
    for (x, y), (across, down) in zip(seen, drawn, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -across * x, -across * y])
        rows.append([0, 0, 0, x, y, 1, -down * x, -down * y])
        sums += [across, down]
    return list(np.linalg.solve(np.array(rows, float), np.array(sums, float)))


def _lit(picture: Image.Image, shot: Shot, chance: random.Random) -> Image.Image:
    grey = np.asarray(picture, dtype=np.float32)
    light = 1 - 0.35 * chance.random() * np.linspace(0, 1, picture.width)[None, :]
    dice = np.random.default_rng(chance.randrange(1 << 30))
    grey = 128 + (grey * light - 128) * shot.contrast + dice.normal(0, shot.noise, grey.shape)
    return Image.fromarray(grey.clip(0, 255).astype(np.uint8))


class Outcome(StrEnum):
    """What came of a photograph. A wrong reading is worse than none."""

    READ = "read"
    MISSED = "missed"
    WRONG = "wrong"


def outcome(text: str, picture: bytes) -> Outcome:
    """Return what is read of a code that says a text."""
    found = {said for _, said, _ in codes_in(Image.open(io.BytesIO(picture)).convert("L"))}
    if not found:
        return Outcome.MISSED
    return Outcome.READ if found == {text} else Outcome.WRONG


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=COUNT)
    parser.add_argument("--output", type=Path, default=PAGE)
    asked = parser.parse_args()
    chance = random.Random(SEED)
    tally: dict[tuple[int, str], Counter[Outcome]] = defaultdict(Counter)
    for shot in shots(chance, asked.count):
        text = text_of(shot.kind, chance)
        came = outcome(text, photographed(text, shot, chance))
        for place, row in enumerate(_rows_of(shot), 10 * (not is_legible(shot))):
            tally[place, row][came] += 1
        print(came, shot, flush=True)
    lines = ["| photographs | read | wrong | of | share read |", "|---|---|---|---|---|"]
    for (_, row), came in sorted(tally.items()):
        read, wrong, of = came[Outcome.READ], came[Outcome.WRONG], came.total()
        lines.append(f"| {row} | {read} | {wrong} | {of} | {read / of:.3f} |")
    text = asked.output.read_text("utf-8")
    asked.output.write_text(replaced(text, {"label-photographs": "\n".join(lines)}), "utf-8")


def _rows_of(shot: Shot) -> list[str]:
    if is_legible(shot):
        return ["legible", f"legible, {shot.kind}", f"legible, blur of {shot.blur} modules"]
    whole = replace(shot, blur=0)
    if is_legible(whole):
        return [f"blur of {shot.blur} modules, else legible"]
    small = replace(shot, module=3)
    spotted = replace(shot, glare=0)
    if is_legible(small):
        return ["2.5 pixels a module, else legible"]
    return ["glare on a tenth of the code, else legible" if is_legible(spotted) else "several of these"]


if __name__ == "__main__":
    main()
