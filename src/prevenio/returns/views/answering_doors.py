"""The door of the pages behind a mailed link: who is let in, who is asked for the code."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from prevenio.people.models import Authority
from prevenio.returns import access
from prevenio.returns.models import ReturnLink
from prevenio.returns.tokens import link_of

_KEPT_AS = "return_links"
_PEOPLE = "return_people"
PEOPLE = ("name", "office", "certifier_name", "certifier_office", "certifier_email")


class LinkRequest(HttpRequest):
    """A request that came by a link which leads somewhere."""

    authority: Authority
    link: ReturnLink
    token: str


def link_page[**P](
    view: Callable[Concatenate[LinkRequest, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Find the link: 404 for a forged one, a page that says so for one that has ended."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, token: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        link = link_of(token)
        authority: Authority | None = getattr(request, "authority", None)
        if link is None or authority is None or link.period.authority_id != authority.pk:
            raise Http404
        request.link, request.token = link, token  # type: ignore[attr-defined]
        if link.is_open_at(timezone.now()) and link.period.is_open:
            response = view(request, *args, **kwargs)  # type: ignore[arg-type]
        else:
            response = _closed(request, link)
        return _kept_private(response)

    return guarded


def answering_page[**P](
    view: Callable[Concatenate[LinkRequest, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let in whoever has opened the link on this device; others are asked for the code."""

    @wraps(view)
    def guarded(request: LinkRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if is_opened(request):
            return view(request, *args, **kwargs)
        if wants_json(request):
            said = _("Open the link of your letter in another tab and give the code, then go on.")
            return JsonResponse({"fault": said}, status=401)
        if request.link.is_of_account:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        return redirect(reverse("answers:link", args=[request.token]))

    return link_page(guarded)


def is_opened(request: LinkRequest) -> bool:
    """Whether this device has shown the code of this link; an account must be signed in."""
    link = request.link
    if link.is_of_account:
        user = request.user
        return user.is_authenticated and access.is_own_link(user, link, timezone.now())
    kept = request.session.get(_KEPT_AS, {}).get(str(link.pk), "")
    return constant_time_compare(kept, _mark_of(link))


def remember_opened(request: HttpRequest, link: ReturnLink) -> None:
    """Keep in the session that the link was opened here: a new code or a new link asks again."""
    request.session.cycle_key()
    kept = request.session.get(_KEPT_AS, {})
    request.session[_KEPT_AS] = {**kept, str(link.pk): _mark_of(link)}
    if not request.user.is_authenticated:
        # Whoever comes back tomorrow to a draft need not look for the code again.
        request.session.set_expiry(link.expires_at)


def people_kept(request: LinkRequest) -> dict[str, str]:
    """Names, offices and address as they were last typed on this device."""
    kept: dict[str, str] = request.session.get(_PEOPLE, {}).get(str(request.link.pk), {})
    return kept


def keep_people(request: LinkRequest, typed: Mapping[str, object]) -> None:
    """Keep who sends and who certifies for the next return: that belongs to no draft."""
    said = {name: str(typed[name]) for name in PEOPLE if typed.get(name)}
    kept = people_kept(request)
    if kept | said != kept:
        others = request.session.get(_PEOPLE, {})
        request.session[_PEOPLE] = {**others, str(request.link.pk): kept | said}


def wants_json(request: HttpRequest) -> bool:
    """Whether the page's own script asks."""
    return request.headers.get("Accept", "") == "application/json"


def _mark_of(link: ReturnLink) -> str:
    value = f"{link.pk}:{link.issued_at.timestamp()}:{link.code_hash}"
    return salted_hmac("prevenio.returns.opened", value, algorithm="sha256").hexdigest()


def _closed(request: HttpRequest, link: ReturnLink) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"fault": _("This link has ended meanwhile.")}, status=410)
    context = {"link": link, "period": link.period, "bureau": link.period.opened_by}
    return render(request, "returns/answer/closed.html", context, status=410)


def _kept_private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
