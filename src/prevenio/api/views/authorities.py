"""Whose data a request is about."""

from typing import cast

from django.http import HttpRequest

from prevenio.people.models import Authority


class AuthorityRequest(HttpRequest):
    """A request below the addresses of one authority, as the middleware leaves it."""

    authority: Authority


def authority_of(request: HttpRequest) -> Authority:
    """The authority that a request is for; ninja knows plain requests only."""
    return cast(AuthorityRequest, request).authority
