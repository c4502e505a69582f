"""What does one written name say: which words, how much each weighs, and which legal forms?"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from phaseout.domain.naming import LegalForm, WordSort
from phaseout.identify.suppliers.figures import in_figures
from phaseout.identify.suppliers.lexicon import DISTINCTIVE, Lexicon, Word
from phaseout.identify.suppliers.spelling import is_unspaced

_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_OPENING = frozenset("([（【")
_NONE: frozenset[str] = frozenset()
_NOT_A_NAME = 3
"""Letters that the words of a name need together to stand without its articles."""


class Reading(NamedTuple):
    """One name, taken apart. Hashable, so that each is taken apart once."""

    words: tuple[Word, ...]
    """Without legal forms and articles, each once, in order."""
    key: str
    """The words in the order of the alphabet: equal where names differ in order, case, accents and form."""
    squashed: str
    """The words without blanks."""
    forms: frozenset[str]
    countries: frozenset[str]
    """The only countries that know the legal form; empty where it says nothing of one."""
    bound: frozenset[str]
    """The legal forms that are bound to countries, or stand apart."""
    total: float
    """What all words weigh."""
    cut: float
    """From this weight on a word of this name tells it from others."""
    is_branch: bool
    is_unspaced: bool
    """Whether it was written in a script that does not part words."""


class Names(NamedTuple):
    """The names that one text holds."""

    main: Reading
    others: tuple[Reading, ...]
    """What stands behind ``trading as``: names of the same person."""
    aside: tuple[Reading, ...]
    """What stands in brackets: another name, a place or anything."""


def read_names(text: str, lexicon: Lexicon) -> Names:
    """Take a written name apart; a text without a letter gives a reading without words."""
    parts = _parts(lexicon.words(text), lexicon.separators)
    main = read(parts[0], lexicon, is_unspaced=is_unspaced(text))
    if len(parts) == 1 and _OPENING.isdisjoint(text):
        return Names(main, (), ())
    others = [read(part, lexicon, is_unspaced=False) for part in parts[1:]]
    aside = tuple([inner for inner in _BRACKETS.findall(text) if inner.strip()])
    outside = _BRACKETS.sub(" ", text) if aside else text
    bare = [read(lexicon.words(inner), lexicon, is_unspaced=is_unspaced(inner)) for inner in aside]
    bare = [one for one in bare if any(word.weight >= DISTINCTIVE for word in one.words)]
    # A place or a number in brackets is a part of the name: the firm of another place is another firm.
    if len(bare) == len(aside) and aside and outside.strip():
        without = _parts(lexicon.words(outside), lexicon.separators)[0]
        others.append(read(without, lexicon, is_unspaced=is_unspaced(outside)))
    return Names(main, tuple([one for one in others if one.words]), tuple(bare))


def read(words: Sequence[str], lexicon: Lexicon, *, is_unspaced: bool) -> Reading:
    """Take the words of one name apart."""
    rest, forms = _without_forms(list(words), lexicon)
    found: dict[str, Word] = {}
    is_branch = False
    if lexicon.has_numbers(rest):
        rest = list(in_figures(_without_registration(rest, lexicon), lexicon))
    for written in rest:
        word = lexicon.word(written)
        if word.sort is WordSort.BRANCH:
            is_branch = True
        else:
            found.setdefault(word.text, word)
    kept = _without_articles(tuple(found.values()))
    texts = [word.text for word in kept]
    weights = [word.weight for word in kept]
    of_forms = _of_forms(forms) if forms else _FORMLESS
    return Reading(
        words=kept,
        key=" ".join(sorted(texts)),
        squashed="".join(texts),
        forms=of_forms.ids,
        countries=of_forms.countries,
        bound=of_forms.bound,
        total=sum(weights),
        cut=min(DISTINCTIVE, max(weights, default=DISTINCTIVE)),
        is_branch=is_branch,
        is_unspaced=is_unspaced,
    )


def _without_forms(words: list[str], lexicon: Lexicon) -> tuple[list[str], list[LegalForm]]:
    rest: list[str] = []
    forms: list[LegalForm] = []
    place = 0
    while place < len(words):
        met = lexicon.form_at(words, place)
        if met is None:
            rest.append(words[place])
            place += 1
        else:
            forms.append(met[1])
            place += met[0]
    return (rest, forms) if rest else (words, [])


def _without_registration(words: list[str], lexicon: Lexicon) -> list[str]:
    """Leave out what a register or a year of foundation put into the name: ``VAT 12345678``, ``est 1998``."""
    kept: list[str] = []
    announced = False
    for word in words:
        if announced and word.isdigit():
            kept.pop()
            announced = False
            continue
        known = lexicon.known.get(word)
        announced = known is not None and known.sort is WordSort.REGISTRATION
        kept.append(word)
    return kept or words


def _without_articles(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Leave articles out, unless hardly a letter would be left, as of ``AT&T``."""
    kept = tuple([word for word in words if word.sort is not WordSort.FILLER])
    if len(kept) == len(words):
        return words
    return kept if sum(len(word.text) for word in kept) >= _NOT_A_NAME else words


class _Forms(NamedTuple):
    """What the legal forms of a name come to."""

    ids: frozenset[str]
    countries: frozenset[str]
    bound: frozenset[str]


_FORMLESS = _Forms(_NONE, _NONE, _NONE)


def _of_forms(forms: Sequence[LegalForm]) -> _Forms:
    told = [frozenset(form.countries) for form in forms if form.countries]
    return _Forms(
        frozenset([form.id for form in forms]),
        frozenset.intersection(*told) if told else _NONE,
        frozenset([form.id for form in forms if form.is_bound]),
    )


def _parts(words: Sequence[str], separators: Mapping[str, Sequence[tuple[str, ...]]]) -> list[list[str]]:
    """Return the words before, between and behind ``trading as``; nothing stands before none of them."""
    part: list[str] = []
    if separators.keys().isdisjoint(words):
        return [list(words)]
    parts = [part]
    place = 0
    while place < len(words):
        met = separators.get(words[place], ()) if part else ()
        size = next((len(one) for one in met if tuple(words[place : place + len(one)]) == one), 0)
        if size and place + size < len(words):
            part = []
            parts.append(part)
            place += size
        else:
            part.append(words[place])
            place += 1
    return parts
