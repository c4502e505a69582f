"""Does a worker that is killed while it makes a plan leave nothing of it, and does the next one make it?"""

from web.test_surveys_killed import Server, server

__all__ = ["server"]
THINGS = 60
BEGIN = f"""
import django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
call_command("createcachetable", verbosity=0)
from django.utils import timezone
from phaseout.web.estate.models import Asset, Organisation, Site
from phaseout.web.frame.access import Access, Permission
from phaseout.web.people.services.begin import begin
from phaseout.web.plans.services import ask_for_plan, write_programme
from phaseout.web.replacement.models import Replacement
person = begin(organisation=("Example Department", ""), roles=["ca/federal-department"], name="Ada",
               email="ada@example.org", password="a sentence nobody guesses")
home, now = Organisation.everything.get(), timezone.now()
site = Site(organisation=home, ref="hall", name_en="Hall")
site.save()
for number in range({THINGS}):
    asset = Asset(organisation=home, site=site, label=f"cam {{number}}", kind="camera", first_seen=now, last_seen=now)
    asset.save()
    Replacement(organisation=home, asset=asset, since=now.date(), by=person).save()
access = Access(person=person.pk, reach={{Permission.ASSESS: frozenset([home.pk])}})
text = '''
[programme]
start = "2027-01"
months = 24
carry_forward = 0.1
per_visit = 5
[[budget]]
year = 2027
amount = 30000
[[crew]]
id = "crew"
hours = 7
[[site]]
id = "hall"
visit = 100
'''
write_programme(access, home, 0, text)
ask_for_plan(access, home, moves=400_000)
"""
STATE = "select state, packages, (select count(*) from plans_workpackage) from plans_workplan"


def test_a_plan_whose_worker_is_killed_is_made_whole_by_the_next(server: Server) -> None:
    server.run(BEGIN)
    server.kill_when(lambda: server.ask(STATE)[0][0] == "running")
    assert server.ask(STATE) == [("running", 0, 0)]
    server.finish()
    assert server.ask(STATE) == [("ready", THINGS, THINGS)]
