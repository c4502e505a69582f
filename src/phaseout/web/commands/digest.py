"""``phaseout digest``: the letters of today, and the notices that are due, once."""

import click

from phaseout.domain.problem import SourceError, UsageError
from phaseout.web.commands.opening import opened
from phaseout.web.deployment import MAIL


@click.command()
def command() -> None:
    """Send the letters of today that were not sent yet, and the notices to other programs that are due.

    Ledgers are signed where that is due.

    'phaseout serve' does so by itself, letters from 10:00 UTC on. Where it does not run, let cron or systemd
    call this; nobody gets two letters for one day, however often it is called.

    \b
    0 10 * * *  phaseout digest
    """
    with opened(begins=False):
        from django.utils import timezone

        from phaseout.web.ledger.services import sweep
        from phaseout.web.notices.services.deliveries import hand_on, send_due
        from phaseout.web.notices.services.letters import send_letters
        from phaseout.web.people.mail import is_sent_at_all

        while hand_on():
            pass
        tried = send_due()
        sweep(timezone.now())
        if not is_sent_at_all():
            raise UsageError(
                "no mail can be sent", remedy=f"name the mail server in {MAIL}: smtp://user:password@host:587"
            )
        try:
            sent = send_letters(timezone.now())
        except OSError as error:
            raise SourceError(
                f"the mail server does not answer: {error}", where=MAIL, remedy="see that it runs"
            ) from error
    click.echo(f"phaseout: {sent} letters sent, {tried} notices tried", err=True)
