"""Is every reason that a reader gives for not reading said in French?"""

import ast
import io
from pathlib import Path

import pytest

from phaseout import intake
from phaseout.domain.observation import Unread
from phaseout.intake import READERS
from phaseout.intake.reader import Reader
from phaseout.intake.source import FileStream
from phaseout.report.unread_words import locator_words, unread_words

ROOM = Path(intake.__file__).parent
FIXTURES = Path(__file__).parents[2] / "fixtures"


_SAYING = frozenset(("fault", "note", "_note", "Unread", "TreeError", "_BrokenError", "DamagedElementError"))


def _text_of(node: ast.expr | None, constants: dict[str, ast.expr]) -> str | None:
    """Return the text an expression makes, a 7 in every place that it fills; None for no text."""
    match node:
        case ast.Constant(value=str(said)):
            return said
        case ast.JoinedStr(values=parts):
            return "".join(_text_of(part, constants) or "7" for part in parts)
        case ast.FormattedValue(value=ast.Name(id=name)) if name in constants:
            return _text_of(constants[name], constants)
        case ast.Name(id=name) if name in constants:
            return _text_of(constants[name], constants)
    return None


def _reasons() -> list[str]:
    """Return what the readers write as the reason of an Unread."""
    found = []
    for path in sorted(ROOM.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            node.targets[0].id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            match node.func:
                case ast.Name(id=name) | ast.Attribute(attr=name) if name in _SAYING:
                    said = [_text_of(one, constants) for one in node.args[1 if name == "Unread" else 0 :]]
                    found += [one for one in said[:1] if one and " " in one]
    return found


def _whys_of_fixtures() -> set[str]:
    """Return every reason that reading the fixtures gives, whole and cut short."""
    found = set[str]()
    for reader in READERS:
        for path in sorted((FIXTURES / reader.name).glob("*")):
            if path.is_file() and path.suffix not in {".py", ".md"}:
                data = path.read_bytes()
                for share in (1.0, 0.9, 0.5):
                    part = data[: int(len(data) * share)]
                    found |= _whys(reader, part, path)
    return found


def _whys(reader: Reader, data: bytes, path: Path) -> set[str]:
    with FileStream(path.name, io.BytesIO(data), None) as stream:
        return {reading.why for reading in reader.read(stream) if isinstance(reading, Unread)}


def test_every_reason_that_the_fixtures_give_is_said_in_french() -> None:
    whys = _whys_of_fixtures()
    assert len(whys) > 100
    assert not [why for why in sorted(whys) if unread_words(why, "fr") == why]


def test_a_record_is_named_in_french_and_its_key_is_not() -> None:
    assert locator_words("record 3, host", "fr") == "enregistrement 3, host"
    assert locator_words("record 12", "fr") == "enregistrement 12"


@pytest.mark.parametrize("why", sorted(set(_reasons())))
def test_a_reason_of_a_reader_is_said_in_french(why: str) -> None:
    assert unread_words(why, "en") == why
    assert unread_words(why, "fr") != why


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("1 cell where the header has 3; read from the left",
         "1 cellule là où l’en-tête en a 3; lu à partir de la gauche"),
        ("unknown trait 'a; b'; `phaseout traits` lists those there are",
         "trait inconnu 'a; b'; « phaseout traits » énumère ceux qui existent"),
        ("byte 980: the file ends inside this block (3 times, this was the first)",
         "octet 980\u00a0: le fichier s’arrête dans ce bloc (3 fois, dont voici la première)"),
        ("a.csv: the file is empty\n  What to do: fetch the file again",
         "a.csv\u00a0: le fichier est vide\n  À faire\u00a0: récupérez le fichier de nouveau"),
        ("not joined by mac 441: different serial numbers",
         "non réuni par l’adresse matérielle 441\u00a0: numéros de série différents"),
    ],
)  # fmt: skip
def test_what_is_put_together_is_translated_in_its_parts(why: str, said: str) -> None:
    assert unread_words(why, "fr") == said


def test_what_nobody_translated_stays_as_it_is() -> None:
    assert unread_words("the sheet is upside down; so it is", "fr") == "the sheet is upside down; so it is"


def test_a_place_keeps_the_name_of_its_column() -> None:
    assert locator_words("line 12, column line of business", "fr") == "ligne 12, colonne line of business"
    assert locator_words("line 12, column Serial", "en") == "line 12, column Serial"


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("“10.0.0.300” is no network address", "« 10.0.0.300 » n’est pas une adresse réseau"),
        (
            "labels say several things of the number: “A-1” (line 3), “B, 2” (line 9); none is taken",
            "« A-1 » (ligne 3), « B, 2 » (ligne 9)",
        ),
        ("“7” is no number", "« 7 » n’est pas un nombre"),
    ],
)
def test_what_a_reader_quotes_stands_in_guillemets(english: str, french: str) -> None:
    said = unread_words(english, "fr").replace("\N{NO-BREAK SPACE}", " ")
    assert french in said
    assert not set(said) & set("“”")


def test_quotation_marks_of_the_file_itself_stay_as_they_are() -> None:
    said = unread_words("quantity ““7”” is no number", "fr")
    assert said.replace("\N{NO-BREAK SPACE}", " ") == "la quantité « “7” » n’est pas un nombre"
