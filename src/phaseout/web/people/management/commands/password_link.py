"""``python -m phaseout.web password_link``: the link to a new password, where no letter can bring it."""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from phaseout.web.people.mail import is_sent_at_all
from phaseout.web.people.queries import person_at


class Command(BaseCommand):
    """Prints the link that a letter would bring: it works once, for an hour, and signs nobody in.

    Whoever runs the server hands it over, and no administrator: they could become the second person
    who decides what they proposed.
    """

    help = "Print the link by which somebody chooses another password, where the server sends no letters."

    def add_arguments(self, parser: Any) -> None:
        """Take whose."""
        parser.add_argument("email", help="E-mail address of whoever forgot their password.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print it."""
        if is_sent_at_all():
            raise CommandError("this server sends letters: the page of the sign-in has one sent")
        person = person_at(options["email"])
        if person is None or not person.is_active:
            raise CommandError("nobody has an open account of this address")
        code = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
        way = reverse("account_reset_password_from_key", kwargs=code)
        # Where nobody said by which address people come, the port is not known: they put theirs before it.
        self.stdout.write(f"{settings.PUBLIC_ADDRESS}{way}" if settings.IS_ADDRESS_SAID else way)
