"""What does a line of text buy: a camera, a bracket for one, or its repair?

The head of the phrase says it, not any word of it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from phaseout.domain.phrase import HAN, Found, Phrases
from phaseout.domain.wording import ArticleWords, Joint, JointKind, Language, Task, Wording
from phaseout.identify.mentions.clauses import clause_of, clauses, words_in
from phaseout.identify.mentions.codes import is_bound_by_hyphen
from phaseout.identify.mentions.reading import CODE, Span, overlaps

_PART = re.compile(rf"[,、():，（）]|\s-\s|\s[+/]|[+]\s|(?<=[{HAN}])[+]|[+](?=[{HAN}])")
_NUMBERS = re.compile(r"\d+\s?x?|x\s?\d+")
_MEASURE = re.compile(
    r'(?:^|[^\w.])\d+(?:[.,-]\d+)?\s?(?:tb|gb|mm|v|vdc|vac|w|m|ft|mp|k|ch|a|in|inch|"|x)\s+(?:\w+\s+)?$'
)
_COUNTED = re.compile(r"\s+(?:\d{1,2}\s?x|x?\s?\d{1,2})\s+")
_MORE = re.compile(r"\.?\s+\w")
_USING = frozenset({Task.RENTAL, Task.PLANT, Task.MONITORING, Task.TRAINING, Task.INSPECTION})
"""Services that are done with what is said to be included."""
_CLEARLY = 3
"""Words of a language from which a single one of another is taken for a coincidence."""
_ACCESSORY = "accessory"
_SERVICE = "service"
Word = Found[ArticleWords]


class Head(NamedTuple):
    """The word that says what is bought, and the one that says which service."""

    word: Word
    task: Word | None


class Articles:
    """Reads what folded texts buy."""

    def __init__(self, wording: Wording) -> None:
        self._words = Phrases((word, one) for one in wording.articles for word in one.words)
        self._joints = Phrases(
            (word, joint)
            for joint in wording.joints
            if joint.kind not in (JointKind.LIST, JointKind.APART)
            for word in joint.words
        )
        apart = (joint for joint in wording.joints if joint.kind is JointKind.APART)
        self._apart = Phrases((word, joint) for joint in apart for word in joint.words)
        self.phrases = self._words, self._joints, self._apart
        """What is looked for in a whole text."""

    def words(self, folded: str) -> list[Word]:
        """Return every word for an article, in order; a word of several languages stands there for each.

        What is only said to come with the thing, or not to, is left out: *training not included*.
        """
        words = list(self._words.find(folded))
        apart = list(self._apart.find(folded)) if words else []
        leading_on = [one for one in apart if _MORE.match(folded, one.end)]
        return [word for word in words if not _is_apart(folded, word, apart, leading_on)]

    def joints(self, folded: str, names: Sequence[Span]) -> list[Found[Joint]]:
        """Return the small words that say how what is behind them belongs to what is before.

        None is a part of a code (*3502-AL*), nor of one of the ``names`` (*W Box*).
        """
        found = ((one, (one.start, one.end)) for one in self._joints.find(folded))
        return [
            one for one, span in found if not overlaps(span, names) and not is_bound_by_hyphen(folded, span)
        ]

    def head(
        self,
        folded: str,
        words: Sequence[Word],
        languages: Sequence[Language],
        name: Span,
        equipment: Sequence[Span] = (),
        makes: Sequence[Span] = (),
    ) -> Head | None:
        """Return the head of the first phrase that has one, up to the end of the first name's clause.

        What follows in a clause of its own, "cables not included", is seldom the thing.

        Args:
            folded: the text.
            words: the words for an article in it.
            languages: of other words of it that are known, one each.
            name: where the first name stands.
            equipment: where designations stand that tell the kind of equipment themselves.
            makes: where the names of other makers, and of brands of which a designation stands there, do.
        """
        words = [word for word in words if word.value.task is not Task.SUPPLY]
        if not words:
            return None
        until = clause_of(name, clauses(folded))[1]
        joints = self.joints(folded, makes)
        language = _language(words, joints, languages)
        words = [word for word in words if not _is_stray(word, language, words, joints, languages)]
        phrases = [phrase for phrase in _phrases(folded, joints) if phrase[0] < until]
        own = next((phrase for phrase in phrases if phrase[0] <= name[0] < phrase[1]), (0, until))
        is_coded = bool(_inside(own, equipment)) or CODE.search(folded, *own) is not None
        says_what = is_coded or _says_more(folded, own, name)
        for phrase in phrases:
            if _is_anothers(phrase, own, words, makes):
                continue
            is_own = False
            within = [joint for joint in joints if phrase[0] <= joint.start < phrase[1]]
            for part in _before_with(*phrase, within):
                here = _up_to_name([word for word in words if part[0] <= word.start < part[1]], name)
                head = _head(folded, part[0], here, language)
                if head is not None:
                    is_later = says_what and phrase[0] > name[0]
                    is_purpose = is_own or (is_later and _is_purpose(folded, phrase, part, within))
                    is_beside = _is_beside(head, is_purpose=is_purpose, is_later=is_later)
                    return None if is_beside else Head(head, _task(head, words))
                if _inside(part, equipment):
                    return None
                is_own = is_own or part[0] <= name[0] < part[1]
        return None


def _is_beside(head: Word, *, is_purpose: bool, is_later: bool) -> bool:
    """Return whether a word is not what is bought, where the name stands with more than itself.

    It is what the thing is for (*Avata 2 for training*), or an item of its own (*6 PD405, 6 earpieces*).
    """
    return (head.value.kind == _SERVICE and is_purpose) or (head.value.kind == _ACCESSORY and is_later)


def _is_purpose(folded: str, phrase: Span, part: Span, joints: Sequence[Found[Joint]]) -> bool:
    """Return whether a phrase begins with a small word and only says what the thing is for."""
    return phrase[0] < part[0] and any(
        joint.value.kind is JointKind.OF and not words_in(folded[phrase[0] : joint.start]) for joint in joints
    )


def _says_more(folded: str, own: Span, name: Span) -> bool:
    """Return whether the phrase of a name says more of the thing: *EZVIZ ezTube starter kit, housing*."""
    rest = _NUMBERS.sub(" ", f"{folded[own[0] : name[0]]} {folded[name[1] : own[1]]}")
    return words_in(rest) > 1


def _up_to_name(words: list[Word], name: Span) -> list[Word]:
    """Return the words, only those before a name if the last is a service: *care plan A camera*."""
    before = [word for word in words if word.start < name[0]]
    return before if before and before[-1].value.kind == _SERVICE else words


def _is_apart(
    folded: str, word: Word, apart: Sequence[Found[Joint]], leading_on: Sequence[Found[Joint]]
) -> bool:
    """Return whether a word is said to come with the thing; a hire *incl. A* is what is bought."""
    if word.value.task in _USING:
        apart = [one for one in apart if one not in leading_on]
    return word.value.kind in (_ACCESSORY, _SERVICE, "software") and any(
        one.start >= word.end and not words_in(folded[word.end : one.start]) for one in apart
    )


def _inside(phrase: Span, spans: Sequence[Span]) -> list[Span]:
    return [span for span in spans if phrase[0] <= span[0] < phrase[1]]


def _is_anothers(phrase: Span, own: Span, words: Sequence[Word], makes: Sequence[Span]) -> bool:
    """Return whether a phrase is of another maker's items, and the one with the name has its own."""
    if phrase[1] > own[0] or not _inside((phrase[0], own[0]), makes):
        return False
    things = (word for word in words if word.value.kind not in (_ACCESSORY, _SERVICE))
    return any(own[0] <= word.start < own[1] for word in things)


