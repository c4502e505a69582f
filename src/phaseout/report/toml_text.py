"""How is a text written so that a TOML file holds it and nobody's terminal obeys it?"""

_QUOTED = {'"': '\\"', "\\": "\\\\"}
_SHORT = 0xFFFF


def toml_text(text: str) -> str | None:
    """Return a text as a basic string of TOML, in which everything that could act is escaped.

    None where it has a lone surrogate, which no TOML file can hold.
    """
    if any("\ud800" <= char <= "\udfff" for char in text):
        return None
    return f'"{"".join(map(_char, text))}"'


def _char(char: str) -> str:
    if char in _QUOTED:
        return _QUOTED[char]
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) <= _SHORT else f"\\U{ord(char):08x}"
