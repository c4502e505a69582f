"""Which texts of a line, or beside the lines of a document, does no field take?

A format has fields for what is bought; a buyer writes “ship Hikvision instead” wherever the format has room.
So each reader hands on here all that it looked at and did not take, and this module leaves out what is no
text: what a field has taken already, codes, numbers, days and addresses of schemas.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from phaseout.intake.credential_name import names_credential
from phaseout.intake.order.xml_path import Node

MOST_REMARKS = 200
"""Texts that one line, or the text beside the lines of one document, has of them."""
_LETTERS = re.compile(r"[^\W\d_]{3}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
_NO_TEXT = re.compile(
    r"(?i:urn:\S+|true|false|cid:\S*@?\S*|\S+@\S+\.\S+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,})"
    r"|\d{4}-\d\d-\d\d(?:[T ]\S+)?|[A-Za-z0-9+/=]{200,}"
)
_DESIGNATION = re.compile(r"(?=.*[A-Z])(?=.*\d)[\w./+-]{5,60}")
_ADDRESS = re.compile(r"(?i:https?://|www\.)\S+")
_IN_ADDRESS = re.compile(r"[/._?&=#+:]+")
_LONGEST_NAME = 60
_DEEPEST = 40
_NAMING = ("Name", "Description", "ID", "NameCode")
_NO_WORDS = ("id", "code", "uri", "lang", "currency", "version", "date", "type", "domain", "encoding", "mime")
"""How the names of attributes end that hold no words."""
_WORDED = frozenset(("name", "description", "value", "title", "label"))
"""Attributes that hold words even where it is one alone; of others one word alone is a code."""
_NUMBERED = ("ID", "Code", "URI", "Date", "Time", "DateTimeString", "Indicator", "IDType")
"""How the names of elements end that hold a number, a code or a day."""


class Remarks(NamedTuple):
    """Texts that no field took, each once."""

    texts: tuple[str, ...]
    left_out: int
    """How many more there are."""


def remarks_of(written: Iterable[str], taken: Iterable[str] = ()) -> Remarks:
    """Return which of many texts say something that no field took.

    Args:
        written: all that a part of a document holds.
        taken: what its fields took, as they have it.
    """
    met, texts, left_out = "\n".join(map(_plain, taken)), list[str](), 0
    for one in written:
        said = _words(one)
        plain = _plain(said)
        is_word = _LETTERS.search(plain) or _DESIGNATION.fullmatch(said)
        if not is_word or plain in met or _plain(one) in met:
            continue
        if len(texts) < MOST_REMARKS:
            met += f"\n{plain}"
            texts.append(said)
        else:
            left_out += 1
    return Remarks(tuple(texts), left_out)


def designations_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the texts that are one word of letters and digits, which may be a designation."""
    return tuple(text for text in texts if _DESIGNATION.fullmatch(text))


def left_out_of(remarks: Remarks) -> Iterator[str]:
    """Yield what is said where there are more than are kept."""
    if remarks.left_out:
        yield f"more than {MOST_REMARKS} texts that no field takes; {remarks.left_out} left out"


def words_in(node: Node | None, passed: Callable[[str], bool] = lambda name: False) -> Iterator[str]:
    """Yield every text in an element and in those in it, but credentials.

    Args:
        node: the element; None holds nothing.
        passed: whether elements of a name are passed over, with all in them.
    """
    if node is None or _is_secret(node):
        return
    if not node.name.endswith(_NUMBERED) and node.text:
        yield node.text
    for name, value in node.attributes.items():
        named = name.rpartition("}")[2].lower()
        if named in _WORDED or (" " in value.strip() and not named.endswith(_NO_WORDS)):
            yield value
    for name, nodes in node.within.items():
        if not passed(name):
            for one in nodes:
                yield from words_in(one, passed)


def words_in_json(value: object, passed: Container[str] = (), depth: int = 0) -> Iterator[str]:
    """Yield every text in a value of JSON, but credentials and what stands under the keys passed over."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < _DEEPEST:
        for one in value:
            yield from words_in_json(one, passed, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        names = (str(value.get(name, "")) for name in ("name", "title", "id"))
        if any(len(name) <= _LONGEST_NAME and names_credential(name) for name in names):
            return
        for key, one in value.items():
            if key not in passed and not names_credential(key):
                yield from words_in_json(one, passed, depth + 1)


def _is_secret(node: Node) -> bool:
    """Whether an element, or what names it, is a credential."""
    names = [node.name, *(node.get(name) for name in ("name", "domain", "type"))]
    names += [one.text for name in _NAMING for one in node.within.get(name, ())]
    return any(len(name) <= _LONGEST_NAME and names_credential(name) for name in names)


def _words(written: str) -> str:
    """Return a text, of addresses of pages in it their words; "" if it is none."""
    said = " ".join(written.split())
    if _NO_TEXT.fullmatch(said):
        return ""
    return " ".join(_ADDRESS.sub(_words_of_address, said).split()) if "/" in said else said


def _words_of_address(match: re.Match[str]) -> str:
    """Return the words of host and path; in a query and before an @ credentials stand."""
    address = re.split(r"[?#;]", match[0])[0]
    address = address.partition("://")[2] or address
    return _IN_ADDRESS.sub(" ", unquote(address.rpartition("@")[2]))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
