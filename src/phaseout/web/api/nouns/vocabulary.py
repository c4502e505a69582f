"""What are the words called that programs send and read: roles in law, purposes, kinds, makers?"""

from typing import Annotated

from django.http import Http404
from pydantic import WithJsonSchema

from phaseout.web.api.call import Call
from phaseout.web.api.noun import Noun
from phaseout.web.api.pages import page_of_names
from phaseout.web.api.schema import Schema
from phaseout.web.api.vocabulary import PATH, VOCABULARY

NOUN = Noun("vocabulary")
Of = Annotated[str, WithJsonSchema({"type": "string", "enum": list(VOCABULARY)})]
"""What the words are of; nothing is there of any other."""


class WordOut(Schema):
    """A word as programs send it."""

    id: str
    name: str
    """What it is called, in your language; of a fact, how it is asked for."""


@NOUN.lists(f"{PATH}/{{of}}", "api-vocabulary", WordOut, needs=None)
def vocabulary(request: Call, of: Of) -> object:
    """List the words of the register, by their ids, with what each is called in your language."""
    if of not in VOCABULARY:
        raise Http404
    return page_of_names(request, ((word, WordOut(id=word, name=name)) for word, name in VOCABULARY[of]()))
