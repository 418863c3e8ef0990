"""The description of the interface, in OpenAPI 3.1, in the language that is asked for."""

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import NinjaAPI
from pydantic.json_schema import models_json_schema

from prevenio.api import shapes

_TOLD = frozenset({"summary", "description"})
_IN_PATHS = {
    "fmt": gettext_noop("json or xml"),
    "code": gettext_noop("The category"),
    "reference": gettext_noop("The number of the report"),
    "token": gettext_noop("The number of the report"),
    "zoom": gettext_noop("From 0 to 19, as web maps count it"),
    "column": gettext_noop("From the west, beginning with 0"),
    "row": gettext_noop("From the north, beginning with 0"),
}
_SHAPES = (
    *(shapes.Discovery, shapes.ServiceOffered, shapes.ServiceDefinition, shapes.ServiceRequest),
    *(shapes.Taken, shapes.Token, shapes.Error),
)


@dataclass(frozen=True, slots=True)
class Field:
    """Something that may be asked for or sent."""

    name: str
    words: str
    is_needed: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One operation, for the page that people read."""

    method: str
    path: str
    words: str
    fields: Sequence[Field]
    answers: Sequence[tuple[str, str]]


def description_of(interface: NinjaAPI, base: str) -> dict[str, Any]:
    """What `openapi.json` holds; `base` is the address of the authority's site."""
    told: dict[str, Any] = _translated(deepcopy(_plain(interface)))
    told["servers"] = [{"url": base.rstrip("/")}]
    return told


def parts_of(description: Mapping[str, Any]) -> Mapping[str, Sequence[Part]]:
    """The operations by what they belong to, in their order."""
    found: dict[str, list[Part]] = {}
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            found.setdefault(operation["tags"][0], []).append(
                Part(
                    method=method.upper(),
                    path=path,
                    words=operation["summary"],
                    fields=list(_fields_of(operation)),
                    answers=[
                        (code, answer["description"])
                        for code, answer in sorted(operation["responses"].items())
                    ],
                )
            )
    return found


@cache
def _plain(interface: NinjaAPI) -> dict[str, Any]:
    """Made once: it depends on nothing but the code. Statuses become strings, as in JSON."""
    made: dict[str, Any] = json.loads(json.dumps(interface.get_openapi_schema(path_prefix="")))
    _keys, named = models_json_schema(
        [(shape, "serialization") for shape in _SHAPES],
        ref_template="#/components/schemas/{model}",
    )
    made["components"]["schemas"] |= named["$defs"]
    made["paths"] = dict(sorted(made["paths"].items(), key=_open311_first))
    for methods in made["paths"].values():
        for operation in methods.values():
            for one in operation["parameters"]:
                if one["in"] == "path":
                    one["description"] = _IN_PATHS[one["name"]]
    return made


def _open311_first(path: tuple[str, object]) -> tuple[bool, str]:
    return not path[0].startswith("/open311"), path[0]


def _translated(value: Any) -> Any:
    """Every sentence of the description in the language of the request."""
    if isinstance(value, list):
        return [_translated(one) for one in value]
    if not isinstance(value, dict):
        return value
    found = {key: _told(key, inner) for key, inner in value.items()}
    if isinstance(found.get("tags"), list):
        found["tags"] = [_(str(one)) for one in found["tags"]]
    return found


def _told(key: str, value: Any) -> Any:
    if key in _TOLD and isinstance(value, str):
        # Without words there would be the header of the message file.
        return _(value) if value else value
    return _translated(value)


def _fields_of(operation: Mapping[str, Any]) -> Iterator[Field]:
    for one in operation.get("parameters", ()):
        yield Field(one["name"], one.get("description", ""), bool(one.get("required")))
    for content in operation.get("requestBody", {}).get("content", {}).values():
        schema = content["schema"]
        for name, one in schema["properties"].items():
            needed = name in schema.get("required", ())
            yield Field(name, one.get("description", ""), needed)
