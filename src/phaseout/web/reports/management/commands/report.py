"""Makes a report from the command line, for cron or systemd: as somebody, with what they may read."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.http import Http404
from django.utils import timezone

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.paper.printing import NotPrintedError
from phaseout.web.people.queries import access_of, person_at
from phaseout.web.reports import services
from phaseout.web.reports.files import BUNDLE, FORMATS, JSON, LANGUAGES, saved
from phaseout.web.reports.kinds import Kind


class Command(BaseCommand):
    """Makes a report, keeps it, and writes it into a file."""

    help = "Make a report as somebody, keep it, and write it into a file."

    def add_arguments(self, parser: Any) -> None:
        """Take which, of what, as whom, and where to."""
        parser.add_argument("kind", choices=Kind.values)
        parser.add_argument("file", type=Path, help="Where to write it.")
        parser.add_argument("--as", dest="person", required=True, help="E-mail address of whoever makes it.")
        parser.add_argument("--organisation", type=int, required=True, help="Its number.")
        parser.add_argument("--format", choices=(JSON, *FORMATS, BUNDLE), default="pdf")
        parser.add_argument("--language", choices=LANGUAGES, default="en")
        parser.add_argument(
            "--begin", type=date.fromisoformat, help="First day of the period; else the first of the month."
        )
        parser.add_argument("--end", type=date.fromisoformat, help="Last day of the period; else today.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make it."""
        person = person_at(options["person"])
        if person is None or not person.is_active:
            raise CommandError(f"nobody signs in as {options['person']}")
        access = access_of(person)
        if not Organisation.objects.visible_to(access).filter(pk=options["organisation"]).exists():
            raise CommandError(f"they read no organisation {options['organisation']}")
        end = options["end"] or timezone.localdate()
        wanted = services.Wanted(
            kind=Kind(options["kind"]), organisation=options["organisation"],
            begin=options["begin"] or end.replace(day=1), end=end,
        )  # fmt: skip
        try:
            report = services.make_now(access, wanted)
        except (PermissionDenied, ValidationError) as error:
            raise CommandError(f"no report is made: {str(error) or 'their roles make none there'}") from None
        try:
            content = saved(report, options["format"], options["language"], access)
        except Http404:
            raise CommandError("there is no such file of this report") from None
        except NotPrintedError as error:
            raise CommandError(error.diagnosis()) from None
        options["file"].write_bytes(content)
        self.stdout.write(f"report {report.pk}, sha256 {report.sha256}")
