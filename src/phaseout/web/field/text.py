"""What text does a photograph bear, as far as a program can read it? Only where tesseract is installed.

It is shown to a person and kept nowhere. Whether it bears a credential is asked before a photograph is kept.
"""

import io
import os
import shutil
import subprocess
from typing import NamedTuple

from django.views.decorators.debug import sensitive_variables
from PIL import Image

from phaseout.intake.credential import without_credentials

PROGRAM = "tesseract"
LANGUAGES = "eng+fra"
"""Of those that are not installed it reads none, and goes on."""
SECONDS = 30
PIXELS = 6_000_000
"""Of a larger picture the pixels are averaged first."""
_SCATTERED = "11"
"""Labels bear pieces of text here and there, and no page."""


class Text(NamedTuple):
    """What was read, without credentials."""

    lines: tuple[str, ...]
    bears_credential: bool


def can_read_text() -> bool:
    """Return whether the program that reads text is installed."""
    return shutil.which(PROGRAM) is not None


@sensitive_variables()
def text_in(content: bytes) -> Text | None:
    """Return the text of a picture of ours; None where it could not be looked for.

    Args:
        content: of a file that was written anew (see ``pictures``).
    """
    read = _read(_in_grey(content))
    if read is None:
        return None
    cleaned = without_credentials("label.text", "\n".join(line for line in read.splitlines() if line.strip()))
    lines = (cleaned.value or "").splitlines()
    return Text(tuple(" ".join(line.split()) for line in lines if line.strip()), cleaned.dropped is not None)


def _in_grey(content: bytes) -> bytes:
    """Return the plainest file there is of a picture: the program parses nothing that a stranger packed."""
    with Image.open(io.BytesIO(content)) as picture:
        grey = picture.convert("L")
    parts = 1
    while grey.width * grey.height // parts**2 > PIXELS:
        parts += 1
    plain = grey.reduce(parts)
    return f"P5 {plain.width} {plain.height} 255\n".encode() + plain.tobytes()


@sensitive_variables()
def _read(grey: bytes) -> str | None:
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    command = [program, "stdin", "stdout", "-l", LANGUAGES, "--psm", _SCATTERED]
    # One thread, so that several photographs share the machine.
    surroundings = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in os.environ}
    surroundings["OMP_THREAD_LIMIT"] = "1"
    try:
        # The picture goes in by a pipe, and no word of the command is a stranger's.
        done = subprocess.run(  # noqa: S603
            command, input=grey, capture_output=True, timeout=SECONDS, env=surroundings, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
