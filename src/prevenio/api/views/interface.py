"""The one interface that ninja keeps: addresses, what may be asked, what is wrong."""

from typing import Any, Literal, cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from ninja import NinjaAPI
from ninja.errors import ValidationError

from prevenio.api import shapes
from prevenio.api.views.answering import asked_wrongly, problems_answer, problems_in

Format = Literal["json", "xml"]

interface = NinjaAPI(
    title="Prevenio",
    version="1",
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    description=gettext_noop(
        "Public data of a safety programme for other systems: residents' reports by Open311 "
        "GeoReport v2, and the same reports for maps and tables. Reports show the middle of a "
        "square instead of a place and whole days; words and contacts are never given out."
    ),
)

_ERRORS: dict[int, str] = {
    400: gettext_noop("Something that was asked for or sent is wrong"),
    403: gettext_noop("The key is unknown or was revoked"),
    404: gettext_noop("There is no such thing"),
    405: gettext_noop("This cannot be done at this address"),
    413: gettext_noop("Too much was sent"),
    415: gettext_noop("What was sent is no form"),
    429: gettext_noop("Too much was sent today"),
}


def described(
    *wrong: int,
    json: type[Any] | dict[str, Any] | None = None,
    is_list: bool = False,
    xml: str = "",
    also: dict[str, dict[str, Any]] | None = None,
    more: dict[int, str] | None = None,
) -> dict[str, Any]:
    """The answers of an operation as OpenAPI has them; `xml` is the name of the root element."""
    content: dict[str, Any] = dict(also or {})
    if json is not None:
        schema = json if isinstance(json, dict) else _named(json)
        content["application/json"] = {
            "schema": {"type": "array", "items": schema} if is_list else schema
        }
    if xml:
        content["text/xml"] = {"schema": {"type": "object", "xml": {"name": xml}}}
    answers: dict[Any, Any] = {
        200: {"description": gettext_noop("What was asked for"), "content": content}
    }
    for status, words in (more or {}).items():
        answers[status] = {"description": words}
    for status in (*wrong, 405):
        answers[status] = {"description": _ERRORS[status], "content": _errors(bool(xml))}
    return {"responses": answers}


def _errors(has_xml: bool) -> dict[str, Any]:
    content: dict[str, Any] = {
        "application/json": {"schema": {"type": "array", "items": _named(shapes.Error)}}
    }
    if has_xml:
        content["text/xml"] = {"schema": {"type": "object", "xml": {"name": "errors"}}}
    return content


def _named(shape: type[Any]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{shape.__name__}"}


@interface.exception_handler(Exception)
def _on_error(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    problems = problems_in(cast(Exception, error))
    if problems is None:
        raise cast(Exception, error)
    return problems_answer(request, problems)


@interface.exception_handler(ValidationError)
def _on_wrong(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    return asked_wrongly(request, cast(ValidationError, error).errors)
