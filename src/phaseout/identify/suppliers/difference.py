"""What about two names agrees and what differs, in no language?"""

from enum import StrEnum
from typing import NamedTuple


class Difference(StrEnum):
    """One thing to know about how two names, or identifiers, compare."""

    SAME_WORDS = "same-words"
    """These words stand in both."""
    ORDER = "order"
    FORM = "legal-form"
    """The legal forms differ, or only one has one: says nothing."""
    OTHER_FORM = "other-legal-form"
    """The legal forms are of other kinds and bound to countries: two legal persons."""
    SPELLING = "spelling"
    """A word in two spellings that sound alike, or in two scripts."""
    LETTER = "letter"
    """A word that is one or two letters off."""
    JOINED = "joined"
    """Written as one word and as several."""
    SHORTENED = "shortened"
    """A word and its beginning."""
    INITIALS = "initials"
    TRADE_WORD = "trade-word"
    """Words that many bear stand in one name alone."""
    TRADE_WORDS = "trade-words"
    """Each name has words that many bear, and other ones."""
    MISSING = "word-missing"
    """Words that tell a name from others stand in one name alone."""
    OTHER_WORD = "other-word"
    """Each name has words that tell it from others, and other ones."""
    PLACE = "place"
    """A place stands in one name alone."""
    OTHER_PLACE = "other-place"
    NUMBER = "number"
    OTHER_NUMBER = "other-number"
    BRANCH = "branch"
    """One names a branch: no other legal person."""
    TRADING_AS = "trading-as"
    """The name stands behind ``trading as``."""
    IN_BRACKETS = "in-brackets"
    FORM_ABROAD = "form-abroad"
    """The legal form is of another country than the party's."""
    BORNE_BY_OTHERS = "borne-by-others"
    """The agreeing word is also that of somebody the register knows to be another."""
    HOMONYM = "homonym"
    """Others bear this name, or say they do."""
    IDENTIFIER = "identifier"
    OTHER_IDENTIFIER = "other-identifier"
    """Both have an identifier of the scheme, and they differ."""


class Sign(NamedTuple):
    """One difference, or agreement, and the words it is about."""

    difference: Difference
    ours: str = ""
    """As the name asked about has it."""
    theirs: str = ""
    """As the party's name has it."""
