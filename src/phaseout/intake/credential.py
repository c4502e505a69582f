"""What is left of what a source says once the credentials in it are gone?

The one place every text of every reader passes (``Reader`` calls ``without_credentials_in``): values, names
of things and places, locators, reasons. Readers drop at the parse what only the parse can tell, such as a
column named Password. What is yielded in a credential's stead is a ``Dropped``, which never holds it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from phaseout.domain.invisible import INVISIBLE, MARKS
from phaseout.domain.observation import Dropped, Observation, Reading, Subject, Unread
from phaseout.intake.credential_text import (
    IN_ADDRESS,
    IN_TEXT,
    OF_WIFI,
    without_address,
    without_cookies,
    without_secrets,
    without_wifi_key,
)
from phaseout.intake.label_code import without_label_credential


class Cleaned(NamedTuple):
    """A value without its credentials."""

    value: str | None
    """None: nothing may be kept of it."""
    dropped: str | None
    """What was taken out, in words; None if nothing was."""


LOOKED_AT = 16_384
"""Characters of a value that identification looks at (``identify.fields.LONGEST``)."""
_ONLY_START = f"longer than {LOOKED_AT} characters; only as much of its start is looked at"
# One of these is in every text that one of the patterns matches: most texts have none and are done.
_STEMS = (
    *("pass", "p4ss", "kennwort", "wachtwoord", "pw", "p/w", "secret", "token", "psk", "mdp", "code"),
    *(
        "pin",
        "nip ",
        "comm",
        "key",
        "admin",
        "root",
        "operator",
        "888888",
        "666666",
        "auth",
        "cookie",
        "login",
    ),
    *(
        "cred",
        "identifiants",
        "senha",
        "contrase",
        "parola",
        "haslo",
        "heslo",
        "losenord",
        "adgangskode",
        "ys7",
        "qrc0",
    ),
)
# These mean something only in a text with a sign that most texts have not.
_STEMS_BESIDE_EQUALS = ("?p=", "&p=", ";p=", "pas=", "sid=", "sig", "ticket", "sess", "sc=", "salt=")
_STEMS_BESIDE_COLON = (";p:", "wifi:p:", "sc:")
_STEMS_OF_MARKUP = ("salt", "puk", "clave", "zugangsdaten")
_STEMS_OF_LABELS = ("hik", "ezviz", "www.")
_STEMS_ABROAD = (
    *("contraseñ", "hasł", "lösenord", "пароль", "パスワード", "비밀번호"),
    *("验证码", "驗證碼", "密码", "密碼", "口令"),
)
# In one word and in a hardware address nothing is named, so nothing is known to be secret.
_SIGNS = frozenset(map(chr, (*range(45), 47, *range(58, 65), *range(91, 95), 96, *range(123, 128))))
_parts_no_name = _SIGNS.isdisjoint
_is_mac = re.compile(r"[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}").fullmatch
_LENGTH_OF_MAC = 17
_LONGEST_REMEMBERED = 200
_DIGITS = "0123456789"


def may_hold_credential(text: str) -> bool:
    """Whether a text needs a look: false only where ``without_credentials`` would leave it as it is."""
    if _parts_no_name(text) and text.isascii():
        return "QRC0" in text
    if len(text) == _LENGTH_OF_MAC and _is_mac(text):
        return False
    if len(text) > _LONGEST_REMEMBERED:
        return _has_stem(text)
    return _has_stem_again(text.rstrip(_DIGITS))  # which end no stem that matters, and make texts differ


def _has_stem(text: str) -> bool:
    return "@" in text or "://" in text or _has_name(text)


def _has_name(text: str) -> bool:
    """Whether the name of a credential may stand in a text; an address needs none."""
    folded = text.casefold() if text.isascii() else _as_typed(text).casefold()
    holds = folded.__contains__
    return (
        any(map(holds, _STEMS))
        or ("=" in folded and any(map(holds, _STEMS_BESIDE_EQUALS)))
        or (":" in folded and any(map(holds, _STEMS_BESIDE_COLON)))
        or (("<" in folded or '"' in folded) and any(map(holds, _STEMS_OF_MARKUP)))
        or (("." in folded or "\n" in folded or "\r" in folded) and any(map(holds, _STEMS_OF_LABELS)))
        or (not text.isascii() and any(map(holds, _STEMS_ABROAD)))
    )


_has_stem_again = lru_cache(maxsize=1 << 14)(_has_stem)


@lru_cache(maxsize=1 << 12)
def _is_innocent(before: str, behind: str) -> bool:
    """Whether a place needs no look: what stands before and behind its number, the same in every row."""
    return not _has_stem(f"{before}0,{behind}")


def _is_mere_place(locator: str) -> bool:
    before, _, behind = locator.partition(",")
    return _is_innocent(before.rstrip(_DIGITS), behind)


def _as_typed(text: str) -> str:
    """Return a text in plain letters: full-width ones, blanks of other widths, marks nobody sees."""
    return MARKS.sub("", unicodedata.normalize("NFKC", INVISIBLE.sub("", text)))


def without_credentials(trait: str, value: str) -> Cleaned:
    """Return what may be kept of a value of a trait.

    What a trait is called matters in two cases alone: the value of a cookie goes, unreported, since the
    trait is defined without it, and the script of a web page names passwords and holds none.
    """
    if trait == "http.set-cookie":
        value = without_cookies(value)
    return _without(value, is_page=trait == "http.body")


def name_without_credentials(name: str) -> Cleaned:
    """Return what may be kept of what a person calls something."""
    return _without(name, is_name=True)


def _without(value: str, *, is_page: bool = False, is_name: bool = False) -> Cleaned:
    if not may_hold_credential(value):
        return Cleaned(value, None)
    cleaned = _cleaned(value, is_page=is_page, is_name=is_name)
    if value.isascii() or cleaned.value is None or (typed := _as_typed(cleaned.value)) == cleaned.value:
        return cleaned
    again = _cleaned(typed, is_page=is_page, is_name=is_name)
    return again if again.dropped else cleaned


def _cleaned(value: str, *, is_page: bool, is_name: bool) -> Cleaned:
    kept, of_label = without_label_credential(value)
    if kept is None:
        return Cleaned(None, of_label)
    kept, of_wifi = without_wifi_key(kept)
    in_address = False
    if "@" in kept or "://" in kept:
        kept, in_address = without_address(kept)
    in_text = False
    if _has_name(kept):
        kept, in_text = without_secrets(kept, is_page=is_page, is_name=is_name)
    said = ((in_text, IN_TEXT), (in_address, IN_ADDRESS), (of_wifi, OF_WIFI))
    return Cleaned(kept, next((what for found, what in said if found), of_label))


def without_credentials_in(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Yield the readings of one source without the credentials in any of their texts."""
    names = _Names()
    last: Subject | None = None
    subject = Subject("")
    for reading in readings:
        if type(reading) is Observation:
            if reading[0] is not last:
                last = reading[0]
                subject, dropped = names.of(last)
                yield from (Dropped(_place(reading[3]), what) for what in dropped)
            value, locator = reading[2], reading[3]
            if (
                subject is last
                and len(value) <= LOOKED_AT
                and not may_hold_credential(value)
                and reading[1] != "http.set-cookie"
                and _is_mere_place(locator)
            ):
                yield reading
                continue
            _, trait, value, locator, at, port = reading
            locator = _place(locator)
            cleaned = without_credentials(trait, value)
            if cleaned.dropped is not None:
                yield Dropped(locator, f"{trait}: {cleaned.dropped}")
            if cleaned.value is not None:
                yield Observation(subject, trait, cleaned.value, locator, at, port)
                if len(cleaned.value) > LOOKED_AT:
                    yield Unread(locator, _ONLY_START)
        elif type(reading) is Unread:
            yield Unread(_place(reading.locator), _text(reading.why))
        else:
            yield Dropped(_place(reading.locator), _text(reading[1]))


