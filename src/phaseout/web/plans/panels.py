"""What do plans add to the page of an organisation?"""

from phaseout.web.estate.models import Organisation
from phaseout.web.frame.access import Access
from phaseout.web.frame.panels import Panel


def on_organisation(_access: Access, organisation: Organisation) -> Panel:
    """Return the ways to its prices and its programme."""
    return Panel(template="plans/on_organisation.html", shown={"organisation": organisation})
