"""``python -m phaseout.web openapi``: what does the API say of itself?"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from phaseout.web.api.description import description


class Command(BaseCommand):
    """Writes the description of the API into a file."""

    help = "Write the description of the API."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *_args: object, file: Path, **_options: object) -> None:
        """Write it."""
        file.write_bytes(description())
