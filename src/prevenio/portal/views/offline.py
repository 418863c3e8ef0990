"""What a phone keeps of the street pages for when it has no network."""

from functools import cache
from pathlib import Path

from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from prevenio.portal.showing import PublicRequest, show_page

_SCRIPT = Path(__file__).resolve().parent.parent / "static" / "portal" / "service-worker.js"


@require_safe
def page(request: PublicRequest) -> HttpResponse:
    """Shown where there is no network: the emergency number, and the addresses that were kept."""
    return show_page(request, "street/offline.html", menu="street")


@require_safe
def worker(request: PublicRequest) -> HttpResponse:
    """The service worker, from an address of the authority, so that it serves no other's pages."""
    response = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    response.headers["Service-Worker-Allowed"] = reverse("portal:home")
    patch_cache_control(response, no_cache=True)
    return response


@cache
def _script() -> str:
    return _SCRIPT.read_text("utf-8")
