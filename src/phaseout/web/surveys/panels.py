"""What do surveys add to the first page?"""

from phaseout.web.frame.access import Access
from phaseout.web.frame.panels import Panel
from phaseout.web.surveys.first_steps import first_steps
from phaseout.web.surveys.queries import answered_again


def beginning(access: Access, _nothing: None) -> Panel:
    """Return what a new estate still needs of the reader, and whether findings are answered again."""
    steps = first_steps(access)
    following = next((one for one in steps if not one.is_done), None)
    shown = {**answered_again(access), "steps": steps, "next": following}
    return Panel(template="surveys/beginning.html", shown=shown)
