r"""Where in a text does a credential stand?

Patterns, each with what of its match may be kept. Every repeat is bounded: a hostile line, a megabyte of
``://``, must not take quadratic time.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from phaseout.intake.credential_name import names_credential

_HOST_FOLLOWS = r"""(?=(?:\[[0-9A-Fa-f:.%]{2,50}\]|[\w.-]{1,255})(?::\d{1,5})?(?:[,;)]?(?:\s|$)|[/?"'<>]))"""
_USERINFO = re.compile(
    rf"""(?P<keep>(?:[A-Za-z][A-Za-z0-9+.-]{{0,19}}:|(?<![:\w]))(?://|\\\\))
        (?: [^\s/?\#"'<>]{{1,512}}? @ {_HOST_FOLLOWS}           # user:p@ss@host
          | [^\s/:@.\[]{{1,64}} : (?!\d{{1,5}}/) [^\s"'<>]{{1,256}}? @ {_HOST_FOLLOWS}
                                                              # user:pa/ss@host, not host:80/path@there
          | [^\s/?\#"'<>]{{1,512}} @
        )""",
    re.VERBOSE,
)
# "rtsp://viewer:Pas…": a text may be cut off before the host
_CUT_USERINFO = re.compile(
    r"""(?P<keep>//)[^\s/:@.\[\]?#"'<>]{1,64}:(?!\d{1,5}(?:\D|$))[^\s/:@"'<>…”)]{1,256}(?=[…”)]{0,3}$)"""
)
_LONGEST_CUT = 400
_BARE_USERINFO = re.compile(r"(?<![\w./:])[\w.-]{1,64}:[^\s@/\"'<>]{1,128}@(?=\d{1,3}(?:\.\d{1,3}){3}\b)")
_CODE = r"(?:verification|safety|security|access|unlock|pin)[ _-]?codes?"
_KEY = r"(?:(?:x-)?api|wpa[23]?|private|shared|encryption|stream|radius|tacacs|auth|access)[ _-]?key"
_NAME = (
    r"(?:p(?:ass|4ss)(?:[ _-]?(?:words?|w0rd|wd|code)|wort)|kennwort|pwd|secret|token|psk"
    r"|(?<![A-Za-z])(?:pass|mdp|p/?w|cred)"
    rf"|mots?[ ]de[ ]passe|{_CODE}|code[ ]de[ ]v[ée]rification|{_KEY}"
    r"|snmp[ _-]?community|community[ _-]?string|(?:read|write)[ _-]?common(?:ity|unity)?"
    r"|wachtwoord|senha|contrase[nñ]a|parola|has[lł]o|heslo|l[oö]senord|adgangskode|пароль"
    r"|パスワード|비밀번호|验证码|驗證碼|密码|密碼|口令)"
)
_SIGN = r"(?:[ \t]*(?:=>|->|→|[=:：＝]|%3[AD]|&\#(?:x3[AD]|58|61);))+"
# <IsModifyVerificationCode>true</…> of a discovery answer is a setting, not a code; "password: required"
# and "Pass: 12 / Fail: 3" hold none either.
_ENDS = r"(?=[\s,;.!?)\]}\"'<&/%]|$)"
_NO_SECRET = (
    r"(?!(?:true|false|yes|no|null|none|undefined|nil|n/a|unknown|required|needed|protected|not|unset|empty|see"
    r"|ask|expired|invalid|incorrect|wrong|changed|reset|mandatory|inconnu|requis|voir|\d{1,3}"
    # "pw 240W", "pass 4x4", "WPA2-PSK: AES256", "operator/2.1.3"
    r"|\d{1,5}(?:[.,]\d{1,2})?(?:x\d{1,5}|[WVk]|mm|cm|MP|ch|kg|bits?)|\d{1,4}(?:\.\d{1,6}){1,4}"
    r"|(?:aes|ccmp|tkip)[\w/-]{0,20}"
    rf"){_ENDS})"
)
_PAIR = re.compile(
    rf"""(?P<keep>{_NAME}(?:Md5|Hash)? (?P<sign>\\?["']?\]?{_SIGN}[ \t]*\[?) (?P<quote>\\?["']?)) {_NO_SECRET}
         (?P<secret> (?<=\\") (?:(?!\\")[^"\r\n]){{1,512}}
           | (?<=")(?<!\\") (?:[^"\\\r\n]|\\[^\r\n]){{1,512}} | (?<=') [^'\r\n]{{1,512}}
           | (?<!["']) (?:(?!_channel=|_stream=)[^\s&;,<>"'{{}}]){{1,512}} )""",
    re.VERBOSE | re.IGNORECASE,
)
_PASSPHRASE = re.compile(
    rf"""(?P<keep>pass[ _-]?phrases? (?P<sign>["']?{_SIGN}[ \t]*|[ \t]+(?:is|est)[ \t]+) (?P<quote>["']?))
         {_NO_SECRET} (?P<secret>[^\r\n"',;<>]{{1,512}})""",
    re.VERBOSE | re.IGNORECASE,
)
# "password is Tiger55", "mdp Girafe11", "le mot de passe est Ours33", "login admin / Zebra88y": said in
# words, so only a word that could be a password goes: one with a digit or a sign, or any behind "is".
_WORD = r"[^\s,;<>\"']{3,128}"
_MIXED = r"(?=[^\s,;<>\"']{0,128}[\d!$%^*#+@])"
_IS_NONE = (
    r"(?!(?:an?|the|too|in|on|at|by|with|case|weak|strong|stored|kept|visible|encrypted|available|default"
    rf"|incorrect|correct|now|still|also|only|un|une|le|la|dans|sur|{_NAME}){_ENDS}){_NO_SECRET}"
)
_USER = r"(?:admin|root|administrator|operator|888888|666666)"
_IS = r"(?:is|was|are|est|ist|war|es|è|é)"
_SAID = re.compile(
    rf"""(?P<keep>(?:{_NAME}|\bpin)[ \t]+{_IS}[ \t]+["'“]?){_IS_NONE}(?P<secret>{_WORD})
       | (?P<keep_bare>{_NAME}[ \t]*:?[ \t]+(?:\d{{1,2}}[ \t]+)?["'“]?)
         (?![(\[]){_NO_SECRET}{_MIXED}(?P<bare>{_WORD})
       | (?P<keep_number>(?-i:\bPIN|\bNIP)[ \t]+)
         (?P<number>(?:\d{{4,8}}|(?=[A-Za-z]{{0,30}}\d)(?=\d{{0,30}}[A-Za-z])[A-Za-z0-9]{{5,32}})\b)
       | (?P<keep_community>\bcommunity[ \t]+)(?=[^\s,;()]{{0,128}}\d)(?P<community>{_WORD})
       | (?P<keep_key>\bkey=)(?=[^\s,;&]{{0,128}}\d)(?P<key>[^\s,;&<>"']{{6,128}})
       | (?P<keep_of>\b(?:logins?|creds?|credentials?)[ \t]+{_USER}[ \t]+)
         (?=[^\s,;/]{{0,128}}\d)(?P<of>{_WORD})
       | (?P<keep_pin>\bpin[ \t]*[:=][ \t]*)(?P<pin>\d{{4,12}}\b|(?=[A-Za-z]{{0,30}}\d)[A-Za-z0-9]{{5,32}}\b)
       | (?P<keep_user>(?<![\w.@-]){_USER}[ \t]*(?:[:|]|(?<!/admin)(?<!/root)[/])[ \t]*){_NO_SECRET}
         (?=[^\s,;/]{{0,128}}\d)(?P<password>{_WORD})
       | (?P<keep_login>\b(?:logins?|creds?|credentials?|identifiants?)[ \t]*[:=]?[ \t]+[\w.@-]{{1,64}}
           [ \t]*[/:|,][ \t]*)
         (?=[^\s,;/]{{0,128}}\d)(?P<of_login>{_WORD})
       | (?P<keep_line>^[ \t]*{_NAME}[ \t]*:?[ \t]*\r?\n[ \t]*){_MIXED}(?P<next_line>{_WORD})(?=[ \t]*$)
       | (?P<keep_cjk>(?:密码|密碼|口令|验证码|驗證碼)[ \t]*[是为為][ \t]*)(?P<cjk>{_WORD})""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_NAMED_TWICE = re.compile(
    rf"(?P<keep>{_NAME}{_SIGN}[ \t]*)[\"'“]?{_NAME}(?:[ \t]+{_IS}[ \t]+|{_SIGN}[ \t]*|[ \t]+)"
    rf"[\"'“]?{_IS_NONE}{_WORD}",
    re.IGNORECASE,
)
# What a switch's configuration says: "snmp-server community X RO", "radius-server host 10.1.1.1 key 7 X".
_CONFIGURED = re.compile(
    rf"""(?P<keep>\bsnmp(?:-server)?[ \t]+community[ \t]+(?:string[ \t]+)?(?:\d[ \t]+)?
       | \b(?:radius|tacacs\+?)(?:-server)?\b[^\r\n]{{0,80}}?\b(?:key|secret)[ \t]+(?:\d{{1,2}}[ \t]+)?
       | \benable[ \t]+(?:secret|password)[ \t]+(?:\d{{1,2}}[ \t]+)?
       | \busername[ \t]+\S{{1,64}}[ \t][^\r\n]{{0,40}}?\b(?:password|secret)[ \t]+(?:\d{{1,2}}[ \t]+)?
       | \bpre-shared-key[ \t]+(?:\w{{1,12}}[ \t]+)?
       | \bcommunity[ \t]*[:=][ \t]*)
         (?P<secret>(?!(?:names?|strings?|is|was|set|values?)\b|[(\[]){_WORD})""",
    re.VERBOSE | re.IGNORECASE,
)
_QUERY = re.compile(
    r"(?P<keep>[?&;](?:p|pw|pas|pass|loginpas|auth|authkey|key|api_?key|session(?:_?id)?|jsessionid"
    r"|sid|sig|signature|ticket|access_(?:token|key)|usrpwd)=|\b\w{0,30}sess(?:ion)?(?:_?id)?=)(?P<secret>(?!\d{1,3}(?:\D|$))[^\s&;<>\"']{1,512})",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"(?P<keep>authorization:[ \t]*(?:\w{1,20}[ \t]+)?|\bx-(?:api-key|auth-token|access-token):[ \t]*)"
    r"(?P<secret>[^\s][^\r\n]{0,512})",
    re.IGNORECASE,
)
_COOKIES = re.compile(r"(?P<keep>\b(?:set-)?cookie2?:[ \t]*)(?P<secret>[^\r\n]{1,2048})", re.IGNORECASE)
_PRIVATE_KEY = re.compile(
    r"(?P<keep>-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)(?P<secret>[^-]{1,20000})", re.IGNORECASE
)
_ELEMENT = re.compile(
    r"(?P<open><(?:[\w.-]{1,64}:)?(?P<name>[\w.-]{1,64})(?:\s[^<>]{0,200})?>\s{0,20})"
    r"(?P<secret><!\[CDATA\[.{0,4096}?\]\]>|[^<]{1,4096})(?=\s{0,20}(?:<|\Z))",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""(?P<open>\s(?:[\w.-]{1,64}:)?(?P<name>[A-Za-z][\w.-]{0,63})=["'])(?P<secret>[^"'<>]{1,512})"""
)
_MEMBER = re.compile(
    r'(?P<open>"(?P<name>[^"\\\r\n]{1,64})"\s{0,20}:\s{0,20})(?P<secret>"(?:[^"\\\r\n]|\\.){1,512}"|-?\d{4,40})'
)
_SETTING = re.compile(rf"\s*{_NO_SECRET}")
_ENDS_IN_NAME = re.compile(rf"{_NAME}$", re.IGNORECASE)
_WIFI = re.compile(r"(?P<keep>(?<=;)P:|(?<=WIFI:)P:)(?P<secret>[^;]{1,128})")
# Every pair but the attributes the standard names: some servers set two cookies in one header.
_COOKIE_VALUE = re.compile(
    r"(?P<name>(?:^|[;,])\s*(?!(?:path|domain|expires|max-age|samesite|version|comment)\s*=)[^=;,\s]{1,128})="
    r"(?:(?!,\s{0,9}[^=;,\s]{1,128}=)[^;])*",
    re.IGNORECASE,
)
# A page's own script speaks of the password somebody will type: a call, a property, a caption.
_SCRIPT = re.compile(
    rf"""[\w.$]{{0,80}}\( | (?:this|document|window|self|\$|e|event|data|form)[.\[(] | {_NAME}\b
       | function\b""",
    re.VERBOSE | re.IGNORECASE,
)
IN_ADDRESS = "user and password in an address"
IN_TEXT = "password or key in the text"
OF_WIFI = "key of a wireless network"


@lru_cache(maxsize=2048)
def names_secret(name: str) -> bool:
    """Whether what stands under a name is a credential unless it is a setting: also ``SyncIPCPassword``."""
    return names_credential(name) or _ENDS_IN_NAME.search(name) is not None


def without_address(text: str) -> tuple[str, bool]:
    """Return a text without users and passwords in addresses, and whether there were any."""
    text, in_url = _USERINFO.subn(r"\g<keep>", text)
    text, bare = _BARE_USERINFO.subn("", text)
    tail, cut = _CUT_USERINFO.subn(r"\g<keep>", text[-_LONGEST_CUT:])
    return text[:-_LONGEST_CUT] + tail, bool(in_url or bare or cut)


def without_wifi_key(text: str) -> tuple[str, bool]:
    """Return the text of a code that joins a network without the key, and whether it held one."""
    text, found = _WIFI.subn(r"\g<keep>", text)
    return text, found > 0


def without_cookies(text: str) -> str:
    """Return a cookie header that keeps the names of its cookies."""
    return _COOKIE_VALUE.sub(r"\g<name>=", text)


def without_secrets(text: str, *, is_page: bool = False, is_name: bool = False) -> tuple[str, bool]:
    """Return a text without what stands in it under the name of a credential, and whether there was any.

    ``is_page``: the text is a web page, whose script names the password somebody will type.
    ``is_name``: it is what something is called, in which words say nothing of the kind: a mountain pass,
    a community's clinic, a kiosk to log in.
    """
    before = text
    text = _COOKIES.sub(lambda found: found["keep"] + without_cookies(found["secret"]), text)
    cookies_left = text
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    # "password: password is X" first: the pair would take the name in it for the password and leave X
    text = _NAMED_TWICE.sub(_kept, text)
    text = _PAIR.sub(_pair_of_page if is_page else _pair, text)
    text = text if is_name else _SAID.sub(_said, text)
    # the value of a cookie goes unreported: it is nobody's password
    return text, text != (cookies_left if before != cookies_left else before)


def _kept(match: re.Match[str]) -> str:
    return match["keep"]


def _named(match: re.Match[str]) -> str:
    if not _is_secret(match["name"], match["secret"]):
        return match[0]
    # JSON must stay JSON for those who read it further on
    return match["open"] + ('""' if match.re is _MEMBER else "")


def _is_secret(name: str, value: str) -> bool:
    if name.lower() == "code":  # of a discovery answer; an error's is a number
        return len(value.strip('"')) > _LONGEST_ERROR
    return names_secret(name) and _SETTING.match(value.strip('"')) is not None


def _pair(match: re.Match[str]) -> str:
    return match["keep"] + (
        '""' if match["sign"].startswith('"') and not match["quote"] else ""
    )  # "password":12345


def _pair_of_page(match: re.Match[str]) -> str:
    rest = match.string[match.start("secret") : match.start("secret") + 200]
    return match[0] if _SCRIPT.match(rest) else _pair(match)


def _said(match: re.Match[str]) -> str:
    return next(match[name] for name in _KEPT if match[name] is not None)


_LONGEST_ERROR = 6
_KEPT = tuple(name for name in _SAID.groupindex if name.startswith("keep"))
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_HEADER, _kept),
    (_PRIVATE_KEY, _kept),
    (_MEMBER, _named),
    (_ELEMENT, _named),
    (_ATTRIBUTE, _named),
    (_QUERY, _kept),
    (_PASSPHRASE, _kept),
    (_CONFIGURED, _kept),
)
