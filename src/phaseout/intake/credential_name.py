"""Is this the name of a credential: of a column, a key, an element, an attribute?"""

import re
import unicodedata

_ALONE = re.compile(
    r"\b(?:passwords?|passwd|passphrase|passcode|passw?|pwd|pw|passwort|kennwort|wachtwoord|senha|contrasena|clave"
    r"|parola|haslo|hasło|heslo|losenord|adgangskode|пароль|mdp|psk|puk|zugangsdaten|identifiants"
    r"|creds?|credentials?|secrets?|tokens?|mots? de passe"
    r"|(?:verification|safety|security|access|pin) code|code pin|code de verification"
    r"|(?:api|private|shared|wpa|encryption|stream|auth|radius|tacacs) key"
    r"|(?:read|write) common|密码|密碼|口令|验证码|驗證碼|パスワード|비밀번호)\b"
    r"|(?:password|passwd|passphrase|密码|验证码)$|^pin$|^salt$"
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
    # what was taken apart and is a letter of its own, such as that of Korean, is put together again
    words = " ".join(filter(None, _BREAK.split(unicodedata.normalize("NFC", plain)))).casefold()
    if "community" in words.split():  # alone it is SNMP's; "Community centre" is a place
        return _COMMUNITY_OF_SNMP.search(words) is not None
    return _ALONE.search(words) is not None and _ABOUT.search(words) is None
