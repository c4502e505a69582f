"""How does an editor, or another program, know what may stand in a file of the register?

JSON Schema (2020-12), made from the shapes that check the files. Every scalar of the register is read as
text, so that an editor's number or boolean is no fault where text belongs.
"""

import json
from collections.abc import Iterator, Mapping
from typing import get_args, get_origin, get_type_hints

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from phaseout.domain.facts import DATE_FACTS, FACTS
from phaseout.register.loading import Entry, Files
from phaseout.register.schema import CONDITION, Shape
from phaseout.register.schema_case import as_list

JsonSchema = dict[str, object]
DIALECT = GenerateJsonSchema.schema_dialect
_ONE_A_FILE = frozenset({"parties", "brands", "lists", "measures", "vulnerabilities"})
"""Nouns of which each entry has a file; of the others a file holds a list, or one entry."""
_IN_BLOCKS = frozenset({"addresses"})
"""Nouns whose list may stand under ``blocks``."""
_DAY: JsonSchema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_CONDITION: JsonSchema = {"$ref": "#/$defs/Condition"}
_TEXT = ["string", "number", "boolean"]


class _Generator(GenerateJsonSchema):
    """Writes what a person types: no titles made from names, no defaults, text of any scalar."""

    def field_title_should_be_set(self, schema: object) -> bool:
        """Leave out titles that only repeat the name."""
        return False

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Let an editor's number or boolean stand for text."""
        return {**super().str_schema(schema), "type": _TEXT}

    def date_schema(self, schema: core_schema.DateSchema) -> JsonSchemaValue:
        """Say how a day is written also to programs that do not look at formats."""
        return dict(_DAY)

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave the default out: what is not known is left out of the file."""
        return self.generate_inner(schema["schema"])

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """Let one value stand for a list of one, where the reader makes it one."""
        inner = super().function_before_schema(schema)
        if schema["function"]["function"] is as_list:
            return {"anyOf": [inner["items"], inner]}
        return inner


def json_schemas() -> dict[str, JsonSchema]:
    """Return noun → the schema of a file that holds it."""
    return {noun: _schema(noun, shape) for noun, shape in shapes()}


def shapes() -> Iterator[tuple[str, type[Shape]]]:
    """Yield the nouns of a register directory with the shape of their entries."""
    for noun, hint in get_type_hints(Files).items():
        kept = get_args(hint)[:1] if get_origin(hint) is tuple else ()
        if kept and get_origin(kept[0]) is Entry:
            yield noun, get_args(kept[0])[0]


def _schema(noun: str, shape: type[Shape]) -> JsonSchema:
    _, made = models_json_schema([(shape, "validation")], schema_generator=_Generator)
    definitions: Mapping[str, object] = made["$defs"]
    entry: JsonSchema = {"$ref": f"#/$defs/{shape.__name__}"}
    entries: JsonSchema = {"type": "array", "items": entry}
    if noun in _ONE_A_FILE:
        form = entry
    elif noun in _IN_BLOCKS:
        blocks = {"type": "object", "properties": {"blocks": entries}, "required": ["blocks"]}
        form = {"anyOf": [entry, {**blocks, "additionalProperties": False}]}
    else:
        form = {"anyOf": [entries, entry]}
    referring = {name: _with_conditions(definition) for name, definition in definitions.items()}
    if referring != definitions:
        referring["Condition"] = _condition()
    return {
        "$schema": DIALECT,
        "title": f"Register: {noun}",
        **form,
        "$defs": dict(sorted(referring.items())),
    }


def _with_conditions(schema: object) -> object:
    """Return a schema that refers to what a condition is wherever one stands."""
    if schema == CONDITION:
        return _CONDITION
    if isinstance(schema, dict):
        return {key: _with_conditions(part) for key, part in schema.items()}
    return [_with_conditions(part) for part in schema] if isinstance(schema, list) else schema


def _condition() -> JsonSchema:
    """Return the schema of a condition: exactly one of the four kinds of node."""
    parts: JsonSchema = {"type": "array", "items": _CONDITION, "minItems": 1}
    value: JsonSchema = {"type": _TEXT}
    values: JsonSchema = {"anyOf": [value, {"type": "array", "items": value, "minItems": 1}]}
    interval: JsonSchema = {
        "type": "object",
        "description": "From 'since' until the day before 'before'.",
        "properties": {"since": _DAY, "before": _DAY},
        "minProperties": 1,
        "additionalProperties": False,
    }
    facts = {fact: interval if fact in DATE_FACTS else values for fact in FACTS}
    return {
        "type": "object",
        "description": "One of {fact: values}, {all: […]}, {any: […]}, {not: …}.",
        "properties": {"all": parts, "any": parts, "not": _CONDITION, **facts},
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
    }


def schema_text(schema: Mapping[str, object]) -> str:
    """Return a schema as the text of a file."""
    return f"{json.dumps(schema, indent=2, ensure_ascii=False)}\n"
