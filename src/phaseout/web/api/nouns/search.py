"""What does a text lead to, in all that is within reach?"""

from typing import Literal
from urllib.parse import urlsplit

from phaseout.web.api.call import Call
from phaseout.web.api.faults import cleaned
from phaseout.web.api.noun import Noun, query
from phaseout.web.api.pages import check_names
from phaseout.web.api.schema import Schema
from phaseout.web.desk.forms import LONGEST_SOUGHT, Sought
from phaseout.web.desk.search import Group, found

NOUN = Noun("search")
TEXT = query(
    "q", {"type": "string", "minLength": 1, "maxLength": LONGEST_SOUGHT},
    "What is looked for; capitals and accents are all one.", is_needed=True,
)  # fmt: skip
Sort = Literal["sites", "assets", "findings", "surveys", "tasks", "people", "organisations", "measures"]


class HitOut(Schema):
    """Something the text leads to."""

    id: int | str
    """A number; of a measure what it is called."""
    title: str
    detail: str
    """In your language."""
    address: str
    """Where the API has it."""
    page: str
    """The address of its page."""


class GroupOut(Schema):
    """What the text leads to of one sort."""

    of: Sort
    hits: list[HitOut]
    """The first ten."""
    number: int
    """How many there are, up to a thousand."""
    is_more: bool
    """Whether there are more than that."""
    rows: str | None
    """Where the API has the whole list, where these are not all; null of organisations."""


class SearchOut(Schema):
    """What the text leads to; sorts without a hit are left out."""

    items: list[GroupOut]


@NOUN.shows("/search", "api-search", SearchOut, parameters=(TEXT,))
def search(request: Call) -> SearchOut:
    """Look for a text in sites, assets, findings, surveys, tasks, organisations, measures, and in people."""
    check_names(request, ("q",))
    text = cleaned(Sought(request.GET))["q"]
    return SearchOut(items=[_group(one) for one in found(request.access, text)])


def _group(group: Group) -> GroupOut:
    hits = [
        HitOut(
            id=one.id, title=one.title, detail=one.detail, page=one.address,
            address=f"/api/v1/{group.id}/{one.id}",
        )
        for one in group.hits
    ]  # fmt: skip
    rows = f"/api/v1/{group.id}?{urlsplit(group.address).query}" if group.address else None
    return GroupOut.model_validate(
        {
            "of": group.id,
            "hits": hits,
            "number": group.number,
            "is_more": group.is_more,
            "rows": None if group.id == "organisations" else rows,
        }
    )
