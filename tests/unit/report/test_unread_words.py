"""Is every reason that a reader gives for not reading said in French?"""

import ast
from pathlib import Path

import pytest

from phaseout import intake
from phaseout.report.unread_words import locator_words, unread_words

ROOM = Path(intake.__file__).parent


def _reasons() -> list[str]:
    """Return what the readers write as the reason of an Unread, a 7 in every place that they fill."""
    found = []
    for path in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case (
                    ast.Call(func=ast.Name(id="Unread"), args=[_, ast.Constant(value=str(said))])
                    | ast.Call(func=ast.Attribute(attr="fault"), args=[ast.Constant(value=str(said)), *_])
                ):
                    found.append(said)
                case (
                    ast.Call(func=ast.Name(id="Unread"), args=[_, ast.JoinedStr(values=parts)])
                    | ast.Call(func=ast.Attribute(attr="fault"), args=[ast.JoinedStr(values=parts), *_])
                ):
                    found.append("".join(p.value if isinstance(p, ast.Constant) else "7" for p in parts))
    return found


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
