"""Does the JSON Schema that editors are given agree with what the program takes for a register file?"""

import json
import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from phaseout.register.json_schema import json_schemas, schema_text, shapes
from phaseout.register.loading import load
from phaseout.register.yamlfile import read_yaml

REGISTER = Path(__file__).parents[2] / "register"
SCHEMAS = REGISTER / "schema"
NOUNS = [noun for noun, _ in shapes()]


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do: by the core schema of YAML 1.2, in which ``on`` and a day are text."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})\Z"), first)
EditorLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(float(node.value)))


@cache
def validator(noun: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((SCHEMAS / f"{noun}.json").read_text(encoding="utf-8")))


@cache
def files() -> dict[str, list[Path]]:
    read = load(REGISTER)
    return {noun: sorted({Path(entry.file.file) for entry in getattr(read, noun)}) for noun in NOUNS}


def faults(noun: str, text: str) -> list[str]:
    return [error.message for error in validator(noun).iter_errors(yaml.load(text, EditorLoader))]


@pytest.mark.parametrize("noun", NOUNS)
def test_the_schema_is_the_one_the_shapes_give(noun):
    made = schema_text(json_schemas()[noun])
    kept = (SCHEMAS / f"{noun}.json").read_text(encoding="utf-8")
    assert kept == made, "make it again: make docs"


def test_no_schema_is_kept_of_what_is_no_kind_of_file():
    assert {path.stem for path in SCHEMAS.glob("*")} == set(NOUNS)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_schema_is_json_schema_of_2020_12(noun):
    Draft202012Validator.check_schema(validator(noun).schema)
    assert validator(noun).schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("noun", NOUNS)
def test_every_file_of_the_register_fits_its_schema(noun):
    wrong = {
        f"{path.relative_to(REGISTER)}: {message}"
        for path in files()[noun]
        for message in faults(noun, path.read_text(encoding="utf-8"))
    }
    assert wrong == set()


@pytest.mark.parametrize("noun", NOUNS)
def test_every_file_of_the_register_fits_its_schema_as_the_program_reads_it(noun):
    """A share is a number to an editor and text to the reader, so that numbers are left out here."""
    number = re.compile(r"is not of type '(?:number|integer)'")
    for path in files()[noun]:
        located, _ = read_yaml(path)
        found = [
            error for error in validator(noun).iter_errors(located.value) if not _is_number(error, number)
        ]
        assert found == [], path


def _is_number(error, number):
    return bool(number.search(error.message)) or any(_is_number(part, number) for part in error.context or ())


MEASURE = (REGISTER / "measures/ca/goc-hikvision-prohibition.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("noun", "text", "said"),
    [
        ("measures", MEASURE.replace("id: ca/", "id: CA/", 1), "does not match"),
        ("measures", MEASURE.replace("jurisdiction:", "juridiction:", 1), "juridiction"),
        ("measures", MEASURE.replace("through: ", "through: about ", 1), "does not match"),
        ("measures", MEASURE.replace("state: announced", "state: said", 1), "is not one of"),
        ("measures", "[]", "is not of type 'object'"),
        ("parties", "{id: acme, name: Acme, cite: []}", "should be non-empty"),
        ("parties", "{id: acme, name: Acme}", "'cite' is a required property"),
        ("parties", "{id: ca/acme, name: Acme, cite: [{source: x, grade: O}]}", "does not match"),
        ("parties", "{id: acme, name: Acme, cite: [{source: x, grade: A}]}", "is not one of"),
        ("values", "- {fact: colour, id: red, en: red, fr: rouge}", "is not valid under any"),
    ],
)
def test_a_fault_of_shape_is_seen_by_an_editor(noun, text, said):
    assert [message for message in faults(noun, text) if said in message], faults(noun, text)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("{purpose: public-safety}", True),
        ("{purpose: [public-safety, other]}", True),
        ("{acquired: {since: 2023-12-21}}", True),
        ("{all: [{not: {any: [{owner: landlord}]}}, {acquired: {since: 2023-12-21, before: 2024-12-21}}]}", True),
        ("{}", False),
        ("{purpose: [other], owner: [self]}", False),
        ("{colour: red}", False),
        ("{all: []}", False),
        ("{all: [{none: []}]}", False),
        ("{acquired: [2023-12-21]}", False),
        ("{acquired: {after: 2023-12-21}}", False),
        ("{not: [{owner: self}]}", False),
    ],
)  # fmt: skip
def test_a_condition_is_checked_however_deep_it_stands(condition, holds):
    schema = validator("measures").schema
    inner = Draft202012Validator({"$ref": "#/$defs/Condition", "$defs": schema["$defs"]})
    assert inner.is_valid(yaml.load(condition, EditorLoader)) is holds


def test_one_value_may_stand_for_a_list_where_the_reader_takes_it_so():
    case = "- {{name: n, given: {{maker: {0}}}, as-of: 2025-01-01, measure: m, act: use, expect: {{outcome: applies}}}}"
    assert faults("cases", case.format("hikvision")) == faults("cases", case.format("[hikvision]")) == []
    assert faults("cases", case.format("{a: b}")) != []


def test_a_name_of_another_entry_says_what_it_names():
    role = validator("measures").schema["$defs"]["BindingShape"]["properties"]["role"]
    assert role["description"] == "Names a role."
