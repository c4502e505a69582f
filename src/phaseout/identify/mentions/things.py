"""Is the article that a line seems to buy really the thing, once it is known whom the line names?"""

from collections.abc import Iterable, Mapping, Sequence

from phaseout.domain.folding import Folded
from phaseout.domain.phrase import Found
from phaseout.domain.wording import Stance, Task
from phaseout.identify.mentions.articles import Head, is_measured
from phaseout.identify.mentions.clause import Standing
from phaseout.identify.mentions.names import Named
from phaseout.identify.mentions.reading import Article, Mention, Span, overlaps
from phaseout.identify.mentions.services import Line
from phaseout.identify.mentions.typed import Typed

_ACCESSORY, _SERVICE = "accessory", "service"


def is_what_it_sells(
    goods: Iterable[Found[str]], head: Head, names: Sequence[Named], standings: Mapping[Span, Standing]
) -> bool:
    """Return whether an accessory of others is the very thing a brand named sells: *Hiksemi SSD*.

    ``goods`` are the words of the line for such things, each with its brand.
    """
    if head.word.value.kind != _ACCESSORY:
        return False
    bought = {
        one.name.brand
        for one in names
        if one.span in standings and standings[one.span].stance is Stance.BOUGHT
    }
    article = [(head.word.start, head.word.end)]
    return any(one.value in bought and overlaps((one.start, one.end), article) for one in goods)


def is_feature(line: str, head: Head, typed: Sequence[Typed], standings: Mapping[Span, Standing]) -> bool:
    """Return whether the article only says with what a thing comes: *DS-2CD2143G2-I 2.8 mm lens*."""
    return head.word.value.kind == _ACCESSORY and any(
        one.model.kind not in (None, _ACCESSORY)
        and standings[one.span].stance is Stance.BOUGHT
        and one.span[1] <= head.word.start
        and is_measured(line[one.span[1] : head.word.start])
        for one in typed
    )


def article_of(
    head: Head | None,
    mentions: Sequence[Mention],
    folded: Folded,
    line: Line,
    rented: Head | None = None,
) -> Article | None:
    """Return the article; none of a service with which the thing, or another, is bought.

    ``rented`` is what is bought but for words for a rental.
    """
    if head is None:
        return None
    word, task = head.word, head.task.value.task if head.task else None
    if word.value.kind == _SERVICE:
        service = line.service(head)
        is_thing_bought = any(one.stance is Stance.BOUGHT for one in mentions)
        if service is None:
            return None
        word, task = service, service.value.task
        if is_thing_bought:
            if rented is None or task is not Task.RENTAL:
                return None
            word, task = rented.word, None
            if word.value.kind == _SERVICE:
                return None
    start, end = folded.span(word.start, word.end)
    return Article(start=start, end=end, rule=word.value.id, kind=word.value.kind, task=task)