def _place(locator: str) -> str:
    return locator if _is_mere_place(locator) else _text(locator)


def _text(text: str) -> str:
    return without_credentials("", text).value or "" if may_hold_credential(text) else text


class _Names:
    """The names a source gives things and places, without credentials, and still apart from each other."""

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}

    def of(self, subject: Subject) -> tuple[Subject, list[str]]:
        """Return a subject as it may be kept, and what was dropped from its names."""
        key, ref, site, segment, is_tagged, is_beside = subject
        needs_none = (
            not may_hold_credential(key)
            and (ref is None or ref == key or not may_hold_credential(ref))
            and (site is None or not may_hold_credential(site))
            and (segment is None or not may_hold_credential(segment))
        )
        if needs_none:
            return subject, []
        dropped: list[str] = []
        safe = Subject(
            self._key(key),
            self._clean("asset", ref, dropped),
            self._clean("site", site, dropped),
            self._clean("segment", segment, dropped),
            is_tagged,
            is_beside,
        )
        return (subject if safe == subject else safe), dropped

    def _key(self, key: str) -> str:
        """Return a key without credentials; what differed by its password alone is numbered."""
        cleaned = _text(key)
        if cleaned == key:
            return key
        number = len(self._keys) + 1
        return self._keys.setdefault(key, f"{cleaned} ({number})")

    @staticmethod
    def _clean(what: str, name: str | None, dropped: list[str]) -> str | None:
        if name is None:
            return None
        cleaned = without_credentials("", name)
        if cleaned.dropped is not None:
            dropped.append(f"{what}: {cleaned.dropped}")
        return cleaned.value or None