def _phrases(folded: str, joints: Sequence[Found[Joint]]) -> list[tuple[int, int]]:
    """Return the phrases in which the thing may stand."""
    beside = [joint.start for joint in joints if joint.value.kind is JointKind.BESIDE]
    found: list[tuple[int, int]] = []
    for start, whole in clauses(folded):
        end = min((place for place in beside if start <= place < whole), default=whole)
        place = start
        for match in _PART.finditer(folded, start, end):
            found.append((place, match.start()))
            place = match.end()
        found.append((place, end))
    return found


def _before_with(start: int, end: int, joints: Sequence[Found[Joint]]) -> list[tuple[int, int]]:
    """Return the parts of a phrase in which its thing may stand, the likelier first."""
    found: list[tuple[int, int]] = []
    place = start
    for joint in joints:
        found.append((place, joint.start))
        place = joint.end
        if joint.value.kind is JointKind.WITH:
            return found
    return [*found, (place, end)]


def _head(folded: str, start: int, words: Sequence[Word], language: Language) -> Word | None:
    leading = [word for word in words if word.value.leading and _leads(folded[start : word.start])]
    if leading:
        return _spoken(leading, language)
    plain = [word for word in words if not word.value.leading]
    if not plain:
        return None
    if language.puts_the_thing_last:
        plain = list(_without_features(folded, plain))
    place = plain[-1].start if language.puts_the_thing_last else plain[0].start
    return _spoken([word for word in plain if word.start == place], language)


def _without_features(folded: str, words: Sequence[Word]) -> Sequence[Word]:
    """Return the words up to what only says with what the thing comes: *recorder 2TB hard drive*."""
    for number, word in enumerate(words[1:], start=1):
        before = words[number - 1]
        if (
            word.value.kind == _ACCESSORY
            and before.value.kind not in (_ACCESSORY, _SERVICE)
            and comes_with(folded[before.end : word.start])
        ):
            return words[:number]
    return words


def comes_with(gap: str) -> bool:
    """Return whether a size or a number parts a thing from what it comes with: *NVR 2TB HDD*, *NVR 2 HDD*."""
    return is_measured(gap) or _COUNTED.fullmatch(gap) is not None


def is_measured(gap: str) -> bool:
    """Return whether a size stands last between a thing and what it comes with."""
    return _MEASURE.search(gap) is not None


def _spoken(words: Sequence[Word], language: Language) -> Word:
    """Return the word of the language of the text, of those at one place."""
    return next((word for word in words if word.value.language is language), words[0])


def _leads(before: str) -> bool:
    return words_in(_NUMBERS.sub(" ", before)) == 0


def _task(head: Word, words: Sequence[Word]) -> Word | None:
    """Return the word that says which service, where the head only says that it is one."""
    if head.value.task is not None:
        return head
    same = (word for word in words if word.value.kind == head.value.kind and word.value.task is not None)
    return next(same, None)


def _votes(
    words: Sequence[Word], joints: Sequence[Found[Joint]], languages: Sequence[Language]
) -> Counter[Language]:
    return Counter(
        (*languages, *(one.value.language for one in words), *(one.value.language for one in joints))
    )


def _language(
    words: Sequence[Word], joints: Sequence[Found[Joint]], languages: Sequence[Language]
) -> Language:
    votes = _votes(words, joints, languages)
    return max(Language, key=lambda language: votes[language])


def _is_stray(
    word: Word,
    language: Language,
    words: Sequence[Word],
    joints: Sequence[Found[Joint]],
    languages: Sequence[Language],
) -> bool:
    """Return whether an accessory or service is the one word of another language: *mat'l* is no mast."""
    if word.value.language is language or word.value.kind not in (_ACCESSORY, _SERVICE):
        return False
    votes = _votes(words, joints, languages)
    return votes[word.value.language] == 1 and votes[language] >= _CLEARLY
