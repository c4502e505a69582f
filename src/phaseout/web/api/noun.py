"""How do functions become addresses of the API: what does each need, take and answer, and how is it told?"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.urls import URLPattern, path
from django_filters import FilterSet
from ninja import Router

from phaseout.web.api.attached import GIVEN, Files
from phaseout.web.api.call import FORM, JSON, LARGEST_JSON
from phaseout.web.api.door import AS_JSON, Door, Takes
from phaseout.web.api.filter_description import narrowing
from phaseout.web.api.idempotency import KEY, PATTERN
from phaseout.web.api.models import LONGEST
from phaseout.web.api.pages import MOST, USUAL, Page
from phaseout.web.frame.access import Permission

_SENTENCE = re.compile(r"[;:.](?:\s|$)")
"""Where the first sentence of what is said of a function ends, or its first part."""
View = TypeVar("View", bound=Callable[..., Any])
_TAKEN = re.compile(r"{(?:(\w+):)?(\w+)}")
Parameter = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What is done at an address by one method."""

    method: str
    path: str
    """Below ``/api/v1``, such as ``/sites/{int:pk}``."""
    name: str
    """Of the address, alike for all its methods."""
    needs: Permission | None
    answers: Any
    """The shape of what is answered; None for nothing but headers, or for a file."""
    status: int = 200
    filters: type[FilterSet] | None = None
    is_list: bool = False
    is_versioned: bool = False
    """Whether If-Match must say which version was seen."""
    is_tagged: bool = True
    """Of a GET, whether there is an ETag by which If-None-Match is answered: not of what is written anew."""
    are_versioned: bool = False
    """Whether what is sent names rows, each with the version that was seen."""
    may_be_unread: bool = False
    """Whether who may do this and not read is answered without content: 204."""
    takes: Takes = field(default_factory=lambda: AS_JSON)
    """What is sent, and how much of it."""
    files: Files | None = None
    """Files that may be given with it: then it takes a form as well."""
    gives: str | tuple[str, ...] = JSON
    """Media type of what is answered; several where it is one of them."""
    parameters: Sequence[Parameter] = ()
    """Of the query, besides those of lists."""
    refused_by: Sequence[int] = ()
    """Statuses by which it may be refused, besides those of its method and path."""
    body: Mapping[str, Any] | None = None
    """What is said of what is sent, where the function does not show it."""


def as_form(largest: int) -> Takes:
    """Return that a form with files is taken.

    Args:
        largest: bytes of all its files.
    """
    return {FORM: largest + LARGEST_JSON}


def form_of(files: str, properties: Mapping[str, Parameter], *needed: str) -> Mapping[str, Any]:
    """Return what the description says of a form.

    Args:
        files: the field that must be there, with what is brought.
        properties: field → its schema.
        needed: other fields that must be there.
    """
    schema = {"type": "object", "required": [files, *needed], "properties": properties}
    return {"required": True, "content": {FORM: {"schema": schema}}}


class Noun:
    """All addresses of one noun."""

    def __init__(self, tag: str) -> None:
        self.router = Router(tags=[tag])
        self._operations: list[Operation] = []

    def does(self, operation: Operation) -> Callable[[View], View]:
        """Let a function answer at an address."""
        self._operations.append(operation)

        def answering(view: View) -> View:
            answers: Callable[[View], View] = self.router.api_operation(
                [operation.method],
                operation.path,
                url_name=operation.name,
                operation_id=_id(operation),
                response={operation.status: operation.answers},
                summary=_SENTENCE.split(view.__doc__ or "", maxsplit=1)[0],
                openapi_extra=_said(operation, view),
            )
            return answers(view)

        return answering

    def lists(
        self,
        path: str,
        name: str,
        shape: Any,
        *,
        needs: Permission | None = Permission.READ,
        filters: type[FilterSet] | None = None,
        parameters: Sequence[Parameter] = (),
    ) -> Callable[[View], View]:
        """Let a function hand out a list part by part, by ``page_of``.

        Args:
            path: below ``/api/v1``.
            name: of the address.
            shape: of one row.
            needs: what somebody must have to read it.
            filters: by what the list is narrowed.
            parameters: of the query, besides those of every list.
        """
        return self.does(
            Operation(
                method="GET",
                path=path,
                name=name,
                needs=needs,
                answers=Page[shape],
                is_list=True,
                filters=filters,
                parameters=parameters,
            )
        )

    def shows(
        self,
        path: str,
        name: str,
        answers: Any,
        *,
        needs: Permission | None = Permission.READ,
        gives: str | tuple[str, ...] = JSON,
        parameters: Sequence[Parameter] = (),
    ) -> Callable[[View], View]:
        """Let a function show one thing, or all of what is few.

        Args:
            path: below ``/api/v1``.
            name: of the address.
            answers: its shape; None for a file.
            needs: what somebody must have to read it; None where any token will do.
            gives: media type of what is answered, or all of which it is one.
            parameters: of the query.
        """
        return self.does(
            Operation(
                method="GET",
                path=path,
                name=name,
                needs=needs,
                answers=answers,
                gives=gives,
                parameters=parameters,
            )
        )

    def doors(self, views: Mapping[str, Callable[..., Any]]) -> Iterator[URLPattern]:
        """Yield its addresses, each behind its door.

        Args:
            views: what answers, by the name of its address.
        """
        for name in dict.fromkeys(one.name for one in self._operations):
            alike = [one for one in self._operations if one.name == name]
            route = _TAKEN.sub(lambda found: f"<{found[1] or 'str'}:{found[2]}>", alike[0].path)
            needs = {one.method: one.needs for one in alike}
            post = next((one for one in alike if one.method == "POST"), None)
            door = (
                Door(views[name], needs, takes=post.takes, files=post.files)
                if post
                else Door(views[name], needs)
            )
            yield path(route.lstrip("/"), door, name=name)


