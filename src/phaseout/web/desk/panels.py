"""What stands on every page: the search. And beside a list: which were kept of it, how this one is kept."""

from urllib.parse import urlencode

from django.urls import reverse

from phaseout.web.desk.lists import LISTS, asked
from phaseout.web.desk.queries import is_keeper, of_list
from phaseout.web.frame.access import Access
from phaseout.web.frame.listing import SAVED, Listed
from phaseout.web.frame.panels import Panel


def kept_lists(access: Access, listed: Listed) -> Panel | None:
    """Return the kept lists of a list; None beside one that is a thing's."""
    if listed.route not in LISTS:
        return None
    known = list(of_list(access, listed.route))
    query, opened = asked(listed.asked), listed.asked.get(SAVED, "")
    current = next((one for one in known if str(one.pk) == opened), None)
    may_change = current is not None and is_keeper(access, current)
    with_list = urlencode({"list": listed.route})
    shown = {
        "kept": known,
        "opened": current,
        "is_changed": current is not None and current.query != query,
        "may_change": may_change,
        "add": f"{reverse('kept-add')}?{with_list}&{query}" if query else "",
        "change": f"{reverse('kept-edit', args=[current.pk])}?{query}" if current is not None else "",
    }
    return Panel(template="desk/kept.html", shown=shown)


def search(_access: Access, _nothing: None) -> Panel:
    """Return the search of everything."""
    return Panel(template="desk/searching.html")
