"""Do the codes of designations read their own examples as they say?"""

from collections.abc import Iterator

from phaseout.domain.designation import Designation, read_designation
from phaseout.pattern import Pattern, PatternError
from phaseout.register.fault import Fault, Level
from phaseout.register.loading import Entry, Files
from phaseout.register.revive_code import revive_code
from phaseout.register.row import Row
from phaseout.register.schema_code import CodeShape


def check_codes(files: Files) -> Iterator[Fault]:
    """Yield a fault for a pattern that is not used, a group it lacks, and examples that read otherwise."""
    for entry in files.codes:
        try:
            pattern = Pattern(entry.shape.pattern)
        except PatternError as error:
            yield entry.fault(Level.SENSE, ("pattern",), f"the pattern may not be used: {error}")
            continue
        yield from _groups(entry, pattern)
        yield from _examples(entry, pattern)


def _groups(entry: Entry[CodeShape], pattern: Pattern) -> Iterator[Fault]:
    for index, part in enumerate(entry.shape.parts):
        if part.group not in pattern.groups:
            message = f"the pattern has no group {part.group!r}"
            yield entry.fault(Level.SENSE, ("parts", index, "group"), message)


def _examples(entry: Entry[CodeShape], pattern: Pattern) -> Iterator[Fault]:
    for index, text in enumerate(entry.shape.counterexamples):
        if pattern.catches(text):
            where = ("counterexamples", index)
            yield entry.fault(Level.SENSE, where, f"the pattern catches its counterexample {text!r}")
    for index, example in enumerate(entry.shape.examples):
        found = _read(entry.shape, pattern, example.designation)
        if found is None:
            message = f"the pattern does not catch its example {example.designation!r}"
            yield entry.fault(Level.SENSE, ("examples", index, "designation"), message)
            continue
        for aspect, said in example.says.items():
            read = ", ".join(one.meaning.en if one.meaning else one.code for one in found.of(aspect))
            if read != said:
                message = f"{example.designation!r} says {read!r} here, not {said!r}"
                yield entry.fault(Level.SENSE, ("examples", index, "says", aspect.value), message)


def _read(shape: CodeShape, pattern: Pattern, text: str) -> Designation | None:
    match = pattern.found(text)
    if match is None:
        return None
    code = revive_code(shape.id, Row(shape.model_dump(mode="json", exclude_defaults=True), "code"))
    return read_designation(text, code, {group: match.span(group) for group in pattern.groups})
