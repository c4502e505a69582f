"""What of a row became another, as it is noted?"""

from collections.abc import Mapping
from dataclasses import dataclass

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """The fields that became others; true where there is one."""

    before: Values
    after: Values

    def __bool__(self) -> bool:
        return bool(self.after)


def differences(before: Values, after: Values) -> Differences:
    """Return the fields of which the values differ.

    Args:
        before: field → value, as the row was.
        after: the same fields, as it is.
    """
    names = [name for name in after if before[name] != after[name]]
    return Differences(
        before={name: before[name] for name in names}, after={name: after[name] for name in names}
    )
