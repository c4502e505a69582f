"""What do the people of the invented department say to each other, and what do they ask for?"""

from collections.abc import Mapping
from datetime import date, timedelta

from phaseout.web.discussion.services import TaskFacts, comment, give_task
from phaseout.web.estate.models import Organisation, Site
from phaseout.web.findings.models import Finding
from phaseout.web.frame.access import Role
from phaseout.web.people.models import Person
from phaseout.web.people.queries import access_of

ASKED = "@{name} Which of the two recorders is this one? The label is hidden by the rack."
ANSWERED = "The lower one. I will photograph its label on the next visit."


def talk(
    people: Mapping[Role, Person], root: Organisation, site: Site, finding: Finding, today: date
) -> None:
    """Put in a question, its answer, and tasks: one overdue, one for a role, one about nothing single."""
    analyst, technician = access_of(people[Role.ANALYST]), people[Role.TECHNICIAN]
    comment(analyst, finding, ASKED.format(name=technician.name))
    comment(access_of(technician), finding, ANSWERED)
    late, soon = today - timedelta(days=4), today + timedelta(days=5)
    photograph = TaskFacts(title="Photograph the label", person=technician, due=late)
    give_task(analyst, finding.asset, photograph)
    ask = TaskFacts(title="Ask the landlord who owns the cameras", role=Role.ANALYST.value, due=soon)
    give_task(analyst, site, ask)
    give_task(analyst, root, TaskFacts(title="Decide what was proposed", role=Role.APPROVER.value))
