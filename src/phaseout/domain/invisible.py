"""Which characters of a text does nobody see?

Somebody who hides a word puts them between its letters; copying and programs leave them, too.
"""

import re

OVERRIDE = "\u202e"
"""From here on letters are shown from right to left, whatever they are: no line about goods needs it."""
_IGNORED = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties.txt."""
CONTROLS = r"\x00-\x08\x0e-\x1b\x7f"
"""Of ASCII, without those that part words: the inside of a class."""
_C1 = r"\x80-\x84\x86-\x9f"
_MARKS = r"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"

INVISIBLE = re.compile(rf"[{CONTROLS}{_C1}{_IGNORED}](?:(?<=\x1b)\[[0-9;?]*[ -/]*[@-~])?")
"""One of them: what programs that show text ignore, control characters, what colours a terminal."""
MARKS = re.compile(f"[{_MARKS}]")
"""Accents and strokes set upon letters; what is left of them in composed text is no part of a letter."""
