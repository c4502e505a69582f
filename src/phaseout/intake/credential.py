"""Is this name the name of a credential, and what is left of a value without the credentials in it?

Kept apart from the readers so that every format drops the same things. A reader drops at the parse,
yields what is left, and says so with a ``Dropped`` that never holds the value.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from phaseout.intake.label_code import without_label_credential


class Cleaned(NamedTuple):
    """A value without its credentials."""

    value: str | None
    """None: nothing may be kept of it."""
    dropped: str | None
    """What was taken out, in words; None if nothing was."""


_ALONE = re.compile(
    r"\b(?:passwords?|passwd|passphrase|passcode|passw?|pwd|passwort|kennwort|wachtwoord|senha|contrasena|mdp|psk"
    r"|credentials?|secrets?|tokens?|mots? de passe|(?:verification|safety|security|access|pin) code|code pin"
    r"|code de verification|(?:api|private|shared|wpa|encryption|stream|auth) key"
    r"|密码|密碼|口令|验证码|驗證碼)\b"
    r"|(?:password|passwd|passphrase|密码|验证码)$|^pin$"
)
_COMMUNITY_OF_SNMP = re.compile(r"^community$|\b(?:snmp|string|read|write|ro|rw|trap)\b")
# "Password status" and "PasswordResetAbility" tell of a credential and hold none.
_ABOUT = re.compile(
    r"\b(?:statu[st]|stat[et]|etat|reset|ability|mode|strength|age|expir\w+|changed?|policy|protected|set|required"
    r"|lock|modify|fail(?:ed)?|rate|date|support(?:ed)?|level|is|has|sync|count|length|type|hint)\b"
)
_BREAK = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[\W\d_]+")
_LONGEST_NAME = 200


def names_credential(name: str) -> bool:
    """Whether a column, key or element of this name holds one: ``HardwarePassword``, ``Mot de passe``."""
    decomposed = unicodedata.normalize("NFKD", name[:_LONGEST_NAME])
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    words = " ".join(filter(None, _BREAK.split(plain))).casefold()
    if "community" in words.split():  # alone it is SNMP's; "Community centre" is a place
        return _COMMUNITY_OF_SNMP.search(words) is not None
    return _ALONE.search(words) is not None and _ABOUT.search(words) is None


# Every repeat below is bounded: a hostile line, a megabyte of "://", must not take quadratic time.
_HOST_FOLLOWS = r"""(?=(?:\[[0-9A-Fa-f:.%]{2,50}\]|[\w.-]{1,255})(?::\d{1,5})?(?:[,;)]?(?:\s|$)|[/?"'<>]))"""
_USERINFO = re.compile(
    rf"""(?P<scheme>[A-Za-z][A-Za-z0-9+.-]{{0,19}}://)
        (?: [^\s/?\#"'<>]{{1,512}}? @ {_HOST_FOLLOWS}           # user:p@ss@host
          | [^\s/:@.\[]{{1,64}} : (?!\d{{1,5}}/) [^\s"'<>]{{1,256}}? @ {_HOST_FOLLOWS}
                                                              # user:pa/ss@host, not host:80/path@there
          | [^\s/?\#"'<>]{{1,512}} @
        )""",
    re.VERBOSE,
)
_BARE_USERINFO = re.compile(r"(?<![\w./:])[\w.-]{1,64}:[^\s@/\"'<>]{1,128}@(?=\d{1,3}(?:\.\d{1,3}){3}\b)")
_NAME = (
    r"(?:pass(?:word|wd|phrase|code)|passwort|kennwort|pwd|secret|token|psk|(?<![A-Za-z])(?:pass|mdp)"
    r"|mot[ ]de[ ]passe|verification[ ]?code|code[ ]de[ ]v[ée]rification|safety[ ]?code"
    r"|snmp[ _-]?community|community[ _-]?string|验证码|驗證碼|密码|密碼)"
)
# <IsModifyVerificationCode>true</…> of a discovery answer is a setting, not a code.
_SETTING = r"(?!(?:true|false|yes|no|null|none|[01])\b)"
_KEY_VALUE = re.compile(
    rf"""(?P<key>{_NAME}(?:Md5|Hash)?) (?P<sign>["']?[ \t]*[=:：][ \t]*\[?) (?P<quote>["']?) {_SETTING}
         (?: (?<=") [^"\r\n]{{1,512}} | (?<=') [^'\r\n]{{1,512}}
           | (?<!["']) (?:(?!_channel=|_stream=)[^\s&;,<>"'{{}}]){{1,512}} )""",
    re.VERBOSE | re.IGNORECASE,
)
# "password is Tiger55", "mdp Girafe11", "le mot de passe est Ours33", "login admin / Zebra88y": said in
# words, so only a word that could be a password goes: one with a digit, or any behind "is".
_WORD = r"[^\s,;<>\"']{3,128}"
_SAID = re.compile(
    rf"""(?P<key>(?:{_NAME}|\bpw|\bpin|wpa[ ]key)[ \t]+(?:is|was|est|=|→|->)[ \t]+){_WORD}
       | (?P<bare>(?:{_NAME}|\bpw)[ \t]*:?[ \t]+)(?=[^\s,;]*\d){_WORD}
       | (?P<user>\b(?:admin|root|administrator|operator|888888|666666)[ \t]*[:/|][ \t]*)
         (?=[^\s,;/]*\d){_WORD}
       | (?P<code>(?:wpa[ ]key|\bpw)[ \t]*[:=][ \t]*){_WORD}""",
    re.VERBOSE | re.IGNORECASE,
)
_ELEMENT = re.compile(
    rf"(?P<open><[\w:]{{0,64}}?{_NAME}(?:\s[^<>]{{0,200}})?>){_SETTING}[^<]{{1,512}}(?=</)", re.IGNORECASE
)
_WIFI = re.compile(r"(?<=;P:)[^;]{1,128}|(?<=^WIFI:P:)[^;]{1,128}")
_AUTHORIZATION = re.compile(
    r"(authorization:[ \t]*(?:basic|digest|bearer)[ \t]+)[^\r\n]{1,512}", re.IGNORECASE
)
# Written by owners, or given by equipment to its owner's account: here the name of a credential means
# one. The start page of a stranger's web server says "password" in its script and holds none.
_OWNERS_WORDS = frozenset(
    (
        *("inventory.description", "inventory.model", "inventory.manufacturer", "inventory.serial"),
        *("inventory.brand", "inventory.firmware", "order.text", "label.text", "label.code"),
        *("recorder.channel", "dhip.json", "discovery.model", "discovery.serial", "discovery.firmware"),
        *("isapi.deviceinfo", "dahua.deviceinfo", "sadp.xml", "rtsp.path", "http.location", "onvif.scope"),
        *("mdns.txt", "ftp.banner", "telnet.banner", "snmp.sysdescr", "banner", "http.title", "hostname"),
        *("dhcp.hostname", "dhcp.vendor-class"),
        *("order.supplier", "order.supplier-identifier", "order.manufacturer", "order.brand"),
        *("order.part-number", "order.serial", "party.identifier"),
    )
)
# Every pair but the attributes the standard names: some servers set two cookies in one header.
_COOKIE_VALUE = re.compile(
    r"(?P<name>(?:^|;)\s*(?!(?:path|domain|expires|max-age|samesite|version|comment)\s*=)[^=;\s]{1,128})=[^;]*",
    re.IGNORECASE,
)
NEEDS_A_LOOK = _OWNERS_WORDS | {"http.set-cookie"}
"""Traits whose values may hold a credential even without an ``@``."""
ALWAYS_LOOKED_AT = frozenset(("http.set-cookie", "label.code", "label.text"))
"""Traits that keep credentials in shapes of their own."""
# One of these is in every text that one of the patterns above matches: most texts have none and are done.
_STEMS = (
    *(
        "@",
        "pass",
        "kennwort",
        "pwd",
        "secret",
        "token",
        "psk",
        "mdp",
        "code",
        "communit",
        "pw",
        "pin",
        "key",
    ),
    *("admin", "root", "operator", "888888", "666666", "authorization", "验证码", "驗證碼", "密码", "密碼"),
)


def may_hold_credential(value: str) -> bool:
    """Whether a text needs a look: false only where ``without_credentials`` would leave it as it is."""
    folded = value.casefold()
    return any(stem in folded for stem in _STEMS)


def places_of_credentials(values: Sequence[str]) -> set[int]:
    """Return the places of the values that ``may_hold_credential``; many are looked at as one text."""
    folded = "\0".join(values).casefold()
    if folded.count("\0") >= max(len(values), 1):
        return {place for place, value in enumerate(values) if may_hold_credential(value)}
    found = set[int]()
    for stem in _STEMS:
        at = folded.find(stem)
        while at >= 0:
            found.add(folded.count("\0", 0, at))
            at = folded.find("\0", at)
            at = folded.find(stem, at) if at >= 0 else at
    return found


def without_credentials(trait: str, value: str) -> Cleaned:
    """Return what may be kept of a value of a trait.

    The value of a cookie goes too, unreported: the trait is defined without it.
    """
    what = None
    if trait == "http.set-cookie":
        value = _COOKIE_VALUE.sub(r"\g<name>=", value)
    if trait in {"label.code", "label.text"}:
        kept, what = without_label_credential(value)
        if kept is None:
            return Cleaned(None, what)
        value = kept
        if value.startswith("WIFI:"):
            value, joined = _WIFI.subn("", value)
            what = "key of a wireless network" if joined else what
    if "@" in value:
        value, in_url = _USERINFO.subn(r"\g<scheme>", value)
        value, bare = _BARE_USERINFO.subn("", value)
        if in_url or bare:
            what = "user and password in an address"
    if trait in _OWNERS_WORDS and may_hold_credential(value):
        value, in_text = _KEY_VALUE.subn(_without_value, value)
        value, in_element = _ELEMENT.subn(r"\g<open>", value)
        value, in_header = _AUTHORIZATION.subn(r"\1", value)
        value, in_words = _SAID.subn(lambda said: next(filter(None, said.groups())), value)
        if in_text or in_element or in_words or in_header:
            what = "password or key in the text"
    return Cleaned(value, what)


def _without_value(match: re.Match[str]) -> str:
    # "password":12345 must stay JSON for those who read it further on
    hole = '""' if match["sign"].startswith('"') and not match["quote"] else match["quote"]
    return match["key"] + match["sign"] + hole
