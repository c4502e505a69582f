"""Is what a killed process was sending sent by the next, with the same id, and does the command say what it did?

With processes and a database of their own: nothing of what is killed may belong to the tests.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from web.receiver import receiving

BEGIN = """
import sys
import django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from phaseout.web.estate.models import Organisation
from phaseout.web.notices.services.webhooks import add_webhook, try_out
from phaseout.web.people.queries import access_of
from phaseout.web.people.services.begin import begin
person = begin(organisation=("Example Department", ""), roles=["ca/federal-department"], name="Ada",
               email="ada@example.org", password="a sentence nobody guesses")
access = access_of(person)
webhook, _ = add_webhook(access, Organisation.everything.get(), name="Tickets", address=sys.argv[1], kinds=[])
try_out(access, webhook)
"""
LATER = """
import django
django.setup()
from datetime import timedelta
from django.core.management import call_command
from django.db.models import F
from phaseout.web.notices.models import Delivery
from phaseout.web.notices.services.deliveries import CLAIMED, send_due
(one,) = Delivery.everything.all()
assert (one.state, one.tries) == ("waiting", 0)
assert send_due() == 0  # for all it knows somebody is still at it
Delivery.everything.update(next_try=F("next_try") - CLAIMED)
call_command("notify", once=True)
(one,) = Delivery.everything.all()
assert (one.state, one.tries, one.answer.strip()) == ("delivered", 1, "204"), one.answer
"""


def test_what_was_being_sent_when_a_process_was_killed_is_sent_by_the_next(tmp_path: Path, begin_in) -> None:
    data = tmp_path / "data"
    begin_in(data)
    (data / "secret-key").write_text("a key of this test alone")
    with receiving(tmp_path) as (receiver, certificate):
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PHASEOUT_")},
            "DJANGO_SETTINGS_MODULE": "phaseout.web.settings",
            "PHASEOUT_DATA": str(data),
            "PHASEOUT_WEBHOOKS": f"127.0.0.1:{receiver.port}",
            "SSL_CERT_FILE": str(certificate),
        }
        subprocess.run([sys.executable, "-c", BEGIN, receiver.address], env=environment, check=True)
        receiver.may_answer.clear()
        command = [sys.executable, "-m", "phaseout.web", "notify", "--once"]
        with subprocess.Popen(command, env=environment) as notify:
            while not receiver.came:  # what never comes to be so, pytest's own watchdog ends
                assert notify.poll() is None, "it ended before it could be killed"
                time.sleep(0.02)
            notify.send_signal(signal.SIGKILL)
        receiver.may_answer.set()
        subprocess.run([sys.executable, "-c", LATER], env=environment, check=True)
        first, second = (headers["webhook-id"] for headers, _ in receiver.came)
        assert first == second
        command = [sys.executable, "-m", "phaseout", "digest"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, len(receiver.came)) == (2, 2)
        assert "no mail can be sent" in done.stderr
        assert "PHASEOUT_MAIL" in done.stderr
