"""Which words of two names stand for each other?"""

from typing import NamedTuple

from rapidfuzz.distance import OSA

from phaseout.identify.suppliers.difference import Difference
from phaseout.identify.suppliers.lexicon import Word
from phaseout.identify.suppliers.reading import Reading

_ONE_OFF, _TWO_OFF = 5, 9
"""Letters a word has to have for one to be off, and for two."""
_ONE_OFF_BESIDE, _TWO_OFF_BESIDE = 3, 5
"""Where other words of the names agree."""
_MOST_OFF = 2
_BEGINNING = 4
"""Letters that a word and its short form have in common at least."""
_INITIALS = 3
_HEARD = 4
_UNLIKE = (0.0, Difference.OTHER_WORD)


class Pair(NamedTuple):
    """Words that stand for each other, and how sure that is."""

    ours: tuple[Word, ...]
    theirs: tuple[Word, ...]
    likeness: float
    """1 for the same words."""
    how: Difference


class Alignment(NamedTuple):
    """The words of two names, paired as far as they can be."""

    pairs: list[Pair]
    ours: list[Word]
    """Left over."""
    theirs: list[Word]


def align(ours: Reading, theirs: Reading) -> Alignment:
    """Pair the words of two names: equal ones first, then those that sound alike, are a letter off, joined,
    shortened or initials."""
    pairs, left, right = _equal(ours, theirs)
    if left and right:
        left, right = _alike(left, right, pairs)
    if left and right and len(left) + len(right) > 2:  # noqa: PLR2004
        left, right = _joined(left, right, pairs)
    if left and right and max(len(left), len(right)) >= _INITIALS:
        left, right = _initials(left, right, pairs)
    return Alignment(pairs, left, right)


def _equal(ours: Reading, theirs: Reading) -> tuple[list[Pair], list[Word], list[Word]]:
    by_text = {word.text: word for word in theirs.words}
    pairs: list[Pair] = []
    left: list[Word] = []
    for word in ours.words:
        other = by_text.pop(word.text, None)
        if other is None:
            left.append(word)
        else:
            pairs.append(Pair((word,), (other,), 1.0, Difference.SAME_WORDS))
    return pairs, left, list(by_text.values())


def _alike(left: list[Word], right: list[Word], pairs: list[Pair]) -> tuple[list[Word], list[Word]]:
    kept: list[Word] = []
    is_beside = bool(pairs)
    for place, word in enumerate(left):
        best = (0.0, Difference.OTHER_WORD)
        chosen = None
        for other in right:
            if word.sort is not None and other.sort is not None:
                continue  # two words that are both known are two words, however near
            found = _likeness(word, other, is_beside=is_beside)
            if found[0] > best[0]:
                best, chosen = found, other
        if chosen is None:
            kept.append(word)
            continue
        pairs.append(Pair((word,), (chosen,), *best))
        right = [other for other in right if other is not chosen]
        if not right:
            return [*kept, *left[place + 1 :]], right
    return kept, right


def _likeness(word: Word, other: Word, *, is_beside: bool) -> tuple[float, Difference]:
    """Return how far one word may stand for another, 0 for not at all, and how."""
    a, b = word.text, other.text
    if word.sound == other.sound and len(word.sound) >= _HEARD:
        return 0.97, Difference.SPELLING
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    size = len(short)
    apart = len(long) - size
    one, two = (_ONE_OFF_BESIDE, _TWO_OFF_BESIDE) if is_beside else (_ONE_OFF, _TWO_OFF)
    if size >= one and apart <= _MOST_OFF and not (a.isdigit() or b.isdigit()):
        allowed = _MOST_OFF if size >= two else 1
        off = OSA.distance(a, b, score_cutoff=allowed)
        if off > allowed:
            off = OSA.distance(word.sound, other.sound, score_cutoff=allowed)
        if off <= allowed:
            return 1 - off / size, Difference.LETTER
    if size >= _BEGINNING and long.startswith(short):
        return 0.75, Difference.SHORTENED
    return _UNLIKE


def _joined(left: list[Word], right: list[Word], pairs: list[Pair]) -> tuple[list[Word], list[Word]]:
    """Pair a word with the run of words it is written as in the other name."""
    for word in left:
        if (run := _run(word.text, right)) is not None:
            pairs.append(Pair((word,), tuple(run), 0.98, Difference.JOINED))
            return [one for one in left if one is not word], [one for one in right if one not in run]
    for word in right:
        if (run := _run(word.text, left)) is not None:
            pairs.append(Pair(tuple(run), (word,), 0.98, Difference.JOINED))
            return [one for one in left if one not in run], [one for one in right if one is not word]
    return left, right


def _run(whole: str, words: list[Word]) -> list[Word] | None:
    for start, first in enumerate(words):
        if not whole.startswith(first.text):
            continue
        text = ""
        for end in range(start, len(words)):
            text += words[end].text
            if text == whole and end > start:
                return words[start : end + 1]
            if len(text) >= len(whole):
                break
    return None


def _initials(left: list[Word], right: list[Word], pairs: list[Pair]) -> tuple[list[Word], list[Word]]:
    """Pair a word with the run of words it is the initials of."""
    for word in left:
        if (run := _begun(word, right)) is not None:
            pairs.append(Pair((word,), tuple(run), 0.8, Difference.INITIALS))
            return [one for one in left if one is not word], [one for one in right if one not in run]
    for word in right:
        if (run := _begun(word, left)) is not None:
            pairs.append(Pair(tuple(run), (word,), 0.8, Difference.INITIALS))
            return [one for one in left if one not in run], [one for one in right if one is not word]
    return left, right


def _begun(word: Word, words: list[Word]) -> list[Word] | None:
    size = len(word.text)
    if not _INITIALS <= size <= len(words) or word.sort is not None:
        return None
    firsts = "".join(one.written[0] for one in words)
    start = firsts.find(word.text)
    return words[start : start + size] if start >= 0 else None
