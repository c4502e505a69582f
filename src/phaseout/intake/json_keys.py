"""Does a key stand twice in an object of a JSON text, so that one of its values is lost?"""

TWICE = "a key stands twice in it; the last one is read"


def repeats_key(text: bytes, value: object) -> bool:
    """Whether the text of a JSON value has more keys than the value that was made of it.

    Counts the quotes that a colon follows, which no string holds unescaped; parsing tells nothing of it.
    """
    written = text.count(b'":') + text.count(b'" :') - text.count(b'\\":') - text.count(b'\\" :')
    return written > _keys_in(value)


def _keys_in(value: object) -> int:
    count, waiting = 0, [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            count += len(one)
            waiting += [inner for inner in one.values() if isinstance(inner, dict | list)]
        elif isinstance(one, list):
            waiting += [inner for inner in one if isinstance(inner, dict | list)]
    return count
