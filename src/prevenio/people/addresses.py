"""Addresses that lead out of the page: into another authority, or into a letter.

Inside a request they follow what the browser asked for; outside of one (commands, the worker) they
follow the address that the installation was given.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse, set_script_prefix

from prevenio.people.models import Authority


@dataclass(frozen=True, slots=True)
class Site:
    """Scheme and host asked for, the path below which it answers, and whose host it is."""

    origin: str
    prefix: str = "/"
    is_one_authority: bool = False


_site: ContextVar[Site | None] = ContextVar("site", default=None)


@contextmanager
def answering(request: HttpRequest, *, is_one_authority: bool = False) -> Iterator[None]:
    """Let the addresses made meanwhile follow this request. The host was checked by Django."""
    origin = f"{request.scheme}://{request.get_host()}"
    site = Site(origin, f"{request.META['SCRIPT_NAME']}/", is_one_authority)
    token = _site.set(site)
    try:
        yield
    finally:
        _site.reset(token)


def site() -> Site:
    """The site of the request being answered, else the first origin that the settings trust."""
    return _site.get() or Site(_first_trusted() or "http://127.0.0.1:8000")


def _first_trusted() -> str:
    trusted = (origin for origin in settings.CSRF_TRUSTED_ORIGINS if "*" not in origin)
    return next(trusted, "").rstrip("/")


def address(name: str, *, authority: Authority | None = None, args: Sequence[object] = ()) -> str:
    """A whole address, with scheme and host, inside an authority or of the installation."""
    here = site()
    if authority is None:
        return here.origin + _reversed(name, args, here.prefix, settings.ROOT_URLCONF)
    if authority.host_name:
        scheme, _separator, host = here.origin.partition("://")
        _name, colon, port = host.partition(":")
        origin = f"{scheme}://{authority.host_name}{colon}{port}"
        return origin + _reversed(name, args, here.prefix, settings.AUTHORITY_URLCONF)
    prefix = f"{here.prefix}{authority.slug}/"
    # One authority's own host answers for no other; those stand on the installation's host.
    origin = (_first_trusted() if here.is_one_authority else "") or here.origin
    return origin + _reversed(name, args, prefix, settings.AUTHORITY_URLCONF)


def _reversed(name: str, args: Sequence[object], prefix: str, urlconf: str) -> str:
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        return reverse(name, urlconf=urlconf, args=list(args))
    finally:
        set_script_prefix(before)
