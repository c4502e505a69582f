"""Is a word another one with a single typing error?"""


def is_one_error_off(word: str, other: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two beside each other are swapped."""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    start = _alike(word, other)
    end = min(_alike(word[::-1], other[::-1]), min(len(word), len(other)) - start)
    left, right = word[start : len(word) - end], other[start : len(other) - end]
    return max(len(left), len(right)) == 1 or (len(left) == len(right) == _TWO and left == right[::-1])


_TWO = 2


def _alike(word: str, other: str) -> int:
    """Return how many letters at the start are the same."""
    count = 0
    for one, two in zip(word, other, strict=False):
        if one != two:
            break
        count += 1
    return count
