"""What do measures add to the page of what one of them says?"""

from phaseout.web.frame.access import Access
from phaseout.web.frame.panels import Panel
from phaseout.web.frame.words import register


def on_measure(_access: Access, id_: str) -> Panel:
    """Return the name of a measure, which leads to its page where the register still has it."""
    return Panel(template="measures/named.html", shown={"id": id_, "is_known": id_ in register().measures})
