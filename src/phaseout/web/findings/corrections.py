"""How does what people say that single things are reach the answers?"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from phaseout.domain.answer import AnswersFile, AssetAnswer
from phaseout.web.estate.queries import Said


def files_of(said: Said, ids: Mapping[int, Sequence[str]], name: str) -> Iterator[AnswersFile]:
    """Yield what people said of the things of a document, as answers.

    Args:
        said: by people.
        ids: primary key of an asset → its ids in the document.
        name: how files of answers begin.
    """
    for (asset, field), told in said.items():
        if asset in ids:
            text = f"{field}\n{told.value}"
            yield AnswersFile(
                name=f"{name}{field} {told.pk}",
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                answered_by=told.source,
                on=told.at.date().isoformat(),
                assets=(AssetAnswer(match={"id": tuple(ids[asset])}, facts={field: (told.value,)}),),
            )