def _id(operation: Operation) -> str:
    """Return what programs made of the description call it, whatever its function and module are called."""
    return f"{operation.method}-{operation.name.removeprefix('api-')}".lower().replace("-", "_")


def _said(operation: Operation, view: Callable[..., Any]) -> dict[str, Any]:
    """Return what the description says of an operation that its function does not show."""
    needed = "" if operation.needs is None else operation.needs.value
    said = {
        "parameters": [*_of_list(operation), *operation.parameters, *_headers(operation)],
        "responses": _responses(operation),
        "x-permission": needed or "any",
    }
    body = _body(operation, view)
    return {**said, "requestBody": body} if body else said


def _responses(operation: Operation) -> dict[int, Any]:
    found: dict[int, Any] = {
        status: {"$ref": f"#/components/responses/Problem{status}"} for status in _refusals(operation)
    }
    if _is_kept(operation):
        found[304] = {"description": "It is as it was: the ETag of If-None-Match is that of now."}
    if operation.may_be_unread:
        found[204] = {"description": "It is done; this token may not read it."}
    if operation.gives != JSON:
        kinds = (operation.gives,) if isinstance(operation.gives, str) else operation.gives
        content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in kinds}
        found[operation.status] = {"description": "OK", "content": content}
    return found


def _is_kept(operation: Operation) -> bool:
    """Return whether a program may keep the answer, and ask whether it is as it was."""
    return operation.method == "GET" and operation.is_tagged


def _body(operation: Operation, view: Callable[..., Any]) -> dict[str, Any]:
    if operation.files is None:
        return dict(operation.body or {})
    shape = f"#/components/schemas/{view.__annotations__[GIVEN].__name__}"
    return {"content": operation.files.described(shape)}  # beside the JSON, which the function shows


def _refusals(operation: Operation) -> list[int]:
    found = {400, 401, 403, 422, 429, 500, *operation.refused_by}
    if "{" in operation.path:
        found.add(404)
    if operation.method != "GET":
        found |= {404, 409, 413, 415}
    if operation.is_versioned:
        found |= {412, 428}
    if operation.are_versioned:
        found.add(412)
    return sorted(found)


def _of_list(operation: Operation) -> Iterator[Parameter]:
    if operation.is_list:
        yield query("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
                    "How many are answered at most.")  # fmt: skip
        yield query("cursor", {"type": "string"}, "Where to go on: as the answer before says it in next.")
    for name, schema, description in narrowing(operation.filters) if operation.filters else ():
        yield query(name, schema, description)


def query(name: str, schema: Mapping[str, Any], description: str, *, is_needed: bool = False) -> Parameter:
    """Return a parameter of the query."""
    return {"in": "query", "name": name, "required": is_needed, "schema": schema, "description": description}


def _headers(operation: Operation) -> Iterator[Parameter]:
    if _is_kept(operation):
        yield _header("If-None-Match", "The ETag of what you have: 304 where it is as it was.")
    if operation.is_versioned:
        yield _header("If-Match", "The ETag of what you saw: 412 where it was changed since.", is_needed=True)
    if operation.method == "POST":
        said = "Of your choice: sent again within 24 hours, the same answer comes and nothing is done twice."
        yield _header(KEY, said, {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": PATTERN})


def _header(name: str, description: str, schema: Any = None, *, is_needed: bool = False) -> Parameter:
    shape = schema or {"type": "string"}
    return {"in": "header", "name": name, "required": is_needed, "schema": shape, "description": description}


__all__ = ["FORM", "JSON", "Noun", "Operation", "query"]
