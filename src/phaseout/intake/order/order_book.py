"""How do the lines of one source become assets: by which number, and what is wrong with them?"""

from collections.abc import Iterator

from phaseout.domain.observation import Observation, Reading, Subject, Unread
from phaseout.intake.column_names import repaired
from phaseout.intake.order.order_line import OrderDocument, OrderLine
from phaseout.intake.order.order_values import LONGEST_VALUE, SHOWN, kept, remarks_beside, stated

_MOST_REMEMBERED = 500_000


class OrderBook:
    """Turns the lines of one source into readings. Make one per source.

    Memory is bounded: after half a million lines it forgets which numbers it met. ``says_what`` is False
    for a source of which no line says what is bought, ``numbers_lines`` for one that does not number them,
    ``is_numbered`` for one that has no field for the number of a document, so that this is not said of each,
    ``is_dated`` for one whose documents must have a date, so that one without is told,
    ``refers`` for one in which the number of the document names no line, so that no asset is called by it.
    """

    def __init__(
        self,
        *,
        says_what: bool = True,
        numbers_lines: bool = True,
        is_numbered: bool = True,
        refers: bool = True,
        is_dated: bool = False,
    ) -> None:
        self._says_what = says_what
        self._numbers_lines = numbers_lines
        self._met: set[int] = set()
        self._is_numbered = is_numbered
        self._refers = refers
        self._is_dated = is_dated
        self._has_told_letters = False

    def enter(self, line: OrderLine) -> Iterator[Reading]:
        """Yield what a line says as the observations of one asset, then what is wrong with it.

        A line without text, part number and article number says nothing of what is bought: that is unread.
        """
        faults: list[Reading] = []
        remarks = remarks_beside(line, faults)
        if line.is_beside and not line.texts and not remarks:
            return
        is_undated = not line.date.strip() and line.document is not OrderDocument.CATALOGUE
        if self._is_dated and is_undated and not (line.is_cut or line.is_beside):
            self._is_dated = False  # said once, not with each of a million lines
            faults.append(Unread(line.locator, "the document has no date"))
        ref = None if line.is_beside else self._ref(line, faults)
        subject = Subject(line.locator, ref, line.site or None, is_beside=line.is_beside)
        met: set[tuple[str, str]] = set()
        places = dict(zip(line.texts, line.places, strict=False))
        for trait, written in stated(line, remarks, faults):
            value = kept(trait, written, line.locator, faults)
            if value and (trait, value) not in met:
                met.add((trait, value))
                if not self._has_told_letters and (meant := repaired(value)) != value:
                    self._has_told_letters = True
                    faults.append(_misread(line.locator, value, meant))
                place = line.elsewhere.get(trait, line.locator)
                place = places.get(written, place) if trait == "order.text" else place
                yield Observation(subject, trait, value, place)
        is_mute = not any(map(str.strip, (*line.texts, *line.part_numbers, *line.skus)))
        if self._says_what and is_mute and not (line.is_cut or line.is_beside):
            faults.append(Unread(line.locator, "the line does not say what is bought"))
        yield from faults

    def _ref(self, line: OrderLine, faults: list[Reading]) -> str | None:
        """Return the number of the document and of the line, None if they do not name one line alone.

        A document of one line, a contract or an award, often does not number it.
        """
        number, within = line.number.strip(), line.line.strip()
        if not self._refers:
            return None
        if not number and line.is_cut:
            return None
        if not number:
            if self._is_numbered:  # said once, not with each of a million lines
                faults.append(Unread(line.locator, "the document has no number"))
            self._is_numbered = False
            return None
        self._is_numbered = True
        ref = (f"{number}/{within}" if within else number)[:LONGEST_VALUE]
        if (mark := hash((line.document, line.supplier, ref))) in self._met:
            if self._numbers_lines or within:
                faults.append(_repeated(line, number[:SHOWN], within[:SHOWN]))
            return None
        if len(self._met) >= _MOST_REMEMBERED:
            self._met.clear()
        self._met.add(mark)
        return ref


def _misread(locator: str, value: str, meant: str) -> Unread:
    """Return what is said, once of a source, of ``CamÃ©ra``: the text is kept as it is written."""
    at = next(index for index, (one, two) in enumerate(zip(value, meant, strict=False)) if one != two)
    start = value.rfind(" ", 0, at) + 1
    written, was = value[start:].split(maxsplit=1)[0], meant[start:].split(maxsplit=1)[0]
    why = f"letters were damaged before: “{written[:SHOWN]}” was “{was[:SHOWN]}”; read as written"
    return Unread(locator, why)


def _repeated(line: OrderLine, number: str, within: str) -> Unread:
    why = f"line number “{within}” stands twice in document {number}"
    return Unread(line.locator, why if within else f"another line of document {number}")
