"""Which word is meant where letters of another script stand among its own, since they look alike?

What looks like which Latin letter follows Unicode's confusables.txt (UTS #39), and for a few small letters of
Cyrillic how they look in capitals. A word of Ukrainian or Russian letters alone is left as it is.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from phaseout.domain.invisible import INVISIBLE

_CYRILLIC = {
    "a": "Аа", "b": "ВвЬь", "c": "Сс", "d": "Ԁԁ", "e": "ЕеЁёҽ", "g": "Ԍ", "h": "НнҺһ", "i": "ІіЇїꙇ",
    "j": "Јј", "k": "Кк", "l": "Ӏӏ", "m": "Мм", "n": "п", "o": "Оо",
    "p": "Рр", "q": "Ԛԛ", "r": "г", "s": "Ѕѕ",
    "t": "Тт", "u": "и", "v": "Ѵѵ", "w": "Ԝԝѡш", "x": "Хх", "y": "УуҮү", "3": "Зз", "6": "б",
}  # fmt: skip
_GREEK = {
    "a": "Αα", "b": "Ββ", "c": "Ϲϲς", "e": "Εε", "f": "Ϝ", "h": "Η",
    "i": "Ιι", "j": "ϳͿ", "k": "Κκ", "m": "ΜϺ",
    "n": "Νη", "o": "Οοσ", "p": "Ρρϱ", "t": "Ττ", "u": "υ", "v": "ν",
    "w": "ω", "x": "Χχ", "y": "Υγϒ", "z": "Ζ",
}  # fmt: skip
_ARMENIAN = {
    "f": "ք", "g": "ց", "h": "հ", "j": "յ", "l": "Լ", "n": "ոռ",
    "o": "Օօ", "q": "գզ", "s": "Տ", "u": "Սս", "w": "ա",
}  # fmt: skip
# Nobody writes an order in these: Cherokee, Lisu, syllabics, Coptic, and letters of no Slavic language.
_RARE = {
    "a": "Ꭺꓮᗅᗩ", "b": "ᏴꓐᏏᗷᑲ", "c": "ᏟꮯꓚᑕⲤⲥ", "d": "ᎠꓓᏧꓒᗞᗪᑯ", "e": "Ꭼꓰ", "f": "ꓝᖴ", "g": "ᏀᏳꓖ",
    "h": "ᎻᏂꓧᕼⲎ", "i": "Ꭵꭵꓲ", "j": "Ꭻꓙᒍ", "k": "ᏦꓗᛕⲔ", "l": "Ꮮꓡᒪ", "m": "ᎷꓟᗰⲘ", "n": "ꓠᑎⲚ", "o": "ꓳⲞⲟⵔ",
    "p": "ᏢꓑᑭⲢⲣ", "q": "ᑫⵕ", "r": "ᎡᏒꓣᖇ", "s": "ᏕᏚꮪꓢᔕ", "t": "ᎢꓔⲦ", "u": "ꓴᑌ", "v": "Ꮩꮩꓦᐯ", "w": "ᎳᏔꮃꓪᗯ",
    "x": "ꓫ᙭Ⲭ", "y": "ᎩᎽꓬⲨ", "z": "Ꮓꮓꓜᘔ",
}  # fmt: skip
_TO_CYRILLIC: Mapping[str, str] = MappingProxyType(
    dict(zip("aceikopxyABCEHIKMOPTXY", "асеікорхуАВСЕНІКМОРТХУ", strict=True))
)


def _by_letter(*tables: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(
        {
            char: latin.upper() if char.isupper() else latin
            for one in tables
            for latin, alike in one.items()
            for char in alike
        }
    )


LOOKS_LATIN = _by_letter(_CYRILLIC, _GREEK, _ARMENIAN, _RARE)
"""Letter of another script → the Latin letter, or digit, it looks like."""
_CYRILLIC_LETTERS = r"\u0400-\u052f"
_SELDOM = "ԀԁҽԌҺһꙇЈјӀӏԚԛЅѕѴѵԜԝѡҮү"
"""Letters of Cyrillic that stand in no Ukrainian or Russian word."""
_SUSPECT = re.compile(
    rf"[\u0370-\u03ff\u0530-\u058f\u13a0-\u167f\u16a0-\u16ff\u2c80-\u2d7f\ua4d0-\ua4ff\uab70-\uabbf{_SELDOM}]"
    rf"|[{_CYRILLIC_LETTERS}](?:(?![\W_{_CYRILLIC_LETTERS}])|(?<=[^\W_{_CYRILLIC_LETTERS}].))"
)
"""A letter of no word of the languages lines are read in, or beside a letter of another or a figure."""
_CODE = re.compile(r"(?=.*[АВЕІКМНОРСТУХ]{2})(?=.*\d{2})[АВЕІКМНОРСТУХ\d]+")
"""Capitals and figures, as in the designations of many makers."""
_USUAL = re.compile(rf"(?:(?![{_SELDOM}])[{_CYRILLIC_LETTERS}]|\d)+")
_WORD = re.compile(r"[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
_IS_CYRILLIC = re.compile(f"[{_CYRILLIC_LETTERS}]").match
_IN_WORD = re.compile(_WORD.pattern.removesuffix("+")).match


def of_one_script(text: str) -> str:
    """Return a text in which each word of several scripts is written in one, letter for letter.

    Where every letter of another script looks like a Latin one, the word is Latin; else it is Cyrillic, if
    every Latin letter looks like one of those: ``Дaxya``. So is a designation of Cyrillic capitals Latin.
    """
    pieces, done = [], 0
    for start, end in _suspects(text):
        pieces += [text[done:start], _rewritten(text[start:end])]
        done = end
    return "".join((*pieces, text[done:])) if pieces else text


def words_of_two_scripts(text: str) -> list[str]:
    """Return the words in which letters are taken for those of another script they look like."""
    text = INVISIBLE.sub("", text)
    words = (text[slice(*span)] for span in _suspects(text))
    return [word for word in words if _rewritten(word) != word]


def _suspects(text: str) -> Iterator[tuple[int, int]]:
    done = 0
    for found in _SUSPECT.finditer(text):
        start = found.start()
        if start < done:
            continue
        while start > done and _IN_WORD(text[start - 1]):
            start -= 1
        if (word := _WORD.match(text, start)) is not None:
            done = word.end()
            yield start, done


def _rewritten(word: str) -> str:
    if _USUAL.fullmatch(word):
        return _in_latin(word) if _CODE.fullmatch(word) else word
    foreign = [char for char in word if not char.isdigit() and not _is_latin(char)]
    if all(char in LOOKS_LATIN for char in foreign):
        return _in_latin(word)
    if all(char in _TO_CYRILLIC or char.isdigit() or _IS_CYRILLIC(char) for char in word):
        return "".join(_TO_CYRILLIC.get(char, char) for char in word)
    return word


def _in_latin(word: str) -> str:
    return "".join(LOOKS_LATIN.get(char, char) for char in word)


def _is_latin(char: str) -> bool:
    return char.isascii() or unicodedata.normalize("NFKD", char)[0].isascii() or char in _LATIN_BEYOND


# Latin letters with a stroke or a hook, small capitals and the letters of phonetics.
_BEYOND = {
    "a": "ɑᴀ", "b": "ʙƀɓƄƅ", "c": "ᴄƈȼ", "d": "ᴅđɖɗ", "e": "ᴇɇꬲ", "f": "ꜰƒꬵ", "g": "ɡɢᶃǥɠ", "h": "ʜħɦ",
    "i": "ıɪɩɨƖ", "j": "ᴊɉȷ", "k": "ᴋƙĸ", "l": "ʟłƚɫǀ", "m": "ᴍɱ",
    "n": "ɴɲƞ", "o": "ᴏøɵᴑ", "p": "ᴘƥ", "q": "ꞯ",
    "r": "ʀɍꭇꭈ", "s": "ꜱƽʂ", "t": "ᴛŧƭʈ", "u": "ᴜʋꞟꭎꭒʉ", "v": "ᴠ",
    "w": "ᴡɯ", "x": "ꭓ", "y": "ʏɣƴɏ", "z": "ᴢƶȥʐ",
}  # fmt: skip
_FRAMED = (0x1F150, 0x1F170, 0x1F1E6)
"""Where the alphabet stands white in a circle, white in a square, and as flags are made of it."""
_LATIN_BEYOND: Mapping[str, str] = MappingProxyType(
    {
        **_by_letter(_BEYOND),
        **{chr(first + place): chr(ord("a") + place) for first in _FRAMED for place in range(26)},
    }
)


def without_stroke(char: str) -> str:
    """Return the plain letter for a Latin one with a stroke, of phonetics or in a frame; else itself."""
    return _LATIN_BEYOND.get(char, char)
