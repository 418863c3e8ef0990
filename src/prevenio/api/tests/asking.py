"""Asks an authority's interface for whatever its own description allows, and for what it does not.

Used by the tests with a thousand calls, by the benchmarks with more.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
_MOST_TOLD = 20


@dataclass(slots=True)
class Asked:
    """How many calls there were, what they were answered, and what was wrong with an answer."""

    calls: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    taken: int = 0
    failures: list[str] = field(default_factory=list)


def ask_anything(
    slug: str, *, calls: int, by: int = 1, known: Mapping[str, str] | None = None
) -> Asked:
    """So many calls over all operations, alike for the same number `by`.

    Half of them keep to the description, half do not. `known` holds what is there (a category, a
    reference, an `api_key` …) by the name of the parameter or field: every other call uses it, so
    that not all of them end at the door.
    """
    asked = Asked()
    with _one_connection():
        schema = schemathesis.openapi.from_wsgi(f"/{slug}/api/openapi.json", WSGIHandler())
        ways = [
            (operation, mode)
            for operation in _operations_of(schema)
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        ]
        for place, (operation, mode) in enumerate(ways):
            # What an operation of few choices leaves over goes to those behind it.
            share = (calls - asked.calls) // (len(ways) - place)
            _ask(operation, mode, asked, share, by, known or {})
    return asked


def _operations_of(schema: Any) -> Sequence[Any]:
    return [one.ok() for one in schema.get_all_operations()]


@contextmanager
def _one_connection() -> Iterator[None]:
    """A test holds the connection in a transaction: no request may give it back."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def _ask(
    operation: Any, mode: Any, asked: Asked, calls: int, by: int, known: Mapping[str, str]
) -> None:
    before = asked.calls

    @seed(by)
    @settings(
        max_examples=calls,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), is_known=st.booleans())
    def once(case: Any, is_known: bool) -> None:
        if asked.calls - before >= calls:
            return
        if is_known:
            _use(case, known)
        _call(case, asked)

    once()


def _use(case: Any, known: Mapping[str, str]) -> None:
    for values in (case.path_parameters, case.body):
        if isinstance(values, dict):
            values.update({name: value for name, value in known.items() if name in _names(case)})


def _names(case: Any) -> Sequence[str]:
    path = [one.name for one in case.operation.path_parameters]
    sent = [name for body in case.operation.body for name in _properties(body)]
    return [*path, *sent]


def _properties(body: Any) -> Sequence[str]:
    return list(body.definition.get("schema", {}).get("properties", {}))


def _call(case: Any, asked: Asked) -> None:
    asked.calls += 1
    try:
        # What is packed is not unpacked by the client that Schemathesis uses here.
        response = case.call(headers={"Accept-Encoding": "identity"})
        asked.statuses[response.status_code] += 1
        asked.taken += case.method == "POST" and response.status_code == 200
        case.validate_response(response, checks=_CHECKS)
    except (Exception, FailureGroup) as error:
        if len(asked.failures) < _MOST_TOLD:
            asked.failures.append(f"{case.method} {case.path}: {error}")
