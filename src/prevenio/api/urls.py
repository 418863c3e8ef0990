"""Addresses of machines inside one authority; those of ninja with our answers around them."""

from django.urls import URLPattern, path

from prevenio.api.views import pages, places, precincts, reports, requests, sending, services
from prevenio.api.views.answering import answered
from prevenio.api.views.interface import interface

app_name = "api"

# What ninja keeps in `interface` is written there by these.
KEPT = (services, requests, sending, reports, precincts, places)


def _of_ninja() -> list[URLPattern]:
    """Ninja's own first page would stand at the root of the site."""
    kept, _app, _namespace = interface.urls
    return [
        URLPattern(one.pattern, answered(one.callback), one.default_args, one.name)
        for one in kept
        if isinstance(one, URLPattern) and one.name != "api-root"
    ]


urlpatterns = [
    path("api/", pages.page, name="page"),
    path("api/openapi.json", pages.openapi, name="openapi"),
    *_of_ninja(),
    path("api/<path:rest>", pages.nothing, name="nothing"),
    path("open311/<path:rest>", pages.nothing, name="nothing-open311"),
]
