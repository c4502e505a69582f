"""What do people add to every page, and to that of keys?"""

from phaseout.web.frame.access import Access
from phaseout.web.frame.panels import Panel


def own(_access: Access, _nothing: None) -> Panel:
    """Return the way to one's account, and out."""
    return Panel(template="people/own.html")


def keys(_access: Access, _nothing: None) -> Panel:
    """Return the way to where keys are turned on and off."""
    return Panel(template="people/keys.html")
