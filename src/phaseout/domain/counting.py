"""How is a number of things said in English: ``1 row``, ``2 rows``?"""


def counted(number: int, one: str) -> str:
    """Return the number with its noun, whose plural ends in s."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"
