"""How every answer to a machine is made: its format, its language, what is wrong, what is kept."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import get_language, get_supported_language_variant, override
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from pydantic import BaseModel

from prevenio.api import formats
from prevenio.api.operations import KeyRefused, TooManyToday
from prevenio.api.problems import Problem, Wrong, not_there, problems_of
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people.models import Authority
from prevenio.web.refusals import sentence

type View = Callable[..., HttpResponse]

_KEPT_SECONDS = 60
_LONGEST_HEADER = 500


class MachineRequest(HttpRequest):
    """A request of a machine for one authority."""

    authority: Authority


def answered(view: View) -> View:
    """In the language that is asked for, readable from any page, without a body for HEAD."""

    @wraps(view)
    def within(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        language = language_asked(request)
        with override(language):
            response = view(request, *args, **kwargs)
            if response.status_code == 405:
                response = _not_allowed(request, response)
        response.headers["Content-Language"] = language
        response.headers["Access-Control-Allow-Origin"] = "*"
        patch_vary_headers(response, ["Accept-Language"])
        if is_head:
            response.content = b""
        return response

    return within


def language_asked(request: HttpRequest) -> str:
    """By the header, else the first of the authority's languages."""
    header = str(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))[:_LONGEST_HEADER]
    for code, _weight in parse_accept_lang_header(header):
        if code == "*":
            break
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    authority: Authority | None = getattr(request, "authority", None)
    return authority.language if authority else settings.LANGUAGE_CODE


def one_of(fmt: str, value: BaseModel, *, root: str, items: Mapping[str, str]) -> HttpResponse:
    """One thing: an object in JSON, the root itself in XML."""
    plain = value.model_dump(mode="json")
    body = formats.as_xml(plain, root, items) if fmt == formats.XML else formats.as_json(plain)
    return HttpResponse(body, content_type=formats.TYPES[fmt])


def list_of(
    fmt: str, values: Sequence[BaseModel], *, root: str, item: str, status: int = 200
) -> HttpResponse:
    """Several things: a list in JSON, elements of the root in XML."""
    plain = [one.model_dump(mode="json") for one in values]
    if fmt == formats.XML:
        body = formats.as_xml(plain, root, {root: item})
    else:
        body = formats.as_json(plain)
    return HttpResponse(body, content_type=formats.TYPES[fmt], status=status)


def problems_answer(request: HttpRequest, problems: Sequence[Problem]) -> HttpResponse:
    """What is wrong, in the format that was asked for."""
    match = request.resolver_match
    fmt = formats.XML if match and match.kwargs.get("fmt") == formats.XML else formats.JSON
    plain = [{"code": one.code, "description": one.description} for one in problems]
    if fmt == formats.XML:
        body = formats.as_xml(plain, "errors", {"errors": "error"})
    else:
        body = formats.as_json(plain)
    return HttpResponse(body, content_type=formats.TYPES[fmt], status=problems[0].code)


def problems_in(error: Exception) -> Sequence[Problem] | None:
    """What a machine is told of an error; None where it is a bug and must rise."""
    match error:
        case Wrong():
            return error.problems
        case KeyRefused() | NotAllowed():
            return [Problem(403, sentence(error))]
        case TooManyToday():
            return [Problem(429, sentence(error))]
        case Refused():
            return [Problem(400, sentence(error))]
        case Http404():
            return not_there().problems
        case RequestDataTooBig():
            return [Problem(413, _("This is too much to be read at once."))]
        case BadRequest() | SuspiciousOperation():
            return [Problem(400, _("This cannot be read."))]
    return None


def asked_wrongly(request: HttpRequest, errors: Sequence[Mapping[str, Any]]) -> HttpResponse:
    """An address that cannot be is not there; what is asked of it badly is told."""
    if any(error["loc"] and error["loc"][0] == "path" for error in errors):
        return problems_answer(request, not_there().problems)
    return problems_answer(request, problems_of(errors))


def kept_answer(
    request: HttpRequest, stamp: str, make: Callable[[], bytes], *, kind: str
) -> HttpResponse:
    """An answer that may be kept for a minute and is asked for again by its tag.

    Whoever has it already gets no body, and nothing is made. The newest answers of the process are
    kept under their tags, since many ask for the same tile at once.
    """
    said = f"{stamp} {get_language()} {request.get_full_path()}"
    tag = quote_etag(hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32])
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = HttpResponse(_kept.body_of(f"{request.get_host()}{tag}", make))
        response.headers["Content-Type"] = kind
    response.headers["ETag"] = tag
    patch_cache_control(response, public=True, max_age=_KEPT_SECONDS)
    return response


class _Kept:
    """The last bodies that were made, by their tags."""

    def __init__(self, most: int, most_bytes: int) -> None:
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()
        self._most, self._most_bytes = most, most_bytes

    def body_of(self, tag: str, make: Callable[[], bytes]) -> bytes:
        with self._lock:
            body = self._bodies.get(tag)
            if body is not None:
                self._bodies.move_to_end(tag)
        if body is None:
            body = make()
            if len(body) <= self._most_bytes:
                self._keep(tag, body)
        return body

    def _keep(self, tag: str, body: bytes) -> None:
        with self._lock:
            self._bodies[tag] = body
            while len(self._bodies) > self._most:
                self._bodies.popitem(last=False)


_kept = _Kept(512, 64_000)


def _not_allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    told = problems_answer(request, [Problem(405, _("This cannot be done at this address."))])
    told.headers["Allow"] = response.headers.get("Allow", "GET")
    return told
