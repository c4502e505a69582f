"""What does the API say of itself, in the form of OpenAPI?"""

from http import HTTPStatus
from typing import Any

import orjson
from ninja.openapi.schema import get_schema
from pydantic import TypeAdapter

from phaseout.web.api.root import Problem, api
from phaseout.web.frame.problems import MEDIA

SECURITY = {"token": {"type": "http", "scheme": "bearer", "description": "A token, made by a person."}}
BEFORE = "api/v1"
PROBLEMS = (400, 401, 403, 404, 409, 411, 412, 413, 415, 422, 428, 429, 500, 503, 507)
_REF = "#/components/schemas/{model}"


def description() -> bytes:
    """Return the whole description, alike at every time and place."""
    found: dict[str, Any] = dict(get_schema(api, path_prefix=BEFORE))
    shape = TypeAdapter(Problem).json_schema(ref_template=_REF)
    found["components"]["schemas"] |= {**shape.pop("$defs", {}), "Problem": shape}
    found["components"]["responses"] = {f"Problem{status}": _problem(status) for status in PROBLEMS}
    found["components"]["securitySchemes"] = SECURITY
    found["security"] = [{"token": []}]
    return orjson.dumps(_in_order(found), option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS) + b"\n"


def _problem(status: int) -> dict[str, Any]:
    shape = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": HTTPStatus(status).phrase, "content": {MEDIA: shape}}


def _in_order(found: dict[str, Any]) -> dict[str, Any]:
    """Return it with what is named put in the order of names, so that two of them can be compared."""
    parts = found["components"]
    return {**found, "components": {name: dict(sorted(parts[name].items())) for name in sorted(parts)}}
