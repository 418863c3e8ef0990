"""A reading back from its JSON form, as it is kept while a person reviews it."""

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_origin

from prevenio.programme.importing.document import ProgrammeDocument


def from_json(data: Mapping[str, Any]) -> ProgrammeDocument:
    """The document that `as_json` wrote; keys it does not know are left aside.

    Raises ValueError or TypeError where a value does not fit its field.
    """
    document: ProgrammeDocument = _value(ProgrammeDocument, data)
    return document


def _value(kind: Any, data: Any) -> Any:
    if data is None:
        return None
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(
            **{
                field.name: _value(hints[field.name], data[field.name])
                for field in fields(kind)
                if field.name in data
            }
        )
    origin = get_origin(kind)
    if origin is tuple:
        return tuple(_value(get_args(kind)[0], inner) for inner in data)
    if origin in {types.UnionType, typing.Union}:
        return _value(next(arg for arg in get_args(kind) if arg is not type(None)), data)
    if kind is date:
        return date.fromisoformat(data)
    if kind is Decimal:
        return Decimal(str(data))
    return data


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
