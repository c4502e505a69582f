"""What do surveys add to the first page, and to the page of a thing?"""

from phaseout.web.estate.models import Asset
from phaseout.web.frame.access import Access, Permission
from phaseout.web.frame.panels import Panel
from phaseout.web.surveys.first_steps import first_steps
from phaseout.web.surveys.queries import answered_again, last_settled
from phaseout.web.surveys.shown import Page


def beginning(access: Access, _nothing: None) -> Panel:
    """Return what a new estate still needs of the reader, and whether findings are answered again."""
    steps = first_steps(access)
    following = next((one for one in steps if not one.is_done), None)
    shown = {**answered_again(access), "steps": steps, "next": following}
    return Panel(template="surveys/beginning.html", shown=shown)


def on_asset(access: Access, asset: Asset) -> Panel | None:
    """Return every answer on a thing to which nothing applies: no finding shows them."""
    surveyed = last_settled(asset)
    if surveyed is None:
        return None
    survey = surveyed.survey
    shown = {
        "surveyed": surveyed,
        "survey": survey,
        "answers": Page(surveyed).others,
        "may_read": access.may(Permission.READ, survey.organisation_id),
        "is_later": (asset.edition, asset.as_of) != (survey.register_edition, survey.as_of),
    }
    return Panel(template="surveys/answers.html", shown=shown)
