"""Which of many names are worth comparing with one?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from phaseout.identify.suppliers.reading import Reading

_MOST = 12
"""Names compared with one: those that share the weightiest words."""
_OFF = 5
"""Letters a word has to have for one to be off."""
_INITIALS = 3
_LONGEST = 40
_WHOLE = 2.0
"""What the whole name, be it written without blanks, weighs beside the words of it."""
Places = tuple[int, ...]


class Recall:
    """Finds the readings that share a telling word, its sound, its initials, or all of it but a letter."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        """Take the names, which are found by their places."""
        self._words: dict[str, list[int]] = defaultdict(list)
        """By word, sound, initials and the whole without blanks."""
        self._off: dict[str, list[int]] = defaultdict(list)
        """By those of five letters or more, and by each of these without one of its letters."""
        self._keys: dict[str, list[int]] = defaultdict(list)
        for place, reading in enumerate(readings):
            self._enter(place, reading)
        self._near: dict[str, Places] = {}

    def same(self, reading: Reading) -> Sequence[int]:
        """Return the places of names of the same words."""
        return self._keys.get(reading.key, ())

    def near(self, reading: Reading) -> Iterable[int]:
        """Return the places of names worth comparing with, each once; of many, the nearest."""
        found: dict[int, float] = {}
        words = reading.words
        if len(words) > 1:
            for index in (self._words, self._off):
                for place in index.get(reading.squashed, ()):
                    found[place] = _WHOLE
        for word in words:
            if word.weight >= reading.cut:
                for place in self._of_text(word.text, word.sound):
                    found[place] = found.get(place, 0.0) + word.weight
        if len(words) >= _INITIALS:
            for place in self._words.get(_first_letters(reading), ()):
                found[place] = found.get(place, 0.0) + 1
        if len(found) <= _MOST:
            return found
        return sorted(found, key=lambda place: -found[place])[:_MOST]

    def forget(self) -> None:
        """Forget which words were asked for."""
        self._near.clear()

    def _enter(self, place: int, reading: Reading) -> None:
        self._keys[reading.key].append(place)
        keys = {reading.squashed}
        for word in reading.words:
            if word.weight >= reading.cut:
                keys |= {word.text, word.sound}
        for key in keys:
            self._words[key].append(place)
            if _OFF <= len(key) <= _LONGEST:
                for short in {key, *_shortened(key)}:
                    self._off[short].append(place)
        if len(reading.words) >= _INITIALS:
            self._words[_first_letters(reading)].append(place)

    def _of_text(self, text: str, sound: str) -> Places:
        """Return the places of names that are this text or have it for a word, else all but a letter."""
        known = self._near.get(text)
        if known is None:
            places = dict.fromkeys(self._words.get(text, ()))
            if sound != text:
                places.update(dict.fromkeys(self._words.get(sound, ())))
            if not places and _OFF <= len(text) <= _LONGEST:
                for short in (text, *_shortened(text)):
                    if short in self._off:
                        places.update(dict.fromkeys(self._off[short]))
            self._near[text] = known = tuple(places)
        return known


def _first_letters(reading: Reading) -> str:
    return "".join([word.written[0] for word in reading.words])


def _shortened(text: str) -> list[str]:
    return [text[:place] + text[place + 1 :] for place in range(len(text))]
